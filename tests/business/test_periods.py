from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from ava_dashboard.business.periods import period

ZAGREB = ZoneInfo("Europe/Zagreb")


@pytest.mark.parametrize(
    ("key", "start"),
    [
        ("24h", datetime(2026, 11, 23, 13, 2, 11, tzinfo=UTC)),
        ("7d", datetime(2026, 11, 17, 23, tzinfo=UTC)),
        ("30d", datetime(2026, 10, 25, 23, tzinfo=UTC)),
        ("90d", datetime(2026, 8, 26, 22, tzinfo=UTC)),
        ("1y", datetime(2025, 11, 24, 23, tzinfo=UTC)),
    ],
)
def test_24_hours_roll_and_longer_periods_are_whole_local_days(
    now: datetime, key: str, start: datetime
) -> None:
    assert period(key, now=now, zone=ZAGREB).start == start
    assert period(key, now=now, zone=ZAGREB).is_rolling == (key == "24h")
