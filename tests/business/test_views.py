"""The business page in its states: live, empty, filtered, lacking, stale, gone."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import Connection, text

from ava_dashboard.core import clock
from ava_dashboard.core.roles import Role
from tests.farm_rows import add_crop, add_farmer, add_field, add_message
from tests.house_rules import Browser


@pytest.fixture
def farms(connection: Connection) -> None:
    """Two farms with 12.35 ha and a field without an owner."""
    mango = add_farmer(connection, country="България", manager_name="Стоян", manager_last_name="Мангов")
    add_crop(connection, add_field(connection, mango, area_ha=2.35), "mango", start_year_int=clock.now().year)
    wheat = add_farmer(connection, country="Croatia")
    add_crop(
        connection, add_field(connection, wheat, area_ha=9.0), "pšenica", start_year_int=clock.now().year
    )
    add_field(connection, None, area_ha=1.0)
    add_message(connection, mango, "Звънете на +359 88 123 4567", timestamp=clock.now().replace(tzinfo=None))


def debug(page: str, key: str) -> str:
    found = re.search(rf'data-debug="{key}"[^>]*>([^<]*)<', page)
    assert found is not None, key
    return found[1]


def card(page: str, key: str) -> tuple[str, str]:
    """State and value of a card."""
    found = re.search(rf'data-figure="{key}" data-state="(\w+)">.*?stat__value[^>]*>([^<]*)<', page, re.S)
    assert found is not None, key
    return found[1], found[2].strip()


def test_box_and_cards_show_what_stands_in_the_database(client: Browser, farms: None) -> None:
    page = client.sign_in(Role.BUSINESS).get("/business-dashboard").text
    assert (debug(page, "farmers"), debug(page, "hectares")) == ("2", "12.35")
    assert (debug(page, "version"), debug(page, "build")) == ("v2.3.1-blue-debug-0123abcd", "0123abcd")
    assert debug(page, "commit") == "ffffffff"
    assert debug(page, "database") == "Connected"
    assert card(page, "farmers") == ("live", "2")
    assert card(page, "hectares") == ("live", "12.35")
    assert card(page, "average_farm") == ("live", "6.18")
    assert card(page, "active_today") == ("live", "1")
    assert page.count("Adds up") == 2


def test_a_mango_farm_in_bulgaria_counts_like_any_other(client: Browser, farms: None) -> None:
    client.sign_in(Role.BUSINESS)
    page = client.get("/business-dashboard?country=BG&category=orchard").text
    assert card(page, "farmers") == ("live", "1")
    assert card(page, "hectares") == ("live", "2.35")
    assert (debug(page, "farmers"), debug(page, "hectares")) == ("2", "12.35")


def test_names_are_initials_and_phone_numbers_are_masked(client: Browser, farms: None) -> None:
    page = client.sign_in(Role.ADMIN).get("/business-dashboard").text
    assert "С. М." in page
    assert "Мангов" not in page
    assert "4567" not in page


def test_an_empty_database_says_so_and_counts_zero(client: Browser) -> None:
    page = client.sign_in(Role.BUSINESS).get("/business-dashboard").text
    assert "No farmers yet" in page
    assert card(page, "farmers") == ("live", "0")
    assert card(page, "hectares") == ("live", "0.00")
    assert card(page, "average_farm")[0] == "not_recorded"


def test_a_missing_column_makes_its_figures_say_which(
    client: Browser, farms: None, connection: Connection
) -> None:
    connection.execute(text("ALTER TABLE fields RENAME COLUMN area_ha TO area"))
    try:
        page = client.sign_in(Role.BUSINESS).get("/business-dashboard").text
    finally:
        connection.execute(text("ALTER TABLE fields RENAME COLUMN area TO area_ha"))
    assert card(page, "hectares") == ("not_recorded", "Not recorded")
    assert "needs fields.area_ha" in page
    assert card(page, "farmers") == ("live", "2")
    assert debug(page, "hectares") == "not recorded"


def test_a_missing_table_of_farmers_invents_none(client: Browser, connection: Connection) -> None:
    connection.execute(text("ALTER TABLE farmers RENAME TO farmers_gone"))
    try:
        page = client.sign_in(Role.BUSINESS).get("/business-dashboard").text
    finally:
        connection.execute(text("ALTER TABLE farmers_gone RENAME TO farmers"))
    assert card(page, "farmers") == ("not_recorded", "Not recorded")
    assert "No farmers yet" not in page
    assert debug(page, "farmers") == "not recorded"


@contextmanager
def aged(client: Browser, seconds: float, trouble: str | None) -> Iterator[None]:
    """As if the last snapshot had been read so long ago, with the database away or slow since."""
    snapshots = client.app.extensions["business_snapshots"]
    watch = client.app.extensions["availability"]
    snapshots._kept = replace(snapshots._kept, taken_at=clock.now() - timedelta(seconds=seconds))
    watch._reason = trouble
    try:
        yield
    finally:
        watch._reason = None


@pytest.mark.parametrize(("trouble", "says"), [("away", "Not connected"), ("slow", "Not answering")])
def test_while_the_database_is_away_the_last_figures_stay_marked_stale(
    client: Browser, farms: None, trouble: str, says: str
) -> None:
    client.sign_in(Role.BUSINESS).get("/business-dashboard")
    with aged(client, 125, trouble):
        page = client.get("/business-dashboard").text
    assert card(page, "farmers") == ("stale", "2")
    assert (debug(page, "farmers"), debug(page, "database")) == ("2", says)
    assert "2 min ago" in page


def test_after_its_limit_no_digit_is_left(client: Browser, farms: None) -> None:
    client.sign_in(Role.BUSINESS).get("/business-dashboard")
    with aged(client, 601, "away"):
        page = client.get("/business-dashboard").text
    for key in ("farmers", "hectares", "average_farm", "active_today", "questions", "tasks"):
        assert card(page, key) == ("unavailable", "–")
    for key in ("farmers", "hectares", "updated"):
        assert debug(page, key) == "–"
    assert "12.35" not in page
    assert 'class="stream' not in page


def test_without_any_reading_it_is_a_page_that_says_so(client: Browser) -> None:
    client.sign_in(Role.BUSINESS).get("/account")
    client.app.extensions["availability"]._reason = "away"
    try:
        page = client.get("/business-dashboard", status=503).text
    finally:
        client.app.extensions["availability"]._reason = None
    assert 'class="stat' not in page


@pytest.mark.parametrize(
    ("address", "says"),
    [
        ("period=2w", "period is &#39;2w&#39;"),
        ("category=mango", "category is &#39;mango&#39;"),
        ("country=" + "x" * 61, "country is too long"),
    ],
)
def test_a_bad_filter_is_named(client: Browser, address: str, says: str) -> None:
    page = client.sign_in(Role.BUSINESS).get(f"/business-dashboard?{address}", status=400).text
    assert says in page


def test_a_hostile_filter_is_escaped(client: Browser) -> None:
    page = client.sign_in(Role.BUSINESS).get("/business-dashboard?country=%3Cscript%3E").text
    assert "<script>alert" not in page
    assert "&lt;script&gt;" in page


def test_the_short_address_keeps_the_filters(client: Browser) -> None:
    client.sign_in(Role.BUSINESS)
    assert client.get("/business?country=HR&period=7d", status=302).location in (
        "/business-dashboard?period=7d&country=HR",
        "/business-dashboard?country=HR&period=7d",
    )


def test_every_figure_links_to_its_definition(client: Browser, farms: None) -> None:
    page = client.sign_in(Role.BUSINESS).get("/business-dashboard").text
    definitions = client.get("/definitions").text
    anchors = set(re.findall(r'href="/definitions#(\w+)"', page))
    assert {"farmers", "hectares", "average_farm", "active_today", "hectares_by_category"} <= anchors
    assert [anchor for anchor in anchors if f'id="{anchor}"' not in definitions] == []


def test_the_hub_shows_the_number_of_farmers(client: Browser, farms: None) -> None:
    assert card(client.sign_in(Role.BUSINESS).get("/").text, "farmers") == ("live", "2")
