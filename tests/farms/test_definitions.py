"""Every number is explained."""

from ava_dashboard.farms.definitions import DEFINITIONS, definition
from ava_dashboard.models.crm import crm_metadata

NOT_IN_EVERY_COPY = {"farmers.unsubscribed_at", "farmers.subscription_status"}


def test_keys_are_unique_and_texts_are_sentences() -> None:
    assert len({one.key for one in DEFINITIONS}) == len(DEFINITIONS)
    assert all(one.title and one.counts.endswith(".") for one in DEFINITIONS)


def test_needs_are_columns_of_the_crm() -> None:
    columns = {
        f"{column.table.name}.{column.name}" for table in crm_metadata.sorted_tables for column in table.c
    }
    assert {need for one in DEFINITIONS for need in one.needs} <= columns | NOT_IN_EVERY_COPY


def test_a_definition_is_found_by_its_key() -> None:
    assert definition("hectares").needs == ("fields.id", "fields.area_ha")
