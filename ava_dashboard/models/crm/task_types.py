"""A list of kinds of task; `tasks.task_type` does not point here."""

from sqlalchemy import Column, Integer, String, Table, Text, UniqueConstraint

from ava_dashboard.models.crm.metadata import crm_metadata

task_types = Table(
    "task_types",
    crm_metadata,
    Column("id", Integer, primary_key=True),
    Column("name", String, nullable=False),
    Column("description", Text),
    UniqueConstraint("name"),
)
