"""Periodic jobs: what runs, and how often. Started by `flask --app wsgi worker`; any number may run."""

import logging
import random
import signal
import threading
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from flask import Flask

from ava_dashboard.auth.actions import forget_what_is_over
from ava_dashboard.config import Config
from ava_dashboard.core import clock
from ava_dashboard.core.database import transaction
from ava_dashboard.core.exceptions import DatabaseUnavailable
from ava_dashboard.history import jobs, snapshots
from ava_dashboard.history.snapshots import Snapshots

JOB_SECONDS = 60.0
SNAPSHOT_SECONDS = 20.0
LOOK_EVERY_SECONDS = 0.5
log = logging.getLogger(__name__)


def periodic_jobs(app: Flask) -> dict[str, tuple[timedelta, Callable[[], None]]]:
    """Name → how often, and what."""
    config: Config = app.extensions["config"]
    business: Snapshots[Any] = app.extensions["business_snapshots"]
    health: Snapshots[Any] = app.extensions["health_snapshots"]
    # Several times an interval, so that whoever runs late still keeps the pages live.
    often = timedelta(seconds=config.snapshot_seconds / 5)
    return {
        "business snapshot": (often, lambda: _take(business)),
        "health snapshot": (often, lambda: _take(health)),
        "clean-up": (timedelta(minutes=10), _clean_up),
    }


def run(app: Flask, stop: threading.Event) -> None:
    """Run due jobs until `stop`. Loses no run: what it was at when killed is due again at once."""
    with app.app_context():
        todo = periodic_jobs(app)
        declared = False
        while not stop.is_set():
            try:
                if not declared:
                    with transaction() as connection:
                        jobs.declare(connection, names=list(todo), now=clock.now())
                    declared = True
                ran = jobs.run_one_due(todo, seconds=JOB_SECONDS)
            except DatabaseUnavailable as error:
                log.warning("the worker waits for the database", extra={"reason": error.reason})
                ran = None
            if ran and ran[1]:
                log.error("job failed", exc_info=ran[1], extra={"job": ran[0]})
            if ran is None:
                # Not all processes at the same moment.
                stop.wait(LOOK_EVERY_SECONDS * random.uniform(0.8, 1.2))


def run_until_signalled(app: Flask) -> None:
    """The worker process: ends at SIGTERM or SIGINT, after the job at hand."""
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    run(app, stop)


def _take(kind: Snapshots[Any]) -> None:
    kind.take(seconds=SNAPSHOT_SECONDS)


def _clean_up() -> None:
    with transaction() as connection:
        forget_what_is_over(connection, now=clock.now())
        snapshots.thin_out(connection, now=clock.now())
