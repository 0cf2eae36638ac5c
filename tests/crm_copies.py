"""Small synthetic copies of the farmer CRM, each with a peculiarity that real copies have."""

from collections.abc import Callable

from sqlalchemy import Connection, text

from ava_dashboard.models.crm import crm_metadata
from tests.farm_rows import add_crop, add_draft, add_farmer, add_field, add_message, add_task, add_task_field


def plain(connection: Connection) -> None:
    """The tables as listed, with a farm and its work."""
    crm_metadata.create_all(connection)
    farmer = add_farmer(connection)
    field = add_field(connection, farmer, area_ha=12.5)
    add_crop(connection, field)
    add_message(connection, farmer)
    add_draft(connection, farmer)
    add_task(connection, field)


def with_more_columns(connection: Connection) -> None:
    """Columns and tables that the listed schema lacks: dates, a status, the CRM's own accounts."""
    plain(connection)
    _run(
        connection,
        "ALTER TABLE farmers ADD created_at timestamp DEFAULT '2026-03-01 08:00'",
        "ALTER TABLE farmers ADD subscription_status varchar(20) DEFAULT 'active'",
        "ALTER TABLE farmers ADD is_active boolean DEFAULT true",
        "ALTER TABLE farmers ADD unsubscribed_at timestamp",
        "ALTER TABLE fields ADD created_at timestamp DEFAULT '2026-03-01 08:00'",
        "ALTER TABLE pending_messages ADD language varchar(5) DEFAULT 'hr'",
        "CREATE TABLE users (id serial PRIMARY KEY, login text NOT NULL)",
        "INSERT INTO users (login) VALUES ('invented')",
        "CREATE VIEW active_farmers AS SELECT id FROM farmers WHERE is_active",
        "COMMENT ON TABLE farmers IS 'The CRM''s own comment'",
        "CREATE INDEX farmers_village ON farmers (village)",
    )


def with_missing_tables(connection: Connection) -> None:
    """Without tables that nothing can be read from, and without a column."""
    plain(connection)
    _run(
        connection,
        *(
            f"DROP TABLE {name}"
            for name in ("task_fields", "growth_stage_reports", "weather_data", "task_materials")
        ),
        "ALTER TABLE fields DROP raba",
    )


def with_anomalies(connection: Connection) -> None:
    """What stands in old copies: repeated crops, orphans, credentials, fields without an owner, mojibake."""
    plain(connection)
    farmer = add_farmer(connection, farm_name="OPG Zečić", country=None)
    field = add_field(connection, farmer, area_ha=3.0)
    for _ in range(3):
        add_crop(connection, field, "Je─Źmen")
    add_crop(connection, field, "Ječmen/TDM/Lucerna")
    add_field(connection, None, area_ha=4.0)
    for area in (0.0, -1.0, float("nan"), float("inf")):
        add_field(connection, farmer, area_ha=area)
    add_task_field(connection, 999_999, field)
    add_message(connection, farmer, "AUTH_RECORD:invented", role=None)
    add_draft(connection, farmer, "  AUTH_RECORD:invented")
    add_draft(connection, None, None, status=None, at=None)
    _run(connection, "SELECT setval('tasks_id_seq', 1, false)")


COPIES: dict[str, Callable[[Connection], None]] = {
    copy.__name__: copy for copy in (plain, with_more_columns, with_missing_tables, with_anomalies)
}


def _run(connection: Connection, *statements: str) -> None:
    for statement in statements:
        connection.execute(text(statement))
