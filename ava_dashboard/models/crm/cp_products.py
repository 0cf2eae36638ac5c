"""Plant protection: one row per product, crop, pest and country."""

from sqlalchemy import Column, Date, Integer, String, Table, Text, UniqueConstraint

from ava_dashboard.models.crm.metadata import crm_metadata

cp_products = Table(
    "cp_products",
    crm_metadata,
    Column("id", Integer, primary_key=True),
    Column("product_name", String(100), nullable=False),
    Column("application_rate", String(50)),
    Column("target_issue", String(100)),
    Column("approved_crops", String(200)),
    Column("crop_hr", String(100)),
    Column("crop_lat", String(100)),
    Column("pest_hr", String(100)),
    Column("pest_lat", String(100)),
    Column("dose", String(50)),
    Column("pre_harvest_interval", Integer),
    Column("remarks", Text),
    Column("expiry", Date),
    Column("source_file", String(255)),
    Column("country", String(50), server_default="Croatia"),
    UniqueConstraint("product_name", "crop_hr", "pest_hr", "country"),
)
