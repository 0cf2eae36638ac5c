"""The approval queue: drafted answers that wait for an agronomist."""

from sqlalchemy import Boolean, Column, DateTime, ForeignKey, Integer, String, Table, Text, text

from ava_dashboard.models.crm.metadata import crm_metadata

pending_messages = Table(
    "pending_messages",
    crm_metadata,
    Column("id", Integer, primary_key=True),
    Column("farmer_id", Integer, ForeignKey("farmers.id")),
    Column("phone_number", String(20)),
    Column("message_text", Text),
    Column("status", String(20), server_default="pending"),
    Column("requires_consultation", Boolean, server_default=text("false")),
    Column("created_at", DateTime, server_default=text("CURRENT_TIMESTAMP")),
)
