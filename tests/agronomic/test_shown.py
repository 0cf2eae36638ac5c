"""What the review page says."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from flask import Flask

from ava_dashboard.agronomic import shown
from ava_dashboard.agronomic.actions import Refusal
from ava_dashboard.agronomic.queries.conversation import Message
from ava_dashboard.agronomic.queries.decisions import AlreadyDecided
from ava_dashboard.agronomic.queries.draft import Draft
from ava_dashboard.agronomic.queries.farmer import Farmer
from ava_dashboard.agronomic.queries.fields import FarmerFields, Field
from ava_dashboard.agronomic.queries.review import Case
from ava_dashboard.agronomic.queries.waiting import WaitingDraft, WaitingPage
from ava_dashboard.web.formatting import DASH

ZAGREB = ZoneInfo("Europe/Zagreb")
ANA = Farmer(7, "Ana Zelenac", "OPG Zelenac", "Croatia", "+385007")


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


def test_a_waiting_draft_says_who_asks_and_what_for(now: datetime) -> None:
    asking = replace(draft(5, now, asks=True), farmer_id=7, excerpt="Prvo.\n\n Drugo.")
    bare = replace(draft(6, now), excerpt=" ", written_at=None)
    page = WaitingPage((asking, bare), 2, 1, 1, 1)

    first, second = shown.queue_shown(page, {7: ANA}, current=None, now=now).items

    assert (first.name, first.meta, first.tags) == ("Ana Zelenac", "Prvo. Drugo.", ("Croatia",))
    assert (first.level, first.reason) == ("warn", "Asks for an agronomist")
    assert first.href == shown.address(5, 1) + "#case"
    assert (second.meta, second.wait, second.tags) == ("An empty draft", DASH, ())
    assert (second.level, second.reason) == ("", "Routine answer")


def test_the_address_of_a_draft_names_its_page_after_the_first() -> None:
    assert shown.address(5, 1) == "/agronomic-dashboard?draft=5"
    assert shown.address(5, 2) == "/agronomic-dashboard?draft=5&page=2"


def case(now: datetime) -> Case:
    """A draft of Ana's with a message and two fields, the smaller one without area and crop."""
    return Case(
        draft=Draft(5, 7, " ", "Prvo.\nDrugo.", "pending", True, True, now),
        decided=None,
        farmer=ANA,
        fields=FarmerFields(
            2,
            Decimal("12.4"),
            (Field("Duga", Decimal("12.4"), ("pšenica", "ječam")), Field("Mala", None, ())),
        ),
        farmer_lacks=(),
        messages=(Message("user", now, "Kada?", False),),
        messages_lack=(),
    )


def show(one: Case, now: datetime) -> shown.CaseShown:
    return shown.case_shown(one, season=2026, zone=ZAGREB, now=now)


def test_the_open_draft_is_shown_as_it_stands(now: datetime) -> None:
    one = case(now)
    read = show(one, now)

    assert (read.id, read.name, read.lines) == ("5", "Ana Zelenac", ("Prvo.", "Drugo."))
    assert (read.written, read.length) == ("written 14:02", "12 characters")
    assert (read.seen, read.asks_for_person, read.decided) == (one.draft.fingerprint, True, None)
    ageless = replace(one, draft=replace(one.draft, written_at=None))
    assert show(ageless, now).written == "written at an unknown time"


def test_an_open_draft_that_was_decided_says_so(now: datetime) -> None:
    decided = AlreadyDecided("Ana Agronom", now, "rejected")

    read = show(replace(case(now), decided=decided), now)

    assert read.decided == shown.decided_banner(decided, zone=ZAGREB, now=now)


@pytest.mark.parametrize(
    ("role", "who", "out"),
    [
        ("user", "Ana Zelenac", False),
        ("system", "Assistant", True),
        ("agronomist", "Agronomist", True),
        ("robot", "robot", True),
    ],
)
def test_a_message_names_its_writer(role: str, who: str, out: bool, now: datetime) -> None:
    (bubble,) = show(replace(case(now), messages=(Message(role, now, "Da.\nNe.", False),)), now).bubbles

    assert (bubble.who, bubble.out) == (who, out)
    assert (bubble.time, bubble.lines, bubble.note) == ("14:02", ("Da.", "Ne."), "")


def test_a_message_that_was_cut_says_so(now: datetime) -> None:
    (bubble,) = show(replace(case(now), messages=(Message("user", now, "Da", True),)), now).bubbles

    assert bubble.note == "only the beginning is shown"


def test_an_empty_conversation_says_why(now: datetime) -> None:
    silent = replace(case(now), messages=())
    nobodys = replace(silent, draft=replace(silent.draft, farmer_id=None))
    lacking = replace(silent, messages_lack=("incoming_messages.role",))

    assert show(case(now), now).conversation_note == ""
    assert show(silent, now).conversation_note == "No message of this farmer is recorded."
    assert "belongs to no farmer" in show(nobodys, now).conversation_note
    assert show(lacking, now).conversation_note == "Needs incoming_messages.role."


def test_the_farmer_stands_with_facts_and_fields(now: datetime) -> None:
    pane = show(case(now), now).pane

    assert pane.facts == (
        ("Name", "Ana Zelenac"),
        ("Farm", "OPG Zelenac"),
        ("Country", "Croatia"),
        ("Phone", "+385007"),
    )
    assert pane.fields_note == "2 fields, 12.40 ha"
    assert pane.fields == (
        ("Duga", "12.40", "pšenica, ječam"),
        ("Mala", DASH, "no crop recorded in 2026"),
    )
    assert pane.note == ""


def test_the_drafts_own_phone_number_comes_before_the_farmers(now: datetime) -> None:
    one = case(now)
    named = replace(one, draft=replace(one.draft, phone_number=" +385001 "))
    unknown = replace(one, farmer=None)

    assert ("Phone", "+385001") in show(named, now).pane.facts
    assert show(unknown, now).pane.facts == (("Phone", DASH),)


def test_what_is_missing_of_the_farmer_is_explained(now: datetime) -> None:
    one = case(now)
    nobodys = replace(one, draft=replace(one.draft, farmer_id=None), farmer=None, fields=None)
    lacking = replace(one, farmer=None, fields=None, farmer_lacks=("farmers.phone", "fields.id"))
    gone = replace(one, farmer=None)
    many = replace(one, fields=FarmerFields(40, Decimal(1), (Field("Duga", None, None),)))

    assert "only to a phone number" in show(nobodys, now).pane.note
    assert (show(nobodys, now).pane.fields_note, show(nobodys, now).pane.fields) == ("", ())
    assert show(lacking, now).pane.note == "Needs farmers.phone, fields.id."
    assert "does not exist in the CRM any more" in show(gone, now).pane.note
    assert show(many, now).pane.note == "Only the largest 1 are listed."
    assert show(many, now).pane.fields[0][2] == "not recorded: needs field_crops"


def test_everything_that_is_wrong_with_a_form_stands_in_its_banner() -> None:
    banner = shown.invalid_banner({"text": ["Too long.", "Unreadable."], "seen": ["Missing."]})

    assert (banner.state, banner.text) == ("bad", "Too long. Unreadable. Missing.")


def test_a_draft_that_changed_is_to_be_read_again() -> None:
    banner = shown.changed_banner()

    assert banner.state == "warn"
    assert "has changed" in banner.title and "read it" in banner.text
