"""Work done. `task_type` is free text; go by `date_performed`, because `status` is rarely kept up."""

from sqlalchemy import Column, Date, Double, ForeignKey, Integer, String, Table, Text

from ava_dashboard.models.crm.metadata import crm_metadata

tasks = Table(
    "tasks",
    crm_metadata,
    Column("id", Integer, primary_key=True),
    Column("task_type", String(50), nullable=False),
    Column("description", Text),
    Column("quantity", Double),
    Column("date_performed", Date),
    Column("status", String(20), server_default="pending"),
    Column("inventory_id", Integer, ForeignKey("inventory.id")),
    Column("notes", Text),
    Column("crop_name", String(50)),
    Column("machinery_id", Integer),
    Column("rate_per_ha", Double),
    Column("rate_unit", Text),
)
