"""To which farmer and country a row of the CRM belongs, as a piece of SQL that several queries share.

Countries are free text. Their spellings are few, so they are read first, recognised in Python, and handed
back.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import Connection, text

from ava_dashboard.farms.countries import recognise
from ava_dashboard.farms.definitions import definition
from ava_dashboard.farms.schema import CrmSchema

_SPELLINGS = text("SELECT country, count(*) FROM farmers GROUP BY country")


def has_countries(schema: CrmSchema) -> bool:
    """Whether farmers can be told apart by country."""
    return not schema.lacks(*definition("farmers_by_country").needs)


def read_spellings(connection: Connection) -> Mapping[str | None, int]:
    """How many farmers have each spelling of a country."""
    return {written: farmers for written, farmers in connection.execute(_SPELLINGS)}


def owner_sql(schema: CrmSchema) -> str:
    """A query of `id, country` of all farmers, for a WITH; it needs `owner_parameters`.

    `country` is NULL where the copy has none, and there are no rows where it has no farmers.
    """
    if has_countries(schema):
        return """
            SELECT farmers.id, coalesce(spelling.country, '') AS country
            FROM farmers
            LEFT JOIN unnest(CAST(:written AS text[]), CAST(:countries AS text[]))
              AS spelling (written, country) ON spelling.written = farmers.country
        """
    if schema.has("farmers.id"):
        return "SELECT id, CAST(NULL AS text) AS country FROM farmers"
    return "SELECT CAST(NULL AS integer) AS id, CAST(NULL AS text) AS country WHERE false"


def owner_parameters(schema: CrmSchema, spellings: Iterable[str | None]) -> dict[str, Any]:
    """What `owner_sql` is to be given."""
    if not has_countries(schema):
        return {}
    written = [spelling for spelling in spellings if spelling is not None]
    return {"written": written, "countries": [recognise(spelling) for spelling in written]}


def read_owner_parameters(connection: Connection, schema: CrmSchema) -> dict[str, Any]:
    """What `owner_sql` is to be given, with the spellings read from the database."""
    return owner_parameters(schema, read_spellings(connection) if has_countries(schema) else ())
