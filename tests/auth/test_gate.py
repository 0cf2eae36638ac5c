"""Who gets in, and what remains open while the database is away."""

from datetime import UTC, datetime, timedelta

from flask import Flask
from sqlalchemy import Connection

from ava_dashboard.auth import actions
from ava_dashboard.auth.gate import MOST_REMEMBERED, RecentlyVerified
from ava_dashboard.core.roles import Role
from ava_dashboard.web.access import SignedIn
from tests.house_rules import Browser

ANA = SignedIn(1, "Ana", "ana@example.org", Role.BUSINESS, 7)


def test_a_visitor_is_sent_to_sign_in_and_back(client: Browser) -> None:
    response = client.get("/business-dashboard?period=7d", status=302)
    assert response.location == "/sign-in?next=/business-dashboard?period%3D7d"


def test_a_role_that_may_not_is_refused(client: Browser) -> None:
    client.sign_in(Role.AGRONOMIST).get("/business-dashboard", status=403)
    client.sign_in(Role.BUSINESS).get("/health-dashboard", status=403)
    client.sign_in(Role.OPERATOR).get("/agronomic-dashboard", status=403)


def test_a_service_token_reads_and_never_writes(
    client: Browser, connection: Connection, now: datetime
) -> None:
    token = actions.add_service_token(connection, name="gate", now=now)
    headers = {"Authorization": f"Bearer {token}"}
    client.get("/business-dashboard", headers=headers)
    client.get("/business-dashboard", status=401, headers={"Authorization": "Bearer nonsense"})
    client.get("/agronomic-dashboard", status=403, headers=headers)
    assert client.client.post("/sign-out", headers=headers).status_code in (400, 403)


def test_an_ended_session_is_out_at_once(client: Browser, connection: Connection) -> None:
    client.sign_in(Role.BUSINESS).get("/business-dashboard")
    actions.disable_account(connection, email="business@example.org")
    client.get("/business-dashboard", status=302)


def test_an_unknown_address_is_404_for_everybody(client: Browser) -> None:
    client.get("/no-such-page", status=404)


def test_who_was_verified_is_remembered_for_15_minutes_and_boundedly() -> None:
    known, now = RecentlyVerified(), datetime(2026, 11, 24, tzinfo=UTC)
    known.note("ana", ANA, now)
    assert known.recall("ana", now + timedelta(minutes=15)) == ANA
    assert known.recall("ana", now + timedelta(minutes=15, seconds=1)) is None
    for number in range(MOST_REMEMBERED):
        known.note(str(number), ANA, now)
    assert known.recall("ana", now) is None
    known.forget("5")
    assert known.recall("5", now) is None


def test_the_gate_runs_before_the_csrf_check(app: Flask) -> None:
    assert app.test_client().post("/sign-out").status_code == 302
