"""How migrations run: only in the schema `dashboard`, one at a time, with limits on locks and statements.

The CRM's tables are never altered. In the demo, and only where `public` is empty, they are made.
"""

from alembic import context
from flask import current_app
from sqlalchemy import inspect, text

from ava_dashboard.config import Config
from ava_dashboard.core.database import Base, db, running_server
from ava_dashboard.demo.crm_tables import create_crm_tables

SCHEMA = "dashboard"
ONE_AT_A_TIME = 0x6D696772  # "migr": two tasks that start at once must not migrate at once


def is_own(name: str | None, kind: str, parents: dict[str, str | None]) -> bool:
    """What autogenerate may look at: our schema, so that it never proposes to drop a table of the CRM's."""
    return name == SCHEMA if kind == "schema" else parents.get("schema_name") == SCHEMA


def migrate(config: Config) -> None:
    with db.engine.connect() as connection:
        connection.execute(text("SET lock_timeout = '10s'"))
        connection.execute(text("SET statement_timeout = '15min'"))
        connection.execute(text("SELECT pg_advisory_lock(:key)"), {"key": ONE_AT_A_TIME})
        # Not IF NOT EXISTS: that asks for CREATE on the database even where the schema stands.
        if SCHEMA not in inspect(connection).get_schema_names():
            connection.execute(text(f"CREATE SCHEMA {SCHEMA}"))
        if config.demo:
            create_crm_tables(connection)
        connection.commit()
        context.configure(
            connection=connection,
            target_metadata=Base.metadata,
            version_table_schema=SCHEMA,
            include_schemas=True,
            include_name=is_own,
            compare_type=True,
            render_as_batch=False,
        )
        with context.begin_transaction():
            context.run_migrations()
        connection.commit()


config: Config = current_app.extensions["config"]
with running_server(config):
    migrate(config)
