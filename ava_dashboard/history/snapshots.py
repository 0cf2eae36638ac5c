"""What was read at one moment, for all viewers in all processes.

A snapshot is read in one READ ONLY transaction and written in a second, under a session lock of the
database, so that fifty viewers cost one computation. Each process keeps its last one: with that, pages
go on while the database is away, marked stale.
"""

import logging
import threading
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any, Generic, TypeVar

from cattrs import BaseValidationError, Converter
from sqlalchemy import Connection, delete, func, insert, select

from ava_dashboard.core import clock
from ava_dashboard.core.database import availability, reading, session_lock, transaction
from ava_dashboard.core.exceptions import DatabaseUnavailable
from ava_dashboard.models.dashboard import Snapshot

T = TypeVar("T")
log = logging.getLogger(__name__)

WAIT_SECONDS = 2.0
POLL_SECONDS = 0.05
RETRY_SECONDS = 2.0  # after a failure, viewers see the last snapshot instead of failing one by one
CLOCKS_DIFFER = timedelta(seconds=5)
KEEP_ALL_FOR = timedelta(hours=2)
WORKER_TAKES_AT = 0.8  # of the interval: so that a viewer never has to

_json = Converter()
_json.register_unstructure_hook(Decimal, str)
_json.register_structure_hook(Decimal, lambda value, _: Decimal(value))
_json.register_unstructure_hook(datetime, datetime.isoformat)
_json.register_structure_hook(datetime, lambda value, _: datetime.fromisoformat(value))
_json.register_unstructure_hook(date, date.isoformat)
_json.register_structure_hook(date, lambda value, _: date.fromisoformat(value))


@dataclass(frozen=True)
class Taken(Generic[T]):
    """A snapshot: its number, when it was read (UTC), and what was read."""

    id: int
    taken_at: datetime
    content: T


@dataclass(frozen=True)
class Reading(Generic[T]):
    """The newest snapshot that could be had, and what kept a newer one away: None, `away` or `slow`."""

    taken: Taken[T] | None
    trouble: str | None


class Snapshots(Generic[T]):
    """All snapshots of one kind, as one process sees them.

    `compute` reads inside the given snapshot transaction, as of the given moment, and returns a frozen
    dataclass of type `content`, which is kept as JSON.
    """

    def __init__(
        self,
        kind: str,
        content: type[T],
        compute: Callable[[Connection, datetime], T],
        *,
        interval: timedelta,
    ) -> None:
        self.kind = kind
        self.interval = interval
        self._content = content
        self._compute = compute
        self._lock_key = zlib.crc32(f"ava-dashboard snapshot {kind}".encode())
        self._one_at_a_time = threading.Lock()
        self._kept: Taken[T] | None = None
        self._retry_at = 0.0

    def current(self) -> Reading[T]:
        """The snapshot to show now; computed here only if nobody did within the interval."""
        if (reason := availability().reason) is not None:
            return Reading(self._kept, reason)
        if self._kept is not None and clock.monotonic() < self._retry_at:
            return Reading(self._kept, "slow")
        try:
            newest = self._newest()
            if not self._is_young(newest):
                newest = self._in_turn()
        except DatabaseUnavailable as error:
            self._retry_at = clock.monotonic() + RETRY_SECONDS
            return Reading(self._kept, error.reason)
        return Reading(newest, None)

    def take(self, *, seconds: float) -> bool:
        """For the worker: compute and write a snapshot, unless one is young or another process is at it.

        No statement may take longer than `seconds`. Returns whether it did.
        """
        with session_lock(self._lock_key) as held:
            if not held or self._is_young(self._newest(), WORKER_TAKES_AT):
                return False
            self._take(seconds)
            return True

    def forget(self) -> None:
        """Start over, as a new process would."""
        self._kept, self._retry_at = None, 0.0

    def _in_turn(self) -> Taken[T] | None:
        """One thread of a process computes or waits for another process; the others wait for it, not for long."""
        if not self._one_at_a_time.acquire(timeout=WAIT_SECONDS):
            raise DatabaseUnavailable("slow")
        try:
            if clock.monotonic() < self._retry_at:
                raise DatabaseUnavailable("slow")
            return self._compute_or_wait()
        except DatabaseUnavailable:
            # Before the next in turn looks.
            self._retry_at = clock.monotonic() + RETRY_SECONDS
            raise
        finally:
            self._one_at_a_time.release()

    def _compute_or_wait(self) -> Taken[T] | None:
        until = clock.monotonic() + WAIT_SECONDS
        waiting = threading.Event()
        while not self._is_young(newest := self._newest()):
            with session_lock(self._lock_key) as held:
                if held:
                    newest = self._newest()
                    return newest if self._is_young(newest) else self._take(WAIT_SECONDS)
            if self._is_young(newest, 2):
                return newest  # another is at it, and what stands is still live
            if clock.monotonic() >= until:
                raise DatabaseUnavailable("slow")
            waiting.wait(POLL_SECONDS)
        return newest

    def _newest(self) -> Taken[T] | None:
        """The newest snapshot that anyone wrote; its content is read only when it is new here.

        None where there is none, or one of another release that this one can't read.
        """
        kept = self._kept
        with reading() as connection:
            newest = connection.execute(
                select(Snapshot.id, Snapshot.taken_at)
                # A clock that goes fast must not hold back the readings of the others.
                .where(Snapshot.kind == self.kind, Snapshot.taken_at <= clock.now() + CLOCKS_DIFFER)
                .order_by(Snapshot.taken_at.desc())
                .limit(1)
            ).one_or_none()
            if newest is None:
                return None
            if kept is not None and kept.id == newest.id:
                return kept
            payload = connection.scalar(select(Snapshot.payload).where(Snapshot.id == newest.id))
        try:
            content = _json.structure(payload, self._content)
        except (BaseValidationError, LookupError, TypeError, ValueError) as error:
            log.warning("unreadable snapshot", extra={"kind": self.kind, "error": type(error).__name__})
            return None
        self._kept = Taken(newest.id, newest.taken_at, content)
        return self._kept

    def _take(self, seconds: float) -> Taken[T]:
        started, now = clock.monotonic(), clock.now()
        with reading(seconds) as connection:
            content = self._compute(connection, now)
        values: dict[str, Any] = {
            "kind": self.kind,
            "taken_at": now,
            "seconds": clock.monotonic() - started,
            "payload": _json.unstructure(content),
        }
        with transaction() as connection:
            snapshot_id = connection.execute(
                insert(Snapshot).values(values).returning(Snapshot.id)
            ).scalar_one()
        taken = Taken(snapshot_id, now, content)
        self._kept = taken
        return taken

    def _is_young(self, taken: Taken[T] | None, intervals: float = 1) -> bool:
        return taken is not None and clock.now() - taken.taken_at < intervals * self.interval


def thin_out(connection: Connection, *, now: datetime) -> None:
    """Keep every snapshot of the last two hours, and of older UTC days the last one of each kind."""
    day = func.date_trunc("day", func.timezone("UTC", Snapshot.taken_at))
    last_of_day = (
        select(func.max(Snapshot.taken_at).label("taken_at"), Snapshot.kind)
        .group_by(Snapshot.kind, day)
        .subquery()
    )
    kept = select(Snapshot.id).join(
        last_of_day,
        (last_of_day.c.kind == Snapshot.kind) & (last_of_day.c.taken_at == Snapshot.taken_at),
    )
    connection.execute(
        delete(Snapshot).where(Snapshot.taken_at < now - KEEP_ALL_FOR, Snapshot.id.not_in(kept))
    )
