"""Uploaded invoices."""

from sqlalchemy import Boolean, Column, DateTime, ForeignKey, Integer, String, Table, Text, text
from sqlalchemy.dialects.postgresql import JSONB

from ava_dashboard.models.crm.metadata import crm_metadata

invoices = Table(
    "invoices",
    crm_metadata,
    Column("id", Integer, primary_key=True),
    Column("farmer_id", Integer, ForeignKey("farmers.id")),
    Column("upload_date", DateTime, server_default=text("CURRENT_TIMESTAMP")),
    Column("file_path", String(255)),
    Column("extracted_data", JSONB),
    Column("status", String(20), server_default="pending"),
    Column("needs_verification", Boolean, server_default=text("false")),
    Column("notes", Text),
)
