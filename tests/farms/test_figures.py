"""Figures of small farms, counted by hand."""

from datetime import timedelta
from decimal import Decimal

import pytest
from sqlalchemy import Connection, text

from ava_dashboard.core.exceptions import MissingColumns
from ava_dashboard.farms import figures
from ava_dashboard.farms.categories import Category
from ava_dashboard.farms.figures import Cell
from ava_dashboard.farms.schema import read_schema
from tests.farm_rows import (
    add_crop,
    add_draft,
    add_farmer,
    add_field,
    add_message,
)
from tests.farms.conftest import MIDNIGHT, one_farm

Cells = dict[tuple[str | None, Category | None], Cell]


def cells(crm: Connection, season: int = 2026) -> Cells:
    found = figures.read_cells(crm, schema=read_schema(crm), season=season, since=MIDNIGHT)
    by_place = {(cell.country, cell.category): cell for cell in found}
    assert len(by_place) == len(found)
    return by_place


def hectares(crm: Connection, country: str | None = None) -> dict[Category | None, Decimal | None]:
    return {place[1]: cell.hectares for place, cell in cells(crm).items() if place[0] == country}


def test_an_empty_crm_has_nothing_of_everything(crm: Connection) -> None:
    assert cells(crm) == {(None, None): Cell(None, None, 0, Decimal(0), 0, 0)}


def test_farmers_fields_and_hectares_by_country_and_category(crm: Connection) -> None:
    ana, bor = add_farmer(crm, country="Croatia"), add_farmer(crm, country="Slovenija")
    add_farmer(crm, country="Hrvatska")
    add_crop(crm, add_field(crm, ana, area_ha=1.25), "Pšenica")
    add_crop(crm, add_field(crm, ana, area_ha=2.1), "jabuka (stara)")
    add_crop(crm, add_field(crm, ana, area_ha=0.4), "jabuka")
    add_crop(crm, add_field(crm, bor, area_ha=3.3), "jablana")
    add_message(crm, bor)
    arable, orchard = Category.ARABLE, Category.ORCHARD
    assert cells(crm) == {
        (None, None): Cell(None, None, 3, Decimal("7.05"), 4, 1),
        (None, arable): Cell(None, arable, 1, Decimal("1.25"), 1, 0),
        (None, orchard): Cell(None, orchard, 2, Decimal("5.8"), 3, 1),
        ("HR", None): Cell("HR", None, 2, Decimal("3.75"), 3, 0),
        ("HR", arable): Cell("HR", arable, 1, Decimal("1.25"), 1, 0),
        ("HR", orchard): Cell("HR", orchard, 1, Decimal("2.5"), 2, 0),
        ("SI", None): Cell("SI", None, 1, Decimal("3.3"), 1, 1),
        ("SI", orchard): Cell("SI", orchard, 1, Decimal("3.3"), 1, 1),
    }


def test_a_bulgarian_mango_farm_counts_as_orchard(crm: Connection) -> None:
    add_crop(crm, add_field(crm, add_farmer(crm, country="България"), area_ha=4.2), "Манго")
    assert hectares(crm, "BG") == {None: Decimal("4.2"), Category.ORCHARD: Decimal("4.2")}


def test_a_crop_row_that_stands_three_times_counts_once(crm: Connection) -> None:
    field = add_field(crm, add_farmer(crm), area_ha=2)
    for _ in range(3):
        add_crop(crm, field, "pšenica")
    add_crop(crm, field, "jabuka")
    assert hectares(crm) == {None: 2, Category.ARABLE: 1, Category.ORCHARD: 1}


def test_different_crops_share_a_field_equally_and_add_up_exactly(crm: Connection) -> None:
    farmer = add_farmer(crm)
    field = add_field(crm, farmer, area_ha=1)
    add_crop(crm, field, "Ječmen/Lucerna")
    add_crop(crm, field, "barley")  # the barley of the first row
    add_crop(crm, field, "vinograd")
    found = cells(crm)
    shares = [
        found[None, category].hectares
        for category in (Category.ARABLE, Category.GRASSLAND, Category.VINEYARD)
    ]
    assert all(share and round(share, 9) == Decimal("0.333333333") for share in shares)
    assert sum(share for share in shares if share) == 1
    assert found[None, None] == Cell(None, None, 1, Decimal(1), 1, 0)
    assert [found[None, category].fields for category in (Category.ARABLE, Category.VINEYARD)] == [1, 1]


