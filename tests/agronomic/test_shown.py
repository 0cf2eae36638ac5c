"""What the review page says."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from flask import Flask

from ava_dashboard.agronomic import shown
from ava_dashboard.agronomic.actions import Refusal
from ava_dashboard.agronomic.queries.decisions import AlreadyDecided
from ava_dashboard.agronomic.queries.farmer import Farmer
from ava_dashboard.agronomic.queries.waiting import WaitingDraft, WaitingPage

ZAGREB = ZoneInfo("Europe/Zagreb")


@pytest.fixture(autouse=True)
def request_context(app: Flask) -> Iterator[None]:
    with app.test_request_context("/agronomic-dashboard"):
        yield


def draft(number: int, now: datetime, *, asks: bool = False) -> WaitingDraft:
    return WaitingDraft(number, None, None, "Pričekajte.", asks, now - timedelta(minutes=42))


@pytest.mark.parametrize(
    ("total", "asking", "sentence"),
    [
        (0, 0, "No draft waits."),
        (1, 0, "1 draft waits; none asks for an agronomist’s judgement."),
        (1, 1, "1 draft waits; 1 asks for an agronomist’s judgement."),
        (3, 2, "3 drafts wait; 2 ask for an agronomist’s judgement."),
    ],
)
def test_the_sentence_says_how_many_wait_and_ask(
    total: int, asking: int, sentence: str, now: datetime
) -> None:
    page = WaitingPage((), total, asking, 1, 1)
    assert shown.queue_shown(page, {}, current=None, now=now).sentence == sentence


def test_a_page_in_the_middle_leads_both_ways_and_says_where_it_is(now: datetime) -> None:
    page = WaitingPage((draft(51, now), draft(52, now)), 120, 0, 2, 3)

    queue = shown.queue_shown(page, {}, current=52, now=now)

    assert queue.shown == "51–52 of 120"
    assert queue.newer.endswith("page=1") and queue.older.endswith("page=3")
    assert [item.current for item in queue.items] == [False, True]
    assert queue.items[0].wait == "42 min"


@pytest.mark.parametrize(
    ("farmer", "farmer_id", "phone", "name"),
    [
        (Farmer(7, "Ana Zelenac", "OPG Zelenac", "", ""), 7, "+385", "Ana Zelenac"),
        (Farmer(7, "", "OPG Zelenac", "", ""), 7, "+385", "OPG Zelenac"),
        (Farmer(7, "", "", "", ""), 7, " +385 ", "+385"),
        (None, 7, None, "Farmer 7"),
        (None, None, " ", "Nobody known"),
    ],
)
def test_the_best_name_there_is_is_shown(
    farmer: Farmer | None, farmer_id: int | None, phone: str | None, name: str
) -> None:
    assert shown.name_of(farmer, farmer_id, phone) == name


def test_a_decision_names_who_when_and_how(now: datetime) -> None:
    decided = AlreadyDecided("Ana Agronom", now, "edited")
    banner = shown.decided_banner(decided, zone=ZAGREB, now=now)
    assert banner.title == "Decided by Ana Agronom at 14:02: edited and approved."


def test_a_decision_of_the_crm_names_its_status(now: datetime) -> None:
    banner = shown.decided_banner(AlreadyDecided(None, None, "sent"), zone=ZAGREB, now=now)
    assert "“sent”" in banner.text


@pytest.mark.parametrize("refusal", Refusal)
def test_every_refusal_has_a_reason_of_its_own(refusal: Refusal) -> None:
    assert shown.refusal_banner(refusal).text
    assert len({shown.refusal_banner(one).text for one in Refusal}) == len(Refusal)


@pytest.mark.parametrize(
    ("decision", "said"),
    [("approved", "is approved"), ("edited", "Your edit"), ("rejected", "nothing goes out")],
)
def test_what_a_decision_brought_about_is_said(decision: str, said: str) -> None:
    assert said in shown.done(5, decision)
