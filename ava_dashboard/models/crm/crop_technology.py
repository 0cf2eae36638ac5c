"""What to do at which stage of a crop."""

from sqlalchemy import Column, Integer, String, Table, Text

from ava_dashboard.models.crm.metadata import crm_metadata

crop_technology = Table(
    "crop_technology",
    crm_metadata,
    Column("id", Integer, primary_key=True),
    Column("crop_name", String(50), nullable=False),
    Column("stage", String(50), nullable=False),
    Column("action", String(100), nullable=False),
    Column("timing", String(100), nullable=False),
    Column("inputs", Text),
    Column("notes", Text),
)
