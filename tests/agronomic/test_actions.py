"""Deciding a draft on a real database: what is written, who is first, and what is refused."""

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import Connection, text
from sqlalchemy.exc import DBAPIError

from ava_dashboard.agronomic import actions
from ava_dashboard.agronomic.actions import Changed, Decided, Outcome, Refusal, Reviewer
from ava_dashboard.agronomic.queries.decisions import AlreadyDecided
from ava_dashboard.agronomic.queries.draft import read_draft
from ava_dashboard.core.clock import to_stored
from ava_dashboard.core.database import transaction
from ava_dashboard.core.exceptions import MissingColumns, NotFound
from tests.farm_rows import add_draft, add_farmer, add_message

MIRNA = Reviewer(None, "Mirna Perić")
JURE = Reviewer(None, "Jure Kos")


def seen(connection: Connection, draft_id: int) -> str:
    return read_draft(connection, draft_id=draft_id).fingerprint


def draft_row(connection: Connection, draft_id: int) -> tuple[str | None, str | None]:
    row = connection.execute(
        text("SELECT status, message_text FROM pending_messages WHERE id = :id"), {"id": draft_id}
    ).one()
    return row[0], row[1]


def decisions(connection: Connection) -> list[tuple[object, ...]]:
    rows = connection.execute(
        text(
            "SELECT draft_id, account_name, decision, reason, draft_text, sent_text, decided_at"
            " FROM dashboard.draft_decisions ORDER BY id"
        )
    )
    return [tuple(row) for row in rows]


def messages(connection: Connection) -> list[tuple[object, ...]]:
    rows = connection.execute(
        text(
            'SELECT farmer_id, phone_number, message_text, "timestamp", role'
            " FROM incoming_messages ORDER BY id"
        )
    )
    return [tuple(row) for row in rows]


def assert_untouched(connection: Connection, draft_id: int, draft_text: str | None) -> None:
    assert draft_row(connection, draft_id) == ("pending", draft_text)
    assert decisions(connection) == []
    assert messages(connection) == []


def approve(connection: Connection, draft_id: int, now: datetime, reviewer: Reviewer = MIRNA) -> Outcome:
    fingerprint = seen(connection, draft_id)
    with transaction() as writing:
        return actions.approve(writing, draft_id=draft_id, seen=fingerprint, reviewer=reviewer, now=now)


def edit(connection: Connection, draft_id: int, new: str, now: datetime) -> Outcome:
    fingerprint = seen(connection, draft_id)
    with transaction() as writing:
        return actions.edit(writing, draft_id=draft_id, seen=fingerprint, text=new, reviewer=MIRNA, now=now)


def test_an_approval_releases_the_text_as_it_stands(connection: Connection, now: datetime) -> None:
    farmer_id = add_farmer(connection)
    draft_text = "  Pričekajte <b>kišu</b>.\r\nHvala 🌾 "
    draft_id = add_draft(connection, farmer_id, draft_text, phone_number="+385001")

    assert approve(connection, draft_id, now) == Decided("approved")

    assert draft_row(connection, draft_id) == ("approved", draft_text)
    assert decisions(connection) == [(draft_id, "Mirna Perić", "approved", None, draft_text, draft_text, now)]
    assert messages(connection) == [(farmer_id, "+385001", draft_text, to_stored(now), "agronomist")]


def test_an_edit_releases_the_new_text_and_keeps_the_old_one(connection: Connection, now: datetime) -> None:
    farmer_id = add_farmer(connection)
    draft_id = add_draft(connection, farmer_id, "10 l/ha", phone_number="+385001")

    assert edit(connection, draft_id, "1 l/ha\n", now) == Decided("edited")

    assert draft_row(connection, draft_id) == ("approved", "1 l/ha\n")
    assert decisions(connection) == [(draft_id, "Mirna Perić", "edited", None, "10 l/ha", "1 l/ha\n", now)]
    assert [message[2] for message in messages(connection)] == ["1 l/ha\n"]


