"""Deciding a draft: approve it, change and approve it, or reject it. Writes dashboard.draft_decisions.

Each function runs inside one transaction that its caller opens. It first locks the draft, so that of two
decisions at the same moment one is first and the other learns of it. A refusal is returned and has
written nothing. All raise NotFound when there is no such draft, MissingColumns when the CRM lacks columns.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import Connection, bindparam, insert, select, update
from sqlalchemy.dialects.postgresql import insert as insert_or_skip

from ava_dashboard.agronomic.queries.conversation import NEEDS as CONVERSATION_NEEDS
from ava_dashboard.agronomic.queries.decisions import AlreadyDecided, read_decision
from ava_dashboard.agronomic.queries.draft import Draft, lock_draft
from ava_dashboard.agronomic.queries.waiting import NEEDS as DRAFTS_NEED
from ava_dashboard.core.clock import to_stored
from ava_dashboard.farms.schema import read_schema
from ava_dashboard.models.crm import farmers, incoming_messages, pending_messages
from ava_dashboard.models.dashboard import DraftDecision

LONGEST_MESSAGE = 4096
"""Characters that WhatsApp delivers in one message."""
NUMBER_TRIES = 1000
"""How far the sequence of message numbers may lag behind the table before we give up."""

NEEDS = (*DRAFTS_NEED, *CONVERSATION_NEEDS, "farmers.id", "farmers.wa_phone_number", "farmers.phone")
"""The columns of the CRM without which nothing can be decided."""


@dataclass(frozen=True)
class Reviewer:
    """Who decides."""

    account_id: int | None
    name: str


@dataclass(frozen=True)
class Changed:
    """The draft's text or recipient is not what the reviewer saw."""


class Refusal(StrEnum):
    """Why a text can't go out."""

    EMPTY = "empty"
    TOO_LONG = "too long"
    NO_FARMER = "no farmer"
    NO_PHONE = "no phone"
    NUMBERS_TAKEN = "numbers taken"


@dataclass(frozen=True)
class Decided:
    """Done: `decision` is approved, edited or rejected."""

    decision: str


Outcome = Decided | AlreadyDecided | Changed | Refusal


def approve(
    connection: Connection, *, draft_id: int, seen: str, reviewer: Reviewer, now: datetime
) -> Outcome:
    """Release the draft as it stands. `seen` is the fingerprint of what the reviewer saw."""
    return _decide(
        connection, draft_id, seen, lambda draft: _release(connection, draft, draft.text, reviewer, now)
    )


def edit(
    connection: Connection, *, draft_id: int, seen: str, text: str, reviewer: Reviewer, now: datetime
) -> Outcome:
    """Release `text` instead of the draft; the draft's own words are an approval."""

    def release(draft: Draft) -> Decided | Refusal:
        # A browser changes the line breaks: that alone is no edit, and the draft goes out as it was written.
        unchanged = _with_plain_breaks(text) == _with_plain_breaks(draft.text)
        return _release(connection, draft, draft.text if unchanged else text, reviewer, now)

    return _decide(connection, draft_id, seen, release)


def reject(
    connection: Connection, *, draft_id: int, seen: str, reason: str, reviewer: Reviewer, now: datetime
) -> Outcome:
    """Keep the draft from going out, and keep why."""

    def refuse(draft: Draft) -> Decided:
        return _record(connection, draft, "rejected", reviewer, now, sent_text=None, reason=reason)

    return _decide(connection, draft_id, seen, refuse)


def _decide(
    connection: Connection, draft_id: int, seen: str, carry_out: Callable[[Draft], Decided | Refusal]
) -> Outcome:
    read_schema(connection).require(NEEDS)
    draft = lock_draft(connection, draft_id=draft_id)
    decided = read_decision(connection, draft=draft)
    if decided is not None:
        return decided
    if seen != draft.fingerprint:
        return Changed()
    return carry_out(draft)


def _release(
    connection: Connection, draft: Draft, text: str, reviewer: Reviewer, now: datetime
) -> Decided | Refusal:
    if not text.strip():
        return Refusal.EMPTY
    if len(text) > LONGEST_MESSAGE:
        return Refusal.TOO_LONG
    refusal = _tell_conversation(connection, draft, text, now)
    if refusal is not None:
        return refusal
    decision = "approved" if text == draft.text else "edited"
    return _record(connection, draft, decision, reviewer, now, sent_text=text, reason=None)


def _tell_conversation(connection: Connection, draft: Draft, text: str, now: datetime) -> Refusal | None:
    """Write the released text into the conversation, where the CRM knows whose it is."""
    phone = (draft.phone_number or "").strip()
    if draft.farmer_id is None:
        return None if phone else Refusal.NO_PHONE
    row = connection.execute(_phones, {"farmer_id": draft.farmer_id}).one_or_none()
    if row is None:
        return Refusal.NO_FARMER
    phone = phone or (row.wa_phone_number or "").strip() or (row.phone or "").strip()
    if not phone:
        return Refusal.NO_PHONE
    message = {
        "farmer_id": draft.farmer_id,
        "phone_number": phone,
        "message_text": text,
        "timestamp": to_stored(now),
        "role": "agronomist",
    }
    # In old copies the sequence hands out numbers that are taken; the next free one comes within a few tries.
    for _ in range(NUMBER_TRIES):
        if connection.execute(_add_message, message).one_or_none() is not None:
            return None
    return Refusal.NUMBERS_TAKEN


def _record(
    connection: Connection,
    draft: Draft,
    decision: str,
    reviewer: Reviewer,
    now: datetime,
    *,
    sent_text: str | None,
    reason: str | None,
) -> Decided:
    changes = {"status": "rejected" if decision == "rejected" else "approved"}
    if decision == "edited" and sent_text is not None:
        changes["message_text"] = sent_text
    connection.execute(update(pending_messages).where(pending_messages.c.id == draft.id).values(changes))
    connection.execute(
        insert(DraftDecision).values(
            draft_id=draft.id,
            account_id=reviewer.account_id,
            account_name=reviewer.name,
            decision=decision,
            reason=reason,
            draft_text=draft.text,
            sent_text=sent_text,
            decided_at=now,
        )
    )
    return Decided(decision)


def _with_plain_breaks(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


_phones = select(farmers.c.wa_phone_number, farmers.c.phone).where(farmers.c.id == bindparam("farmer_id"))
_add_message = insert_or_skip(incoming_messages).on_conflict_do_nothing().returning(incoming_messages.c.id)
