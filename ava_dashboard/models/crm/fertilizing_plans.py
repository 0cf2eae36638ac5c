"""Fertilizer plans per field and year."""

from sqlalchemy import CheckConstraint, Column, Double, ForeignKey, Integer, String, Table, Text

from ava_dashboard.models.crm.metadata import crm_metadata

fertilizing_plans = Table(
    "fertilizing_plans",
    crm_metadata,
    Column("field_id", Integer, ForeignKey("fields.id"), nullable=False),
    Column("year", Integer, nullable=False),
    Column("crop_name", String(100), nullable=False),
    Column("p2o5_kg_ha", Double),
    Column("p2o5_kg_field", Double),
    Column("k2o_kg_ha", Double),
    Column("k2o_kg_field", Double),
    Column("n_kg_ha", Double),
    Column("n_kg_field", Double),
    Column("fertilizer_recommendation", Text),
    CheckConstraint("year >= 2025 AND year <= 2029"),
)
