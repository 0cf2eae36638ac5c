"""Growth stages as farmers reported them."""

from sqlalchemy import Column, Date, ForeignKey, Integer, String, Table, Text

from ava_dashboard.models.crm.metadata import crm_metadata

growth_stage_reports = Table(
    "growth_stage_reports",
    crm_metadata,
    Column("id", Integer, primary_key=True),
    Column("field_id", Integer, ForeignKey("fields.id"), nullable=False),
    Column("crop_name", String(100), nullable=False),
    Column("variety", String(100)),
    Column("growth_stage", String(100), nullable=False),
    Column("date_reported", Date, nullable=False),
    Column("farmer_id", Integer, ForeignKey("farmers.id"), nullable=False),
    Column("reported_via", String(50)),
    Column("notes", Text),
)
