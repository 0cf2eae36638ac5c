"""A farmer's fields beside the draft."""

from decimal import Decimal

from sqlalchemy import Connection

from ava_dashboard.agronomic.queries.fields import SHOWN_FIELDS, Field, read_fields
from tests.farm_rows import add_crop, add_farmer, add_field


def test_fields_come_with_hectares_and_the_seasons_crops(connection: Connection) -> None:
    farmer_id = add_farmer(connection)
    small = add_field(connection, farmer_id, field_name="Mala", area_ha=0.1)
    large = add_field(connection, farmer_id, field_name="Velika", area_ha=12.2)
    add_field(connection, add_farmer(connection), field_name="Tuđa", area_ha=99)
    for crop in ("pšenica", "pšenica", "ječam"):
        add_crop(connection, large, crop)
    add_crop(connection, small, "kukuruz", start_year_int=2025)

    read = read_fields(connection, farmer_id=farmer_id, season=2026, with_crops=True)

    assert (read.count, read.hectares) == (2, Decimal("12.3"))
    assert read.largest[0].name == "Velika"
    assert set(read.largest[0].crops or ()) == {"pšenica", "ječam"}
    assert len(read.largest[0].crops or ()) == 2
    assert read.largest[1] == Field("Mala", Decimal("0.1"), ())


def test_an_area_that_can_not_be_one_is_not_summed(connection: Connection) -> None:
    farmer_id = add_farmer(connection)
    for area in ("NaN", "Infinity", "-Infinity", "-1", "0", "2.5"):
        add_field(connection, farmer_id, area_ha=float(area))

    read = read_fields(connection, farmer_id=farmer_id, season=2026, with_crops=True)

    assert (read.count, read.hectares) == (6, Decimal("2.5"))
    assert [field.hectares for field in read.largest] == [Decimal("2.5"), None, None, None, None, None]


def test_a_farmer_with_many_fields_shows_the_largest(connection: Connection) -> None:
    farmer_id = add_farmer(connection)
    for area in range(1, SHOWN_FIELDS + 3):
        add_field(connection, farmer_id, area_ha=area)

    read = read_fields(connection, farmer_id=farmer_id, season=2026, with_crops=True)

    assert read.count == SHOWN_FIELDS + 2
    assert [field.hectares for field in read.largest][-1] == Decimal(3)


def test_a_farmer_without_fields_has_none(connection: Connection) -> None:
    read = read_fields(connection, farmer_id=add_farmer(connection), season=2026, with_crops=True)

    assert (read.count, read.hectares, read.largest) == (0, Decimal(0), ())


def test_without_a_table_of_crops_they_are_unknown_and_not_none(connection: Connection) -> None:
    farmer_id = add_farmer(connection)
    add_field(connection, farmer_id, area_ha=1)

    read = read_fields(connection, farmer_id=farmer_id, season=2026, with_crops=False)

    assert read.largest[0].crops is None
