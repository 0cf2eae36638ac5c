"""Who decided a draft, when and how."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, bindparam, select

from ava_dashboard.agronomic.queries.draft import Draft
from ava_dashboard.models.dashboard import DraftDecision

_decision = select(DraftDecision.account_name, DraftDecision.decided_at, DraftDecision.decision).where(
    DraftDecision.draft_id == bindparam("draft_id")
)


@dataclass(frozen=True)
class AlreadyDecided:
    """A draft that is no longer open. `decision` is approved, edited or rejected.

    Decided outside this console (in the CRM), `by` and `at` are None and `decision` is the CRM's status.
    """

    by: str | None
    at: datetime | None
    decision: str


def read_decision(connection: Connection, *, draft: Draft) -> AlreadyDecided | None:
    """How the draft was decided, or None while it waits."""
    row = connection.execute(_decision, {"draft_id": draft.id}).one_or_none()
    if row is not None:
        return AlreadyDecided(row.account_name, row.decided_at, row.decision)
    return None if draft.waiting else AlreadyDecided(None, None, draft.status)
