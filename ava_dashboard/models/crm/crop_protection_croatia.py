"""The Croatian register of plant protection products."""

from sqlalchemy import Column, Date, Integer, String, Table, Text

from ava_dashboard.models.crm.metadata import crm_metadata

crop_protection_croatia = Table(
    "crop_protection_croatia",
    crm_metadata,
    Column("id", Integer, primary_key=True),
    Column("product_name", String(100), nullable=False),
    Column("crop_hr", String(100), nullable=False),
    Column("crop_lat", String(100)),
    Column("pest_hr", String(100)),
    Column("pest_lat", String(100)),
    Column("dose", Text),
    Column("pre_harvest_interval", String(50)),
    Column("remarks", Text),
    Column("expiry", Date),
    Column("source_file", String(50)),
)
