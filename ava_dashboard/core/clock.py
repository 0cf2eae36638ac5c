"""The one place that reads the clock and converts between UTC, the database's times and local days.

CRM timestamps are without zone and hold UTC; a "day" is a day in the configured zone.
"""

import time
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo


def now() -> datetime:
    """This moment, in UTC."""
    return datetime.now(UTC)


def monotonic() -> float:
    """Seconds on a clock that never goes back; only differences mean something."""
    return time.monotonic()


def from_stored(stored: datetime) -> datetime:
    """A time as the CRM stores it (no zone, holds UTC) as an aware UTC time."""
    if stored.tzinfo is not None:
        return stored.astimezone(UTC)
    return stored.replace(tzinfo=UTC)


def to_stored(moment: datetime) -> datetime:
    """An aware time as the CRM stores it. A naive time is refused: nobody knows its zone."""
    if moment.tzinfo is None:
        raise ValueError(f"the time {moment.isoformat()} has no zone")
    return moment.astimezone(UTC).replace(tzinfo=None)


def local_day(moment: datetime, zone: ZoneInfo) -> date:
    """The day in `zone` in which `moment` lies."""
    if moment.tzinfo is None:
        raise ValueError(f"the time {moment.isoformat()} has no zone")
    return moment.astimezone(zone).date()


def day_start(day: date, zone: ZoneInfo) -> datetime:
    """The first moment of `day` in `zone`, in UTC (days of 23 and 25 hours included)."""
    return datetime(day.year, day.month, day.day, tzinfo=zone).astimezone(UTC)


def period_start(moment: datetime, days: int, zone: ZoneInfo) -> datetime:
    """Where a period of `days` whole local days, up to and including today, begins."""
    return day_start(local_day(moment, zone) - timedelta(days=days - 1), zone)
