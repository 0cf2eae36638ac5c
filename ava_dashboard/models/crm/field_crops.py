"""Crops of a field and year. Without any key: a row can stand several times, and years can lie ahead."""

from sqlalchemy import Column, Date, Double, ForeignKey, Integer, String, Table

from ava_dashboard.models.crm.metadata import crm_metadata

field_crops = Table(
    "field_crops",
    crm_metadata,
    Column("field_id", Integer, ForeignKey("fields.id"), nullable=False),
    Column("start_year_int", Integer, nullable=False),
    Column("crop_name", String(100), nullable=False),
    Column("variety", String(100)),
    Column("expected_yield_t_ha", Double),
    Column("start_date", Date),
    Column("end_date", Date),
)
