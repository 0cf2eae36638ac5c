"""What was said before a draft: the latest messages with one farmer."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, bindparam, func, select, text

from ava_dashboard.core.clock import from_stored
from ava_dashboard.farms.messages import is_credential
from ava_dashboard.models.crm import incoming_messages

NEEDS = tuple(
    f"incoming_messages.{name}"
    for name in ("id", "farmer_id", "phone_number", "message_text", "timestamp", "role")
)
MESSAGES = 30
SHOWN_CHARACTERS = 4096

_columns = incoming_messages.c
_is_message = text("NOT " + is_credential("incoming_messages.message_text"))
_latest = (
    select(
        func.lower(func.coalesce(_columns.role, "user")),
        _columns.timestamp,
        func.left(_columns.message_text, SHOWN_CHARACTERS),
        func.char_length(_columns.message_text) > SHOWN_CHARACTERS,
    )
    .where(_columns.farmer_id == bindparam("farmer_id"), _is_message)
    .order_by(_columns.timestamp.desc(), _columns.id.desc())
    .limit(MESSAGES)
)


@dataclass(frozen=True)
class Message:
    """One message. `role` is user (the farmer), system (the assistant) or agronomist.

    `cut` says that `text` is only the beginning.
    """

    role: str
    at: datetime
    text: str
    cut: bool


def read_conversation(connection: Connection, *, farmer_id: int) -> tuple[Message, ...]:
    """The last messages with the farmer, oldest first."""
    rows = connection.execute(_latest, {"farmer_id": farmer_id}).all()
    return tuple(Message(role, from_stored(at), text, cut) for role, at, text, cut in reversed(rows))
