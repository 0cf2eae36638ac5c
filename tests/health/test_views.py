"""The open probes and the operator's page, on a database that is there."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import Connection, text

from ava_dashboard.auth import actions
from ava_dashboard.core.measured import Measured
from ava_dashboard.core.roles import Role
from ava_dashboard.health.readings import HealthReadings
from ava_dashboard.history.jobs import declare, run_one_due
from ava_dashboard.history.snapshots import _json
from tests.farm_rows import add_farmer, add_field
from tests.health.examples import fine
from tests.house_rules import Browser

OPEN = ("/health/live", "/health/ready", "/api/v1/health", "/version")


def verdict_of(page: str) -> str:
    found = re.search(r'data-verdict="(\w+)"', page)
    assert found
    return found[1]


def run_the_worker_once(connection: Connection, *, failing: bool = False) -> None:
    def work() -> None:
        if failing:
            raise ValueError("secret words")

    declare(connection, names=["sweep"], now=datetime(2020, 1, 1, tzinfo=UTC))
    run_one_due({"sweep": (timedelta(minutes=5), work)}, seconds=5)


@pytest.mark.parametrize("path", OPEN)
def test_the_probes_are_open_and_kept_by_nobody(client: Browser, path: str) -> None:
    assert client.get(path).headers["Cache-Control"] == "no-store"


def test_live_and_ready(client: Browser) -> None:
    assert client.get("/health/live").text == "ok"
    assert client.get("/health/ready").json == {"status": "ready"}


def test_the_version_is_told_exactly(client: Browser, app: Flask) -> None:
    assert client.get("/version").json == {
        "version": "v2.3.1-blue-debug-0123abcd",
        "ava_version": "v2.3.1-blue-debug",
        "build_id": "0123abcd",
        "commit": "f" * 40,
        "started_at": app.extensions["started_at"].isoformat(timespec="seconds"),
        "mismatch": None,
    }
    assert str((client.get("/version").json or {})["started_at"]).endswith("+00:00")


def test_a_visitor_and_a_business_role_get_no_details(client: Browser) -> None:
    short = {"status": "ready", "version": "v2.3.1-blue-debug-0123abcd"}
    assert client.get("/api/v1/health").json == short
    client.sign_in(Role.BUSINESS).get("/business-dashboard")
    assert client.get("/api/v1/health").json == short


def test_an_operator_gets_the_details(client: Browser, connection: Connection) -> None:
    run_the_worker_once(connection)
    client.sign_in(Role.OPERATOR).get("/health-dashboard")
    answer = client.get("/api/v1/health").json
    assert answer is not None
    assert answer["migrations"]["at_head"] is True
    assert [(job["job"], job["last_error"]) for job in answer["worker"]] == [("sweep", None)]
    assert answer["worker"][0]["last_run_at"].endswith("+00:00")


@pytest.mark.parametrize(
    ("role", "status"),
    [(Role.OPERATOR, 200), (Role.ADMIN, 200), (Role.BUSINESS, 403), (Role.AGRONOMIST, 403)],
)
def test_the_page_is_the_operators(client: Browser, role: Role, status: int) -> None:
    client.sign_in(role)
    client.get("/health-dashboard", status=status)
    client.get("/health-dashboard/findings/areas_zero", status=status)


def test_the_short_address_leads_to_the_page(client: Browser) -> None:
    assert client.sign_in(Role.OPERATOR).get("/health", status=302).location == "/health-dashboard"


def test_nobody_sees_it_without_signing_in(client: Browser) -> None:
    assert "/sign-in" in client.get("/health-dashboard", status=302).location


def test_before_the_worker_ran_it_says_so_and_is_not_fine(client: Browser) -> None:
    page = client.sign_in(Role.OPERATOR).get("/health-dashboard").text
    assert verdict_of(page) == "degraded"
    assert "The worker has not run." in page


def test_with_a_worker_it_is_fine(client: Browser, connection: Connection) -> None:
    run_the_worker_once(connection)
    page = client.sign_in(Role.OPERATOR).get("/health-dashboard").text
    assert verdict_of(page) == "ok"
    assert "It is fine." in page
    assert page.count('data-state="live"') == 4
    assert re.search(r"As of \d\d:\d\d:\d\d, refreshes every 30 s", page)


def test_a_failed_run_shows_its_kind_and_not_its_words(client: Browser, connection: Connection) -> None:
    run_the_worker_once(connection, failing=True)
    page = client.sign_in(Role.OPERATOR).get("/health-dashboard").text
    assert verdict_of(page) == "degraded"
    assert "Failed: ValueError" in page
    assert "secret words" not in page


def test_findings_are_counted_and_lead_to_ids_without_names(client: Browser, connection: Connection) -> None:
    farmer = add_farmer(connection, country=None, farm_name="OPG Tajni", manager_name="Skriveni")
    first, second = add_field(connection, field_name="Tajna njiva"), add_field(connection)
    client.sign_in(Role.OPERATOR)
    page = client.get("/health-dashboard").text
    assert "2 fields" in page
    assert "1 farmer" in page
    owners = client.get("/health-dashboard/findings/fields_without_owner").text
    assert f"<code>{first}</code>" in owners
    assert f"<code>{second}</code>" in owners
    countries = client.get("/health-dashboard/findings/farmers_without_country").text
    assert f"<code>{farmer}</code>" in countries
    for secret in ("OPG Tajni", "Skriveni", "Tajna njiva", "+385"):
        assert secret not in page + owners + countries


def test_a_finding_that_nobody_knows_is_not_found(client: Browser) -> None:
    client.sign_in(Role.OPERATOR).get("/health-dashboard/findings/no_such_thing", status=404)


def test_an_unchanged_page_is_not_sent_again(client: Browser, connection: Connection) -> None:
    client.sign_in(Role.OPERATOR)
    first = client.get("/health-dashboard")
    client.get("/health-dashboard", status=304, headers={"If-None-Match": first.headers["ETag"]})


def test_the_hub_shows_how_many_kinds_of_findings_there_are(client: Browser, connection: Connection) -> None:
    add_field(connection)
    add_field(connection, area_ha=0)
    page = client.sign_in(Role.OPERATOR).get("/").text
    assert "Data findings" in page
    assert re.search(r'stat__value">2\s*</p>', page)


def test_readings_come_back_from_json_as_they_went() -> None:
    readings = fine(connections=Measured[int].unavailable("Needs pg_monitor."))
    assert _json.structure(_json.unstructure(readings), HealthReadings) == readings


def test_the_snapshot_is_shared_by_all_viewers(client: Browser, connection: Connection) -> None:
    client.sign_in(Role.OPERATOR)
    for _ in range(3):
        client.get("/health-dashboard")
    assert connection.scalar(text("SELECT count(*) FROM dashboard.snapshots WHERE kind = 'health'")) == 1


def test_a_program_that_was_verified_lately_gets_the_details_too(
    client: Browser, connection: Connection, now: datetime
) -> None:
    token = actions.add_service_token(connection, name="check", now=now)
    headers = {"Authorization": f"Bearer {token}"}
    assert "migrations" not in (client.get("/api/v1/health", headers=headers).json or {})
    client.get("/health-dashboard", headers=headers)
    assert "migrations" in (client.get("/api/v1/health", headers=headers).json or {})
    assert "migrations" not in (client.get("/api/v1/health").json or {})
