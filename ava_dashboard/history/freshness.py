"""What a value of a snapshot is worth to somebody who looks at it now."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TypeVar

from ava_dashboard.core.measured import Measured, State

T = TypeVar("T")


@dataclass(frozen=True)
class Freshness:
    """How values read at `taken_at` look at `now`.

    `trouble` is what kept a newer reading away (None, `away`, `slow`). Values are live up to `live_for`, then
    stale, and after `kept_for` they are shown no more.
    """

    taken_at: datetime | None
    now: datetime
    trouble: str | None
    live_for: timedelta
    kept_for: timedelta

    @property
    def age(self) -> timedelta | None:
        return None if self.taken_at is None else self.now - self.taken_at

    @property
    def state(self) -> State:
        """LIVE, STALE or UNAVAILABLE."""
        if self.age is None or self.age > self.kept_for:
            return State.UNAVAILABLE
        if self.trouble or self.age > self.live_for:
            return State.STALE
        return State.LIVE

    def seen(self, measured: Measured[T], *, stale: str, gone: str) -> Measured[T]:
        """The measurement as it looks now; `stale` and `gone` say why, in words for a reader."""
        if measured.value is None:
            return measured
        if self.state is State.UNAVAILABLE:
            return Measured.unavailable(gone)
        if self.state is State.STALE:
            return Measured(measured.value, State.STALE, measured.as_of, stale)
        return measured
