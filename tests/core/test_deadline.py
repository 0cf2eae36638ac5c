"""The limit on our side of the wire, against a server that takes connections and says nothing."""

import socket
import time
from collections.abc import Iterator

import psycopg2
import pytest

from ava_dashboard.core import deadline
from ava_dashboard.core.deadline import DeadlineExceeded, within


@pytest.fixture(autouse=True)
def installed() -> None:
    deadline.install()


@pytest.fixture
def silent_port() -> Iterator[int]:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        yield listener.getsockname()[1]


def connect(url: str) -> "psycopg2.extensions.connection":
    return psycopg2.connect(url.replace("+psycopg2", ""))


def test_connecting_to_a_silent_server_ends_at_the_deadline(silent_port: int) -> None:
    started = time.monotonic()
    with pytest.raises(DeadlineExceeded), within(0.3):
        psycopg2.connect(host="127.0.0.1", port=silent_port, dbname="nowhere", user="nobody")
    assert 0.2 < time.monotonic() - started < 1


def test_an_inner_block_can_only_shorten(silent_port: int) -> None:
    started = time.monotonic()
    with pytest.raises(DeadlineExceeded), within(0.2), within(10):
        psycopg2.connect(host="127.0.0.1", port=silent_port, dbname="nowhere", user="nobody")
    assert time.monotonic() - started < 1


def test_the_outer_limit_stands_again_after_an_inner_block(server_url: str) -> None:
    with within(30):
        connection = connect(server_url)
        with pytest.raises(DeadlineExceeded), within(0.1):
            connection.cursor().execute("SELECT pg_sleep(2)")
        other = connect(server_url)
        other.cursor().execute("SELECT pg_sleep(0.2)")
    other.close()
    connection.close()


def test_a_statement_within_its_limit_is_left_alone(server_url: str) -> None:
    with within(5):
        connection = connect(server_url)
        with connection.cursor() as cursor:
            cursor.execute("SELECT 7")
            assert cursor.fetchone() == (7,)
    connection.close()
