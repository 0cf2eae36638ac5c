"""What the health page shows, as text."""

import os
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from flask_babel import gettext, ngettext

from ava_dashboard.core.clock import local_day
from ava_dashboard.core.measured import Measured, State
from ava_dashboard.farms.definitions import FINDINGS, definition
from ava_dashboard.farms.findings import Finding
from ava_dashboard.health.checks import Level, finding_level, job_level
from ava_dashboard.health.readings import HealthReadings
from ava_dashboard.history.freshness import Freshness
from ava_dashboard.history.jobs import JobRun
from ava_dashboard.version import Version
from ava_dashboard.web.formatting import (
    DASH,
    Figure,
    age_text,
    clock_time,
    decimal,
    figure,
    milliseconds_text,
    moment_text,
    size_text,
    whole,
)


@dataclass(frozen=True)
class FreshnessLine:
    """How old the page's readings are, for the macro freshness."""

    text: str
    state: str


@dataclass(frozen=True)
class FindingRow:
    """One oddity of the data. `text` has no digit unless it was counted; `listed`: its rows can be seen."""

    key: str
    title: str
    level: Level
    text: str
    listed: bool


@dataclass(frozen=True)
class Findings:
    """What is odd or could not be measured, and in a second list what was looked for and not found.

    `reason` says why the lists are empty or old.
    """

    reason: str
    rows: tuple[FindingRow, ...]
    clean: tuple[FindingRow, ...]


@dataclass(frozen=True)
class FindingDetail:
    """One oddity with ids of rows and, where no person is named by them, examples as (written, reading)."""

    row: FindingRow
    counts: str
    ids_of: str
    ids: tuple[str, ...]
    examples: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class ColumnsRow:
    """What a figure needs, and whether it is there."""

    title: str
    level: Level
    text: str


@dataclass(frozen=True)
class JobRow:
    """How a job last went."""

    name: str
    level: Level
    text: str
    last: str
    took: str
    runs: str


@dataclass(frozen=True)
class Table:
    """Rows of a panel, or in `reason` why there are none."""

    rows: tuple[ColumnsRow, ...] | tuple[JobRow, ...]
    reason: str


def seen(readings: HealthReadings, freshness: Freshness, zone: ZoneInfo) -> HealthReadings:
    """The readings as they look now: live, stale, or gone, and why."""
    gone = stale = why_missing(freshness.trouble)
    if freshness.taken_at is not None and freshness.age is not None:
        stale = gettext(
            "From %(time)s, %(age)s ago.",
            time=clock_time(freshness.taken_at, zone),
            age=age_text(freshness.age.total_seconds()),
        )
    return readings.each(lambda measured: freshness.seen(measured, stale=stale, gone=gone))


def why_missing(trouble: str | None) -> str:
    """Why nothing newer could be read."""
    text: str = gettext("Nothing newer was read.")
    if trouble == "away":
        text = gettext("The database gives no answer.")
    if trouble == "slow":
        text = gettext("The database does not answer in time.")
    return text


def freshness_line(freshness: Freshness, zone: ZoneInfo, *, refresh_seconds: int) -> FreshnessLine:
    """The line at the head of the page."""
    if freshness.taken_at is None or freshness.age is None:
        return FreshnessLine(gettext("Nothing was read"), "stale")
    time = clock_time(freshness.taken_at, zone)
    if freshness.state is State.LIVE:
        every = str(refresh_seconds)
        return FreshnessLine(
            gettext("As of %(time)s, refreshes every %(every)s s", time=time, every=every), ""
        )
    age = age_text(freshness.age.total_seconds())
    return FreshnessLine(gettext("As of %(time)s, %(age)s ago", time=time, age=age), "stale")


def figures(readings: HealthReadings) -> list[Figure]:
    """The cards of the database."""
    most = readings.max_connections.value
    allowed = "" if most is None else gettext("Of %(most)s that the server allows", most=whole(most))
    return [
        figure(
            "latency",
            gettext("Latency"),
            readings.latency_seconds.map(milliseconds_text),
            note=gettext("One round trip"),
        ),
        figure("connections", gettext("Connections"), readings.connections.map(whole), note=allowed),
        figure(
            "size",
            gettext("Size"),
            readings.size_bytes.map(size_text),
            note=gettext("On disk, this database"),
        ),
        figure(
            "server_up", gettext("Server up for"), _uptime(readings.running_since), note=_server(readings)
        ),
    ]


def findings(measured: Measured[tuple[Finding, ...]]) -> Findings:
    """All findings, if they were read."""
    if measured.value is None:
        return Findings(measured.reason, (), ())
    old = measured.state is State.STALE
    rows = tuple(finding_row(found, old=old) for found in measured.value)
    odd = tuple(row for row, found in zip(rows, measured.value, strict=True) if found.count != 0)
    clean = tuple(row for row, found in zip(rows, measured.value, strict=True) if found.count == 0)
    return Findings(measured.reason, odd, clean)


def finding_row(finding: Finding, *, old: bool) -> FindingRow:
    """One finding as a row of the table."""
    level = Level.STALE if old and finding.count is not None else finding_level(finding)
    if finding.count is None:
        text: str = gettext("Not measured: needs %(names)s", names=", ".join(finding.missing))
    else:
        text = counted(finding.unit, finding.count)
        if finding.distinct and finding.count:
            distinct = finding.distinct
            text = ngettext(
                "%(rows)s, %(names)s name",
                "%(rows)s, %(names)s names",
                distinct,
                rows=text,
                names=whole(distinct),
            )
    listed = bool(finding.sample_ids or finding.examples)
    return FindingRow(finding.key, definition(finding.key).title, level, text, listed)