def test_an_edit_that_changes_only_how_lines_break_is_an_approval(
    connection: Connection, now: datetime
) -> None:
    draft_id = add_draft(connection, add_farmer(connection), "one\r\ntwo")

    assert edit(connection, draft_id, "one\ntwo", now) == Decided("approved")

    assert draft_row(connection, draft_id) == ("approved", "one\r\ntwo")


def test_a_rejection_keeps_the_reason_and_sends_nothing(connection: Connection, now: datetime) -> None:
    draft_id = add_draft(connection, add_farmer(connection), "10 l/ha")
    with transaction() as writing:
        outcome = actions.reject(
            writing,
            draft_id=draft_id,
            seen=seen(connection, draft_id),
            reason="ten times the label",
            reviewer=MIRNA,
            now=now,
        )

    assert outcome == Decided("rejected")
    assert draft_row(connection, draft_id) == ("rejected", "10 l/ha")
    assert decisions(connection) == [
        (draft_id, "Mirna Perić", "rejected", "ten times the label", "10 l/ha", None, now)
    ]
    assert messages(connection) == []


def test_a_second_approval_shows_who_was_first(connection: Connection, now: datetime) -> None:
    draft_id = add_draft(connection, add_farmer(connection), "Pričekajte.")
    approve(connection, draft_id, now)

    second = approve(connection, draft_id, now + timedelta(minutes=1), JURE)

    assert second == AlreadyDecided("Mirna Perić", now, "approved")
    assert len(decisions(connection)) == len(messages(connection)) == 1


def test_the_first_decision_stands_even_if_the_crm_reopens_the_draft(
    connection: Connection, now: datetime
) -> None:
    draft_id = add_draft(connection, add_farmer(connection), "Pričekajte.")
    approve(connection, draft_id, now)
    connection.execute(text("UPDATE pending_messages SET status = 'pending'"))

    assert isinstance(approve(connection, draft_id, now, JURE), AlreadyDecided)
    assert len(messages(connection)) == 1


def test_of_two_approvals_at_once_the_second_waits_and_learns_of_the_first(
    app: Flask, connection: Connection, now: datetime
) -> None:
    draft_id = add_draft(connection, add_farmer(connection), "Pričekajte.")
    fingerprint = seen(connection, draft_id)
    first_is_in, second_is_there = threading.Event(), threading.Event()

    def decide(reviewer: Reviewer) -> Outcome:
        with app.app_context():
            if reviewer is JURE:
                first_is_in.wait(10)
                second_is_there.set()
            with transaction() as writing:
                outcome = actions.approve(
                    writing, draft_id=draft_id, seen=fingerprint, reviewer=reviewer, now=now
                )
                if reviewer is MIRNA:
                    first_is_in.set()
                    second_is_there.wait(10)
                    _wait_until_someone_waits(connection)
            return outcome

    with ThreadPoolExecutor(2) as pool:
        first, second = pool.map(decide, (MIRNA, JURE))

    assert first == Decided("approved")
    assert second == AlreadyDecided("Mirna Perić", now, "approved")
    assert len(decisions(connection)) == len(messages(connection)) == 1


def _wait_until_someone_waits(connection: Connection) -> None:
    for _ in range(300):
        waiting = connection.scalar(
            text(
                "SELECT count(*) FROM pg_stat_activity"
                " WHERE datname = current_database() AND wait_event_type = 'Lock'"
            )
        )
        if waiting:
            return
        threading.Event().wait(0.01)
    raise AssertionError("the second approval did not wait for the first")


