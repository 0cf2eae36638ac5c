"""Which fields a task was done on. Without any key: orphans exist."""

from sqlalchemy import Column, ForeignKey, Integer, Table

from ava_dashboard.models.crm.metadata import crm_metadata

task_fields = Table(
    "task_fields",
    crm_metadata,
    Column("task_id", Integer, nullable=False),
    Column("field_id", Integer, ForeignKey("fields.id"), nullable=False),
)