def finding_detail(measured: Measured[tuple[Finding, ...]], key: str) -> FindingDetail | None:
    """The page of one finding; None if nothing of this kind is looked for."""
    known = {one.key: one for one in FINDINGS}.get(key)
    if known is None:
        return None
    finding = next((one for one in measured.value or () if one.key == key), None)
    if finding is None:
        row = FindingRow(key, known.title, Level.UNKNOWN, measured.reason, listed=False)
        return FindingDetail(row, known.counts, "", (), ())
    return FindingDetail(
        row=finding_row(finding, old=measured.state is State.STALE),
        counts=known.counts,
        ids_of=finding.ids_of,
        ids=tuple(map(str, finding.sample_ids)),
        examples=tuple((example.written, example.reading or DASH) for example in finding.examples),
    )


def headline(measured: Measured[tuple[Finding, ...]]) -> Figure:
    """How many kinds of oddities the data have; partial where some could not be looked for."""
    number: Measured[str] = measured.map(lambda found: whole(sum(1 for one in found if one.count)))
    blind = sum(1 for one in measured.value or () if one.count is None)
    if blind and number.value is not None and number.as_of is not None and number.state is State.LIVE:
        reason = ngettext(
            "%(count)s could not be measured.", "%(count)s could not be measured.", blind, count=whole(blind)
        )
        number = Measured.partial(number.value, as_of=number.as_of, reason=reason)
    return figure("findings", gettext("Data findings"), number, note=gettext("Kinds of oddities in the data"))


def columns(readings: HealthReadings) -> Table:
    """What each figure needs."""
    measured = readings.figures
    old = measured.state is State.STALE

    def row(title: str, needs: tuple[str, ...], missing: tuple[str, ...]) -> ColumnsRow:
        if missing:
            text = gettext("Missing: %(names)s", names=", ".join(missing))
        else:
            text = ", ".join(sorted({name.split(".")[0] for name in needs}))
        level = Level.STALE if old else Level.DEGRADED if missing else Level.OK
        return ColumnsRow(title, level, text)

    found = measured.value or ()
    return Table(tuple(row(one.title, one.needs, one.missing) for one in found), measured.reason)


def jobs(readings: HealthReadings, *, now: datetime, zone: ZoneInfo) -> Table:
    """The worker's last runs."""
    measured = readings.jobs
    if measured.value is None or measured.as_of is None:
        return Table((), gettext("Not measured. %(why)s", why=measured.reason))
    as_of, old = measured.as_of, measured.state is State.STALE
    rows = tuple(_job(job, as_of, old=old, now=now, zone=zone) for job in measured.value)
    return Table(rows, "" if rows else gettext("The worker has not run."))


def process(
    version: Version, started_at: datetime, *, now: datetime, zone: ZoneInfo
) -> list[tuple[str, str]]:
    """What runs here; this needs no database."""
    return [
        (gettext("Version"), version.shown),
        (gettext("Build"), version.build_id),
        (gettext("Commit"), version.commit),
        (gettext("Agreement"), version.mismatch or gettext("Version file and environment agree")),
        (gettext("Started"), moment_text(started_at, zone, now=now)),
        (gettext("Running for"), age_text((now - started_at).total_seconds())),
        (gettext("Process"), str(os.getpid())),
    ]


def counted(unit: str, count: int) -> str:
    """A count with its unit: 1 field, 1,204 rows."""
    units: dict[str, Callable[[], str]] = {
        "drafts": lambda: ngettext("draft", "drafts", count),
        "farmers": lambda: ngettext("farmer", "farmers", count),
        "fields": lambda: ngettext("field", "fields", count),
        "messages": lambda: ngettext("message", "messages", count),
        "numbers": lambda: ngettext("number", "numbers", count),
        "rows": lambda: ngettext("row", "rows", count),
        "sequences": lambda: ngettext("sequence", "sequences", count),
    }
    return f"{whole(count)} {units[unit]()}"


def _job(job: JobRun, as_of: datetime, *, old: bool, now: datetime, zone: ZoneInfo) -> JobRow:
    if job.last_run_at is None:
        text = gettext("Has not run")
    elif job.last_error is not None:
        text = gettext("Failed: %(kind)s", kind=job.last_error)
        if job.last_ok_at is not None:
            text += "; " + gettext("last fine %(time)s", time=moment_text(job.last_ok_at, zone, now=now))
    else:
        text = ""
    return JobRow(
        name=job.name,
        level=Level.STALE if old else job_level(job, as_of),
        text=text,
        last=gettext("never") if job.last_run_at is None else _when(job.last_run_at, now=now, zone=zone),
        took=DASH if job.last_seconds is None else f"{decimal(Decimal(repr(job.last_seconds)), 2)} s",
        runs=DASH if job.last_run_at is None else whole(job.runs),
    )


def _when(moment: datetime, *, now: datetime, zone: ZoneInfo) -> str:
    is_today = local_day(moment, zone) == local_day(now, zone)
    return clock_time(moment, zone) if is_today else moment_text(moment, zone, now=now)


def _uptime(since: Measured[datetime]) -> Measured[str]:
    as_of = since.as_of
    return since.map(lambda started: age_text((as_of - started).total_seconds()) if as_of else DASH)


def _server(readings: HealthReadings) -> str:
    version = readings.server_version.value
    return "" if version is None else gettext("PostgreSQL %(version)s", version=version)