def test_of_four_decisions_at_once_exactly_one_stands(
    app: Flask, connection: Connection, now: datetime
) -> None:
    draft_id = add_draft(connection, add_farmer(connection), "Pričekajte.")
    fingerprint = seen(connection, draft_id)
    together = threading.Barrier(4)

    def decide(number: int) -> Outcome:
        with app.app_context():
            together.wait(10)
            with transaction() as writing:
                return actions.edit(
                    writing,
                    draft_id=draft_id,
                    seen=fingerprint,
                    text=f"text {number}",
                    reviewer=MIRNA,
                    now=now,
                )

    with ThreadPoolExecutor(4) as pool:
        outcomes = list(pool.map(decide, range(4)))

    assert outcomes.count(Decided("edited")) == 1
    assert sum(isinstance(outcome, AlreadyDecided) for outcome in outcomes) == 3
    assert len(decisions(connection)) == len(messages(connection)) == 1
    assert draft_row(connection, draft_id)[1] == messages(connection)[0][2]


@pytest.mark.parametrize("status", ["approved", "rejected", "Sent"])
def test_a_draft_decided_in_the_crm_is_left_alone(connection: Connection, now: datetime, status: str) -> None:
    draft_id = add_draft(connection, add_farmer(connection), "Pričekajte.", status=status)

    assert approve(connection, draft_id, now) == AlreadyDecided(None, None, status)

    assert draft_row(connection, draft_id)[0] == status
    assert decisions(connection) == messages(connection) == []


@pytest.mark.parametrize(
    "change",
    ["message_text = 'other'", "phone_number = '+385009'", "farmer_id = NULL", "message_text = NULL"],
)
def test_a_draft_that_changed_does_not_go_out_unseen(
    connection: Connection, now: datetime, change: str
) -> None:
    draft_id = add_draft(connection, add_farmer(connection), "Pričekajte.")
    fingerprint = seen(connection, draft_id)
    connection.execute(text(f"UPDATE pending_messages SET {change}"))

    with transaction() as writing:
        outcome = actions.approve(writing, draft_id=draft_id, seen=fingerprint, reviewer=MIRNA, now=now)

    assert outcome == Changed()
    assert decisions(connection) == messages(connection) == []


def test_a_failure_at_the_last_step_leaves_nothing_half_written(
    connection: Connection, now: datetime
) -> None:
    draft_id = add_draft(connection, add_farmer(connection), "Pričekajte.")

    with pytest.raises(DBAPIError):
        approve(connection, draft_id, now, Reviewer(None, "a name too long for its column" * 9))

    assert_untouched(connection, draft_id, "Pričekajte.")


def test_a_draft_of_nobody_known_goes_out_without_a_conversation(
    connection: Connection, now: datetime
) -> None:
    draft_id = add_draft(connection, None, "Pričekajte.", phone_number="+385001")

    assert approve(connection, draft_id, now) == Decided("approved")

    assert draft_row(connection, draft_id)[0] == "approved"
    assert messages(connection) == []


@pytest.mark.parametrize(
    ("numbers", "used"),
    [
        (("+1", "+2", "+3"), "+1"),
        ((None, "+2", "+3"), "+2"),
        ((" ", None, "+3"), "+3"),
    ],
)
def test_the_drafts_own_number_comes_before_the_farmers(
    connection: Connection, now: datetime, numbers: tuple[str | None, ...], used: str
) -> None:
    farmer_id = add_farmer(connection, wa_phone_number=numbers[1], phone=numbers[2])
    draft_id = add_draft(connection, farmer_id, phone_number=numbers[0])

    approve(connection, draft_id, now)

    assert [message[1] for message in messages(connection)] == [used]


def test_without_any_phone_number_nothing_goes_out(connection: Connection, now: datetime) -> None:
    farmer_id = add_farmer(connection, wa_phone_number=None, phone="")
    of_farmer = add_draft(connection, farmer_id, "Pričekajte.", phone_number=None)
    assert approve(connection, of_farmer, now) is Refusal.NO_PHONE
    assert_untouched(connection, of_farmer, "Pričekajte.")

    of_nobody = add_draft(connection, None, "Pričekajte.", phone_number=" ")
    assert approve(connection, of_nobody, now) is Refusal.NO_PHONE


