"""A measurement can't be missing and present, or doubtful without a reason."""

from datetime import UTC, datetime

import pytest

from ava_dashboard.core.measured import Measured, State

WHEN = datetime(2026, 11, 24, 13, 2, tzinfo=UTC)


def test_zero_is_a_value_and_unknown_is_none() -> None:
    assert Measured.live(0, as_of=WHEN).value == 0
    assert Measured.unavailable("the database is away").value is None


@pytest.mark.parametrize(
    "wrong",
    [
        lambda: Measured(0, State.UNAVAILABLE, None, "away"),
        lambda: Measured(None, State.LIVE, WHEN),
        lambda: Measured(1, State.STALE, WHEN),
        lambda: Measured(1, State.PARTIAL, WHEN, ""),
        lambda: Measured(1, State.LIVE, None),
        lambda: Measured(1, State.LIVE, WHEN.replace(tzinfo=None)),
        lambda: Measured.not_recorded(""),
    ],
)
def test_a_measurement_that_contradicts_itself_is_refused(wrong: object) -> None:
    with pytest.raises(ValueError, match="measurement|measured"):
        wrong()  # type: ignore[operator]


def test_a_change_of_form_keeps_the_state() -> None:
    partial = Measured.partial(3, as_of=WHEN, reason="one table is missing")
    assert partial.map(str) == Measured.partial("3", as_of=WHEN, reason="one table is missing")
    missing: Measured[int] = Measured.not_recorded("needs farmers.created_at")
    assert missing.map(str).value is None
