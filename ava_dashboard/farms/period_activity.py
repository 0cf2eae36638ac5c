"""What happened on the farms in a period: questions, farmers who asked, tasks done, by country.

The country None means all countries, and "" that no country is recorded.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, text

from ava_dashboard.core import clock
from ava_dashboard.farms.definitions import definition
from ava_dashboard.farms.messages import is_credential, is_farmers
from ava_dashboard.farms.owners import has_countries, owner_sql, read_owner_parameters
from ava_dashboard.farms.schema import CrmSchema

_TASK_COUNTRY = ("task_fields.task_id", "task_fields.field_id", "fields.id", "fields.farmer_id")


@dataclass(frozen=True)
class PeriodActivity:
    """What happened in one country and period. A figure is None where its columns are missing."""

    country: str | None
    period: str
    questions: int | None
    farmers_active: int | None
    tasks: int | None


def read_period_activity(
    connection: Connection,
    *,
    schema: CrmSchema,
    starts: Mapping[str, datetime],
    now: datetime,
    zone: ZoneInfo,
) -> tuple[PeriodActivity, ...]:
    """Questions, farmers who asked, and tasks done since each start, by country and in all.

    Tasks carry a day without a time: they count from the local day of the start up to today. A task on
    fields in several countries counts in each of them and once in all.
    """
    owners = read_owner_parameters(connection, schema)
    asked: dict[tuple[str | None, str], tuple[int, int]] = {}
    if questions_known := not schema.lacks(*definition("questions").needs):
        asked = _read_asked(connection, schema, starts, owners)
    done: Counter[tuple[str | None, str]] = Counter()
    if tasks_known := not schema.lacks(*definition("tasks").needs):
        days = {period: clock.local_day(start, zone) for period, start in starts.items()}
        done = _read_done(connection, schema, days, clock.local_day(now, zone), owners)
    places_known = not schema.lacks(*_TASK_COUNTRY)
    countries = {None, *(country for country, _ in (*asked, *done))}
    found = []
    for country in sorted(countries, key=lambda country: (country is not None, country or "")):
        for period in starts:
            questions, farmers = asked.get((country, period), (0, 0))
            found.append(
                PeriodActivity(
                    country,
                    period,
                    questions if questions_known else None,
                    farmers if questions_known and schema.has("farmers.id") else None,
                    done[country, period] if tasks_known and (country is None or places_known) else None,
                )
            )
    return tuple(found)


def _read_asked(
    connection: Connection, schema: CrmSchema, starts: Mapping[str, datetime], owners: dict[str, Any]
) -> dict[tuple[str | None, str], tuple[int, int]]:
    """Questions and farmers who asked, by country and period."""
    columns = range(len(starts))
    counted = ", ".join(f'count(*) FILTER (WHERE "timestamp" >= :start_{at}) AS asked_{at}' for at in columns)
    summed = ", ".join(f"sum(asked_{at}), count(owner.id) FILTER (WHERE asked_{at} > 0)" for at in columns)
    statement = f"""
        WITH owner AS ({owner_sql(schema)}),
        asked AS (
            SELECT farmer_id, {counted} FROM incoming_messages
            WHERE "timestamp" >= :first AND {is_farmers("role")} AND NOT {is_credential("message_text")}
            GROUP BY farmer_id
        )
        SELECT {"coalesce(owner.country, '')" if has_countries(schema) else "CAST(NULL AS text)"}, {summed}
        FROM asked LEFT JOIN owner ON owner.id = asked.farmer_id
        GROUP BY 1
    """
    stored = [clock.to_stored(start) for start in starts.values()]
    parameters = {f"start_{at}": start for at, start in enumerate(stored)} | {"first": min(stored)} | owners
    asked: dict[tuple[str | None, str], tuple[int, int]] = {}
    for country, *figures in connection.execute(text(statement), parameters):
        for at, period in enumerate(starts):
            questions, farmers = int(figures[2 * at]), figures[2 * at + 1]
            for place in {country, None}:
                before = asked.get((place, period), (0, 0))
                asked[place, period] = (before[0] + questions, before[1] + farmers)
    return asked


def _read_done(
    connection: Connection,
    schema: CrmSchema,
    days: Mapping[str, date],
    today: date,
    owners: dict[str, Any],
) -> Counter[tuple[str | None, str]]:
    """Tasks done from each period's first day up to today, by country and period."""
    counted = ", ".join(f"count(*) FILTER (WHERE date_performed >= :day_{at})" for at in range(len(days)))
    by_country = ""
    if has_countries(schema) and not schema.lacks(*_TASK_COUNTRY):
        by_country = f"""
            UNION ALL
            SELECT country, {counted}
            FROM (
                SELECT DISTINCT done.id, done.date_performed, coalesce(owner.country, '') AS country
                FROM done
                LEFT JOIN task_fields ON task_fields.task_id = done.id
                LEFT JOIN fields ON fields.id = task_fields.field_id
                LEFT JOIN owner ON owner.id = fields.farmer_id
            ) AS placed
            GROUP BY country
        """
    statement = f"""
        WITH owner AS ({owner_sql(schema)}),
        done AS (SELECT id, date_performed FROM tasks WHERE date_performed BETWEEN :first AND :today)
        SELECT CAST(NULL AS text), {counted} FROM done
        {by_country}
    """
    parameters = {f"day_{at}": day for at, day in enumerate(days.values())}
    parameters |= {"first": min(days.values()), "today": today}
    return Counter(
        {
            (country, period): number
            for country, *numbers in connection.execute(text(statement), parameters | owners)
            for period, number in zip(days, numbers, strict=True)
        }
    )
