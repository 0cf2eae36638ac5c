from datetime import datetime

from sqlalchemy import BigInteger, DateTime, Float, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from ava_dashboard.core.database import Base


class Job(Base):
    """A periodic job: its row is its claim. Written by history/jobs.py."""

    __tablename__ = "jobs"

    name: Mapped[str] = mapped_column(String(60), primary_key=True)
    next_run_at: Mapped[datetime] = mapped_column(DateTime(timezone=True), index=True)
    last_run_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    last_ok_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    last_seconds: Mapped[float | None] = mapped_column(Float)
    last_error: Mapped[str | None] = mapped_column(Text)
    runs: Mapped[int] = mapped_column(BigInteger, server_default=text("0"))
