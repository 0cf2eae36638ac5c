"""Jobs claimed by row: once each, whoever runs them and whoever is killed."""

import subprocess
import sys
import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import Connection, text

from ava_dashboard.core.database import transaction
from ava_dashboard.history.jobs import JobRun, declare, job_runs, run_one_due
from tests.breakable_server import wait_until
from tests.conftest import ROOT

EVERY = timedelta(minutes=5)
LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)

RUN_AND_HANG = """
import sys, time
from datetime import timedelta
from tests.conftest import make_config
from ava_dashboard.app import create_app
from ava_dashboard.history.jobs import run_one_due

def hang():
    print("at it", flush=True)
    time.sleep(60)

with create_app(make_config(sys.argv[1])).app_context():
    run_one_due({"sweep": (timedelta(minutes=5), hang)}, seconds=60)
"""


def work_of(name: str, work: Callable[[], None]) -> dict[str, tuple[timedelta, Callable[[], None]]]:
    return {name: (EVERY, work)}


def only_job(connection: Connection) -> JobRun:
    (job,) = job_runs(connection)
    return job


def nothing() -> None:
    pass


def test_a_declared_job_is_due_and_has_not_run(connection: Connection, now: datetime) -> None:
    declare(connection, names=["sweep"], now=now)
    declare(connection, names=["sweep"], now=now + EVERY)
    assert only_job(connection) == JobRun("sweep", now, None, None, None, None, 0)


def test_no_jobs_are_declared_without_names(connection: Connection, now: datetime) -> None:
    declare(connection, names=[], now=now)
    assert job_runs(connection) == ()


def test_a_run_is_written_down_and_the_next_one_planned(connection: Connection) -> None:
    declare(connection, names=["sweep"], now=LONG_AGO)
    before = datetime.now(UTC)
    assert run_one_due(work_of("sweep", lambda: time.sleep(0.05)), seconds=5) == ("sweep", None)
    job = only_job(connection)
    assert job.last_run_at is not None and before < job.last_run_at < datetime.now(UTC)
    assert job.last_ok_at == job.last_run_at
    assert job.next_run_at == job.last_run_at + EVERY
    assert job.last_seconds is not None and 0.05 <= job.last_seconds < 1
    assert (job.last_error, job.runs) == (None, 1)
    assert run_one_due(work_of("sweep", nothing), seconds=5) is None


def test_a_failure_is_planned_again_with_its_kind_and_without_its_words(connection: Connection) -> None:
    declare(connection, names=["sweep"], now=LONG_AGO)
    run_one_due(work_of("sweep", nothing), seconds=5)
    fine = only_job(connection).last_ok_at
    connection.execute(text("UPDATE dashboard.jobs SET next_run_at = '2020-01-01Z'"))

    def fail() -> None:
        raise ValueError("+385 1 234 5678")

    name_and_error = run_one_due(work_of("sweep", fail), seconds=5)
    assert name_and_error is not None and isinstance(name_and_error[1], ValueError)
    job = only_job(connection)
    assert (job.last_error, job.last_ok_at, job.runs) == ("ValueError", fine, 2)
    assert job.next_run_at > datetime.now(UTC)


def test_the_job_that_is_due_longest_comes_first_and_strangers_are_left_alone(
    connection: Connection, now: datetime
) -> None:
    declare(connection, names=["late"], now=LONG_AGO + EVERY)
    declare(connection, names=["latest"], now=LONG_AGO)
    declare(connection, names=["of another release"], now=LONG_AGO - EVERY)
    jobs = work_of("late", nothing) | work_of("latest", nothing)
    ran = [run_one_due(jobs, seconds=5) for _ in range(3)]
    assert ran == [("latest", None), ("late", None), None]


def test_two_workers_run_one_job_once(app: Flask, connection: Connection) -> None:
    declare(connection, names=["sweep"], now=LONG_AGO)
    ready, runs, results = threading.Barrier(4), [], []

    def work() -> None:
        runs.append(threading.get_ident())
        time.sleep(0.3)

    def worker() -> None:
        with app.app_context():
            ready.wait()
            results.append(run_one_due(work_of("sweep", work), seconds=5))

    workers = [threading.Thread(target=worker) for _ in range(4)]
    for one in workers:
        one.start()
    for one in workers:
        one.join()
    assert len(runs) == 1
    assert sorted(results, key=str) == [("sweep", None), None, None, None]
    assert only_job(connection).runs == 1


@pytest.mark.slow
def test_a_killed_run_is_due_again_at_once(connection: Connection, database_url: str) -> None:
    declare(connection, names=["sweep"], now=LONG_AGO)
    worker = subprocess.Popen(
        [sys.executable, "-c", RUN_AND_HANG, database_url], cwd=ROOT, stdout=subprocess.PIPE, text=True
    )
    with worker:
        assert worker.stdout is not None and worker.stdout.readline() == "at it\n"
        assert run_one_due(work_of("sweep", nothing), seconds=5) is None
        worker.kill()
    wait_until(lambda: run_one_due(work_of("sweep", nothing), seconds=5) == ("sweep", None), seconds=2)
    assert only_job(connection).runs == 1


def test_what_a_run_writes_stands_even_if_its_own_row_is_seen_by_nobody(connection: Connection) -> None:
    declare(connection, names=["sweep"], now=LONG_AGO)
    seen: list[int] = []

    def look() -> None:
        with transaction() as other:
            seen.extend(job.runs for job in job_runs(other))

    run_one_due(work_of("sweep", look), seconds=5)
    assert seen == [0]
