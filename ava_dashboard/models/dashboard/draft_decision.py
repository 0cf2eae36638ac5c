from datetime import datetime

from sqlalchemy import CheckConstraint, DateTime, ForeignKey, Integer, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from ava_dashboard.core.database import Base


class DraftDecision(Base):
    """Who decided a draft, when and how; the CRM has no place for it. Written by agronomic/actions.py.

    One row per draft: the unique key lets the first decision stand. `draft_text` is what was judged,
    `sent_text` what was released (the same, unless it was edited; NULL when rejected).
    """

    __tablename__ = "draft_decisions"
    __table_args__ = (
        CheckConstraint("decision IN ('approved', 'edited', 'rejected')", name="decision"),
        CheckConstraint("(decision = 'rejected') = (sent_text IS NULL)", name="sent_text"),
        CheckConstraint("decision <> 'rejected' OR reason IS NOT NULL", name="reason"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    draft_id: Mapped[int] = mapped_column(Integer, unique=True)  # pending_messages.id, a table of the CRM's
    account_id: Mapped[int | None] = mapped_column(ForeignKey("dashboard.accounts.id", ondelete="SET NULL"))
    account_name: Mapped[str] = mapped_column(String(100))
    decision: Mapped[str] = mapped_column(String(20))
    reason: Mapped[str | None] = mapped_column(Text)
    draft_text: Mapped[str] = mapped_column(Text)
    sent_text: Mapped[str | None] = mapped_column(Text)
    decided_at: Mapped[datetime] = mapped_column(DateTime(timezone=True), index=True)
