"""Advice given for a field."""

from sqlalchemy import Column, DateTime, ForeignKey, Integer, String, Table, Text

from ava_dashboard.models.crm.metadata import crm_metadata

advice_log = Table(
    "advice_log",
    crm_metadata,
    Column("id", Integer, primary_key=True),
    Column("farmer_id", Integer, ForeignKey("farmers.id"), nullable=False),
    Column("field_id", Integer, ForeignKey("fields.id")),
    Column("advice_text", Text, nullable=False),
    Column("status", String(20), server_default="pending"),
    Column("timestamp", DateTime, nullable=False),
    Column("approved_by", Integer),
)
