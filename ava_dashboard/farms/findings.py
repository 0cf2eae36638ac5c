"""What is odd in the CRM's data, with counts. Nothing is repaired; the rows are named by id, never by
person.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Connection, text

from ava_dashboard.farms import countries, crops
from ava_dashboard.farms.definitions import FINDINGS
from ava_dashboard.farms.masking import cut_at_word, mask_text
from ava_dashboard.farms.messages import is_credential
from ava_dashboard.farms.mojibake import SUSPICIOUS, repaired
from ava_dashboard.farms.owners import read_spellings
from ava_dashboard.farms.schema import CrmSchema
from ava_dashboard.models.crm import crm_metadata

SAMPLES = 10


@dataclass(frozen=True)
class Example:
    """A text that is no person's name, as written, and the reading that is offered for it, if any."""

    written: str
    reading: str | None = None


@dataclass(frozen=True)
class Finding:
    """How often one oddity stands in the data; `key` is that of its definition.

    `count` is in `unit` (`fields`, `rows`, `farmers`…) and None if it was not measured, because what is
    named in `missing` can't be read. `sample_ids` are the lowest ids in the table `ids_of`, ten at most.
    `distinct` is how many different texts the rows hold, where that says something.
    """

    key: str
    unit: str
    count: int | None
    ids_of: str = ""
    sample_ids: tuple[int, ...] = ()
    distinct: int | None = None
    examples: tuple[Example, ...] = ()
    missing: tuple[str, ...] = ()

    @property
    def measured(self) -> bool:
        """Whether the count is known."""
        return self.count is not None


@dataclass(frozen=True)
class _Rows:
    """A finding that one query answers: `rows` gives one `id` for each thing that counts."""

    unit: str
    ids_of: str
    rows: str


_GARBLED = "coalesce({column}, '') ~ :suspicious"
_ROWS = {
    "fields_without_owner": _Rows(
        "fields",
        "fields",
        """SELECT fields.id FROM fields LEFT JOIN farmers ON farmers.id = fields.farmer_id
           WHERE farmers.id IS NULL""",
    ),
    "areas_missing": _Rows("fields", "fields", "SELECT id FROM fields WHERE area_ha IS NULL"),
    "areas_not_a_number": _Rows("fields", "fields", "SELECT id FROM fields WHERE area_ha = 'NaN'"),
    "areas_infinite": _Rows(
        "fields",
        "fields",
        "SELECT id FROM fields WHERE CAST(area_ha AS double precision) IN ('Infinity', '-Infinity')",
    ),
    "areas_zero": _Rows("fields", "fields", "SELECT id FROM fields WHERE area_ha = 0"),
    "areas_negative": _Rows(
        "fields",
        "fields",
        "SELECT id FROM fields WHERE area_ha < 0 AND CAST(area_ha AS double precision) > '-Infinity'",
    ),
    "repeated_crop_rows": _Rows(
        "rows",
        "fields",
        """SELECT field_id AS id
           FROM (SELECT field_id, count(*) AS times FROM field_crops
                 GROUP BY field_id, start_year_int, crop_name, variety HAVING count(*) > 1) AS repeated
           CROSS JOIN LATERAL generate_series(2, repeated.times)""",
    ),
    "orphan_task_fields": _Rows(
        "rows",
        "tasks",
        """SELECT task_fields.task_id AS id FROM task_fields LEFT JOIN tasks ON tasks.id = task_fields.task_id
           WHERE tasks.id IS NULL""",
    ),
    "credentials_in_messages": _Rows(
        "messages",
        "incoming_messages",
        f"SELECT id FROM incoming_messages WHERE {is_credential('message_text')}",
    ),
    "credentials_in_drafts": _Rows(
        "drafts",
        "pending_messages",
        f"SELECT id FROM pending_messages WHERE {is_credential('message_text')}",
    ),
    "garbled_farm_names": _Rows(
        "farmers", "farmers", f"SELECT id FROM farmers WHERE {_GARBLED.format(column='farm_name')}"
    ),
    "garbled_people": _Rows(
        "farmers",
        "farmers",
        f"""SELECT id FROM farmers WHERE {_GARBLED.format(column="manager_name")}
            OR {_GARBLED.format(column="manager_last_name")}""",
    ),
    "garbled_places": _Rows(
        "farmers",
        "farmers",
        f"""SELECT id FROM farmers WHERE {_GARBLED.format(column="street_and_no")}
            OR {_GARBLED.format(column="village")} OR {_GARBLED.format(column="city")}""",
    ),
    "garbled_fields": _Rows(
        "fields", "fields", f"SELECT id FROM fields WHERE {_GARBLED.format(column='field_name')}"
    ),
    "farmers_without_country": _Rows(
        "farmers", "farmers", r"SELECT id FROM farmers WHERE coalesce(country, '') ~ '^\s*$'"
    ),
    "drafts_without_status": _Rows(
        "drafts", "pending_messages", "SELECT id FROM pending_messages WHERE status IS NULL"
    ),
    "repeated_phone_numbers": _Rows(
        "numbers",
        "farmers",
        r"""SELECT min(id) AS id
            FROM (SELECT id, regexp_replace(wa_phone_number, '^\D*(00)?|\D', '', 'g') AS digits
                  FROM farmers WHERE wa_phone_number IS NOT NULL) AS numbers
            WHERE digits <> ''
            GROUP BY digits HAVING count(*) > 1""",
    ),
    "left_but_active": _Rows(
        "farmers",
        "farmers",
        """SELECT id FROM farmers
           WHERE unsubscribed_at IS NOT NULL AND lower(trim(subscription_status)) = 'active'""",
    ),
}


