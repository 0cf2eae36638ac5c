"""Adopting a CRM that stands already: our schema is added, and every table of the CRM stays as it was."""

import subprocess
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import create_engine, inspect, text

from ava_dashboard.app import create_app
from ava_dashboard.auth import actions, gate
from ava_dashboard.core.database import transaction
from ava_dashboard.core.embedded_postgres import EmbeddedPostgres
from ava_dashboard.core.roles import Role
from ava_dashboard.models.crm import crm_metadata
from ava_dashboard.models.dashboard import Account
from tests.conftest import SERVER_FOLDER, make_config
from tests.crm_copies import COPIES
from tests.own_database import closing, db_upgrade, own_database

PAGES = ("/", "/business-dashboard", "/agronomic-dashboard", "/health-dashboard")


@pytest.fixture(params=COPIES)
def copy_url(request: pytest.FixtureRequest, server_url: str) -> Iterator[str]:
    """The address of a database with one of the synthetic copies."""
    with own_database(server_url) as url:
        engine = create_engine(url)
        with engine.begin() as connection:
            COPIES[request.param](connection)
        engine.dispose()
        yield url


def dump(url: str) -> str:
    """Everything outside our schema: definitions and rows, the same text for the same content."""
    program = EmbeddedPostgres(SERVER_FOLDER).bin("pg_dump")
    address = url.replace("postgresql+psycopg2://", "postgresql://")
    done = subprocess.run(
        [program, "--restrict-key=fixed", "--exclude-schema=dashboard", f"--dbname={address}"],
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout


def tables(url: str, schema: str) -> set[str]:
    engine = create_engine(url)
    try:
        return set(inspect(engine).get_table_names(schema))
    finally:
        engine.dispose()


def schemas(url: str) -> set[str]:
    engine = create_engine(url)
    try:
        return set(inspect(engine).get_schema_names()) - {"information_schema"}
    finally:
        engine.dispose()


def test_an_upgrade_leaves_every_crm_table_as_it_was(copy_url: str) -> None:
    before = dump(copy_url)
    assert "COPY public.farmers" in before
    with closing(create_app(make_config(copy_url))) as app:
        db_upgrade(app)
        assert dump(copy_url) == before
        assert schemas(copy_url) == {"public", "dashboard"}
        assert tables(copy_url, "dashboard") == own_tables()
        # Once more changes nothing.
        db_upgrade(app)
        assert dump(copy_url) == before


def own_tables() -> set[str]:
    return {table.name for table in Account.metadata.tables.values()} | {"alembic_version"}


def test_the_comparison_sees_a_change_of_rows_and_of_columns(server_url: str) -> None:
    with own_database(server_url) as url:
        engine = create_engine(url)
        with engine.begin() as connection:
            COPIES["plain"](connection)
        seen = [dump(url)]
        for change in ("UPDATE farmers SET village = 'Zelina'", "ALTER TABLE fields ADD seen boolean"):
            with engine.begin() as connection:
                connection.execute(text(change))
            seen.append(dump(url))
        engine.dispose()
    assert len(set(seen)) == 3


def test_every_page_stands_on_every_copy(copy_url: str) -> None:
    with closing(create_app(make_config(copy_url))) as app:
        db_upgrade(app)
        assert {path: status for path, status in statuses(app) if status != 200} == {}


def statuses(app: Flask) -> Iterator[tuple[str, int]]:
    """Pages and what an admin gets, after redirects."""
    now = datetime.now(UTC)
    with app.app_context(), transaction() as connection:
        account_id = actions.add_account(
            connection, email="admin@example.org", name="Ana Admin", role=Role.ADMIN, password=None, now=now
        )
        token = actions.start_session(
            connection, account_id=account_id, browser="test", now=now, lasting=timedelta(hours=1)
        )
    client = app.test_client()
    with client.session_transaction() as session:
        session[gate.SESSION_KEY] = token
    for path in PAGES:
        yield path, client.get(path, follow_redirects=True).status_code


def test_an_empty_database_that_is_given_gets_none_of_the_crms_tables(server_url: str) -> None:
    with own_database(server_url) as url, closing(create_app(make_config(url))) as app:
        db_upgrade(app)
        assert tables(url, "public") == set()


def test_the_embedded_database_gets_all_tables_of_the_crm_but_only_when_it_is_empty(tmp_path: Path) -> None:
    server = EmbeddedPostgres(tmp_path / "postgres")
    try:
        with server.in_use() as url:
            config = replace(make_config(""), demo=True, database_url=None, state_folder=server.folder)
            with closing(create_app(config)) as app:
                db_upgrade(app)
                assert tables(url, "public") == set(crm_metadata.tables)
                engine = create_engine(url)
                with engine.begin() as connection:
                    connection.execute(text("DROP TABLE weather_data"))
                engine.dispose()
                db_upgrade(app)
                assert tables(url, "public") == set(crm_metadata.tables) - {"weather_data"}
    finally:
        server.remove()
