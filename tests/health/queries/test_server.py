"""What the server says about itself, compared with what it says to a plain question."""

import time
from datetime import UTC, datetime

from sqlalchemy import Connection, text

from ava_dashboard.core.database import db
from ava_dashboard.health.queries import server


def test_latency_is_the_time_of_a_round_trip(connection: Connection) -> None:
    started = time.monotonic()
    latency = server.read_latency(connection)
    assert 0 < latency <= time.monotonic() - started


def test_the_version_is_short_and_true(connection: Connection) -> None:
    number = int(connection.scalar(text("SHOW server_version_num")) or 0)
    assert server.read_server_version(connection) == f"{number // 10000}.{number % 10000}"


def test_it_has_been_running_since_a_moment_in_the_past(connection: Connection) -> None:
    since = server.read_running_since(connection)
    assert since.tzinfo is not None
    assert since < datetime.now(UTC)
    assert since == connection.scalar(text("SELECT pg_postmaster_start_time()"))


def test_the_size_grows_with_the_data(connection: Connection) -> None:
    before = server.read_size(connection)
    connection.execute(
        text("CREATE TABLE public.ballast AS SELECT repeat('x', 100) FROM generate_series(1, 20000)")
    )
    after = server.read_size(connection)
    connection.execute(text("DROP TABLE public.ballast"))
    assert 1_000_000 < before < after


def test_a_further_connection_is_counted(connection: Connection) -> None:
    mine = text("SELECT count(*) FROM pg_stat_activity WHERE backend_type = 'client backend'")
    with db.engine.connect() as other:
        other.execute(text("SELECT 1"))
        # Other test runs may share the server.
        counts = [server.read_connections(connection) == connection.scalar(mine) for _ in range(5)]
        assert any(counts)
        assert server.read_connections(connection) >= 2


def test_the_limit_is_the_servers_setting(connection: Connection) -> None:
    assert server.read_max_connections(connection) == int(
        connection.scalar(text("SHOW max_connections")) or 0
    )
