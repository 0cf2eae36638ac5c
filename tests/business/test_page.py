"""The page in words: the sentence, the notice, the debug box and the filters."""

from dataclasses import replace
from datetime import datetime, timedelta
from decimal import Decimal

import pytest
from flask import Flask

from ava_dashboard.business.page import Page, build
from ava_dashboard.business.queries.overview import CountryHectares, Lack, Overview
from ava_dashboard.business.selection import Selection
from ava_dashboard.core.measured import State
from ava_dashboard.farms.figures import Cell
from ava_dashboard.history.freshness import Freshness
from ava_dashboard.version import Version
from tests.conftest import make_config

CONFIG = make_config("postgresql+psycopg2://u:p@h/d")


def overview(now: datetime, farmers: int | None = 16, active: int = 5) -> Overview:
    cells = (
        Cell(None, None, farmers, Decimal("211.95"), 30, active),
        Cell("HR", None, 9, Decimal(100), 20, 3),
        Cell("", None, 7, Decimal("111.95"), 10, 2),
    )
    hectares = (CountryHectares(None, Decimal("211.95")),)
    return Overview(now, 2026, (), cells, hectares, (), (), (), 7)


def page(
    app: Flask,
    read: Overview,
    selection: Selection | None = None,
    *,
    age: float = 0,
    trouble: str | None = None,
    config: object = CONFIG,
) -> Page:
    freshness = Freshness(
        read.taken_at,
        read.taken_at + timedelta(seconds=age),
        trouble,
        timedelta(seconds=60),
        timedelta(seconds=600),
    )
    with app.test_request_context():
        return build(read, selection or Selection(), freshness=freshness, config=config)  # type: ignore[arg-type]


def test_one_sentence_says_how_it_is(app: Flask, now: datetime) -> None:
    assert page(app, overview(now)).sentence == (
        "16 farmers with 211.95 ha. 5 wrote today. 7 drafts wait for an agronomist."
    )
    assert "No one wrote today." in page(app, overview(now, active=0)).sentence
    assert "wait" not in page(app, overview(now), Selection(country="HR")).sentence


def test_what_is_not_known_is_no_number_in_the_sentence(app: Flask, now: datetime) -> None:
    lacking = replace(overview(now, farmers=None), lacks=(Lack("farmers", ("farmers.id",)),))
    for shown in (page(app, lacking), page(app, overview(now), age=601, trouble="away")):
        assert not any(letter.isdigit() for letter in shown.sentence)


@pytest.mark.parametrize(
    ("age", "trouble", "state", "title"),
    [
        (61, None, "warn", "These figures are old."),
        (5, "away", "warn", "The database is away."),
        (5, "slow", "warn", "The database is slow."),
        (601, "away", "bad", "The database is away."),
    ],
)
def test_a_notice_says_what_is_wrong(
    app: Flask, now: datetime, age: float, trouble: str | None, state: str, title: str
) -> None:
    notice = page(app, overview(now), age=age, trouble=trouble).notice
    assert notice is not None
    assert (notice.state, notice.title) == (state, title)


def test_a_live_page_needs_no_notice_and_says_when_it_was_read(app: Flask, now: datetime) -> None:
    shown = page(app, overview(now))
    assert shown.notice is None
    assert shown.freshness == "As of 14:02:11, refreshes every 30 s"


def test_the_debug_box_shows_the_same_measurements_as_the_cards(app: Flask, now: datetime) -> None:
    shown = page(app, overview(now), age=120)
    box = {entry.key: (entry.text, entry.state) for entry in shown.debug}
    cards = {card.key: (card.text, card.state) for card in shown.cards}
    assert box["farmers"] == cards["farmers"] == ("16", State.STALE)
    assert box["hectares"] == cards["hectares"] == ("211.95", State.STALE)


def test_the_debug_box_counts_everything_whatever_is_filtered(app: Flask, now: datetime) -> None:
    shown = page(app, overview(now), Selection(country="HR"))
    assert {entry.key: entry.text for entry in shown.debug}["farmers"] == "16"
    assert shown.cards[0].text == "9"


def test_a_changed_checkout_is_marked_in_the_box(app: Flask, now: datetime) -> None:
    changed = replace(CONFIG, version=Version("v2.3.1", "0123abcd", "a" * 40 + "+dirty", None))
    box = {entry.key: entry.text for entry in page(app, overview(now), config=changed).debug}
    assert box["commit"] == "aaaaaaaa+dirty"


def test_the_filters_offer_what_stands_in_the_database(app: Flask, now: datetime) -> None:
    shown = page(app, overview(now), Selection("7d", "HR"))
    assert [(option.value, option.label, option.selected) for option in shown.countries] == [
        ("", "All countries", False),
        ("HR", "Croatia", True),
        ("none", "Country not recorded", False),
    ]
    assert [tab.href for tab in shown.periods][1:3] == [
        "/business-dashboard?period=7d&country=HR",
        "/business-dashboard?country=HR",
    ]
    assert [tab.label for tab in shown.periods if tab.current] == ["7 d"]


def test_the_page_says_which_periods_roll(app: Flask, now: datetime) -> None:
    assert page(app, overview(now), Selection("24h")).period_note == "the last 24 hours, rolling"
    assert page(app, overview(now)).period_note == "whole days from 26 Oct up to today"
