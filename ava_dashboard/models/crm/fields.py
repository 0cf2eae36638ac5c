"""Fields; hectares are `area_ha`, the owner may be missing, `raba` is the national land-use code."""

from sqlalchemy import Column, Double, ForeignKey, Integer, String, Table, Text, UniqueConstraint

from ava_dashboard.models.crm.metadata import crm_metadata

fields = Table(
    "fields",
    crm_metadata,
    Column("id", Integer, primary_key=True),
    Column("farmer_id", Integer, ForeignKey("farmers.id")),
    Column("field_name", String(100), nullable=False),
    Column("area_ha", Double, nullable=False),
    Column("latitude", Double),
    Column("longitude", Double),
    Column("blok_id", String),
    Column("raba", String),
    Column("nup_m2", Double),
    Column("povprecna_nmv", Double),
    Column("povprecna_ekspozicija", String),
    Column("povprecni_naklon", Double),
    Column("notes", Text),
    Column("country", String, server_default="Croatia"),
    Column("field_state_id", String),
    UniqueConstraint("field_state_id"),
)
