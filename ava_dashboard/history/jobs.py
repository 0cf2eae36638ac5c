"""Periodic jobs, claimed by row: every process may run them, each run happens once.

A claim is a row lock in a transaction that lasts as long as the run, so that a killed process frees it.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, select, update
from sqlalchemy.dialects.postgresql import insert

from ava_dashboard.core import clock
from ava_dashboard.core.database import transaction
from ava_dashboard.models.dashboard import Job


@dataclass(frozen=True)
class JobRun:
    """How a job last went. Times are UTC; `last_error` names the kind of error, never data."""

    name: str
    next_run_at: datetime
    last_run_at: datetime | None
    last_ok_at: datetime | None
    last_seconds: float | None
    last_error: str | None
    runs: int


def declare(connection: Connection, *, names: list[str], now: datetime) -> None:
    """Make a row for each job that has none; it is due at once."""
    if names:
        rows = [{"name": name, "next_run_at": now} for name in names]
        connection.execute(insert(Job).on_conflict_do_nothing(), rows)


def run_one_due(
    jobs: dict[str, tuple[timedelta, Callable[[], None]]], *, seconds: float
) -> tuple[str, Exception | None] | None:
    """Claim and run the job that is due longest. None when no job is due or free.

    A failing job is rescheduled like any other, with its error noted, and given back to the caller to log.
    """
    with transaction(seconds) as connection:
        now = clock.now()
        name = connection.scalar(
            select(Job.name)
            .where(Job.name.in_(list(jobs)), Job.next_run_at <= now)
            .order_by(Job.next_run_at)
            .limit(1)
            .with_for_update(skip_locked=True)
        )
        if name is None:
            return None
        every, work = jobs[name]
        started = clock.monotonic()
        error = _run(work)
        finished = clock.now()
        values = {
            "next_run_at": finished + every,
            "last_run_at": finished,
            "last_seconds": clock.monotonic() - started,
            "last_error": None if error is None else type(error).__name__,
            "runs": Job.runs + 1,
        }
        if error is None:
            values["last_ok_at"] = finished
        connection.execute(update(Job).where(Job.name == name).values(values))
    return name, error


def _run(work: Callable[[], None]) -> Exception | None:
    try:
        work()
    except Exception as error:  # noqa: BLE001 - whatever a job meets, the next run must be scheduled
        return error
    return None


def job_runs(connection: Connection) -> tuple[JobRun, ...]:
    """All jobs by name."""
    rows = connection.execute(
        select(
            Job.name,
            Job.next_run_at,
            Job.last_run_at,
            Job.last_ok_at,
            Job.last_seconds,
            Job.last_error,
            Job.runs,
        ).order_by(Job.name)
    )
    return tuple(JobRun(*row) for row in rows)
