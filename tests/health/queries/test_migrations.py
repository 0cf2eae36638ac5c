"""Where the database stands, and what the code expects."""

from collections.abc import Iterator

import pytest
from flask import Flask
from sqlalchemy import Connection, text

from ava_dashboard.core.database import db
from ava_dashboard.health.queries.migrations import expected_migration, read_migration
from ava_dashboard.version import ROOT


@pytest.fixture
def undone(app: Flask) -> Iterator[Connection]:
    with app.app_context(), db.engine.connect() as connection:
        yield connection
        connection.rollback()


def test_the_code_expects_its_newest_script() -> None:
    newest = sorted((ROOT / "migrations" / "versions").glob("*.py"))[-1]
    assert f'"{expected_migration()}"' in newest.read_text("utf-8")


def test_a_migrated_database_stands_there(undone: Connection) -> None:
    assert read_migration(undone) == expected_migration()


def test_an_older_database_says_so(undone: Connection) -> None:
    undone.execute(text("UPDATE dashboard.alembic_version SET version_num = '0000'"))
    assert read_migration(undone) == "0000"


def test_a_database_without_any_migration_stands_at_none(undone: Connection) -> None:
    undone.execute(text("DELETE FROM dashboard.alembic_version"))
    assert read_migration(undone) == "none"
