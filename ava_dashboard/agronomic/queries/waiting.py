"""Which drafts wait for a decision, and in which order they are to be read."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, bindparam, false, func, select, text

from ava_dashboard.core.clock import from_stored
from ava_dashboard.core.measured import Measured
from ava_dashboard.farms.messages import is_credential, is_waiting
from ava_dashboard.farms.schema import read_schema
from ava_dashboard.models.crm import pending_messages

NEEDS = tuple(
    f"pending_messages.{name}"
    for name in (
        "id",
        "farmer_id",
        "phone_number",
        "message_text",
        "status",
        "requires_consultation",
        "created_at",
    )
)
PAGE_SIZE = 50
EXCERPT_CHARACTERS = 160

_columns = pending_messages.c
IS_WAITING = text(is_waiting("pending_messages.status"))
IS_MESSAGE = text("NOT " + is_credential("pending_messages.message_text"))
ASKS_FOR_PERSON = func.coalesce(_columns.requires_consultation, false())

_count = select(func.count(), func.count().filter(ASKS_FOR_PERSON)).where(IS_WAITING, IS_MESSAGE)
_page = (
    select(
        _columns.id,
        _columns.farmer_id,
        _columns.phone_number,
        func.left(func.coalesce(_columns.message_text, ""), EXCERPT_CHARACTERS),
        ASKS_FOR_PERSON,
        _columns.created_at,
    )
    .where(IS_WAITING, IS_MESSAGE)
    .order_by(ASKS_FOR_PERSON.desc(), _columns.created_at.asc().nulls_first(), _columns.id)
    .limit(PAGE_SIZE)
    .offset(bindparam("offset"))
)


@dataclass(frozen=True)
class WaitingDraft:
    """A draft in the queue. `excerpt` is its beginning; `written_at` is None where the CRM noted no time."""

    id: int
    farmer_id: int | None
    phone_number: str | None
    excerpt: str
    requires_consultation: bool
    written_at: datetime | None


@dataclass(frozen=True)
class WaitingPage:
    """One page of the queue, numbered from 1, and how many wait in all (`asking` of them for a person)."""

    drafts: tuple[WaitingDraft, ...]
    total: int
    asking: int
    number: int
    pages: int


def read_waiting(connection: Connection, *, page: int) -> WaitingPage:
    """The drafts that wait: those that ask for a person first, then by age. Past the end: the last page."""
    total, asking = connection.execute(_count).one()
    pages = max(1, -(-total // PAGE_SIZE))
    number = min(max(1, page), pages)
    rows = connection.execute(_page, {"offset": (number - 1) * PAGE_SIZE})
    drafts = tuple(
        WaitingDraft(id_, farmer_id, phone, excerpt, asks, None if at is None else from_stored(at))
        for id_, farmer_id, phone, excerpt, asks, at in rows
    )
    return WaitingPage(drafts, total, asking, number, pages)


def headline(connection: Connection, *, now: datetime) -> Measured[int]:
    """How many drafts wait."""
    lacking = read_schema(connection).lacks(*NEEDS)
    if lacking:
        return Measured.not_recorded("needs " + ", ".join(lacking))
    total, _ = connection.execute(_count).one()
    return Measured.live(int(total), as_of=now)
