"""One computation for all viewers, and what a process keeps for a database that goes away."""

import threading
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from flask import Flask
from sqlalchemy import Connection, text

from ava_dashboard.core import clock
from ava_dashboard.core.database import availability, session_lock, transaction
from ava_dashboard.core.exceptions import DatabaseUnavailable
from ava_dashboard.history.snapshots import Snapshots, thin_out


@dataclass(frozen=True)
class Content:
    number: int
    hectares: Decimal
    day: date
    at: datetime
    parts: tuple[tuple[str, Decimal | None], ...]


class Counting:
    """Computes contents that tell how often it was asked; slowly, so that viewers meet."""

    def __init__(self, seconds: float = 0.0) -> None:
        self.times = 0
        self.seconds = seconds

    def __call__(self, connection: Connection, now: datetime) -> Content:
        self.times += 1
        connection.execute(text("SELECT pg_sleep(:seconds)"), {"seconds": self.seconds})
        return Content(
            self.times, Decimal("211.95"), date(2026, 11, 24), now, (("HR", Decimal("0.1")), ("", None))
        )


@pytest.fixture(autouse=True)
def context(app: Flask) -> Iterator[None]:
    with app.app_context():
        yield


def viewer(compute: Counting, seconds: float = 60) -> Snapshots[Content]:
    """One process's view."""
    return Snapshots("test", Content, compute, interval=timedelta(seconds=seconds))


def test_what_was_read_comes_back_from_the_database_unchanged() -> None:
    first = viewer(Counting()).current()
    other_process = viewer(Counting())
    again = other_process.current()
    assert first.taken is not None
    assert again.taken == first.taken
    assert (again.trouble, again.taken.content.hectares) == (None, Decimal("211.95"))


def test_fifty_viewers_in_several_processes_cost_one_computation(app: Flask) -> None:
    compute = Counting(seconds=0.2)
    processes = [viewer(compute) for _ in range(5)]
    seen: list[int] = []

    def look(process: Snapshots[Content]) -> None:
        with app.app_context():
            reading = process.current()
            assert reading.taken is not None
            seen.append(reading.taken.content.number)

    threads = [threading.Thread(target=look, args=(process,)) for process in processes * 2]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (compute.times, seen) == (1, [1] * 10)


def test_an_old_snapshot_is_read_anew() -> None:
    compute = Counting()
    snapshots = viewer(compute, seconds=0.05)
    first = snapshots.current()
    threading.Event().wait(0.06)
    second = snapshots.current()
    assert first.taken and second.taken
    assert (first.taken.content.number, second.taken.content.number) == (1, 2)


def test_a_database_that_is_away_leaves_the_last_reading() -> None:
    snapshots = viewer(Counting(), seconds=0.01)
    kept = snapshots.current().taken
    availability()._reason = "away"
    try:
        assert snapshots.current().taken == kept
        assert snapshots.current().trouble == "away"
        assert viewer(Counting()).current().taken is None
    finally:
        availability()._reason = None


def test_a_computation_that_is_too_slow_leaves_the_last_reading_and_is_not_tried_by_everybody() -> None:
    compute = Counting()
    snapshots = viewer(compute, seconds=0.01)
    kept = snapshots.current().taken
    compute.seconds = 3
    threading.Event().wait(0.02)
    reading = snapshots.current()
    assert (reading.taken, reading.trouble) == (kept, "slow")
    assert snapshots.current().trouble == "slow"
    assert compute.times == 2


def test_the_worker_takes_none_while_another_is_at_it_or_one_is_young() -> None:
    compute = Counting()
    worker = viewer(compute)
    with session_lock(worker._lock_key) as held:
        assert held
        assert not worker.take(seconds=5)
    assert worker.take(seconds=5)
    assert not worker.take(seconds=5)
    assert compute.times == 1


def test_a_snapshot_is_read_only() -> None:
    def write(connection: Connection, now: datetime) -> Content:
        connection.execute(text("DELETE FROM farmers"))
        raise AssertionError("a snapshot could write")

    from sqlalchemy.exc import DBAPIError

    with pytest.raises(DBAPIError, match="read-only transaction"):
        Snapshots("test", Content, write, interval=timedelta(seconds=1)).current()


def test_a_viewer_who_gets_none_in_time_is_told_so() -> None:
    snapshots = viewer(Counting())
    with session_lock(snapshots._lock_key):
        reading = snapshots.current()
    assert (reading.taken, reading.trouble) == (None, "slow")


def test_thinning_out_keeps_two_hours_and_the_last_one_of_each_day(
    connection: Connection, now: datetime
) -> None:
    for kind in ("a", "b"):
        for age in (0, 1, 2.5, 3, 30, 31):
            connection.execute(
                text(
                    "INSERT INTO dashboard.snapshots (kind, taken_at, seconds, payload) VALUES (:k, :t, 0, '{}')"
                ),
                {"k": kind, "t": now - timedelta(hours=age)},
            )
    with transaction() as writing:
        thin_out(writing, now=now)
    left = connection.execute(
        text("SELECT taken_at FROM dashboard.snapshots WHERE kind = 'a' ORDER BY 1 DESC")
    )
    ages = [(now - taken_at.astimezone(UTC)) / timedelta(hours=1) for taken_at in left.scalars()]
    assert ages == [0, 1, 30]
    assert connection.scalar(text("SELECT count(*) FROM dashboard.snapshots WHERE kind = 'b'")) == 3


def test_a_lost_database_is_an_error_by_name() -> None:
    availability()._reason = "away"
    try:
        with pytest.raises(DatabaseUnavailable), transaction():
            pass
    finally:
        availability()._reason = None


def test_a_snapshot_of_another_release_is_replaced_and_blocks_nobody(connection: Connection) -> None:
    viewer(Counting()).current()
    connection.execute(text("UPDATE dashboard.snapshots SET payload = payload - 'hectares'"))
    reading = viewer(Counting()).current()
    assert reading.trouble is None
    assert reading.taken is not None
    assert reading.taken.content.hectares == Decimal("211.95")


def test_a_clock_that_goes_fast_does_not_freeze_the_figures(connection: Connection) -> None:
    viewer(Counting()).current()
    connection.execute(text("UPDATE dashboard.snapshots SET taken_at = taken_at + interval '5 hours'"))
    compute = Counting()
    assert viewer(compute).current().taken is not None
    assert compute.times == 1


def test_viewers_of_a_stuck_computation_do_not_wait_one_after_another(app: Flask) -> None:
    snapshots = viewer(Counting())
    with session_lock(snapshots._lock_key):
        started = clock.monotonic()

        def look() -> None:
            with app.app_context():
                assert snapshots.current().trouble == "slow"

        threads = [threading.Thread(target=look) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert clock.monotonic() - started < 2 * 2.5
