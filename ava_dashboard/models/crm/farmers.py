"""One row is one farm and its manager; `wa_phone_number` is usually filled, and nothing makes it unique."""

from sqlalchemy import Column, Integer, String, Table, Text, UniqueConstraint

from ava_dashboard.models.crm.metadata import crm_metadata

farmers = Table(
    "farmers",
    crm_metadata,
    Column("id", Integer, primary_key=True),
    Column("state_farm_number", String(50)),
    Column("farm_name", String(100)),
    Column("manager_name", String(50)),
    Column("manager_last_name", String(50)),
    Column("street_and_no", String(100)),
    Column("village", String(100)),
    Column("postal_code", String(20)),
    Column("city", String(100)),
    Column("country", String(50)),
    Column("vat_no", String(50)),
    Column("email", String(100)),
    Column("phone", String(20)),
    Column("wa_phone_number", String(20)),
    Column("notes", Text),
    UniqueConstraint("state_farm_number"),
    UniqueConstraint("state_farm_number", "country"),
    UniqueConstraint("vat_no"),
)
