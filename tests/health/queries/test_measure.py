"""All readings together: right on a whole database, and each for itself on one that lacks something."""

from collections.abc import Iterator
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from flask import Flask
from psycopg2 import OperationalError
from sqlalchemy import Connection, text
from sqlalchemy.exc import DBAPIError

from ava_dashboard.core.database import db
from ava_dashboard.core.measured import Measured, State
from ava_dashboard.health.queries import measure as measure_module
from ava_dashboard.health.queries.measure import measure
from ava_dashboard.health.queries.migrations import expected_migration
from ava_dashboard.health.readings import HealthReadings
from ava_dashboard.history.jobs import declare
from tests.farm_rows import add_field

ZAGREB = ZoneInfo("Europe/Zagreb")
LIMITED = "ava_test_limited"


@pytest.fixture
def undone(app: Flask) -> Iterator[Connection]:
    """A transaction in which a test may alter tables and roles: it is rolled back."""
    with app.app_context(), db.engine.connect() as connection:
        yield connection
        connection.rollback()


def states(readings: HealthReadings) -> dict[str, State]:
    return {name: reading.state for name, reading in vars(readings).items()}


def ask_instead_of_findings(monkeypatch: pytest.MonkeyPatch, question: str) -> None:
    def ask(connection: Connection, **_: object) -> None:
        connection.execute(text(question))

    monkeypatch.setattr(measure_module, "read_findings", ask)


def test_everything_is_measured_on_a_whole_database(undone: Connection, now: datetime) -> None:
    declare(undone, names=["sweep"], now=now)
    readings = measure(undone, now, zone=ZAGREB)
    assert set(states(readings).values()) == {State.LIVE}
    assert all(reading.as_of == now for reading in vars(readings).values())
    assert readings.migration.value == expected_migration()
    assert [job.name for job in readings.jobs.value or ()] == ["sweep"]
    assert [figure.missing for figure in readings.figures.value or () if figure.missing] == []


def test_findings_are_those_of_the_season_in_the_zone(undone: Connection, now: datetime) -> None:
    add_field(undone)
    add_field(undone, area_ha=0)
    found = {one.key: one.count for one in measure(undone, now, zone=ZAGREB).findings.value or ()}
    assert found["fields_without_owner"] == 2
    assert found["areas_zero"] == 1
    assert found["areas_negative"] == 0


def test_a_missing_column_is_named_at_the_figures_that_need_it(undone: Connection, now: datetime) -> None:
    undone.execute(text("ALTER TABLE farmers DROP COLUMN country CASCADE"))
    readings = measure(undone, now, zone=ZAGREB)
    missing = {figure.key: figure.missing for figure in readings.figures.value or ()}
    assert missing["farmers_by_country"] == ("farmers.country",)
    assert missing["farmers"] == ()
    unknown = [one for one in readings.findings.value or () if one.count is None]
    assert ("farmers_without_country", ("farmers.country",)) in [(one.key, one.missing) for one in unknown]


def test_a_missing_table_of_ours_spoils_only_its_own_reading(undone: Connection, now: datetime) -> None:
    undone.execute(text("DROP TABLE dashboard.jobs"))
    readings = measure(undone, now, zone=ZAGREB)
    assert readings.jobs == Measured.unavailable("Its table does not exist.")
    assert {name for name, state in states(readings).items() if state is not State.LIVE} == {"jobs"}


def test_a_role_without_pg_monitor_gets_no_number_of_connections(undone: Connection, now: datetime) -> None:
    undone.execute(text(f"CREATE ROLE {LIMITED}"))
    undone.execute(text(f"GRANT SELECT ON ALL TABLES IN SCHEMA public TO {LIMITED}"))
    undone.execute(text(f"SET LOCAL ROLE {LIMITED}"))
    readings = measure(undone, now, zone=ZAGREB)
    assert readings.connections == Measured.unavailable("Needs pg_monitor.")
    assert readings.jobs == Measured.unavailable("The database role may not read this.")
    assert readings.migration == Measured.unavailable("The database role may not read this.")
    live = {name for name, state in states(readings).items() if state is State.LIVE}
    assert live == set(vars(readings)) - {"connections", "jobs", "migration"}


def test_a_reading_that_takes_too_long_spoils_only_itself(
    undone: Connection, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    undone.execute(text("SET LOCAL statement_timeout = 200"))
    monkeypatch.setattr(
        measure_module, "read_findings", lambda found, **_: found.scalar(text("SELECT pg_sleep(3)"))
    )
    readings = measure(undone, now, zone=ZAGREB)
    assert readings.findings == Measured.unavailable("Reading it took too long.")
    assert readings.jobs.state is State.LIVE


def test_a_question_that_the_database_refuses_is_unavailable(
    undone: Connection, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        measure_module, "read_findings", lambda found, **_: found.scalar(text("SELECT 1 / 0"))
    )
    readings = measure(undone, now, zone=ZAGREB)
    assert readings.findings == Measured.unavailable("The database refused the question.")


def test_the_loss_of_the_database_is_not_explained_away(
    undone: Connection, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    def lose(found: Connection, **_: object) -> None:
        raise DBAPIError("SELECT", {}, OperationalError("gone"))

    monkeypatch.setattr(measure_module, "read_findings", lose)
    with pytest.raises(DBAPIError):
        measure(undone, now, zone=ZAGREB)
