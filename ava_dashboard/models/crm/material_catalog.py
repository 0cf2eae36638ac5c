"""Materials that can be in stock."""

from sqlalchemy import Column, Integer, String, Table, Text, UniqueConstraint

from ava_dashboard.models.crm.metadata import crm_metadata

material_catalog = Table(
    "material_catalog",
    crm_metadata,
    Column("id", Integer, primary_key=True),
    Column("name", String, nullable=False),
    Column("brand", String),
    Column("group_name", String),
    Column("formulation", String),
    Column("unit", String),
    Column("notes", Text),
    UniqueConstraint("name"),
)
