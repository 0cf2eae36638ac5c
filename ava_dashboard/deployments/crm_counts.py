"""The CRM counted by SQL that shares nothing with the pages: a check must not repeat their errors."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from decimal import Decimal

import psycopg2
from psycopg2 import errors
from psycopg2.extensions import ISOLATION_LEVEL_REPEATABLE_READ, cursor

from ava_dashboard.config import Config
from ava_dashboard.core import clock, deadline
from ava_dashboard.core.embedded_postgres import EmbeddedPostgres
from ava_dashboard.deployments.console_page import CouldNotLook

READ_SECONDS = 10.0
MANGO = {"mango", "mangovec", "манго", "mangifera indica"}
BULGARIA = {
    *("bg", "bgr", "bul", "bulgaria", "българия", "bugarska", "bolgarija", "bulgarien", "бугарска"),
    *("republic of bulgaria", "република българия"),
}

_FARMERS = "SELECT count(*) FROM farmers"
# NaN is greater than infinity to PostgreSQL, so that one comparison keeps out both.
_HECTARES = """
SELECT round(coalesce(sum(area_ha::numeric), 0), 2)
FROM fields
WHERE area_ha::float8 > 0 AND area_ha::float8 < 'Infinity'
"""
_COUNTRIES = "SELECT DISTINCT country FROM farmers WHERE country IS NOT NULL"
_CROPS = "SELECT DISTINCT crop_name FROM field_crops WHERE start_year_int = %s AND crop_name IS NOT NULL"
_FIELDS = """
SELECT farmers.id, max(fields.area_ha::numeric), array_agg(field_crops.crop_name)
FROM farmers
JOIN fields ON fields.farmer_id = farmers.id
JOIN field_crops ON field_crops.field_id = fields.id
WHERE field_crops.start_year_int = %(season)s
  AND farmers.country = ANY(%(countries)s)
  AND fields.area_ha::float8 > 0 AND fields.area_ha::float8 < 'Infinity'
GROUP BY farmers.id, fields.id
HAVING bool_or(field_crops.crop_name = ANY(%(crops)s))
"""


@dataclass(frozen=True)
class MangoFarm:
    """A Bulgarian farm with mango in the season: its id, and at least how many hectares of it are mango."""

    id: int
    hectares: Decimal


@dataclass(frozen=True)
class Counts:
    """The CRM at one moment; hectares to two decimals. `mango` is None where it can't be looked for."""

    farmers: int
    hectares: Decimal
    mango: tuple[MangoFarm, ...] | None


def read_counts(config: Config) -> Counts:
    """One snapshot of the CRM. Raises CouldNotLook when the database can't be read."""
    season = clock.local_day(clock.now(), config.zone).year
    try:
        with _snapshot(config) as reader:
            farmers = _single(reader, _FARMERS)
            hectares = _single(reader, _HECTARES)
            return Counts(int(farmers), hectares, _mango(reader, season))
    except (errors.UndefinedTable, errors.UndefinedColumn, errors.InsufficientPrivilege) as error:
        raise CouldNotLook(f"the database can't be counted: {_first_line(error)}") from error
    except psycopg2.Error as error:
        raise CouldNotLook(f"the database gives no answer ({type(error).__name__})") from error


@contextmanager
def _snapshot(config: Config) -> Iterator[cursor]:
    url = config.database_url or EmbeddedPostgres(config.state_folder).url()
    if url is None:
        raise CouldNotLook("the demo's database is not running")
    with deadline.within(READ_SECONDS):
        connection = psycopg2.connect(
            "postgresql://" + url.split("://", 1)[1],
            connect_timeout=5,
            application_name="ava-dashboard mango-check",
            options="-c timezone=UTC -c statement_timeout=8000",
        )
        try:
            connection.set_session(isolation_level=ISOLATION_LEVEL_REPEATABLE_READ, readonly=True)
            with connection.cursor() as reader:
                yield reader
        finally:
            connection.close()


def _mango(reader: cursor, season: int) -> tuple[MangoFarm, ...] | None:
    reader.execute("SAVEPOINT mango")
    try:
        # Told apart here and not by lower(): a database with the locale C knows no Cyrillic letters.
        reader.execute(_COUNTRIES)
        countries = [country for (country,) in reader.fetchall() if _folded(country) in BULGARIA]
        reader.execute(_CROPS, (season,))
        crops = [name for (name,) in reader.fetchall() if MANGO & _crops(name)]
        reader.execute(_FIELDS, {"season": season, "countries": countries, "crops": crops})
        rows = reader.fetchall()
    except (errors.UndefinedTable, errors.UndefinedColumn, errors.InsufficientPrivilege):
        reader.execute("ROLLBACK TO SAVEPOINT mango")
        return None
    farms: dict[int, Decimal] = {}
    for farm_id, area, written in rows:
        grown = set().union(*map(_crops, written))
        # Crops share a field equally. Two spellings of one crop make the share here smaller, never larger.
        farms[farm_id] = farms.get(farm_id, Decimal(0)) + area / len(grown)
    return tuple(MangoFarm(farm_id, hectares) for farm_id, hectares in sorted(farms.items()))


def _crops(written: str) -> set[str]:
    """The crops that a name lists: brackets are remarks, a slash separates."""
    bare = re.sub(r"\([^()]*\)|\[[^\[\]]*\]", " ", written)
    return {name for part in bare.split("/") if (name := _folded(part))}


def _folded(name: str) -> str:
    return " ".join(name.casefold().split())


def _single(reader: cursor, statement: str) -> Decimal:
    reader.execute(statement)
    ((value,),) = reader.fetchall()
    return Decimal(value)


def _first_line(error: Exception) -> str:
    return str(error).strip().split("\n", 1)[0]
