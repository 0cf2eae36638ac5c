"""The figures of the farms as they stand: farmers, hectares, fields, by country and crop category.

Every function reads in the one connection that it is given, so that all figures belong to one moment, and
gives a few rows only: names of crops, land uses and countries are read first (they are few), recognised
in Python, and handed back to the query that adds up the fields.

In all results the country None means all countries, and "" that no country is recorded. Entries for
single countries are missing where the copy has no column for them.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import Connection, text

from ava_dashboard.core import clock
from ava_dashboard.farms import crops, land_use
from ava_dashboard.farms.categories import Category
from ava_dashboard.farms.countries import recognise
from ava_dashboard.farms.definitions import definition
from ava_dashboard.farms.messages import is_credential, is_farmers, is_waiting
from ava_dashboard.farms.owners import (
    has_countries,
    owner_sql,
    read_owner_parameters,
    read_spellings,
)
from ava_dashboard.farms.schema import CrmSchema

_Place = tuple[str | None, Category | None]

_CATEGORIES = tuple(Category)
_POSITION = {category: at for at, category in enumerate(_CATEGORIES)}
_NOT_RECOGNISED = -1

# NaN is greater than infinity here, so one comparison leaves out both.
_GOOD_AREA = """
    CASE WHEN CAST(fields.area_ha AS double precision) > 0
          AND CAST(fields.area_ha AS double precision) < 'Infinity'
         THEN CAST(fields.area_ha AS numeric) ELSE 0 END
