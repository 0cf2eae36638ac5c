"""The periods that the page offers: 24 h is rolling, longer ones are whole local days including today."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from ava_dashboard.core import clock

DAYS = {"7d": 7, "30d": 30, "90d": 90, "1y": 365}
PERIODS = ("24h", *DAYS)
DEFAULT = "30d"


@dataclass(frozen=True)
class Period:
    """A period up to now; `start` is UTC."""

    key: str
    start: datetime

    @property
    def is_rolling(self) -> bool:
        return self.key not in DAYS


def period(key: str, *, now: datetime, zone: ZoneInfo) -> Period:
    """The period with this key as of `now`; KeyError if there is none."""
    if key == "24h":
        return Period(key, now - timedelta(hours=24))
    return Period(key, clock.period_start(now, DAYS[key], zone))
