"""What a read and a write are, and what becomes of a database that is slow or gone."""

import threading
import time
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from flask import Flask
from sqlalchemy import Connection, text
from sqlalchemy.exc import DBAPIError, ProgrammingError

from ava_dashboard.core.database import availability, db, reading, session_lock, transaction
from ava_dashboard.core.exceptions import DatabaseUnavailable
from tests.breakable_server import BreakableServer, breakable_server, wait_until
from tests.farm_rows import add_farmer

FARMERS = text("SELECT count(*) FROM farmers")


@pytest.fixture(scope="module")
def own_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[BreakableServer]:
    with breakable_server(tmp_path_factory.mktemp("database") / "server") as server:
        yield server


@pytest.fixture
def broken(own_server: BreakableServer) -> Iterator[BreakableServer]:
    """A server that a test may break; it is mended afterwards."""
    yield own_server
    own_server.mend()


@pytest.fixture
def own_app(broken: BreakableServer) -> Iterator[Flask]:
    app = broken.make_app()
    with app.app_context():
        yield app
        db.engine.dispose()


def test_a_read_sees_one_moment_whatever_others_commit(connection: Connection) -> None:
    with reading() as reader:
        before = reader.scalar(FARMERS)
        add_farmer(connection)
        assert reader.scalar(FARMERS) == before
    with reading() as reader:
        assert reader.scalar(FARMERS) == before + 1


def test_a_read_cannot_write(connection: Connection) -> None:
    with pytest.raises(DBAPIError, match="read-only"), reading() as reader:
        add_farmer(reader)


def test_sessions_speak_utc(connection: Connection) -> None:
    with reading() as reader:
        assert reader.scalar(text("SHOW timezone")) == "UTC"


def test_a_write_is_there_after_its_block(connection: Connection) -> None:
    with transaction() as writer:
        add_farmer(writer)
    assert connection.scalar(FARMERS) == 1


def test_a_write_that_fails_leaves_nothing(connection: Connection) -> None:
    with pytest.raises(ZeroDivisionError), transaction() as writer:
        add_farmer(writer)
        raise ZeroDivisionError
    assert connection.scalar(FARMERS) == 0


def test_a_mistake_of_ours_is_not_taken_for_a_missing_database(connection: Connection) -> None:
    with pytest.raises(ProgrammingError), reading() as reader:
        reader.execute(text("SELECT nothing FROM nowhere"))
    assert availability().reason is None


def test_a_statement_over_the_limit_is_slow_and_the_database_not_lost(connection: Connection) -> None:
    started = time.monotonic()
    with pytest.raises(DatabaseUnavailable) as raised, reading(0.3) as reader:
        reader.execute(text("SELECT pg_sleep(5)"))
    assert raised.value.reason == "slow"
    assert 0.25 < time.monotonic() - started < 1
    assert availability().reason is None


@pytest.mark.slow
def test_the_limit_of_a_read_is_two_seconds(connection: Connection) -> None:
    with reading() as reader:
        reader.execute(text("SELECT pg_sleep(1.8)"))
    started = time.monotonic()
    with pytest.raises(DatabaseUnavailable) as raised, reading() as reader:
        reader.execute(text("SELECT pg_sleep(5)"))
    assert raised.value.reason == "slow"
    assert 1.9 < time.monotonic() - started < 2.6


def test_waiting_for_a_lock_is_slow_too(connection: Connection) -> None:
    with transaction() as holder:
        holder.execute(text("LOCK TABLE farmers"))
        with pytest.raises(DatabaseUnavailable) as raised, reading(0.3) as reader:
            reader.execute(FARMERS)
    assert raised.value.reason == "slow"


def test_a_session_lock_has_one_holder_and_is_free_afterwards(connection: Connection) -> None:
    with session_lock(4711) as first, session_lock(4711) as second:
        assert (first, second) == (True, False)
    with session_lock(4711) as again:
        assert again


def test_more_readers_than_connections_wait_and_then_read(app: Flask) -> None:
    failures: list[Exception] = []

    def read() -> None:
        with app.app_context():
            try:
                with reading() as reader:
                    reader.execute(text("SELECT pg_sleep(0.05)"))
            except DatabaseUnavailable as error:
                failures.append(error)

    readers = [threading.Thread(target=read) for _ in range(30)]
    for reader in readers:
        reader.start()
    for reader in readers:
        reader.join()
    assert failures == []


@pytest.mark.slow
def test_a_stopped_server_is_away_at_once_for_all_and_back_within_two_seconds(
    own_app: Flask, broken: BreakableServer
) -> None:
    with reading() as reader:
        reader.execute(FARMERS)
    broken.stop()
    with pytest.raises(DatabaseUnavailable) as raised, reading() as reader:
        reader.execute(FARMERS)
    assert raised.value.reason == "away"
    started = time.monotonic()
    for _ in range(100):
        with pytest.raises(DatabaseUnavailable), reading():
            pass
    assert time.monotonic() - started < 0.2

    broken.start()
    wait_until(lambda: availability().reason is None, seconds=2)
    with reading() as reader:
        assert reader.scalar(FARMERS) == 0


@pytest.mark.slow
def test_a_frozen_server_is_slow_within_the_limit_and_back_within_two_seconds(
    own_app: Flask, broken: BreakableServer
) -> None:
    with reading() as reader:
        reader.execute(FARMERS)
    broken.freeze()
    started = time.monotonic()
    with pytest.raises(DatabaseUnavailable) as raised, reading() as reader:
        reader.execute(FARMERS)
    assert raised.value.reason == "slow"
    assert time.monotonic() - started < 3
    assert availability().reason == "slow"

    broken.thaw()
    wait_until(lambda: availability().reason is None, seconds=2)
    with reading() as reader:
        assert reader.scalar(FARMERS) == 0


@pytest.mark.slow
def test_a_connection_that_the_server_dropped_is_replaced(own_app: Flask) -> None:
    with reading() as reader:
        pid = reader.scalar(text("SELECT pg_backend_pid()"))
    with transaction() as writer:
        writer.execute(
            text(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid()"
                " AND datname = current_database()"
            )
        )
    time.sleep(0.1)
    with reading() as reader:
        assert reader.scalar(text("SELECT pg_backend_pid()"))
    assert isinstance(pid, int)
    assert availability().reason is None


def test_times_given_to_the_database_come_back_as_they_went(connection: Connection) -> None:
    moment = datetime(2026, 3, 29, 1, 30, tzinfo=UTC)
    with reading() as reader:
        assert reader.scalar(text("SELECT CAST(:moment AS timestamptz)"), {"moment": moment}) == moment


def test_what_a_failed_statement_carried_is_not_in_its_error(connection: Connection) -> None:
    with pytest.raises(DBAPIError) as raised:
        connection.execute(text("SELECT CAST(:given AS integer)"), {"given": 10**30})
    assert "0000000000" not in str(raised.value).split("[SQL", 1)[1]