def test_varieties_of_one_crop_are_one_and_codes_tell_crops_apart(crm: Connection) -> None:
    field = add_field(crm, add_farmer(crm), area_ha=3)
    add_crop(crm, field, "jabuka", variety="Idared")
    add_crop(crm, field, "Jabuka", variety="Gala")
    add_crop(crm, field, "pšenica")
    add_crop(crm, field, "ozima pšenica")
    assert hectares(crm) == {None: 3, Category.ORCHARD: 1, Category.ARABLE: 2}


def test_only_crops_of_the_season_count(crm: Connection) -> None:
    field = add_field(crm, add_farmer(crm), area_ha=1)
    add_crop(crm, field, "pšenica", start_year_int=2025)
    add_crop(crm, field, "jabuka", start_year_int=2027)
    assert hectares(crm) == {None: 1, Category.NONE: 1}
    assert (None, Category.ARABLE) in cells(crm, season=2025)


def test_land_use_decides_where_no_crop_is_known(crm: Connection) -> None:
    farmer = add_farmer(crm)
    add_field(crm, farmer, area_ha=1, raba="1300(T) Trajni travnik")
    add_field(crm, farmer, area_ha=2, raba="2000 Gozd")
    add_field(crm, farmer, area_ha=4, raba=None)
    add_field(crm, farmer, area_ha=8, raba=" ")
    add_crop(crm, add_field(crm, farmer, area_ha=16, raba="1211"), "TDM")
    add_crop(crm, add_field(crm, farmer, area_ha=32, raba=None), "Je─Źmen")
    add_crop(crm, add_field(crm, farmer, area_ha=64, raba="1100"), "(prazno)")
    mixed = add_field(crm, farmer, area_ha=128, raba="1222")
    add_crop(crm, mixed, "TDM")
    add_crop(crm, mixed, "hmelj")
    add_crop(crm, add_field(crm, farmer, area_ha=256, raba="1100"), "mango")
    assert hectares(crm) == {
        None: 511,
        Category.GRASSLAND: 1,
        Category.UNCLASSIFIED: 2 + 32,
        Category.NONE: 4 + 8,
        Category.VINEYARD: 16,
        Category.ARABLE: 64,
        Category.ORCHARD: 64 + 256,
        Category.OTHER: 64,
    }


def test_a_field_without_an_owner_is_land_without_a_farmer(crm: Connection) -> None:
    add_crop(crm, add_field(crm, None, area_ha=2.5), "pšenica")
    add_farmer(crm, country="HR")
    found = cells(crm)
    assert found[None, None] == Cell(None, None, 1, Decimal("2.5"), 1, 0)
    assert found["", Category.ARABLE] == Cell("", Category.ARABLE, 0, Decimal("2.5"), 1, 0)
    assert found["HR", None] == Cell("HR", None, 1, Decimal(0), 0, 0)


def test_bad_areas_are_left_out_but_their_fields_are_there(crm: Connection) -> None:
    crm.execute(text("ALTER TABLE fields ALTER COLUMN area_ha DROP NOT NULL"))
    farmer = add_farmer(crm)
    for area in (None, float("nan"), float("inf"), float("-inf"), 0, -3, 1.5):
        add_field(crm, farmer, area_ha=area)
    assert cells(crm)[None, None] == Cell(None, None, 1, Decimal("1.5"), 7, 0)
    assert figures.sum_hectares(crm, schema=read_schema(crm))[None] == Decimal("1.5")


def test_many_small_areas_add_up_without_an_error_of_binary_fractions(crm: Connection) -> None:
    farmer = add_farmer(crm)
    for _ in range(10):
        add_field(crm, farmer, area_ha=0.1)
    assert hectares(crm)[None] == Decimal("1.0")


def test_countries_that_are_missing_or_unknown_stand_by_themselves(crm: Connection) -> None:
    for country in (None, " ", "Nowhere land", "HR", "Kroatien"):
        add_farmer(crm, country=country)
    counted = figures.count_farmers(crm, schema=read_schema(crm))
    assert counted == {None: 5, "": 2, "Nowhere land": 1, "HR": 2}


