"""Weather at a field; wind, if any, stands inside `forecast`."""

from sqlalchemy import Column, DateTime, Double, ForeignKey, Integer, Table
from sqlalchemy.dialects.postgresql import JSONB

from ava_dashboard.models.crm.metadata import crm_metadata

weather_data = Table(
    "weather_data",
    crm_metadata,
    Column("id", Integer, primary_key=True),
    Column("field_id", Integer, ForeignKey("fields.id"), nullable=False),
    Column("fetch_date", DateTime, nullable=False),
    Column("latitude", Double, nullable=False),
    Column("longitude", Double, nullable=False),
    Column("current_temp_c", Double),
    Column("current_soil_temp_10cm_c", Double),
    Column("current_precip_mm", Double),
    Column("current_humidity", Double),
    Column("forecast", JSONB),
)
