"""What happened lately on the farms, fit to be seen by anybody who may see the dashboard."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, text

from ava_dashboard.core import clock
from ava_dashboard.farms.masking import cut_at_word, initials, mask_text
from ava_dashboard.farms.messages import is_credential
from ava_dashboard.farms.owners import owner_sql, read_owner_parameters
from ava_dashboard.farms.schema import CrmSchema

TEXT_LENGTH = 80
_NAMES = ("farmers.manager_name", "farmers.manager_last_name", "farmers.farm_name")


class Kind(StrEnum):
    """What sort of thing happened."""

    MESSAGE = "message"
    TASK = "task"
    STAGE_REPORT = "stage_report"
    DRAFT = "draft"


@dataclass(frozen=True)
class Happening:
    """One thing that happened: `at` a time (UTC), or on a `day` of which no time is known.

    `country` is a code, a text that names no country, or "" (not recorded). `text` is masked and short.
    `state` is who spoke (`user`, `system`, `agronomist`), or how far a draft is (`pending`…), else empty.
    """

    kind: Kind
    at: datetime | None
    day: date | None
    farmer_initials: str
    country: str
    text: str
    state: str


@dataclass(frozen=True)
class _Source:
    """Where things of a kind stand. `things` gives `id, farmer_id, moment`; the rest reads one row of
    `table`.
    """

    kind: Kind
    table: str
    needs: tuple[str, ...]
    things: str
    parts: tuple[str, ...]
    state: str = "''"


_SOURCES = (
    _Source(
        Kind.MESSAGE,
        "incoming_messages",
        (
            "incoming_messages.id",
            "incoming_messages.farmer_id",
            "incoming_messages.message_text",
            "incoming_messages.timestamp",
            "incoming_messages.role",
        ),
        f"""
        SELECT id, farmer_id, "timestamp" AS moment FROM incoming_messages
        WHERE "timestamp" BETWEEN :since AND :now AND NOT {is_credential("message_text")}
        """,
        ("message_text",),
        "lower(coalesce(thing.role, 'user'))",
    ),
    _Source(
        Kind.TASK,
        "tasks",
        (
            "tasks.id",
            "tasks.task_type",
            "tasks.date_performed",
            "task_fields.task_id",
            "task_fields.field_id",
            "fields.id",
            "fields.farmer_id",
        ),
        """
        SELECT tasks.id, min(fields.farmer_id) AS farmer_id, tasks.date_performed AS moment
        FROM tasks
        LEFT JOIN task_fields ON task_fields.task_id = tasks.id
        LEFT JOIN fields ON fields.id = task_fields.field_id
        WHERE tasks.date_performed BETWEEN :first_day AND :today
        GROUP BY tasks.id, tasks.date_performed
        """,
        ("task_type", "crop_name", "description"),
    ),
    _Source(
        Kind.STAGE_REPORT,
        "growth_stage_reports",
        (
            "growth_stage_reports.id",
            "growth_stage_reports.farmer_id",
            "growth_stage_reports.growth_stage",
            "growth_stage_reports.date_reported",
        ),
        """
        SELECT id, farmer_id, date_reported AS moment FROM growth_stage_reports
        WHERE date_reported BETWEEN :first_day AND :today
        """,
        ("crop_name", "growth_stage", "notes"),
    ),
    _Source(
        Kind.DRAFT,
        "pending_messages",
        (
            "pending_messages.id",
            "pending_messages.farmer_id",
            "pending_messages.message_text",
            "pending_messages.created_at",
            "pending_messages.status",
        ),
        f"""
        SELECT id, farmer_id, created_at AS moment FROM pending_messages
        WHERE created_at BETWEEN :since AND :now AND NOT {is_credential("message_text")}
        """,
        ("message_text",),
        "lower(coalesce(thing.status, 'pending'))",
    ),
)


def read_activity(
    connection: Connection,
    *,
    schema: CrmSchema,
    since: datetime,
    now: datetime,
    zone: ZoneInfo,
    per_country: int = 20,
) -> tuple[tuple[Happening, ...], tuple[str, ...]]:
    """The newest things of every country between `since` and `now`, newest first, and which columns are
    missing.

    So the newest of all countries together are among them. Things with a day only stand at that day's
    start. A kind whose columns are missing is left out, and they are named.
    """
    missing = [name for source in _SOURCES for name in schema.lacks(*source.needs)]
    found: list[tuple[datetime, int, Happening]] = []
    parameters = {
        "since": clock.to_stored(since),
        "now": clock.to_stored(now),
        "first_day": clock.local_day(since, zone),
        "today": clock.local_day(now, zone),
        "per_country": per_country,
        **read_owner_parameters(connection, schema),
    }
    for source in _SOURCES:
        if not schema.lacks(*source.needs):
            rows = connection.execute(text(_statement(schema, source)), parameters)
            for number, moment, first, last, farm, country, state, *parts in rows:
                timed = isinstance(moment, datetime)
                at = clock.from_stored(moment) if timed else clock.day_start(moment, zone)
                happening = Happening(
                    source.kind,
                    at if timed else None,
                    None if timed else moment,
                    initials(first, last, farm),
                    country,
                    cut_at_word(mask_text(" · ".join(part for part in parts if part)), TEXT_LENGTH),
                    state,
                )
                found.append((at, number, happening))
    found.sort(key=lambda one: (one[0], one[1]), reverse=True)
    return tuple(_newest((happening for _, _, happening in found), per_country)), tuple(
        dict.fromkeys(missing)
    )


def _newest(happenings: Iterator[Happening], per_country: int) -> Iterator[Happening]:
    seen: Counter[str] = Counter()
    for happening in happenings:
        seen[happening.country] += 1
        if seen[happening.country] <= per_country:
            yield happening


def _statement(schema: CrmSchema, source: _Source) -> str:
    """Ranks the bare ids first, so that texts and names are read for the few newest only."""
    names = ", ".join(name if schema.has(name) else "CAST(NULL AS text)" for name in _NAMES)
    person = "LEFT JOIN farmers ON farmers.id = ranked.farmer_id" if schema.has("farmers.id") else ""
    if not person:
        names = ", ".join("CAST(NULL AS text)" for _ in _NAMES)
    parts = ", ".join(f"thing.{part}" for part in source.parts if schema.has(f"{source.table}.{part}"))
    return f"""
        WITH owner AS ({owner_sql(schema)}),
        things AS ({source.things}),
        ranked AS (
            SELECT things.id, things.farmer_id, things.moment, coalesce(owner.country, '') AS country,
                   row_number() OVER (
                       PARTITION BY owner.country ORDER BY things.moment DESC, things.id DESC
                   ) AS place
            FROM things LEFT JOIN owner ON owner.id = things.farmer_id
        )
        SELECT ranked.id, ranked.moment, {names}, ranked.country, {source.state}, {parts}
        FROM ranked
        JOIN {source.table} AS thing ON thing.id = ranked.id
        {person}
        WHERE ranked.place <= :per_country
    """
