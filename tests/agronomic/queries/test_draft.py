"""One draft in full."""

import pytest
from sqlalchemy import Connection, text

from ava_dashboard.agronomic.queries.draft import LARGEST_ID, lock_draft, read_draft
from ava_dashboard.core.database import transaction
from ava_dashboard.core.exceptions import NotFound
from tests.farm_rows import NOON, add_draft, add_farmer


def test_a_draft_is_read_as_it_stands(connection: Connection) -> None:
    farmer_id = add_farmer(connection)
    draft_id = add_draft(connection, farmer_id, "Pričekajte.", requires_consultation=True)

    draft = read_draft(connection, draft_id=draft_id)

    assert (draft.id, draft.farmer_id, draft.text, draft.status) == (
        draft_id,
        farmer_id,
        "Pričekajte.",
        "pending",
    )
    assert draft.waiting and draft.requires_consultation
    assert draft.written_at == NOON


def test_what_the_crm_left_empty_waits_without_text_and_time(connection: Connection) -> None:
    draft = read_draft(connection, draft_id=add_draft(connection, None, None, status=None, at=None))

    assert (draft.text, draft.status, draft.waiting, draft.written_at) == ("", "pending", True, None)


@pytest.mark.parametrize("draft_id", [1, LARGEST_ID, LARGEST_ID + 1, 10**30])
def test_a_draft_that_is_not_there_is_not_found(connection: Connection, draft_id: int) -> None:
    with pytest.raises(NotFound):
        read_draft(connection, draft_id=draft_id)


def test_a_credential_is_not_a_draft(connection: Connection) -> None:
    draft_id = add_draft(connection, add_farmer(connection), "AUTH_RECORD: x")

    with pytest.raises(NotFound):
        read_draft(connection, draft_id=draft_id)


@pytest.mark.parametrize("change", ["message_text = 'Odmah.'", "phone_number = '+385'", "farmer_id = NULL"])
def test_the_fingerprint_follows_what_goes_out_and_to_whom(connection: Connection, change: str) -> None:
    draft_id = add_draft(connection, add_farmer(connection))
    before = read_draft(connection, draft_id=draft_id).fingerprint
    assert read_draft(connection, draft_id=draft_id).fingerprint == before

    connection.execute(text(f"UPDATE pending_messages SET {change}"))

    assert read_draft(connection, draft_id=draft_id).fingerprint != before


def test_a_locked_draft_is_kept_from_others_until_the_transaction_ends(connection: Connection) -> None:
    draft_id = add_draft(connection, None)
    free = text("SELECT id FROM pending_messages FOR UPDATE SKIP LOCKED")

    with transaction() as deciding:
        assert lock_draft(deciding, draft_id=draft_id) == read_draft(connection, draft_id=draft_id)
        assert connection.scalars(free).all() == []

    assert connection.scalars(free).all() == [draft_id]


def test_what_is_not_there_can_not_be_locked(connection: Connection) -> None:
    with transaction() as deciding, pytest.raises(NotFound):
        lock_draft(deciding, draft_id=1)
