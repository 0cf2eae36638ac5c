"""Which drafts wait, in which order, page by page."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Connection, text

from ava_dashboard.agronomic.queries import headline
from ava_dashboard.agronomic.queries.waiting import EXCERPT_CHARACTERS, PAGE_SIZE, read_waiting
from ava_dashboard.core.measured import State
from tests.farm_rows import NOON, add_draft, add_farmer

HOUR = timedelta(hours=1)


def waiting_ids(connection: Connection, page: int = 1) -> list[int]:
    return [draft.id for draft in read_waiting(connection, page=page).drafts]


def test_those_that_ask_for_a_person_come_first_then_the_oldest(connection: Connection) -> None:
    farmer_id = add_farmer(connection)
    new = add_draft(connection, farmer_id, at=NOON)
    old = add_draft(connection, farmer_id, at=NOON - HOUR)
    ageless = add_draft(connection, farmer_id, at=None)
    same = add_draft(connection, farmer_id, at=NOON)
    unsaid = add_draft(connection, farmer_id, at=NOON - 2 * HOUR, requires_consultation=None)
    asking = add_draft(connection, farmer_id, at=NOON + HOUR, requires_consultation=True)
    asking_ageless = add_draft(connection, farmer_id, at=None, requires_consultation=True)

    assert waiting_ids(connection) == [asking_ageless, asking, ageless, unsaid, old, new, same]


def test_pending_in_any_case_and_no_status_wait_and_nothing_else(connection: Connection) -> None:
    farmer_id = add_farmer(connection)
    waiting = [add_draft(connection, farmer_id, status=status) for status in ("pending", "PENDING", None)]
    for status in ("approved", "rejected", "", "sent"):
        add_draft(connection, farmer_id, status=status)

    assert waiting_ids(connection) == waiting
    assert read_waiting(connection, page=1).total == 3


@pytest.mark.parametrize("credential", ["AUTH_RECORD: x", " \t\n AUTH_RECORD:x", "\u00a0auth_record:x"])
def test_credentials_are_never_listed_nor_counted(
    connection: Connection, now: datetime, credential: str
) -> None:
    add_draft(connection, add_farmer(connection), credential)

    assert waiting_ids(connection) == []
    assert headline(connection, now=now).value == 0


def test_a_draft_that_only_mentions_credentials_is_listed(connection: Connection) -> None:
    draft_id = add_draft(connection, None, "What is AUTH_RECORD: please?")

    assert waiting_ids(connection) == [draft_id]


def test_the_list_comes_in_pages(connection: Connection) -> None:
    ids = [add_draft(connection, None) for _ in range(PAGE_SIZE + 1)]

    first, second = read_waiting(connection, page=1), read_waiting(connection, page=2)

    assert [draft.id for draft in first.drafts] == ids[:PAGE_SIZE]
    assert [draft.id for draft in second.drafts] == ids[PAGE_SIZE:]
    assert (first.total, first.pages, second.number) == (PAGE_SIZE + 1, 2, 2)
    assert read_waiting(connection, page=99) == second


def test_an_empty_queue_has_one_empty_page(connection: Connection) -> None:
    page = read_waiting(connection, page=3)

    assert (page.drafts, page.total, page.asking, page.number, page.pages) == ((), 0, 0, 1, 1)


def test_a_listed_draft_carries_its_facts(connection: Connection) -> None:
    farmer_id = add_farmer(connection)
    add_draft(connection, farmer_id, "a" * 1000, phone_number="+385001", requires_consultation=True)
    add_draft(connection, None, None)

    page = read_waiting(connection, page=1)

    first, second = page.drafts
    assert (first.farmer_id, first.phone_number, first.requires_consultation) == (farmer_id, "+385001", True)
    assert first.excerpt == "a" * EXCERPT_CHARACTERS
    assert first.written_at == datetime(2026, 11, 24, 11, 0, tzinfo=UTC)
    assert (second.farmer_id, second.excerpt) == (None, "")
    assert (page.total, page.asking) == (2, 1)


def test_the_headline_counts_what_waits(connection: Connection, now: datetime) -> None:
    add_draft(connection, None)
    add_draft(connection, None, status="approved")
    add_draft(connection, None, requires_consultation=True)

    measured = headline(connection, now=now)

    assert (measured.value, measured.state, measured.as_of) == (2, State.LIVE, now)


def test_the_headline_says_which_column_is_missing(connection: Connection, now: datetime) -> None:
    connection.execute(text("ALTER TABLE pending_messages RENAME COLUMN status TO state"))
    try:
        measured = headline(connection, now=now)
    finally:
        connection.execute(text("ALTER TABLE pending_messages RENAME COLUMN state TO status"))

    assert measured.value is None
    assert measured.reason == "needs pending_messages.status"
