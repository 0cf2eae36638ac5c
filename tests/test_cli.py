"""The commands, as an operator types them."""

from dataclasses import replace

import pytest
from click.testing import Result
from flask import Flask
from sqlalchemy import Connection, text

from ava_dashboard.auth.tokens import token_hash
from tests.farm_rows import add_farmer

PASSWORD = "correct horse battery"


def run(app: Flask, *arguments: str, answer: str = "") -> Result:
    return app.test_cli_runner().invoke(args=list(arguments), input=answer)


def add(app: Flask, email: str = "ana@example.org", password: str = PASSWORD) -> Result:
    return run(
        app,
        "users",
        "add",
        "--email",
        email,
        "--name",
        "Ana",
        "--role",
        "admin",
        answer=f"{password}\n{password}\n",
    )


def test_an_admin_is_made_listed_and_disabled(app: Flask) -> None:
    assert "ana@example.org may sign in as admin." in add(app).output
    assert run(app, "users", "list").output == "ana@example.org\tAna\tadmin\tenabled\n"
    assert run(app, "users", "disable", "ana@example.org").exit_code == 0
    assert "disabled" in run(app, "users", "list").output


def test_a_mistake_is_one_line_and_exit_code_1(app: Flask) -> None:
    add(app)
    again = add(app)
    assert (again.exit_code, again.output.splitlines()[-1]) == (
        1,
        "Error: There is an account with the e-mail ana@example.org already.",
    )
    assert "at least 12 characters" in add(app, "eva@example.org", "short").output
    unknown = run(app, "users", "disable", "nobody@example.org")
    assert (unknown.exit_code, unknown.output) == (
        1,
        "Error: No account has the e-mail nobody@example.org.\n",
    )


def test_a_password_is_typed_and_never_shown(app: Flask, connection: Connection) -> None:
    add(app)
    changed = run(
        app, "users", "set-password", "ana@example.org", answer="a second password\na second password\n"
    )
    assert changed.exit_code == 0
    assert "second" not in changed.output
    kept = connection.scalar(text("SELECT password_hash FROM dashboard.accounts"))
    assert kept.startswith("$argon2id$")


def test_a_token_is_shown_once_and_kept_hashed(app: Flask, connection: Connection) -> None:
    token = run(app, "tokens", "add", "gate").output.strip()
    assert connection.scalar(text("SELECT token_hash FROM dashboard.service_tokens")) == token_hash(token)
    assert run(app, "tokens", "list").output.endswith("in use\n")
    assert run(app, "tokens", "revoke", "gate").exit_code == 0
    assert "revoked" in run(app, "tokens", "list").output


@pytest.fixture
def demo(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Flask:
    """The app as if it ran the embedded demo, on the database of the test."""
    monkeypatch.setitem(app.extensions, "config", replace(app.extensions["config"], demo=True))
    return app


def test_demo_farms_never_go_into_a_database_of_somebody_elses(app: Flask, connection: Connection) -> None:
    refused = run(app, "demo", "load")
    assert (refused.exit_code, "DATABASE_URL is set" in refused.output) == (1, True)
    assert connection.scalar(text("SELECT count(*) FROM farmers")) == 0


def test_demo_farms_go_into_an_empty_database_only(demo: Flask, connection: Connection) -> None:
    app = demo
    add_farmer(connection)
    refused = run(app, "demo", "load", "--seed", "7")
    assert refused.exit_code == 1
    assert refused.output.startswith("Error: ")
    assert connection.scalar(text("SELECT count(*) FROM farmers")) == 1


def test_demo_farms_are_loaded(demo: Flask) -> None:
    assert run(demo, "demo", "load", "--seed", "7").output == "Loaded 16 farms with 211.95 ha.\n"


def test_a_database_that_is_not_the_demos_is_not_reset(app: Flask, connection: Connection) -> None:
    add_farmer(connection)
    refused = run(app, "demo", "reset")
    assert (refused.exit_code, "DATABASE_URL is set" in refused.output) == (1, True)
    assert connection.scalar(text("SELECT count(*) FROM farmers")) == 1


@pytest.mark.parametrize("given", ["x", "NaN", "Infinity"])
def test_what_is_no_number_of_hectares_is_refused(app: Flask, given: str) -> None:
    result = run(app, "mango-check", "--url", "http://127.0.0.1:9", "--expect-hectares", given)
    assert result.exit_code == 2
    assert "is not a number" in result.output
