"""The conversation. `role` is user (the farmer), system (the assistant) or agronomist; NULL is user."""

from sqlalchemy import Column, DateTime, ForeignKey, Integer, String, Table, Text

from ava_dashboard.models.crm.metadata import crm_metadata

incoming_messages = Table(
    "incoming_messages",
    crm_metadata,
    Column("id", Integer, primary_key=True),
    Column("farmer_id", Integer, ForeignKey("farmers.id"), nullable=False),
    Column("phone_number", String(20), nullable=False),
    Column("message_text", Text, nullable=False),
    Column("timestamp", DateTime, nullable=False),
    Column("role", String(10), server_default="user"),
)
