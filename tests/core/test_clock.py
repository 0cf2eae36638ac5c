"""Times: one place converts, and days follow the configured zone."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from ava_dashboard.core import clock

ZAGREB = ZoneInfo("Europe/Zagreb")


def test_a_stored_time_is_utc_and_goes_back_unchanged() -> None:
    stored = datetime(2026, 11, 24, 13, 2, 11)
    assert clock.from_stored(stored) == datetime(2026, 11, 24, 13, 2, 11, tzinfo=UTC)
    assert clock.to_stored(clock.from_stored(stored)) == stored


def test_a_naive_time_is_refused() -> None:
    with pytest.raises(ValueError, match="no zone"):
        clock.to_stored(datetime(2026, 11, 24))
    with pytest.raises(ValueError, match="no zone"):
        clock.local_day(datetime(2026, 11, 24), ZAGREB)


@pytest.mark.parametrize(
    ("day", "start"),
    [
        (date(2026, 11, 24), datetime(2026, 11, 23, 23, tzinfo=UTC)),
        (date(2026, 7, 1), datetime(2026, 6, 30, 22, tzinfo=UTC)),
        (date(2026, 3, 29), datetime(2026, 3, 28, 23, tzinfo=UTC)),  # 23 hours long
        (date(2026, 10, 26), datetime(2026, 10, 25, 23, tzinfo=UTC)),
    ],
)
def test_a_day_starts_at_midnight_of_the_zone(day: date, start: datetime) -> None:
    assert clock.day_start(day, ZAGREB) == start


def test_half_past_eleven_in_the_evening_utc_is_tomorrow_in_zagreb() -> None:
    assert clock.local_day(datetime(2026, 11, 24, 23, 30, tzinfo=UTC), ZAGREB) == date(2026, 11, 25)


def test_a_period_of_days_includes_today() -> None:
    now = datetime(2026, 11, 24, 13, tzinfo=UTC)
    assert clock.period_start(now, 1, ZAGREB) == datetime(2026, 11, 23, 23, tzinfo=UTC)
    assert clock.period_start(now, 30, ZAGREB) == datetime(2026, 10, 25, 23, tzinfo=UTC)
