"""Parts of a sum: rounded so that what is shown adds up, and honest when the sum itself does not."""

from dataclasses import replace
from datetime import datetime
from decimal import Decimal

import pytest
from flask import Flask

from ava_dashboard.business.breakdowns import by_category, by_country
from ava_dashboard.business.queries.overview import CountryHectares, Lack, Overview
from ava_dashboard.business.selection import Selection
from ava_dashboard.farms.categories import Category
from ava_dashboard.farms.figures import Cell

THIRD = Decimal("33.333333333333")


@pytest.fixture
def overview(app: Flask, now: datetime) -> Overview:
    cells = (
        Cell(None, None, 3, Decimal(100), 3, 0),
        Cell("HR", None, 2, Decimal(100), 3, 0),
        Cell("", None, 1, Decimal(0), 0, 0),
        Cell(None, Category.NONE, 0, 100 - 2 * THIRD, 1, 0),
        Cell(None, Category.ARABLE, 1, THIRD, 1, 0),
        Cell(None, Category.ORCHARD, 1, THIRD, 1, 0),
    )
    hectares = (CountryHectares(None, Decimal(100)), CountryHectares("HR", Decimal(100)))
    return Overview(now, 2026, (), cells, hectares, (), (), (), 0)


def test_rounded_parts_add_up_and_what_has_no_crop_stands_last(app: Flask, overview: Overview) -> None:
    with app.test_request_context():
        shown = by_category(overview, Selection(), gone=False)
    assert [row[0] for row in shown.rows] == ["Arable", "Orchards", "No crop recorded"]
    assert sum(Decimal(row[1]) for row in shown.rows) == Decimal("100.00")
    assert sum(Decimal(row[2].split()[0]) for row in shown.rows) == Decimal("100.0")
    assert [bar.gap for bar in shown.bars] == [False, False, True]
    assert (shown.verdict_state, shown.foot) == ("ok", ["Sum", "100.00", "100.0 %"])


def test_a_sum_that_does_not_agree_is_said_and_nothing_breaks(app: Flask, overview: Overview) -> None:
    wrong = replace(overview, hectares=(CountryHectares(None, Decimal(101)),))
    with app.test_request_context():
        shown = by_category(wrong, Selection(), gone=False)
    assert (shown.verdict, shown.verdict_state) == ("Does not add up", "down")


def test_farmers_by_country_add_up_and_none_is_left_out(app: Flask, overview: Overview) -> None:
    with app.test_request_context():
        shown = by_country(overview, Selection(), gone=False)
    assert shown.rows == [["Croatia", "2", "100.00"], ["Country not recorded", "1", "0.00"]]
    assert shown.foot == ["Sum", "3", "100.00"]
    assert shown.summary == "2 of 3 farmers in Croatia."
    assert (shown.verdict_state, shown.bars[1].width) == ("ok", "50.00%")


def test_what_can_not_be_had_names_its_columns(app: Flask, overview: Overview) -> None:
    lacking = replace(overview, lacks=(Lack("hectares_by_category", ("fields.raba",)),))
    with app.test_request_context():
        assert by_category(lacking, Selection(), gone=False).missing == "Needs fields.raba."
        assert by_category(overview, Selection(), gone=True).missing.startswith("Unavailable")
        assert by_category(overview, Selection(), gone=True).bars == []


def test_a_breakdown_of_a_filter_that_the_copy_can_not_tell_is_not_shown(
    app: Flask, overview: Overview
) -> None:
    lacking = replace(overview, lacks=(Lack("farmers_by_country", ("farmers.country",)),))
    with app.test_request_context():
        assert by_category(lacking, Selection(country="HR"), gone=False).missing == "Needs farmers.country."
    lacking = replace(overview, lacks=(Lack("owners", ("fields.farmer_id",)),))
    with app.test_request_context():
        assert by_country(lacking, Selection(), gone=False).rows[0] == ["Croatia", "2", "–"]
        assert by_country(lacking, Selection(category=Category.ARABLE), gone=False).missing
