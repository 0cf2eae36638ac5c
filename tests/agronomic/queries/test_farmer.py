"""Who asks."""

from sqlalchemy import Connection

from ava_dashboard.agronomic.queries.farmer import Farmer, read_farmers
from tests.farm_rows import add_farmer


def test_those_asked_for_come_by_id_and_those_that_exist_not_do_not(connection: Connection) -> None:
    first = add_farmer(connection, manager_name=" Ana ", wa_phone_number="+385001")
    second = add_farmer(connection)
    add_farmer(connection)

    found = read_farmers(connection, farmer_ids=[second, first, first, 999_999])

    assert set(found) == {first, second}
    assert found[first] == Farmer(first, "Ana Zelenac", "OPG Zelenac", "Croatia", "+385001")


def test_what_is_not_known_is_empty_and_the_other_phone_steps_in(connection: Connection) -> None:
    unknown = dict.fromkeys(("manager_name", "manager_last_name", "farm_name", "country"))
    farmer_id = add_farmer(connection, wa_phone_number=" ", phone="+385002", **unknown)

    assert read_farmers(connection, farmer_ids=[farmer_id]) == {
        farmer_id: Farmer(farmer_id, "", "", "", "+385002")
    }


def test_nobody_is_found_when_nobody_is_asked_for(connection: Connection) -> None:
    add_farmer(connection)

    assert read_farmers(connection, farmer_ids=[]) == {}
