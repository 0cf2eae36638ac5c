"""The private server's life cycle, with real servers in folders of their own."""

import os
import signal
import stat
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import psycopg2
import pytest

from ava_dashboard.core.embedded_postgres import (
    DATABASE,
    HOST,
    EmbeddedPostgres,
    EmbeddedPostgresError,
)

ENSURE = (
    "import sys; from pathlib import Path; from ava_dashboard.core.embedded_postgres import EmbeddedPostgres;"
    "print(EmbeddedPostgres(Path(sys.argv[1])).ensure())"
)


@pytest.fixture
def server(tmp_path: Path) -> Iterator[EmbeddedPostgres]:
    server = EmbeddedPostgres(tmp_path / "server")
    yield server
    server.remove()


def ask(url: str, question: str) -> object:
    connection = psycopg2.connect(url.replace("+psycopg2", ""))
    try:
        with connection.cursor() as cursor:
            cursor.execute(question)
            row = cursor.fetchone()
    finally:
        connection.close()
    assert row is not None
    return row[0]


def change(url: str, statement: str) -> None:
    connection = psycopg2.connect(url.replace("+psycopg2", ""))
    try:
        with connection, connection.cursor() as cursor:
            cursor.execute(statement)
    finally:
        connection.close()


def postmaster(server: EmbeddedPostgres) -> int:
    pid_file = server.home / "server" / "data" / "postmaster.pid"
    return int(pid_file.read_text().split()[0])


def test_nothing_runs_before_the_first_ensure(server: EmbeddedPostgres) -> None:
    assert server.url() is None
    assert not server.is_running()
    server.stop()
    assert not server.folder.exists()


def test_the_server_has_the_settings_that_the_project_relies_on(server: EmbeddedPostgres) -> None:
    url = server.ensure()

    assert ask(url, "SELECT current_database()") == "ava"
    assert ask(url, "SHOW timezone") == "UTC"
    assert ask(url, "SHOW max_connections") == "100"
    assert ask(url, "SHOW unix_socket_directories") == ""
    assert ask(url, "SHOW listen_addresses") == HOST
    assert ask(url, "SELECT datlocale FROM pg_database WHERE datname = 'ava'") == "C.UTF-8"


def test_a_second_ensure_is_quick_and_gives_the_same_url(server: EmbeddedPostgres) -> None:
    url = server.ensure()
    began = time.perf_counter()

    assert server.ensure() == url
    assert time.perf_counter() - began < 0.05


def test_two_processes_at_once_share_one_server(server: EmbeddedPostgres) -> None:
    starting = [
        subprocess.Popen(
            [sys.executable, "-c", ENSURE, str(server.folder)], stdout=subprocess.PIPE, text=True
        )
        for _ in range(3)
    ]
    urls = {process.communicate(timeout=60)[0].strip() for process in starting}

    assert all(process.returncode == 0 for process in starting)
    assert urls == {server.url()}


def test_it_recovers_from_a_kill_with_its_data_and_port(server: EmbeddedPostgres) -> None:
    url = server.ensure()
    change(url, "CREATE TABLE kept AS SELECT 7 AS number")
    staying = psycopg2.connect(url.replace("+psycopg2", ""))
    os.kill(postmaster(server), signal.SIGKILL)
    while server.is_running():
        time.sleep(0.01)

    assert server.ensure() == url
    assert ask(url, "SELECT number FROM kept") == 7
    staying.close()


def test_a_pid_file_whose_number_a_stranger_has_is_no_obstacle(server: EmbeddedPostgres) -> None:
    server.ensure()
    data = server.home / "server" / "data"
    stale = (data / "postmaster.pid").read_text()
    pid = postmaster(server)
    server.stop()
    stranger = subprocess.Popen(["sleep", "60"])
    try:
        (data / "postmaster.pid").write_text(stale.replace(str(pid), str(stranger.pid), 1))
        assert not server.is_running()
        server.ensure()
        server.stop()
        assert stranger.poll() is None
    finally:
        stranger.kill()
        stranger.wait()


