"""A number on a page is a measurement: a value with the state in which it was read.

Templates never receive a bare number, so that "unknown" can't be mistaken for zero.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Generic, TypeVar

T = TypeVar("T")
U = TypeVar("U")


class State(StrEnum):
    """How much a reader may trust a value; see the table in docs/measured.md."""

    LIVE = "live"
    STALE = "stale"
    PARTIAL = "partial"
    UNAVAILABLE = "unavailable"
    NOT_RECORDED = "not_recorded"


@dataclass(frozen=True)
class Measured(Generic[T]):
    """A value of a measurement, when it was read (UTC), and, if it is not plainly live, why.

    `value` is None exactly when `state` is UNAVAILABLE or NOT_RECORDED; `reason` is empty only when LIVE.
    """

    value: T | None
    state: State
    as_of: datetime | None
    reason: str = ""

    def __post_init__(self) -> None:
        missing = self.state in (State.UNAVAILABLE, State.NOT_RECORDED)
        if missing != (self.value is None):
            raise ValueError(f"a {self.state} value must {'not ' if missing else ''}stand in a measurement")
        if not self.reason and self.state is not State.LIVE:
            raise ValueError(f"a {self.state} measurement must say why")
        if self.as_of is not None and self.as_of.tzinfo is None:
            raise ValueError("a measurement's time must carry its zone")
        if self.as_of is None and not missing:
            raise ValueError("a measured value must say when it was read")

    @classmethod
    def live(cls, value: T, *, as_of: datetime) -> Measured[T]:
        """Read just now, completely."""
        return cls(value, State.LIVE, as_of)

    @classmethod
    def partial(cls, value: T, *, as_of: datetime, reason: str) -> Measured[T]:
        """Read, but part of its source is missing; `reason` says which part."""
        return cls(value, State.PARTIAL, as_of, reason)

    @classmethod
    def unavailable(cls, reason: str) -> Measured[T]:
        """Could not be read."""
        return cls(None, State.UNAVAILABLE, None, reason)

    @classmethod
    def not_recorded(cls, reason: str) -> Measured[T]:
        """The database has no place for it, or nothing was recorded in the time that was asked for."""
        return cls(None, State.NOT_RECORDED, None, reason)

    def map(self, change: Callable[[T], U]) -> Measured[U]:
        """The same state around a changed value; a missing value stays missing."""
        changed = None if self.value is None else change(self.value)
        return Measured(changed, self.state, self.as_of, self.reason)
