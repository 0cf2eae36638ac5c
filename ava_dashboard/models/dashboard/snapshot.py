from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, DateTime, Float, Index, String, desc
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from ava_dashboard.core.database import Base


class Snapshot(Base):
    """What was read at one moment for all viewers of a page. Written by history/snapshots.py."""

    __tablename__ = "snapshots"
    __table_args__ = (Index("ix_snapshots_kind_taken_at", "kind", desc("taken_at")),)

    id: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    kind: Mapped[str] = mapped_column(String(40))
    taken_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    seconds: Mapped[float] = mapped_column(Float)
    payload: Mapped[Any] = mapped_column(JSONB)
