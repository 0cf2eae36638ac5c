"""`make run`: the database, its migrations, the demo farms, the web server and the worker, as one program.

Without DATABASE_URL it starts the embedded PostgreSQL and keeps the demo in it; with it, that database is
used and only the schema `dashboard` is migrated. Ctrl-C or SIGTERM ends everything, the embedded server
too. When a part dies by itself, the rest is stopped and the exit code is 1.
"""

import argparse
import ctypes
import http.client
import os
import secrets
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from time import sleep

import psycopg2

from ava_dashboard.config import Config, ConfigError
from ava_dashboard.core import clock
from ava_dashboard.core.embedded_postgres import EmbeddedPostgres, EmbeddedPostgresError
from ava_dashboard.version import ROOT

MIGRATIONS = ROOT / "migrations"
READY_SECONDS = 60.0
STOP_SECONDS = 20.0
PR_SET_PDEATHSIG = 1


class LaunchError(Exception):
    """The start can't go on; the message is for the person at the terminal."""


class Interrupted(Exception):
    """Somebody asked for the end while the start was still under way."""


class Signals:
    """Remembers that SIGINT, SIGTERM or SIGHUP came; the launcher looks between its steps."""

    def __init__(self) -> None:
        self.came = False
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, self._note)

    def _note(self, *_: object) -> None:
        self.came = True

    def check(self) -> None:
        if self.came:
            raise Interrupted


def main(arguments: list[str] | None = None) -> int:
    """Run until stopped; returns the exit code."""
    parser = argparse.ArgumentParser(prog="python -m ava_dashboard.launch", description=__doc__)
    parser.add_argument("--reload", action="store_true", help="restart the web server when code changes")
    given = parser.parse_args(arguments)
    signals = Signals()
    try:
        config = Config.from_environ()
        _require_port(config)
        with _database(config) as url:
            signals.check()
            _prepare(config, url)
            signals.check()
            return _serve(config, signals, reload=given.reload)
    except Interrupted:
        return 0
    except (ConfigError, EmbeddedPostgresError, LaunchError) as error:
        # A Ctrl-C reaches the programs that we run, too: their failure is then no error.
        if signals.came:
            return 0
        print(error, file=sys.stderr)
        return 1
    finally:
        if signals.came:
            _say("Everything is stopped.")


def _say(line: str) -> None:
    print(line, flush=True)


def _require_port(config: Config) -> None:
    family = socket.AF_INET6 if ":" in config.host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((config.host, config.port))
        except OSError as error:
            raise LaunchError(
                f"PORT {config.port} on {config.host} can't be used ({error.strerror}); "
                f"choose another, such as: make run PORT={config.port + 1}"
            ) from error


@contextmanager
def _database(config: Config) -> Iterator[str]:
    """The database's address; the embedded server runs for the block."""
    if config.database_url is not None:
        _say("Using the database that DATABASE_URL names.")
        yield config.database_url
        return
    server = EmbeddedPostgres(config.state_folder)
    _say(f"Starting PostgreSQL in {config.state_folder}.")
    with server.in_use() as url:
        yield url


def _prepare(config: Config, url: str) -> None:
    """Migrate and fill the demo, if anything of that is missing; looking is cheap, so that a start is."""
    try:
        with closing(psycopg2.connect(url.replace("+psycopg2", "", 1), connect_timeout=3)) as connection:
            at_head = _first(connection, "dashboard.alembic_version", "version_num") == _head()
            filled = config.demo and _first(connection, "public.farmers", "id") is not None
    except psycopg2.Error as error:
        _say(f"The database can't be asked, so nothing is migrated: {str(error).strip().splitlines()[0]}")
        return
    token = config.state_folder / "service-token"
    if at_head and not (config.demo and not (filled and token.exists())):
        _say("The database is up to date.")
        return
    _fill(config, fill=config.demo and not filled, token=token if config.demo else None)


def _first(connection: "psycopg2.extensions.connection", table: str, column: str) -> object:
    """A value of the table, or None where it is empty or missing."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT to_regclass(%s)", (table,))
        (found,) = cursor.fetchone() or (None,)
        if found is None:
            return None
        cursor.execute(f"SELECT {column} FROM {table} LIMIT 1")
        row = cursor.fetchone()
        return row[0] if row else None


def _head() -> str:
    """The newest revision, which the file's name begins with."""
    return max(path.name.split("_")[0] for path in (MIGRATIONS / "versions").glob("[0-9]*_*.py"))


