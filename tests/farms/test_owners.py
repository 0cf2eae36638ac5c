"""To which farmer and country a row belongs."""

from sqlalchemy import Connection, text

from ava_dashboard.farms.owners import has_countries, owner_sql, read_owner_parameters, read_spellings
from ava_dashboard.farms.schema import read_schema
from tests.farm_rows import add_farmer


def owners(crm: Connection) -> dict[int, str | None]:
    schema = read_schema(crm)
    rows = crm.execute(text(owner_sql(schema)), read_owner_parameters(crm, schema))
    return {id_: country for id_, country in rows}


def test_spellings_of_one_country_are_one_country(crm: Connection) -> None:
    spellings = ("Croatia", "Hrvatska", " croatia ", None, "", "Narnia")
    ids = [add_farmer(crm, country=country) for country in spellings]

    found = owners(crm)

    assert [found[id_] for id_ in ids] == ["HR", "HR", "HR", "", "", "Narnia"]


def test_spellings_are_counted(crm: Connection) -> None:
    for country in ("Croatia", "Croatia", None):
        add_farmer(crm, country=country)

    assert read_spellings(crm) == {"Croatia": 2, None: 1}


def test_a_copy_without_countries_has_farmers_of_none(crm: Connection) -> None:
    farmer = add_farmer(crm)
    crm.execute(text("ALTER TABLE farmers DROP COLUMN country"))

    assert not has_countries(read_schema(crm))
    assert owners(crm) == {farmer: None}


def test_a_copy_without_farmers_has_no_owners(crm: Connection) -> None:
    crm.execute(text("ALTER TABLE farmers RENAME TO gone"))

    assert owners(crm) == {}
