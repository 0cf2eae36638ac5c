"""One draft in full, as it is shown and as it is judged."""

import hashlib
import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Select, bindparam, func, select

from ava_dashboard.agronomic.queries.waiting import ASKS_FOR_PERSON, IS_MESSAGE, IS_WAITING
from ava_dashboard.core.clock import from_stored
from ava_dashboard.core.exceptions import NotFound
from ava_dashboard.models.crm import pending_messages

LARGEST_ID = 2**31 - 1

_columns = pending_messages.c
_draft = select(
    _columns.id,
    _columns.farmer_id,
    _columns.phone_number,
    func.coalesce(_columns.message_text, ""),
    func.coalesce(_columns.status, "pending"),
    IS_WAITING,
    ASKS_FOR_PERSON,
    _columns.created_at,
).where(_columns.id == bindparam("draft_id"), IS_MESSAGE)
_locked_draft = _draft.with_for_update()


@dataclass(frozen=True)
class Draft:
    """An answer that the assistant wrote. `waiting` says whether the CRM still has it as pending."""

    id: int
    farmer_id: int | None
    phone_number: str | None
    text: str
    status: str
    waiting: bool
    requires_consultation: bool
    written_at: datetime | None

    @property
    def fingerprint(self) -> str:
        """Changes whenever the text or the person that it goes to does."""
        judged = json.dumps([self.farmer_id, self.phone_number, self.text])
        return hashlib.sha256(judged.encode()).hexdigest()


def read_draft(connection: Connection, *, draft_id: int) -> Draft:
    """The draft. Raises NotFound; a credential is not a draft."""
    return _read(connection, _draft, draft_id)


def lock_draft(connection: Connection, *, draft_id: int) -> Draft:
    """The draft as it stands, kept from any other change until the transaction ends. Raises NotFound."""
    return _read(connection, _locked_draft, draft_id)


def _read(connection: Connection, statement: Select[Any], draft_id: int) -> Draft:
    row = (
        connection.execute(statement, {"draft_id": draft_id}).one_or_none()
        if draft_id <= LARGEST_ID
        else None
    )
    if row is None:
        raise NotFound(f"There is no draft {draft_id}.")
    id_, farmer_id, phone, text, status, waiting, asks, at = row
    return Draft(id_, farmer_id, phone, text, status, waiting, asks, None if at is None else from_stored(at))
