"""A PostgreSQL server of a test's own, to be stopped, frozen and brought back, with an app on it."""

import os
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from flask import Flask
from flask_migrate import upgrade
from sqlalchemy import create_engine

from ava_dashboard.app import create_app
from ava_dashboard.auth import actions
from ava_dashboard.core.database import db, transaction
from ava_dashboard.core.embedded_postgres import EmbeddedPostgres
from ava_dashboard.core.roles import Role
from ava_dashboard.models.crm import crm_metadata
from tests.conftest import ROOT, make_config
from tests.house_rules import Browser


class BreakableServer:
    """An app on a server of its own. `config` of make_app is that of tests, with what is given on top."""

    def __init__(self, folder: Path) -> None:
        self._server = EmbeddedPostgres(folder)
        self.url = self._server.ensure()
        self._frozen: list[int] = []

    def make_app(self, **config: object) -> Flask:
        """An app as a new process would have it, on the migrated database."""
        return create_app(make_config(self.url, **config))

    def migrate(self) -> None:
        engine = create_engine(self.url)
        with engine.begin() as connection:
            crm_metadata.create_all(connection)
        engine.dispose()
        app = self.make_app()
        with app.app_context():
            upgrade(str(ROOT / "migrations"))
            db.engine.dispose()

    def stop(self) -> None:
        self._server.stop()

    def start(self) -> None:
        """Bring it back, on the same port."""
        assert self._server.ensure() == self.url

    def freeze(self) -> None:
        """Stop all its processes where they stand: connections stay open and nobody answers."""
        postmaster = int((self._server.home / "server" / "data" / "postmaster.pid").read_text().split()[0])
        self._frozen = [postmaster]
        os.kill(postmaster, signal.SIGSTOP)
        for pid in _children(postmaster):
            os.kill(pid, signal.SIGSTOP)
            self._frozen.append(pid)

    def thaw(self) -> None:
        while self._frozen:
            os.kill(self._frozen.pop(), signal.SIGCONT)

    def mend(self) -> None:
        """Whatever a test did to it, it answers again."""
        self.thaw()
        self.start()

    def remove(self) -> None:
        self.thaw()
        self._server.remove()


@contextmanager
def breakable_server(folder: Path) -> Iterator[BreakableServer]:
    server = BreakableServer(folder)
    try:
        server.migrate()
        yield server
    finally:
        server.remove()


def signed_in(app: Flask, role: Role) -> Browser:
    """A browser in which somebody with this role has signed in."""

    def make_account(role: Role) -> int:
        with app.app_context(), transaction() as connection:
            return actions.add_account(
                connection,
                email=f"{role.value}-{time.monotonic_ns()}@example.org",
                name="Test Person",
                role=role,
                password=None,
                now=datetime.now(UTC),
            )

    return Browser(app, app.test_client(), make_account).sign_in(role)


def wait_until(holds: Callable[[], bool], *, seconds: float) -> float:
    """Seconds until `holds` first did."""
    started = time.monotonic()
    while not holds():
        assert time.monotonic() - started < seconds, f"it took longer than {seconds} s"
        time.sleep(0.02)
    return time.monotonic() - started


def _children(parent: int) -> list[int]:
    found = []
    for status in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = status.read_text().rpartition(")")[2].split()
        except (FileNotFoundError, ProcessLookupError):
            continue  # it ended meanwhile
        if int(fields[1]) == parent:
            found.append(int(status.parent.name))
    return found
