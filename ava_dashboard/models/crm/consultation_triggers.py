"""Words or conditions that call for an agronomist."""

from sqlalchemy import Column, DateTime, Integer, String, Table, Text, text

from ava_dashboard.models.crm.metadata import crm_metadata

consultation_triggers = Table(
    "consultation_triggers",
    crm_metadata,
    Column("id", Integer, primary_key=True),
    Column("trigger_type", String(20)),
    Column("trigger_value", String(100)),
    Column("description", Text),
    Column("created_at", DateTime, server_default=text("CURRENT_TIMESTAMP")),
)