def read_findings(connection: Connection, *, schema: CrmSchema, season: int) -> tuple[Finding, ...]:
    """All findings that this copy can have, those that count nothing too, in the order of their definitions.

    Never raises MissingColumns: what can't be measured says so.
    """
    special: Mapping[str, Callable[[], Finding]] = {
        "garbled_crops": lambda: _garbled_crops(connection),
        "crops_not_recognised": lambda: _crops(connection, season, "crops_not_recognised", crops.Match.NONE),
        "crops_without_diacritics": lambda: _crops(
            connection, season, "crops_without_diacritics", crops.Match.WITHOUT_DIACRITICS
        ),
        "countries_not_recognised": lambda: _countries(connection),
        "sequences_behind": lambda: _sequences(connection),
    }
    findings = []
    for found in FINDINGS:
        missing = schema.lacks(*found.needs)
        if missing and found.key == "left_but_active":
            continue  # a copy that records no leaving, or no status, has no two that could disagree
        if missing:
            findings.append(Finding(found.key, "", None, missing=missing))
        elif found.key in special:
            findings.append(special[found.key]())
        else:
            findings.append(_count(connection, found.key, _ROWS[found.key]))
    return tuple(findings)


def _count(connection: Connection, key: str, rows: _Rows) -> Finding:
    statement = f"""
        WITH found AS MATERIALIZED ({rows.rows})
        SELECT (SELECT count(*) FROM found), ARRAY(SELECT DISTINCT id FROM found ORDER BY id LIMIT {SAMPLES})
    """
    parameters = {"suspicious": SUSPICIOUS} if ":suspicious" in statement else {}
    count, ids = connection.execute(text(statement), parameters).one()
    return Finding(key, rows.unit, count, rows.ids_of, tuple(ids))


def _garbled_crops(connection: Connection) -> Finding:
    statement = text(
        "SELECT crop_name, count(*) FROM field_crops WHERE crop_name ~ :suspicious GROUP BY crop_name"
    )
    rows: dict[str, int] = {
        name: number for name, number in connection.execute(statement, {"suspicious": SUSPICIOUS})
    }
    finding = _named_crops(connection, "garbled_crops", rows, rows, None)
    return replace(finding, examples=_examples(rows, repaired))


def _crops(connection: Connection, season: int, key: str, match: crops.Match) -> Finding:
    statement = text(
        "SELECT crop_name, count(*) FROM field_crops WHERE start_year_int = :season GROUP BY crop_name"
    )
    rows: dict[str, int] = {}
    names: dict[str, str] = {}
    for written, number in connection.execute(statement, {"season": season}):
        matching = [crop for crop in crops.recognise(written or "") if crop.match is match]
        if matching:
            rows[written] = number
            names.update({crop.key: crop.name for crop in matching})
    finding = _named_crops(connection, key, rows, names, season)
    return replace(finding, examples=_examples(names.values(), repaired))


