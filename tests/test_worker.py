"""The worker as a whole: it runs what is due, outlives the database's absence, and stops when told."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import Connection, text

from ava_dashboard import worker
from ava_dashboard.core.database import db, reading
from ava_dashboard.history.jobs import job_runs
from tests.breakable_server import breakable_server, wait_until

JOBS = {"business snapshot", "health snapshot", "clean-up"}


@contextmanager
def running(app: Flask) -> Iterator[None]:
    stop = threading.Event()
    thread = threading.Thread(target=worker.run, args=(app, stop))
    thread.start()
    try:
        yield
    finally:
        stop.set()
        started = time.monotonic()
        thread.join(10)
        assert not thread.is_alive()
        assert time.monotonic() - started < 5


def runs(connection: Connection) -> dict[str, int]:
    return {job.name: job.runs for job in job_runs(connection)}


def test_every_job_runs_and_both_snapshots_are_taken(app: Flask, connection: Connection) -> None:
    with running(app):
        wait_until(lambda: set(runs(connection)) == JOBS and all(runs(connection).values()), seconds=15)
    assert [job.last_error for job in job_runs(connection)] == [None, None, None]
    kinds = connection.execute(text("SELECT DISTINCT kind FROM dashboard.snapshots ORDER BY kind")).scalars()
    assert list(kinds) == ["business", "health"]


def test_the_clean_up_forgets_old_snapshots(app: Flask, connection: Connection) -> None:
    connection.execute(
        text(
            "INSERT INTO dashboard.snapshots (kind, taken_at, seconds, payload) VALUES"
            " ('business', '2020-01-01 10:00Z', 1, '{}'), ('business', '2020-01-01 11:00Z', 1, '{}')"
        )
    )
    with running(app):
        wait_until(lambda: runs(connection).get("clean-up", 0) > 0, seconds=15)
    old = connection.execute(text("SELECT taken_at FROM dashboard.snapshots WHERE taken_at < '2021-01-01Z'"))
    assert [moment.hour for moment in old.scalars()] == [11]


@pytest.mark.slow
def test_it_waits_for_a_database_that_is_away_and_goes_on(tmp_path: Path) -> None:
    with breakable_server(tmp_path / "server") as server:
        app = server.make_app(snapshot_seconds=1)
        server.stop()
        with running(app):
            time.sleep(1)
            server.start()

            def all_ran() -> bool:
                with app.app_context(), reading() as connection:
                    found = runs(connection)
                return set(found) == JOBS and all(found.values())

            wait_until(lambda: worker_sees_it(app), seconds=3)
            wait_until(all_ran, seconds=15)
        with app.app_context():
            db.engine.dispose()


def worker_sees_it(app: Flask) -> bool:
    return app.extensions["availability"].reason is None
