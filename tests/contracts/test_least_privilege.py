"""The app runs under exactly the roles of docs/roles.sql, and can do no more than they say."""

import os
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import create_engine, make_url, text
from sqlalchemy.exc import ProgrammingError

from ava_dashboard.app import create_app
from ava_dashboard.auth import actions
from ava_dashboard.core.database import reading, transaction
from ava_dashboard.core.roles import Role
from ava_dashboard.farms.definitions import DEFINITIONS
from tests.conftest import make_config
from tests.crm_copies import with_more_columns
from tests.house_rules import Browser
from tests.own_database import closing, db_upgrade, own_database

ROLES_SQL = (Path(__file__).resolve().parents[2] / "docs" / "roles.sql").read_text("utf-8")
PASSWORD = "a password for tests only"


@pytest.fixture(scope="module")
def app(server_url: str) -> Iterator[Flask]:
    """The app under the application's role, migrated under the other. Roles belong to the whole server."""
    prefix = f"ava_dashboard_{os.getpid()}_"
    names = [f"{prefix}app", f"{prefix}migrator"]
    with own_database(server_url) as url:
        admin = create_engine(url, isolation_level="AUTOCOMMIT")
        with admin.connect() as connection:
            with_more_columns(connection)
            connection.exec_driver_sql(ROLES_SQL.replace("ava_dashboard_", prefix))
            for name in names:
                connection.execute(text(f"ALTER ROLE {name} PASSWORD '{PASSWORD}'"))
        as_app, as_migrator = (
            make_url(url).set(username=name, password=PASSWORD).render_as_string(hide_password=False)
            for name in names
        )
        with closing(create_app(make_config(as_migrator))) as migrating:
            db_upgrade(migrating)
        with closing(create_app(make_config(as_app))) as app:
            yield app
        with admin.connect() as connection:
            for name in names:
                connection.execute(text(f"DROP OWNED BY {name} CASCADE"))
                connection.execute(text(f"DROP ROLE {name}"))
        admin.dispose()


@pytest.fixture
def client(app: Flask) -> Browser:
    def make_account(role: Role) -> int:
        with app.app_context(), transaction() as connection:
            return actions.add_account(
                connection,
                email=f"{role.value}-{datetime.now(UTC).timestamp()}@example.org",
                name="Ana Anić",
                role=role,
                password="correct horse battery",
                now=datetime.now(UTC),
            )

    return Browser(app, app.test_client(), make_account)


def test_a_person_signs_in_and_sees_the_business_page(app: Flask, client: Browser) -> None:
    with app.app_context(), transaction() as connection:
        actions.add_account(
            connection,
            email="bela@example.org",
            name="Bela Belić",
            role=Role.BUSINESS,
            password="correct horse battery",
            now=datetime.now(UTC),
        )
    client.get("/sign-in")
    client.post("/sign-in", {"email": "bela@example.org", "password": "correct horse battery"})
    page = client.get("/business-dashboard").text
    assert "12.50" in page


def test_an_agronomist_approves_a_draft(app: Flask, client: Browser) -> None:
    client.sign_in(Role.AGRONOMIST)
    page = client.get("/agronomic-dashboard?draft=1").text
    seen = page.split('name="seen"', 1)[1].split('value="', 1)[1].split('"', 1)[0]
    client.post("/agronomic-dashboard/drafts/1/approve", {"seen": seen})
    with app.app_context(), reading() as connection:
        assert connection.scalar(text("SELECT status FROM pending_messages WHERE id = 1")) == "approved"
        sent = connection.scalar(text("SELECT count(*) FROM incoming_messages WHERE role = 'agronomist'"))
    assert sent == 1


def test_an_operator_sees_the_servers_connections(client: Browser) -> None:
    page = client.sign_in(Role.OPERATOR).get("/health-dashboard").text
    assert "pg_monitor" not in page


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM farmers",
        "UPDATE farmers SET village = 'Zelina'",
        "INSERT INTO fields (field_name, area_ha) VALUES ('x', 1)",
        "UPDATE pending_messages SET farmer_id = NULL",
        "DELETE FROM pending_messages",
        "UPDATE incoming_messages SET message_text = ''",
        "DELETE FROM incoming_messages",
        "SELECT * FROM users",
        "SELECT * FROM invoices",
        "SELECT setval('farmers_id_seq', 1)",
        "ALTER TABLE farmers ADD seen boolean",
        "CREATE TABLE public.own (id integer)",
        "CREATE TABLE dashboard.own (id integer)",
        "DROP TABLE dashboard.accounts",
        "CREATE SCHEMA own",
    ],
)
def test_what_the_role_does_not_need_is_refused(app: Flask, statement: str) -> None:
    refused = pytest.raises(ProgrammingError, match="permission denied|must be owner")
    with app.app_context(), refused, transaction() as connection:
        connection.execute(text(statement))


def test_every_table_that_a_figure_needs_may_be_read() -> None:
    needed = {name.split(".")[0] for definition in DEFINITIONS for name in definition.needs}
    missing = [name for name in sorted(needed) if f"GRANT SELECT ON {name} TO" not in ROLES_SQL]
    assert missing == []
