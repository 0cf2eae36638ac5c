"""Which columns a copy has."""

import pytest
from sqlalchemy import Connection, text

from ava_dashboard.core.exceptions import MissingColumns
from ava_dashboard.farms.schema import read_schema
from ava_dashboard.models.crm import crm_metadata


def test_a_whole_copy_lacks_nothing_that_is_listed(crm: Connection) -> None:
    listed = [
        f"{table}.{column.name}" for table in crm_metadata.tables for column in crm_metadata.tables[table].c
    ]
    assert read_schema(crm).lacks(*listed) == ()


def test_dropped_columns_and_tables_are_lacking_and_extra_ones_are_seen(crm: Connection) -> None:
    crm.execute(text("ALTER TABLE fields DROP COLUMN raba"))
    crm.execute(text("DROP TABLE task_fields"))
    crm.execute(text("ALTER TABLE farmers ADD COLUMN created_at timestamp"))
    schema = read_schema(crm)
    assert schema.has("farmers.created_at")
    assert schema.lacks("fields.raba", "fields.id", "task_fields.task_id") == (
        "fields.raba",
        "task_fields.task_id",
    )
    with pytest.raises(MissingColumns, match=r"needs fields\.raba"):
        schema.require(("fields.id", "fields.raba"))


def test_what_the_role_may_not_read_is_lacking(crm: Connection) -> None:
    crm.execute(
        text("CREATE ROLE farms_reader; GRANT SELECT (id) ON farmers TO farms_reader; SET ROLE farms_reader")
    )
    assert read_schema(crm).columns == {"farmers.id"}
