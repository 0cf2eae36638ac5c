"""`make run` as a program: what it says, what it starts, and that nothing is left when it ends."""

import http.client
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import psycopg2
import pytest

from ava_dashboard import launch
from ava_dashboard.core.embedded_postgres import EmbeddedPostgres

ROOT = Path(__file__).resolve().parents[1]
PARTS = ("VERSION", "ava_dashboard", "gunicorn.conf.py", "migrations", "requirements.txt", "wsgi.py")
SETTINGS = ("DATABASE_URL", "SECRET_KEY", "AVA_STATE_FOLDER", "PUBLIC_URL", "HOST")
SERVES = 60.0


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


class Launched:
    """A launcher in a copy of the project, with what it has said so far."""

    def __init__(self, folder: Path, **environment: str) -> None:
        self.folder = folder
        self.port = int(environment.setdefault("PORT", str(free_port())))
        self.log = folder / "said"
        kept = {name: value for name, value in os.environ.items() if name not in SETTINGS}
        with self.log.open("wb") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "ava_dashboard.launch"],
                cwd=folder,
                env=kept | environment,
                stdout=log,
                stderr=subprocess.STDOUT,
            )

    @property
    def said(self) -> str:
        return self.log.read_text()

    def until_ready(self) -> "Launched":
        deadline = time.monotonic() + SERVES
        while "Ready:" not in self.said:
            assert self.process.poll() is None, self.said
            assert time.monotonic() < deadline, self.said
            time.sleep(0.05)
        return self

    def get(self, path: str) -> int:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=5)
        try:
            connection.request("GET", path)
            return connection.getresponse().status
        finally:
            connection.close()

    def answers(self) -> bool:
        try:
            return self.get("/health/live") == 200
        except OSError:
            return False

    def child(self, word: str) -> int:
        """The process id of the launcher's child whose command has the word."""
        for folder in Path("/proc").glob("[0-9]*"):
            try:
                parent = folder.joinpath("stat").read_text().rpartition(")")[2].split()[1]
                command = folder.joinpath("cmdline").read_bytes().decode().split("\0")
            except OSError:
                continue
            if int(parent) == self.process.pid and word in command:
                return int(folder.name)
        raise AssertionError(f"no child {word} in: {self.said}")

    def end(self, number: signal.Signals = signal.SIGINT) -> int:
        self.process.send_signal(number)
        return self.process.wait(60)


def eventually(holds: object) -> bool:
    deadline = time.monotonic() + 15
    while time.monotonic() < deadline:
        if callable(holds) and holds():
            return True
        time.sleep(0.05)
    return False


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Path]:
    """A copy of the application, with a state folder of its own."""
    folder = tmp_path / "project"
    folder.mkdir()
    for part in PARTS:
        source = ROOT / part
        if source.is_dir():
            shutil.copytree(source, folder / part, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(source, folder / part)
    yield folder
    EmbeddedPostgres(folder / ".postgres").remove()


@pytest.mark.slow
def test_the_first_start_makes_the_demo_and_ctrl_c_stops_everything(project: Path) -> None:
    launched = Launched(project).until_ready()
    server = EmbeddedPostgres(project / ".postgres")

    assert f"Ready: http://127.0.0.1:{launched.port}" in launched.said
    assert "Loaded 16 demo farms with 211.95 ha." in launched.said
    assert launched.get("/sign-in") == 200
    assert server.is_running()
    web, worker = launched.child("wsgi:app"), launched.child("worker")

    assert launched.end() == 0
    assert not launched.answers()
    assert not server.is_running()
    assert not Path(f"/proc/{web}").exists() and not Path(f"/proc/{worker}").exists()

    began = time.monotonic()
    again = Launched(project).until_ready()
    seconds = time.monotonic() - began
    assert "The database is up to date." in again.said
    assert "Loaded" not in again.said
    assert again.end(signal.SIGTERM) == 0
    assert not server.is_running()
    # Three seconds on a quiet machine; tests share theirs with others.
    assert seconds < 20


@pytest.mark.slow
@pytest.mark.parametrize(("word", "name"), [("wsgi:app", "web server"), ("worker", "worker")])
def test_a_part_that_dies_stops_the_rest_and_is_named(project: Path, word: str, name: str) -> None:
    launched = Launched(project).until_ready()
    os.kill(launched.child(word), signal.SIGKILL)

    assert launched.process.wait(60) == 1
    assert f"The {name} ended by itself" in launched.said
    assert eventually(lambda: not launched.answers())
    assert not EmbeddedPostgres(project / ".postgres").is_running()


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells a child of its parent's end")
def test_nothing_serves_on_when_the_launcher_is_killed(project: Path) -> None:
    launched = Launched(project).until_ready()
    worker = launched.child("worker")
    launched.process.kill()
    launched.process.wait(10)

    assert eventually(lambda: not launched.answers())
    assert eventually(lambda: not Path(f"/proc/{worker}").exists())
    # The database is found again, and this time it stops.
    assert Launched(project).until_ready().end() == 0
    assert not EmbeddedPostgres(project / ".postgres").is_running()


@pytest.mark.slow
def test_with_database_url_nothing_is_embedded_and_nothing_loaded(
    project: Path, server_url: str, worker_id: str
) -> None:
    name = f"ava_test_launch_{worker_id}"
    plain = server_url.replace("+psycopg2", "")
    admin = psycopg2.connect(plain)
    admin.autocommit = True
    try:
        admin.cursor().execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        admin.cursor().execute(f'CREATE DATABASE "{name}"')
        url = f"{plain.rsplit('/', 1)[0]}/{name}"
        launched = Launched(project, DATABASE_URL=url, SECRET_KEY="a key for tests only, 32 or more of them")
        launched.until_ready()
        assert launched.end() == 0
        assert "demo" not in launched.said
        assert not (project / ".postgres").exists()
        with psycopg2.connect(url) as connection, connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM information_schema.tables WHERE table_schema = 'public'")
            assert cursor.fetchone() == (0,)
            cursor.execute("SELECT count(*) FROM dashboard.alembic_version")
            assert cursor.fetchone() == (1,)
        connection.close()
    finally:
        admin.cursor().execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        admin.close()


def test_a_taken_port_is_told_in_one_line_that_names_port(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        for name in SETTINGS:
            monkeypatch.delenv(name, raising=False)
        monkeypatch.setenv("AVA_STATE_FOLDER", str(tmp_path / "state"))
        monkeypatch.setenv("PORT", str(port))
        handlers = {
            number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
        }
        try:
            assert launch.main([]) == 1
        finally:
            for number, handler in handlers.items():
                signal.signal(number, handler)

    said = capsys.readouterr()
    assert said.err.startswith(f"PORT {port} on 127.0.0.1 can't be used")
    assert said.err.count("\n") == 1
    assert said.out == ""