@pytest.mark.parametrize(
    ("draft_text", "refusal"),
    [(None, Refusal.EMPTY), (" \n", Refusal.EMPTY), ("a" * 4097, Refusal.TOO_LONG)],
)
def test_a_draft_that_can_not_be_delivered_is_refused(
    connection: Connection, now: datetime, draft_text: str | None, refusal: Refusal
) -> None:
    draft_id = add_draft(connection, add_farmer(connection), draft_text)

    assert approve(connection, draft_id, now) is refusal

    assert_untouched(connection, draft_id, draft_text)


def test_the_longest_message_goes_out(connection: Connection, now: datetime) -> None:
    draft_id = add_draft(connection, add_farmer(connection), "🌾" * 4096)

    assert approve(connection, draft_id, now) == Decided("approved")


def test_a_sequence_that_lags_behind_does_not_stop_an_approval(connection: Connection, now: datetime) -> None:
    farmer_id = add_farmer(connection)
    _take_the_next_numbers(connection, farmer_id, 5)
    draft_id = add_draft(connection, farmer_id)

    assert approve(connection, draft_id, now) == Decided("approved")

    assert len(messages(connection)) == 6


def test_a_sequence_that_lags_too_far_is_said_so(
    connection: Connection, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(actions, "NUMBER_TRIES", 3)
    farmer_id = add_farmer(connection)
    _take_the_next_numbers(connection, farmer_id, 5)
    draft_id = add_draft(connection, farmer_id)

    assert approve(connection, draft_id, now) is Refusal.NUMBERS_TAKEN

    assert draft_row(connection, draft_id)[0] == "pending"
    assert decisions(connection) == []


def _take_the_next_numbers(connection: Connection, farmer_id: int, count: int) -> None:
    last = connection.scalar(text("SELECT nextval('incoming_messages_id_seq')")) or 0
    for number in range(last + 1, last + 1 + count):
        add_message(connection, farmer_id, id=number)


def test_a_farmer_who_is_gone_gets_nothing(connection: Connection, now: datetime) -> None:
    draft_id = add_draft(connection, add_farmer(connection), "Pričekajte.")
    connection.execute(text("SET session_replication_role = replica"))
    connection.execute(text("DELETE FROM farmers"))
    connection.execute(text("SET session_replication_role = DEFAULT"))

    assert approve(connection, draft_id, now) is Refusal.NO_FARMER

    assert_untouched(connection, draft_id, "Pričekajte.")


def test_a_credential_is_no_draft(connection: Connection, now: datetime) -> None:
    draft_id = add_draft(connection, add_farmer(connection), "  AUTH_RECORD: secret")

    with pytest.raises(NotFound), transaction() as writing:
        actions.approve(writing, draft_id=draft_id, seen="", reviewer=MIRNA, now=now)

    assert draft_row(connection, draft_id)[0] == "pending"


@pytest.mark.parametrize("draft_id", [0, 2**31 - 1, 2**31, 10**30])
def test_a_draft_that_does_not_exist_is_not_found(
    connection: Connection, now: datetime, draft_id: int
) -> None:
    with pytest.raises(NotFound), transaction() as writing:
        actions.approve(writing, draft_id=draft_id, seen="", reviewer=MIRNA, now=now)


def test_a_crm_without_the_conversation_says_what_is_missing(connection: Connection, now: datetime) -> None:
    draft_id = add_draft(connection, add_farmer(connection), "Pričekajte.")
    connection.execute(text("ALTER TABLE incoming_messages RENAME COLUMN role TO kind"))
    try:
        with pytest.raises(MissingColumns) as raised:
            approve(connection, draft_id, now)
    finally:
        connection.execute(text("ALTER TABLE incoming_messages RENAME COLUMN kind TO role"))

    assert raised.value.names == ("incoming_messages.role",)
    assert_untouched(connection, draft_id, "Pričekajte.")
