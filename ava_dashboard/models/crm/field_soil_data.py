"""Soil analyses of a field; no key."""

from sqlalchemy import Column, Date, Double, ForeignKey, Integer, String, Table

from ava_dashboard.models.crm.metadata import crm_metadata

field_soil_data = Table(
    "field_soil_data",
    crm_metadata,
    Column("field_id", Integer, ForeignKey("fields.id"), nullable=False),
    Column("analysis_date", Date, nullable=False),
    Column("ph", Double),
    Column("p2o5_mg_100g", Double),
    Column("k2o_mg_100g", Double),
    Column("organic_matter_percent", Double),
    Column("analysis_method", String(50)),
    Column("analysis_institution", String(100)),
)
