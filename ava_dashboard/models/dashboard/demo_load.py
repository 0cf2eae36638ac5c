from datetime import datetime
from decimal import Decimal

from sqlalchemy import BigInteger, DateTime, Integer, Numeric
from sqlalchemy.orm import Mapped, mapped_column

from ava_dashboard.core.database import Base


class DemoLoad(Base):
    """The demo farms were put into this database: only then may they be reset. Written by demo/load.py."""

    __tablename__ = "demo_loads"

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    loaded_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    seed: Mapped[int] = mapped_column(BigInteger)
    farmers: Mapped[int] = mapped_column(Integer)
    hectares: Mapped[Decimal] = mapped_column(Numeric(12, 2))