def _fill(config: Config, *, fill: bool, token: Path | None) -> None:
    # These take half a second to import, and a usual start needs none of them.
    from flask_migrate import upgrade
    from sqlalchemy.exc import SQLAlchemyError

    from ava_dashboard.app import create_app
    from ava_dashboard.auth import actions
    from ava_dashboard.core.database import transaction
    from ava_dashboard.demo import load

    with create_app(config).app_context():
        _say("Migrating the schema dashboard.")
        try:
            upgrade(str(MIGRATIONS))
        except SQLAlchemyError as error:
            reason = str(getattr(error, "orig", error)).strip().splitlines()[0]
            raise LaunchError(f"The migration failed: {reason}") from error
        if fill:
            with transaction(30) as connection:
                loaded = load.load(connection, now=clock.now(), zone=config.zone)
            _say(f"Loaded {loaded.farmers} demo farms with {loaded.hectares} ha.")
        if token is not None and not token.exists():
            made = secrets.token_urlsafe(32)
            with transaction() as connection:
                name = f"demo of {clock.now():%Y-%m-%d %H:%M:%S}"
                actions.keep_service_token(connection, name=name, token=made, now=clock.now())
            _write_private(token, made)
            _say("Made the demo's service token.")


def _write_private(path: Path, content: str) -> None:
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w") as file:
        file.write(content)


def _serve(config: Config, signals: Signals, *, reload: bool) -> int:
    """Run web server and worker until a signal or until one of them ends; returns the exit code."""
    flask = [sys.executable, "-m", "flask", "--app", "wsgi"]
    gunicorn = [sys.executable, "-m", "gunicorn", "-c", "gunicorn.conf.py", *(["--reload"] if reload else [])]
    parts: dict[str, subprocess.Popen[bytes]] = {}
    try:
        _say("Starting the web server and the worker.")
        parts["web server"] = _start([*gunicorn, "wsgi:app"])
        _wait(parts, signals, lambda: _is_live(config))
        # Only now: on two cores the web server would start a second later beside it.
        parts["worker"] = _start([*flask, "worker"])
        _say(f"Ready: http://{f'[{config.host}]' if ':' in config.host else config.host}:{config.port}")
        _say("Ctrl-C stops everything.")
        _wait(parts, signals, lambda: False, seconds=float("inf"))
    except Interrupted:
        _say("Stopping.")
        return 0
    finally:
        _stop(parts)
    return 0


def _start(command: list[str]) -> "subprocess.Popen[bytes]":
    """A child in a session of its own, so that Ctrl-C reaches the launcher only, which ends it in order."""
    return subprocess.Popen(
        command, cwd=ROOT, stdin=subprocess.DEVNULL, start_new_session=True, preexec_fn=_follow(os.getpid())
    )


def _follow(parent: int) -> Callable[[], None] | None:
    """What makes a child end when the launcher is killed: Linux tells it; elsewhere nothing can."""
    if sys.platform != "linux":
        return None
    libc = ctypes.CDLL(None)

    def follow() -> None:
        libc.prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
        if os.getppid() != parent:
            os._exit(1)

    return follow


def _wait(
    parts: "dict[str, subprocess.Popen[bytes]]",
    signals: Signals,
    is_over: Callable[[], bool],
    *,
    seconds: float = READY_SECONDS,
) -> None:
    """Until `is_over`. Interrupted at a signal, LaunchError when a part ends or the time is up."""
    deadline = clock.monotonic() + seconds
    while not is_over():
        signals.check()
        for name, part in parts.items():
            if part.poll() is not None:
                raise LaunchError(f"The {name} ended by itself (exit code {part.returncode}).")
        if clock.monotonic() > deadline:
            raise LaunchError(f"The web server did not answer within {seconds:.0f} s.")
        sleep(0.05)


def _is_live(config: Config) -> bool:
    connection = http.client.HTTPConnection(config.host, config.port, timeout=1)
    try:
        connection.request("GET", "/health/live")
        return connection.getresponse().status == 200
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def _stop(parts: "dict[str, subprocess.Popen[bytes]]") -> None:
    for part in parts.values():
        if part.poll() is None:
            part.terminate()
    deadline = clock.monotonic() + STOP_SECONDS
    for part in parts.values():
        try:
            part.wait(max(0.1, deadline - clock.monotonic()))
        except subprocess.TimeoutExpired:
            os.killpg(part.pid, signal.SIGKILL)
            part.wait()


if __name__ == "__main__":
    sys.exit(main())
