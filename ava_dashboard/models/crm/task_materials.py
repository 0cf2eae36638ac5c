"""Which stock a task used."""

from sqlalchemy import Column, Double, ForeignKey, Integer, Table

from ava_dashboard.models.crm.metadata import crm_metadata

task_materials = Table(
    "task_materials",
    crm_metadata,
    Column("task_id", Integer, ForeignKey("tasks.id"), primary_key=True, autoincrement=False),
    Column("inventory_id", Integer, ForeignKey("inventory.id"), primary_key=True, autoincrement=False),
    Column("quantity", Double),
)