def _named_crops(
    connection: Connection, key: str, rows: Mapping[str, int], names: Iterable[str], season: int | None
) -> Finding:
    """A finding about crop rows with these names, in one season or in all."""
    statement = text(
        f"""
        SELECT DISTINCT field_id FROM field_crops
        WHERE crop_name = ANY (CAST(:names AS text[]))
          AND (CAST(:season AS integer) IS NULL OR start_year_int = :season)
        ORDER BY field_id LIMIT {SAMPLES}
        """
    )
    parameters: dict[str, Any] = {"names": list(rows), "season": season}
    ids = tuple(connection.execute(statement, parameters).scalars()) if rows else ()
    return Finding(key, "rows", sum(rows.values()), "fields", ids, distinct=len(list(names)))


def _countries(connection: Connection) -> Finding:
    unknown = {
        written: number
        for written, number in read_spellings(connection).items()
        if written and (country := countries.recognise(written)) and not countries.is_recognised(country)
    }
    statement = text(
        f"SELECT id FROM farmers WHERE country = ANY (CAST(:written AS text[])) ORDER BY id LIMIT {SAMPLES}"
    )
    ids = connection.execute(statement, {"written": list(unknown)}).scalars()
    return Finding(
        "countries_not_recognised",
        "farmers",
        sum(unknown.values()),
        "farmers",
        tuple(ids),
        distinct=len({countries.recognise(written) for written in unknown}),
        examples=_examples(unknown, repaired),
    )


_SEQUENCES = text(
    """
    SELECT relation.relname, attribute.attname, sequence.relname,
           has_column_privilege(relation.oid, attribute.attnum, 'SELECT') AS readable,
           has_sequence_privilege(sequence.oid, 'SELECT') AS open,
           CASE WHEN has_sequence_privilege(sequence.oid, 'USAGE, SELECT')
                THEN pg_sequence_last_value(sequence.oid) + rules.seqincrement END AS following
    FROM pg_catalog.pg_class AS sequence
    JOIN pg_catalog.pg_sequence AS rules ON rules.seqrelid = sequence.oid
    JOIN pg_catalog.pg_depend AS tie
      ON tie.objid = sequence.oid AND tie.classid = CAST('pg_class' AS regclass) AND tie.deptype IN ('a', 'i')
    JOIN pg_catalog.pg_class AS relation ON relation.oid = tie.refobjid
    JOIN pg_catalog.pg_namespace AS namespace ON namespace.oid = relation.relnamespace
    JOIN pg_catalog.pg_attribute AS attribute
      ON attribute.attrelid = relation.oid AND attribute.attnum = tie.refobjsubid
    WHERE namespace.nspname = 'public' AND relation.relname = ANY (CAST(:tables AS text[]))
    ORDER BY relation.relname
    """
)


def _sequences(connection: Connection) -> Finding:
    """Sequences of the CRM's tables that would give a number which is taken; some may be closed to us."""
    quoted = connection.dialect.identifier_preparer.quote
    behind, closed = [], []
    tables = {"tables": list(crm_metadata.tables)}
    for table, column, sequence, readable, is_open, following in connection.execute(_SEQUENCES, tables).all():
        if following is None and is_open:
            # Nothing was drawn since it was made or set; only the sequence itself tells where it was set to.
            first = text(f"SELECT last_value FROM public.{quoted(sequence)}")
            following = connection.execute(first).scalar_one()
        if following is None or not readable:
            closed.append(sequence)
            continue
        highest = text(f"SELECT max({quoted(column)}) FROM public.{quoted(table)}")
        if (connection.execute(highest).scalar() or 0) >= following:
            behind.append(table)
    count = None if closed and not behind else len(behind)
    examples = tuple(Example(table) for table in behind[:SAMPLES])
    return Finding("sequences_behind", "sequences", count, examples=examples, missing=tuple(closed))


def _examples(names: Iterable[str], read: Callable[[str], str | None]) -> tuple[Example, ...]:
    return tuple(
        Example(cut_at_word(mask_text(name), 60), reading and cut_at_word(mask_text(reading), 60))
        for name in sorted(names)[:SAMPLES]
        for reading in [read(name)]
    )