def test_stop_ends_the_server_and_keeps_the_data(server: EmbeddedPostgres) -> None:
    url = server.ensure()
    change(url, "CREATE TABLE kept AS SELECT 8 AS number")
    server.stop()

    assert server.url() is None
    with pytest.raises(psycopg2.OperationalError):
        ask(url, "SELECT 1")
    assert ask(server.ensure(), "SELECT number FROM kept") == 8


def test_the_last_user_stops_the_server(server: EmbeddedPostgres) -> None:
    with server.in_use() as url:
        with EmbeddedPostgres(server.folder).in_use() as same:
            assert same == url
        assert ask(url, "SELECT 1") == 1
    assert not server.is_running()


def test_a_killed_user_keeps_nobody_from_stopping(server: EmbeddedPostgres) -> None:
    holding = subprocess.Popen(
        [
            sys.executable,
            "-c",
            "import sys, time; from pathlib import Path;"
            "from ava_dashboard.core.embedded_postgres import EmbeddedPostgres;\n"
            "with EmbeddedPostgres(Path(sys.argv[1])).in_use() as url:\n"
            "    print(url, flush=True); time.sleep(60)",
            str(server.folder),
        ],
        stdout=subprocess.PIPE,
        text=True,
    )
    assert holding.stdout is not None
    url = holding.stdout.readline().strip()
    holding.kill()
    holding.communicate()

    assert server.url() == url
    with server.in_use():
        pass
    assert not server.is_running()


def test_nobody_gets_in_without_the_password(server: EmbeddedPostgres) -> None:
    url = server.ensure()
    port = int(url.rsplit(":", 1)[1].split("/")[0])

    for user in ("ava", "postgres"):
        for password in ("", "wrong"):
            with pytest.raises(psycopg2.OperationalError):
                psycopg2.connect(host=HOST, port=port, user=user, password=password, dbname=DATABASE)
    assert stat.S_IMODE((server.folder / "password").stat().st_mode) == 0o600
    assert not (server.home / "server" / "given-password").exists()


def test_a_copied_folder_gets_a_server_of_its_own(server: EmbeddedPostgres, tmp_path: Path) -> None:
    url = server.ensure()
    copied = EmbeddedPostgres(tmp_path / "copied")
    subprocess.run(["cp", "-a", server.folder, copied.folder], check=True)
    try:
        assert not copied.is_running()
        assert copied.ensure() != url
        assert server.url() == url
    finally:
        copied.remove()


def test_a_taken_port_is_replaced(server: EmbeddedPostgres, tmp_path: Path) -> None:
    other = EmbeddedPostgres(tmp_path / "other")
    try:
        other.ensure()
        taken = (other.folder / "port").read_text()
        server.folder.mkdir()
        (server.folder / "port").write_text(taken)
        assert server.ensure() != other.url()
        assert (server.folder / "port").read_text() != taken
    finally:
        other.remove()


def test_data_of_another_release_is_refused_with_a_sentence(server: EmbeddedPostgres) -> None:
    server.ensure()
    server.stop()
    (server.home / "server" / "data" / "PG_VERSION").write_text("9\n")

    with pytest.raises(EmbeddedPostgresError, match="of PostgreSQL 9"):
        server.ensure()


def test_a_server_that_cannot_start_shows_its_log(server: EmbeddedPostgres) -> None:
    server.ensure()
    server.stop()
    (server.home / "server" / "data" / "postgresql.conf").write_text("no_such_setting = 1\n")

    with pytest.raises(EmbeddedPostgresError, match="no_such_setting"):
        server.ensure()


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")

    with pytest.raises(EmbeddedPostgresError, match="cannot be made"):
        EmbeddedPostgres(tmp_path / "file" / "server").ensure()


@pytest.mark.skipif(os.geteuid() != 0, reason="only root runs the server as somebody else")
def test_root_keeps_the_data_elsewhere_when_others_cannot_enter(tmp_path: Path) -> None:
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o700)
    server = EmbeddedPostgres(closed / "server")
    server.ensure()
    elsewhere = server.home
    assert elsewhere != server.folder
    assert server.bin("pg_dump").is_relative_to(elsewhere)
    assert ask(server.ensure(), "SELECT 1") == 1

    server.remove()
    assert not elsewhere.exists()
    assert not server.folder.exists()
