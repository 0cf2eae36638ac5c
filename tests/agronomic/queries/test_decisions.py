"""How a draft was decided."""

from datetime import datetime

from sqlalchemy import Connection, insert

from ava_dashboard.agronomic.queries.decisions import AlreadyDecided, read_decision
from ava_dashboard.agronomic.queries.draft import read_draft
from ava_dashboard.models.dashboard import DraftDecision
from tests.farm_rows import add_draft, add_farmer


def decision_of(connection: Connection, draft_id: int) -> AlreadyDecided | None:
    return read_decision(connection, draft=read_draft(connection, draft_id=draft_id))


def test_a_draft_that_waits_is_not_decided(connection: Connection) -> None:
    assert decision_of(connection, add_draft(connection, add_farmer(connection))) is None


def test_who_decided_here_and_when_is_told(connection: Connection, now: datetime) -> None:
    draft_id = add_draft(connection, add_farmer(connection), status="approved")
    other = add_draft(connection, add_farmer(connection))
    decision = {
        "draft_id": draft_id,
        "account_name": "Ana Agronom",
        "decision": "edited",
        "draft_text": "Pričekajte.",
        "sent_text": "Odmah.",
        "decided_at": now,
    }
    connection.execute(insert(DraftDecision).values(decision))

    assert decision_of(connection, draft_id) == AlreadyDecided("Ana Agronom", now, "edited")
    assert decision_of(connection, other) is None


def test_what_the_crm_decided_itself_has_its_status_and_nobody(connection: Connection) -> None:
    draft_id = add_draft(connection, add_farmer(connection), status="sent")

    assert decision_of(connection, draft_id) == AlreadyDecided(None, None, "sent")
