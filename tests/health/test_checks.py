"""Is it fine? Each part alone, and the whole."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from flask import Flask

from ava_dashboard.core.measured import Measured, State
from ava_dashboard.farms.findings import Finding
from ava_dashboard.health.checks import Check, Level, all_checks, finding_level, job_level, verdict
from ava_dashboard.health.readings import FigureColumns, HealthReadings
from ava_dashboard.version import Version
from tests.health.examples import NOW, fine, job

VERSION = Version("v2.3.1-blue-debug", "0123abcd", "f" * 40, None)


@pytest.fixture(autouse=True)
def in_a_request(app: Flask) -> Iterator[None]:
    with app.test_request_context():
        yield


def judged(
    readings: HealthReadings, *, trouble: str | None = None, version: Version = VERSION
) -> dict[str, Check]:
    checks = all_checks(readings, trouble=trouble, expected_migration="0001", version=version)
    return {check.title: check for check in checks}


def test_when_all_is_fine_one_sentence_says_so() -> None:
    checks = judged(fine())
    assert {check.level for check in checks.values()} == {Level.OK}
    whole = verdict(tuple(checks.values()))
    assert (whole.level, whole.title) == (Level.OK, "It is fine.")


@pytest.mark.parametrize(
    ("title", "over", "level", "text"),
    [
        ("Database", {"latency_seconds": 0.9}, Level.DEGRADED, "A round trip took 900.0 ms."),
        ("Connections", {"connections": 81}, Level.DEGRADED, "81 of 100 are taken."),
        ("Connections", {"connections": 80}, Level.OK, "80 of 100 are taken."),
        (
            "Connections",
            {"connections": Measured.unavailable("Needs pg_monitor.")},
            Level.UNKNOWN,
            "Not measured. Needs pg_monitor.",
        ),
        (
            "Connections",
            {"max_connections": Measured.unavailable("No.")},
            Level.UNKNOWN,
            "It is not known how many are allowed.",
        ),
        (
            "Migrations",
            {"migration": "0000"},
            Level.DEGRADED,
            "The database is at 0000, the code expects 0001.",
        ),
        (
            "Tables and columns",
            {"figures": (FigureColumns("a", "A", ("farmers.id", "farmers.country"), ("farmers.country",)),)},
            Level.DEGRADED,
            "Missing: farmers.country.",
        ),
        ("Worker", {"jobs": ()}, Level.DEGRADED, "The worker has not run."),
        (
            "Worker",
            {"jobs": (job(), job("clean-up", last_run_at=None, last_ok_at=None))},
            Level.UNKNOWN,
            "Has not run yet: clean-up.",
        ),
        (
            "Worker",
            {"jobs": (job(last_run_at=None, last_ok_at=None, last_seconds=None, runs=0),)},
            Level.DEGRADED,
            "The worker has not run.",
        ),
        (
            "Worker",
            {"jobs": (job(), job("dig", last_error="ValueError"))},
            Level.DEGRADED,
            "The last run failed: dig.",
        ),
        (
            "Worker",
            {"jobs": (job(next_run_at=NOW - timedelta(minutes=3)),)},
            Level.DEGRADED,
            "Late: sweep.",
        ),
        ("Worker", {"jobs": (job(), job("dig"))}, Level.OK, "2 jobs run on time."),
    ],
)
def test_each_part_is_judged_by_itself(title: str, over: dict[str, object], level: Level, text: str) -> None:
    checks = judged(fine(**over))
    assert (checks[title].level, checks[title].text) == (level, text)
    assert {name for name, check in checks.items() if check.level is not Level.OK} <= {title}


def test_two_versions_are_not_fine() -> None:
    two = Version("v1", "0123abcd", "unknown", "AVA_VERSION says v1, but the file VERSION says v2.")
    assert judged(fine(), version=two)["Version"].level is Level.DEGRADED


@pytest.mark.parametrize(("trouble", "text"), [("away", "gives no answer"), ("slow", "not answer in time")])
def test_a_missing_database_is_down_whatever_was_read_before(trouble: str, text: str) -> None:
    checks = judged(fine(), trouble=trouble)
    whole = verdict(tuple(checks.values()))
    assert whole.level is Level.DOWN
    assert text in whole.text


def test_what_was_not_measured_is_unknown_and_never_fine() -> None:
    checks = judged(HealthReadings.none("The database gives no answer."))
    assert {check.level for check in checks.values() if check.title != "Version"} == {Level.UNKNOWN}
    whole = verdict(tuple(checks.values()))
    assert whole.level is Level.UNKNOWN
    assert whole.text == (
        "Database, Connections, Migrations, Tables and columns, Worker:"
        " Not measured. The database gives no answer."
    )


def test_old_readings_are_stale_and_not_fine() -> None:
    old = fine().each(lambda one: Measured(one.value, State.STALE, one.as_of, "old"))
    checks = judged(old)
    assert {check.level for check in checks.values() if check.title != "Version"} == {Level.STALE}
    assert verdict(tuple(checks.values())).level is Level.STALE


def test_the_worst_part_decides_and_is_named() -> None:
    checks = judged(fine(migration="0000", connections=Measured.unavailable("Needs pg_monitor.")))
    whole = verdict(tuple(checks.values()))
    assert whole.level is Level.DEGRADED
    assert whole.text == "Migrations: The database is at 0000, the code expects 0001."


def test_a_job_that_never_ran_is_unknown() -> None:
    assert job_level(job(), NOW) is Level.OK
    assert job_level(job(last_run_at=None), NOW) is Level.UNKNOWN
    assert job_level(job(last_error="ValueError"), NOW) is Level.DEGRADED
    assert job_level(job(next_run_at=NOW - timedelta(minutes=2, seconds=1)), NOW) is Level.DEGRADED
    assert job_level(job(next_run_at=NOW - timedelta(minutes=2)), NOW) is Level.OK


def test_a_finding_that_could_not_be_looked_for_is_unknown() -> None:
    assert finding_level(Finding("areas_zero", "fields", 0)) is Level.OK
    assert finding_level(Finding("areas_zero", "fields", 3)) is Level.DEGRADED
    assert finding_level(Finding("areas_zero", "", None, missing=("fields.area_ha",))) is Level.UNKNOWN
