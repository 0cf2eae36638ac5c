from datetime import datetime

from sqlalchemy import BigInteger, DateTime, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from ava_dashboard.core.database import Base


class SignInAttempt(Base):
    """A failed sign-in, counted by every process to throttle guessing. Written by auth/actions.py.

    `subject` is a keyed hash of an e-mail or an address: what was typed may be a password.
    """

    __tablename__ = "sign_in_attempts"
    __table_args__ = (Index("ix_sign_in_attempts_subject_at", "subject", "at"),)

    id: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    subject: Mapped[str] = mapped_column(String(64))
    at: Mapped[datetime] = mapped_column(DateTime(timezone=True), index=True)
