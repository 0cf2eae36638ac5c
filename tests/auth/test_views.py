"""Signing in and out, one's own password and sessions."""

from datetime import timedelta

import pytest
from sqlalchemy import Connection, text

from ava_dashboard.auth import actions
from ava_dashboard.core import clock
from ava_dashboard.core.roles import Role
from tests.house_rules import Browser

PASSWORD = "correct horse battery"


@pytest.fixture
def ana(connection: Connection) -> str:
    actions.add_account(
        connection,
        email="ana@example.org",
        name="Ana Example",
        role=Role.BUSINESS,
        password=PASSWORD,
        now=clock.now(),
    )
    return "ana@example.org"


def sign_in(client: Browser, status: int, **over: str) -> str:
    client.get("/sign-in")
    data = {"email": "ana@example.org", "password": PASSWORD, **over}
    response = client.post("/sign-in", data, status=status)
    return response.location or response.text


def test_the_right_password_opens_the_page_that_was_asked_for(client: Browser, ana: str) -> None:
    assert sign_in(client, 302, email="ANA@example.org", next="/business-dashboard?period=7d") == (
        "/business-dashboard?period=7d"
    )
    client.get("/business-dashboard")


@pytest.mark.parametrize(
    "elsewhere",
    [
        "https://evil.example/",
        "//evil.example",
        "/\\evil.example",
        "\\\\evil",
        "javascript:alert(1)",
        "/a\nb",
    ],
)
def test_no_address_outside_is_followed_after_signing_in(client: Browser, ana: str, elsewhere: str) -> None:
    assert sign_in(client, 302, next=elsewhere) == "/"


@pytest.mark.parametrize(
    "over", [{"password": "wrong password"}, {"email": "nobody@example.org"}, {"email": "ž@ž"}]
)
def test_a_wrong_password_and_an_unknown_email_read_the_same(
    client: Browser, ana: str, over: dict[str, str]
) -> None:
    assert "E-mail or password is not right." in sign_in(client, 401, **over)
    client.get("/business-dashboard", status=302)


def test_a_nul_character_is_refused_by_name(client: Browser, ana: str) -> None:
    assert "password contains a NUL character." in sign_in(client, 400, password="a\0b")


def test_the_ninth_attempt_is_throttled_even_with_the_right_password(client: Browser, ana: str) -> None:
    for _ in range(8):
        sign_in(client, 401, password="wrong password")
    assert "Too many attempts" in sign_in(client, 429)


def test_a_form_without_its_token_is_refused(client: Browser, ana: str) -> None:
    client.post("/sign-in", {"email": ana, "password": PASSWORD, "csrf_token": "x"}, status=400)


def test_signing_in_starts_a_fresh_session_and_signing_out_ends_it(
    client: Browser, ana: str, connection: Connection
) -> None:
    sign_in(client, 302)
    client.get("/account")
    client.post("/sign-out")
    assert connection.scalar(text("SELECT count(*) FROM dashboard.account_sessions")) == 0
    client.get("/business-dashboard", status=302)


def test_cookies_are_kept_from_scripts_and_other_sites(client: Browser, ana: str) -> None:
    client.get("/sign-in")
    cookie = client.post("/sign-in", {"email": ana, "password": PASSWORD}).headers["Set-Cookie"]
    assert cookie.startswith("session=")
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie


def test_one_changes_ones_own_password(client: Browser, ana: str) -> None:
    sign_in(client, 302)
    client.get("/account")
    new = "another good password"
    data = {"current": "wrong password", "new": new, "repeat": new}
    assert "This is not your current password." in client.post("/account/password", data, status=400).text
    client.post("/account/password", {**data, "current": PASSWORD})
    client.get("/account")
    client.post("/sign-out")
    sign_in(client, 401)
    sign_in(client, 302, password=new)


def test_one_sees_and_ends_ones_own_sessions(client: Browser, ana: str, connection: Connection) -> None:
    actions.start_session(
        connection,
        account_id=connection.scalar(text("SELECT id FROM dashboard.accounts")),
        browser="Old phone <script>",
        now=clock.now(),
        lasting=timedelta(hours=1),
    )
    sign_in(client, 302)
    page = client.get("/account").text
    assert "Old phone &lt;script&gt;" in page
    session_id = connection.scalar(text("SELECT min(id) FROM dashboard.account_sessions"))
    client.post(f"/account/sessions/{session_id}/end")
    assert "Old phone" not in client.get("/account").text
    client.post(f"/account/sessions/{session_id}/end", status=404)


def test_demo_buttons_do_not_exist_outside_the_demo(client: Browser) -> None:
    assert "demo/admin" not in client.get("/sign-in").text
    client.post("/sign-in/demo/admin", status=404)
