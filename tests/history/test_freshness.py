from datetime import UTC, datetime, timedelta

import pytest

from ava_dashboard.core.measured import Measured, State
from ava_dashboard.history.freshness import Freshness

TAKEN = datetime(2026, 11, 24, 13, 2, 11, tzinfo=UTC)


def fresh(age: float, trouble: str | None = None) -> Freshness:
    return Freshness(
        taken_at=TAKEN,
        now=TAKEN + timedelta(seconds=age),
        trouble=trouble,
        live_for=timedelta(seconds=60),
        kept_for=timedelta(seconds=600),
    )


@pytest.mark.parametrize(
    ("age", "trouble", "state"),
    [
        (60, None, State.LIVE),
        (60.1, None, State.STALE),
        (1, "away", State.STALE),
        (600, "away", State.STALE),
        (600.1, "away", State.UNAVAILABLE),
        (600.1, None, State.UNAVAILABLE),
    ],
)
def test_live_up_to_its_limit_then_stale_then_unavailable(
    age: float, trouble: str | None, state: State
) -> None:
    value = Measured.live(16, as_of=TAKEN)
    seen = fresh(age, trouble).seen(value, stale="old", gone="gone")
    assert seen.state is state
    assert seen.value == (None if state is State.UNAVAILABLE else 16)
    assert seen.reason == {State.LIVE: "", State.STALE: "old", State.UNAVAILABLE: "gone"}[state]


def test_what_was_missing_stays_missing_with_its_own_reason() -> None:
    missing: Measured[int] = Measured.not_recorded("needs farmers.id")
    assert fresh(6000, "away").seen(missing, stale="old", gone="gone") == missing