def test_active_are_those_who_wrote_since_midnight(crm: Connection) -> None:
    early, late, quiet, robbed = (add_farmer(crm, country=country) for country in ("HR", "HR", "SI", "SI"))
    add_message(crm, early, at=MIDNIGHT - timedelta(seconds=1))
    add_message(crm, late, at=MIDNIGHT)
    add_message(crm, late, role=None)
    add_message(crm, quiet, role="system")
    add_message(crm, quiet, role="agronomist")
    add_message(crm, robbed, " \n\u00a0AUTH_RECORD:x")
    counted = figures.count_active(crm, schema=read_schema(crm), since=MIDNIGHT)
    assert counted == {None: 1, "HR": 1}


def test_hectares_by_country(crm: Connection) -> None:
    add_field(crm, add_farmer(crm, country="SI"), area_ha=2.25)
    add_field(crm, add_farmer(crm, country="Croatia"), area_ha=1.5)
    add_field(crm, None, area_ha=0.25)
    summed = figures.sum_hectares(crm, schema=read_schema(crm))
    assert summed == {None: Decimal(4), "SI": Decimal("2.25"), "HR": Decimal("1.5"), "": Decimal("0.25")}


def test_waiting_drafts_are_pending_or_without_status(crm: Connection) -> None:
    farmer = add_farmer(crm)
    for status in ("pending", None, "approved", "rejected"):
        add_draft(crm, farmer, status=status)
    add_draft(crm, None, "AUTH_RECORD:x")
    add_draft(crm, None, None)
    assert figures.count_waiting_drafts(crm, schema=read_schema(crm)) == 3


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (
            "ALTER TABLE fields DROP COLUMN raba",
            {(None, None): (1, 2, 1, 1), ("HR", None): (1, 2, 1, 1)},
        ),
        (
            "DROP TABLE field_crops",
            {(None, None): (1, 2, 1, 1), ("HR", None): (1, 2, 1, 1)},
        ),
        (
            "ALTER TABLE farmers DROP COLUMN country CASCADE",
            {(None, None): (1, 2, 1, 1), (None, Category.ORCHARD): (1, 2, 1, 1)},
        ),
        (
            "DROP TABLE farmers CASCADE",
            {(None, None): (None, 2, 1, None), (None, Category.ORCHARD): (None, 2, 1, None)},
        ),
        (
            "ALTER TABLE fields DROP COLUMN farmer_id",
            {
                (None, None): (1, 2, 1, 1),
                (None, Category.ORCHARD): (None, 2, 1, None),
                ("HR", None): (1, None, None, 1),
            },
        ),
        (
            "DROP TABLE fields CASCADE",
            {(None, None): (1, None, None, 1), ("HR", None): (1, None, None, 1)},
        ),
        (
            "DROP TABLE incoming_messages",
            {
                (None, None): (1, 2, 1, None),
                (None, Category.ORCHARD): (1, 2, 1, None),
                ("HR", None): (1, 2, 1, None),
                ("HR", Category.ORCHARD): (1, 2, 1, None),
            },
        ),
    ],
)
def test_what_a_copy_lacks_is_none_and_the_rest_goes_on(
    crm: Connection,
    change: str,
    expected: dict[tuple[str | None, Category | None], tuple[int | None, int | None, int | None, int | None]],
) -> None:
    one_farm(crm)
    crm.execute(text(change))
    found = {
        place: (cell.farmers, cell.hectares, cell.fields, cell.active_today)
        for place, cell in cells(crm).items()
    }
    assert found == expected


def test_single_figures_say_which_columns_are_missing(crm: Connection) -> None:
    crm.execute(text("DROP TABLE farmers, fields, incoming_messages, pending_messages CASCADE"))
    schema = read_schema(crm)
    with pytest.raises(MissingColumns, match=r"farmers\.id"):
        figures.count_farmers(crm, schema=schema)
    with pytest.raises(MissingColumns, match=r"fields\.area_ha"):
        figures.sum_hectares(crm, schema=schema)
    with pytest.raises(MissingColumns, match=r"incoming_messages\.role"):
        figures.count_active(crm, schema=schema, since=MIDNIGHT)
    with pytest.raises(MissingColumns, match=r"pending_messages\.status"):
        figures.count_waiting_drafts(crm, schema=schema)
