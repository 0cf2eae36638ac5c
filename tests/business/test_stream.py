"""The activity stream: what is chosen, in which words, and with a day where no time is known."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from flask import Flask

from ava_dashboard.business.queries.overview import Overview
from ava_dashboard.business.selection import Selection
from ava_dashboard.business.stream import MOST, events, events_note
from ava_dashboard.farms.activity import Happening, Kind
from ava_dashboard.farms.categories import Category
from ava_dashboard.history.freshness import Freshness

ZAGREB = ZoneInfo("Europe/Zagreb")


def overview(now: datetime, *happenings: Happening, without: tuple[str, ...] = ()) -> Overview:
    return Overview(now, 2026, (), (), (), (), happenings, without, 0)


def fresh(now: datetime) -> Freshness:
    return Freshness(now, now, None, timedelta(minutes=1), timedelta(minutes=10))


def message(at: datetime, country: str = "HR", state: str = "user") -> Happening:
    return Happening(Kind.MESSAGE, at, None, "A. B.", country, "Dobar dan", state)


def task(day: date) -> Happening:
    return Happening(Kind.TASK, None, day, "A. B.", "", "Sjetva", "")


def test_a_day_is_a_day_and_a_time_is_a_time(app: Flask, now: datetime) -> None:
    read = overview(now, message(now - timedelta(hours=1)), task(now.date()))
    with app.test_request_context():
        shown = events(read, Selection(), fresh(now), ZAGREB)
    assert [(event.when, event.place) for event in shown] == [("13:02", "Croatia"), ("today", "")]


def test_only_what_lies_in_period_and_country_is_shown(app: Flask, now: datetime) -> None:
    read = overview(
        now,
        message(now - timedelta(hours=1), "BG"),
        message(now - timedelta(hours=25)),
        task(now.date() - timedelta(days=1)),
        task(now.date() - timedelta(days=7)),
    )
    with app.test_request_context():

        def count(**selected: str) -> int:
            return len(events(read, Selection(**selected), fresh(now), ZAGREB))  # type: ignore[arg-type]

        assert [count(period="24h"), count(period="7d"), count(period="30d")] == [2, 3, 4]
        assert count(country="BG") == 1


def test_no_more_than_twenty(app: Flask, now: datetime) -> None:
    with app.test_request_context():
        shown = events(overview(now, *[message(now)] * 30), Selection(), fresh(now), ZAGREB)
    assert len(shown) == MOST == 20


@pytest.mark.parametrize(
    ("kind", "state", "title", "tone"),
    [
        (Kind.MESSAGE, "user", "Question", "info"),
        (Kind.MESSAGE, "system", "Answer of the assistant", ""),
        (Kind.MESSAGE, "agronomist", "Answer of an agronomist", "ok"),
        (Kind.DRAFT, "pending", "Draft waits", "warn"),
        (Kind.DRAFT, "approved", "Draft approved", "ok"),
        (Kind.DRAFT, "rejected", "Draft rejected", "bad"),
        (Kind.MESSAGE, "other", "Message", ""),
        (Kind.DRAFT, "sent", "Draft", ""),
        (Kind.TASK, "", "Task", ""),
        (Kind.STAGE_REPORT, "", "Growth stage", ""),
    ],
)
def test_each_kind_has_its_words(
    app: Flask, now: datetime, kind: Kind, state: str, title: str, tone: str
) -> None:
    read = overview(now, Happening(kind, now, None, "A. B.", "HR", "x", state))
    with app.test_request_context():
        shown = events(read, Selection(), fresh(now), ZAGREB)[0]
    assert (shown.title, shown.tone) == (title, tone)


def test_the_note_says_what_is_left_out(app: Flask, now: datetime) -> None:
    with app.test_request_context():
        note = events_note(overview(now, without=("tasks.id",)), Selection(category=Category.ARABLE), False)
        assert "Left out: needs tasks.id." in note
        assert "all categories" in note
        assert events_note(overview(now), Selection(), True).startswith("Unavailable")
