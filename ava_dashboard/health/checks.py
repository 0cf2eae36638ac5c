"""Judges the readings: is each part fine, and is the whole?"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import TypeVar

from flask_babel import gettext, ngettext

from ava_dashboard.core.measured import Measured, State
from ava_dashboard.farms.findings import Finding
from ava_dashboard.health.readings import FigureColumns, HealthReadings
from ava_dashboard.history.jobs import JobRun
from ava_dashboard.version import Version
from ava_dashboard.web.formatting import milliseconds_text, whole

T = TypeVar("T")

SLOW_SECONDS = 0.2
MOST_CONNECTIONS = 0.8  # of what the server allows
LATE_AFTER = timedelta(minutes=2)


class Level(StrEnum):
    """How a part is. The order of the members is their weight in the whole: the last one met decides."""

    OK = "ok"
    STALE = "stale"
    UNKNOWN = "unknown"
    DEGRADED = "degraded"
    DOWN = "down"


@dataclass(frozen=True)
class Check:
    """One part of what must work, how it is, and one sentence about it."""

    title: str
    level: Level
    text: str


@dataclass(frozen=True)
class Verdict:
    """Is it fine? In a word and a sentence."""

    level: Level
    title: str
    text: str


def all_checks(
    readings: HealthReadings, *, trouble: str | None, expected_migration: str, version: Version
) -> tuple[Check, ...]:
    """Each part in turn. `trouble` is what keeps the database away now: None, `away` or `slow`."""
    return (
        _database(readings.latency_seconds, trouble),
        _connections(readings.connections, readings.max_connections),
        _judged(
            gettext("Migrations"), readings.migration, lambda found: _migration(found, expected_migration)
        ),
        _judged(gettext("Tables and columns"), readings.figures, _columns),
        _judged(gettext("Worker"), readings.jobs, lambda jobs: _worker(jobs, readings.jobs.as_of)),
        _code(version),
    )


def verdict(checks: tuple[Check, ...]) -> Verdict:
    """The worst check decides; all that are as bad are named. What is unknown is never fine."""
    weights = list(Level)
    worst = max((check.level for check in checks), key=weights.index)
    titles_by_text: dict[str, list[str]] = {}
    for check in checks:
        if check.level is worst:
            titles_by_text.setdefault(check.text, []).append(check.title)
    named = " ".join(f"{', '.join(titles)}: {text}" for text, titles in titles_by_text.items())
    titles: dict[Level, str] = {
        Level.OK: gettext("It is fine."),
        Level.STALE: gettext("Unknown: what is shown is old."),
        Level.UNKNOWN: gettext("Unknown: not everything could be measured."),
        Level.DEGRADED: gettext("Degraded: it works, but not all of it."),
        Level.DOWN: gettext("Down."),
    }
    fine = gettext("The database answers, the worker runs, and nothing that the dashboards need is missing.")
    return Verdict(worst, titles[worst], fine if worst is Level.OK else named)


def job_level(job: JobRun, as_of: datetime) -> Level:
    """How a job was at `as_of`. One that never ran is unknown, not fine."""
    if job.last_error is not None or as_of - job.next_run_at > LATE_AFTER:
        return Level.DEGRADED
    return Level.OK if job.last_run_at is not None else Level.UNKNOWN


def finding_level(finding: Finding) -> Level:
    """Something found is degraded data; nothing found is fine; not measured is unknown."""
    if finding.count is None:
        return Level.UNKNOWN
    return Level.DEGRADED if finding.count else Level.OK


def _judged(title: str, measured: Measured[T], judge: Callable[[T], tuple[Level, str]]) -> Check:
    if measured.value is None:
        return Check(title, Level.UNKNOWN, gettext("Not measured. %(why)s", why=measured.reason))
    level, text = judge(measured.value)
    return Check(title, Level.STALE if measured.state is State.STALE else level, text)


def _database(latency: Measured[float], trouble: str | None) -> Check:
    title = gettext("Database")
    if trouble == "away":
        return Check(
            title, Level.DOWN, gettext("It gives no answer, and what is shown is what was read before.")
        )
    if trouble == "slow":
        return Check(
            title,
            Level.DOWN,
            gettext("It does not answer in time, and what is shown is what was read before."),
        )

    def judge(seconds: float) -> tuple[Level, str]:
        text = gettext("A round trip took %(time)s.", time=milliseconds_text(seconds))
        return Level.DEGRADED if seconds > SLOW_SECONDS else Level.OK, text

    return _judged(title, latency, judge)


def _connections(used: Measured[int], most: Measured[int]) -> Check:
    def judge(number: int) -> tuple[Level, str]:
        if most.value is None:
            return Level.UNKNOWN, gettext("It is not known how many are allowed.")
        text = gettext("%(used)s of %(most)s are taken.", used=whole(number), most=whole(most.value))
        return Level.DEGRADED if number > MOST_CONNECTIONS * most.value else Level.OK, text

    return _judged(gettext("Connections"), used, judge)


def _migration(found: str, expected: str) -> tuple[Level, str]:
    if found == expected:
        return Level.OK, gettext("At the newest, %(name)s.", name=found)
    return Level.DEGRADED, gettext(
        "The database is at %(found)s, the code expects %(expected)s.", found=found, expected=expected
    )


def _columns(figures: tuple[FigureColumns, ...]) -> tuple[Level, str]:
    missing = sorted({name for figure in figures for name in figure.missing})
    if not missing:
        return Level.OK, gettext("All that the figures need are there.")
    return Level.DEGRADED, gettext("Missing: %(names)s.", names=", ".join(missing))


def _worker(jobs: tuple[JobRun, ...], as_of: datetime | None) -> tuple[Level, str]:
    last = max((job.last_run_at for job in jobs if job.last_run_at is not None), default=None)
    if last is None or as_of is None:
        return Level.DEGRADED, gettext("The worker has not run.")
    late = [job.name for job in jobs if as_of - job.next_run_at > LATE_AFTER]
    failed = [job.name for job in jobs if job.last_error is not None]
    if late:
        return Level.DEGRADED, gettext("Late: %(names)s.", names=", ".join(late))
    if failed:
        return Level.DEGRADED, gettext("The last run failed: %(names)s.", names=", ".join(failed))
    if waiting := [job.name for job in jobs if job.last_run_at is None]:
        return Level.UNKNOWN, gettext("Has not run yet: %(names)s.", names=", ".join(waiting))
    return Level.OK, ngettext(
        "%(count)s job runs on time.", "%(count)s jobs run on time.", len(jobs), count=whole(len(jobs))
    )


def _code(version: Version) -> Check:
    title = gettext("Version")
    if version.mismatch:
        return Check(title, Level.DEGRADED, version.mismatch)
    return Check(title, Level.OK, version.shown)