"""


# Millions of fields are grouped in memory instead of on disk. The planner can't know how many farmers are active or
# how many crops a field has; where it takes them for few, a nested loop takes hours.
_FOR_MANY_ROWS = text(
    "SELECT set_config('work_mem', '128MB', true), set_config('jit', 'off', true),"
    " set_config('enable_nestloop', 'off', true)"
)
_AS_USUAL = text("SELECT set_config('enable_nestloop', 'on', true)")


@dataclass(frozen=True)
class Cell:
    """What stands in one country and category; the category None means all of them.

    A farmer or field with several categories counts in each of them and once in all. A figure is None
    where the copy lacks the columns that its definition needs. `hectares` is exact, not rounded.
    """

    country: str | None
    category: Category | None
    farmers: int | None
    hectares: Decimal | None
    fields: int | None
    active_today: int | None


def read_cells(
    connection: Connection, *, schema: CrmSchema, season: int, since: datetime
) -> tuple[Cell, ...]:
    """All figures by country and category; `season` is the year of the crops, `since` today's local midnight.

    Never raises MissingColumns: it leaves out what can't be had. There is always a cell of everything.
    """
    farmers = None if _lacks(schema, "farmers") else count_farmers(connection, schema=schema)
    active = None if _lacks(schema, "active_today") else count_active(connection, schema=schema, since=since)
    totals: dict[_Place, _Holding] = {}
    if not _lacks(schema, "hectares"):
        totals = _add_up(_read_holdings(connection, schema=schema, season=season, since=since))
    places = {(None, None), *totals, *((country, None) for country in farmers or {})}
    return tuple(
        _cell(place, schema, farmers, active, totals)
        for place in sorted(places, key=lambda place: (place[0] or "", place[0] is not None, place[1] or ""))
    )


def count_farmers(connection: Connection, *, schema: CrmSchema) -> Mapping[str | None, int]:
    """Registered farmers, in all and by country. Raises MissingColumns."""
    schema.require(definition("farmers").needs)
    if not has_countries(schema):
        return {None: connection.execute(text("SELECT count(*) FROM farmers")).scalar_one()}
    farmers: Counter[str | None] = Counter({None: 0})
    for written, number in read_spellings(connection).items():
        farmers[recognise(written)] += number
        farmers[None] += number
    return farmers


def count_active(connection: Connection, *, schema: CrmSchema, since: datetime) -> Mapping[str | None, int]:
    """Registered farmers who have sent a message since then, in all and by country. Raises MissingColumns."""
    schema.require(definition("active_today").needs)
    statement = f"""
        WITH owner AS ({owner_sql(schema)}), active AS ({_active_sql()})
        SELECT owner.country, count(*) FROM active JOIN owner ON owner.id = active.farmer_id GROUP BY 1
    """
    parameters = {"since": clock.to_stored(since)} | read_owner_parameters(connection, schema)
    active: Counter[str | None] = Counter({None: 0})
    for country, number in connection.execute(text(statement), parameters):
        active[None] += number
        if country is not None:
            active[country] += number
    return active


def sum_hectares(connection: Connection, *, schema: CrmSchema) -> Mapping[str | None, Decimal]:
    """Hectares in all and by the country of the owner, exact. Raises MissingColumns."""
    schema.require(definition("hectares").needs)
    owned = schema.has("fields.farmer_id")
    statement = f"""
        WITH owner AS ({owner_sql(schema)})
        SELECT {_country_sql(schema)}, sum({_GOOD_AREA})
        FROM fields LEFT JOIN owner ON {"owner.id = fields.farmer_id" if owned else "false"}
        GROUP BY 1
    """
    hectares: defaultdict[str | None, Decimal] = defaultdict(Decimal, {None: Decimal(0)})
    for country, area in connection.execute(text(statement), read_owner_parameters(connection, schema)):
        hectares[None] += area
        if country is not None:
            hectares[country] += area
    return hectares


def count_waiting_drafts(connection: Connection, *, schema: CrmSchema) -> int:
    """Drafts that wait for an agronomist. Raises MissingColumns."""
    schema.require(definition("drafts_waiting").needs)
    statement = f"""
        SELECT count(*) FROM pending_messages
        WHERE {is_waiting("status")} AND NOT {is_credential("message_text")}
    """
    return int(connection.execute(text(statement)).scalar_one())


@dataclass
class _Holding:
    """What the fields of one country and category add up to; `first` counts each field once in all
    categories.
    """

    farmers: int = 0
    hectares: Decimal = Decimal(0)
    fields: int = 0
    first: int = 0
    active: int = 0


def _lacks(schema: CrmSchema, key: str) -> bool:
    return bool(schema.lacks(*definition(key).needs))


def _cell(
    place: _Place,
    schema: CrmSchema,
    farmers: Mapping[str | None, int] | None,
    active: Mapping[str | None, int] | None,
    totals: Mapping[_Place, _Holding],
) -> Cell:
    country, category = place
    holding = totals.get(place, _Holding())
    measured = not _lacks(schema, "hectares") and (country is None or schema.has("fields.farmer_id"))
    if category is None:
        number = None if farmers is None else farmers.get(country, 0)
        today = None if active is None else active.get(country, 0)
    else:
        owned = not schema.lacks("fields.farmer_id", "farmers.id")
        number = holding.farmers if owned else None
        today = holding.active if owned and active is not None else None
    return Cell(
        country,
        category,
        number,
        holding.hectares if measured else None,
        (holding.first if category is None else holding.fields) if measured else None,
        today,
    )


def _add_up(
    rows: list[tuple[str | None, Category | None, _Holding]],
) -> dict[_Place, _Holding]:
    """The rows and their sums over countries and categories. A farmer has one country, so these sums are
    right.
    """
    totals: dict[_Place, _Holding] = {}
    for country, category, holding in rows:
        for place in {(country, category), (country, None), (None, category), (None, None)}:
            total = totals.setdefault(place, _Holding())
            total.farmers += holding.farmers
            total.hectares += holding.hectares
            total.fields += holding.fields
            total.first += holding.first
            total.active += holding.active
    return totals


def _read_holdings(
    connection: Connection, *, schema: CrmSchema, season: int, since: datetime
) -> list[tuple[str | None, Category | None, _Holding]]:
    categorised = not _lacks(schema, "hectares_by_category")
    parameters = read_owner_parameters(connection, schema)
    if categorised:
        parameters |= _category_parameters(connection, season)
    if not _lacks(schema, "active_today"):
        parameters["since"] = clock.to_stored(since)
    owner_id = "fields.farmer_id" if schema.has("fields.farmer_id") else "CAST(NULL AS integer)"
    statement = f"""
        WITH owner AS ({owner_sql(schema)}),
        active AS ({_no_one_active_sql() if _lacks(schema, "active_today") else _active_sql()}),
        {_share_sql(owner_id) if categorised else _undivided_sql(owner_id)},
        holding AS (
            SELECT farmer_id, category, sum(hectares) AS hectares, count(*) AS fields,
                   count(*) FILTER (WHERE first) AS first
            FROM share
            GROUP BY farmer_id, category
        )
        SELECT {_country_sql(schema)}, holding.category, count(owner.id), sum(holding.hectares),
               sum(holding.fields), sum(holding.first), count(active.farmer_id)
        FROM holding
        LEFT JOIN owner ON owner.id = holding.farmer_id
        LEFT JOIN active ON active.farmer_id = owner.id
        GROUP BY 1, 2
    """
    connection.execute(_FOR_MANY_ROWS)
    rows = connection.execute(text(statement), parameters).all()
    connection.execute(_AS_USUAL)
    return [
        (
            country,
            None if at is None else _CATEGORIES[at],
            _Holding(farmers, hectares, int(fields), int(first), active),
        )
        for country, at, farmers, hectares, fields, first, active in rows
    ]


def _country_sql(schema: CrmSchema) -> str:
    if has_countries(schema) and schema.has("fields.farmer_id"):
        return "coalesce(owner.country, '')"
    return "CAST(NULL AS text)"


def _active_sql() -> str:
    return f"""
        SELECT DISTINCT farmer_id FROM incoming_messages
        WHERE "timestamp" >= :since AND {is_farmers("role")} AND NOT {is_credential("message_text")}
    """


def _no_one_active_sql() -> str:
    return "SELECT CAST(NULL AS integer) AS farmer_id WHERE false"


def _undivided_sql(owner_id: str) -> str:
    return f"""
        share AS (
            SELECT {owner_id} AS farmer_id, CAST(NULL AS integer) AS category, {_GOOD_AREA} AS hectares,
                   true AS first
            FROM fields
        )
    """


def _share_sql(owner_id: str) -> str:
    """Each field's area by category, one row for nearly every field.

    Only fields whose crops differ in category are divided; of those the first category takes what
    division leaves over, so that the shares add up to the area exactly. `first` marks one row of each
    field.
    """
    category = """
        CASE WHEN {crop} >= 0 THEN {crop}
             ELSE coalesce(land.category, CASE WHEN {crop} IS NULL THEN :none ELSE :unclassified END) END
    """
    return f"""
        crop AS MATERIALIZED (
            SELECT name, key, category
            FROM unnest(CAST(:crop_names AS text[]), CAST(:crop_keys AS integer[]),
                        CAST(:crop_categories AS integer[])) AS listed (name, key, category)
        ),
        land AS MATERIALIZED (
            SELECT raba, category
            FROM unnest(CAST(:uses AS text[]), CAST(:use_categories AS integer[])) AS listed (raba, category)
        ),
        span AS (
            SELECT field_crops.field_id, min(crop.category) AS lowest, max(crop.category) AS highest
            FROM field_crops JOIN crop ON crop.name = field_crops.crop_name
            WHERE field_crops.start_year_int = :season
            GROUP BY field_crops.field_id
        ),
        sown AS (
            SELECT DISTINCT field_crops.field_id, crop.key, crop.category
            FROM span
            JOIN field_crops ON field_crops.field_id = span.field_id
            JOIN crop ON crop.name = field_crops.crop_name
            WHERE span.lowest <> span.highest AND field_crops.start_year_int = :season
        ),
        mixed AS (
            SELECT fields.id, {owner_id} AS farmer_id, {_GOOD_AREA} AS area,
                   {category.format(crop="sown.category")} AS category, count(*) AS crops
            FROM sown
            JOIN fields ON fields.id = sown.field_id
            LEFT JOIN land ON land.raba = CAST(fields.raba AS text)
            GROUP BY 1, 2, 3, 4
        ),
        divided AS (
            SELECT id, farmer_id, category, area,
                   trunc(area * crops / sum(crops) OVER (PARTITION BY id), 12) AS part,
                   row_number() OVER (PARTITION BY id ORDER BY category) = 1 AS first
            FROM mixed
        ),
        share AS (
            SELECT {owner_id} AS farmer_id, {category.format(crop="span.lowest")} AS category,
                   {_GOOD_AREA} AS hectares, true AS first
            FROM fields
            LEFT JOIN span ON span.field_id = fields.id
            LEFT JOIN land ON land.raba = CAST(fields.raba AS text)
            WHERE span.lowest IS NOT DISTINCT FROM span.highest
            UNION ALL
            SELECT farmer_id, category,
                   CASE WHEN first THEN area - sum(part) OVER (PARTITION BY id) + part ELSE part END,
                   first
            FROM divided
        )
    """


def _category_parameters(connection: Connection, season: int) -> dict[str, Any]:
    names = connection.execute(
        text("SELECT DISTINCT crop_name FROM field_crops WHERE start_year_int = :season"), {"season": season}
    ).scalars()
    keys: dict[str, int] = {}
    listed = [
        (
            name,
            keys.setdefault(crop.key, len(keys)),
            _NOT_RECOGNISED if crop.category is None else _POSITION[crop.category],
        )
        for name in names
        if name is not None
        for crop in crops.recognise(name)
    ]
    uses = connection.execute(text("SELECT DISTINCT CAST(raba AS text) FROM fields")).scalars()
    known = {raba: category for raba in uses if raba and (category := land_use.category_of(raba))}
    return {
        "season": season,
        "crop_names": [name for name, _, _ in listed],
        "crop_keys": [key for _, key, _ in listed],
        "crop_categories": [category for _, _, category in listed],
        "uses": list(known),
        "use_categories": [_POSITION[category] for category in known.values()],
        "none": _POSITION[Category.NONE],
        "unclassified": _POSITION[Category.UNCLASSIFIED],
    }
