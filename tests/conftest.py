"""What every test shares: a real PostgreSQL, an app on it, and a browser that checks each page it loads.

Each xdist worker has its own database, cloned from a migrated template. Tests commit for real (snapshots,
locks and isolation levels are part of what is tested); after each test every table is emptied.
"""

import os
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from flask import Flask
from sqlalchemy import Connection, create_engine, make_url, text

from ava_dashboard.app import create_app
from ava_dashboard.auth import actions
from ava_dashboard.config import Config, Theme
from ava_dashboard.core.database import db, transaction
from ava_dashboard.core.embedded_postgres import EmbeddedPostgres
from ava_dashboard.core.roles import Role
from ava_dashboard.version import Version
from tests.house_rules import Browser

ROOT = Path(__file__).resolve().parents[1]
SERVER_FOLDER = ROOT / ".cache" / "test-postgres"
TEMPLATE = "ava_template"
_server = ExitStack()
NOW = datetime(2026, 11, 24, 13, 2, 11, tzinfo=UTC)


def pytest_configure(config: pytest.Config) -> None:
    """The controller starts the server before the workers; the last test run to end stops it."""
    if not hasattr(config, "workerinput"):
        _server.enter_context(EmbeddedPostgres(SERVER_FOLDER).in_use())


def pytest_unconfigure(config: pytest.Config) -> None:
    _server.close()


def pytest_sessionfinish(session: pytest.Session) -> None:
    """In CI a skipped test is a failed run: what could not be tested there is tested nowhere."""
    if hasattr(session.config, "workerinput") or os.environ.get("CI") != "true":
        return
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if reporter and reporter.stats.get("skipped"):
        reporter.write_line("Tests were skipped in CI; see the reasons above.", red=True)
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


@pytest.fixture
def now() -> datetime:
    """A fixed moment: a Tuesday afternoon in Zagreb (14:02:11 there)."""
    return NOW


@pytest.fixture(scope="session")
def server_url() -> str:
    """The address of the test server's maintenance database."""
    url = EmbeddedPostgres(SERVER_FOLDER).ensure()
    return make_url(url).set(database="postgres").render_as_string(hide_password=False)


def make_config(database_url: str, **over: object) -> Config:
    """A configuration for tests: no demo, invented version."""
    config = Config(
        demo=False,
        database_url=database_url,
        secret_key="a key for tests only, 32 or more characters",
        version=Version("v2.3.1-blue-debug", "0123abcd", "f" * 40, None),
        theme=Theme(),
        zone=ZoneInfo("Europe/Zagreb"),
        state_folder=SERVER_FOLDER,
        testing=True,
    )
    return replace(config, **over)  # type: ignore[arg-type]


@pytest.fixture(scope="session")
def database_url(server_url: str, worker_id: str) -> Iterator[str]:
    """A migrated database of this worker's own, with the CRM's tables."""
    name = f"ava_test_{os.getppid() if worker_id != 'master' else os.getpid()}_{worker_id}"
    admin = create_engine(server_url, isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:
        connection.execute(text(f'CREATE DATABASE "{name}"'))
    url = make_url(server_url).set(database=name).render_as_string(hide_password=False)
    _migrate(url)
    yield url
    with admin.connect() as connection:
        connection.execute(text(f'DROP DATABASE "{name}" WITH (FORCE)'))
    admin.dispose()


def _migrate(url: str) -> None:
    from flask_migrate import upgrade

    from ava_dashboard.models.crm import crm_metadata

    engine = create_engine(url)
    with engine.begin() as connection:
        crm_metadata.create_all(connection)
    engine.dispose()
    app = create_app(make_config(url))
    with app.app_context():
        upgrade(str(ROOT / "migrations"))
        db.engine.dispose()


@pytest.fixture(scope="session")
def session_app(database_url: str) -> Iterator[Flask]:
    app = create_app(make_config(database_url, component_gallery=True))
    yield app
    with app.app_context():
        db.engine.dispose()


@pytest.fixture
def app(session_app: Flask) -> Iterator[Flask]:
    """The app on an empty database; what the test leaves behind is removed."""
    yield session_app
    forget_snapshots(session_app)
    with session_app.app_context():
        empty_all_tables()


def forget_snapshots(app: Flask) -> None:
    """Let the app forget what it read before, as a new process would."""
    for name in ("business_snapshots", "health_snapshots"):
        app.extensions[name].forget()
    app.extensions["recently_verified"].clear()


def empty_all_tables() -> None:
    """Delete every row of every table, without asking foreign keys; fast when little stands there."""
    with transaction(30) as connection:
        connection.execute(text("SET LOCAL session_replication_role = replica"))
        names = connection.execute(
            text(
                "SELECT format('%I.%I', schemaname, relname) FROM pg_stat_user_tables"
                " WHERE schemaname IN ('public', 'dashboard') AND relname <> 'alembic_version'"
            )
        ).scalars()
        connection.execute(text(";".join(f"DELETE FROM {name}" for name in names)))


@pytest.fixture
def connection(app: Flask) -> Iterator[Connection]:
    """A write connection inside an app context. Every statement is committed at once."""
    with app.app_context(), db.engine.connect() as connection:
        yield connection.execution_options(isolation_level="AUTOCOMMIT")


@pytest.fixture
def client(app: Flask) -> Browser:
    """A browser without JavaScript that refuses pages which break a house rule."""

    made: dict[Role, int] = {}

    def make_account(role: Role) -> int:
        if role not in made:
            with app.app_context(), transaction() as connection:
                made[role] = actions.add_account(
                    connection,
                    email=f"{role.value}@example.org",
                    name=f"Test {role.value.capitalize()}",
                    role=role,
                    password=None,
                    now=datetime.now(UTC),
                )
        return made[role]

    return Browser(app, app.test_client(), make_account)
