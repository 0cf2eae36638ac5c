"""Each error becomes a page that says what happened, with version and theme like any other."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from flask import Flask

from ava_dashboard.core.exceptions import DatabaseUnavailable, MissingColumns
from ava_dashboard.core.roles import Role
from tests.house_rules import Browser


@contextmanager
def raising(app: Flask, error: Exception) -> Iterator[None]:
    """Let the page of definitions fail."""

    def fail() -> None:
        raise error

    kept = app.view_functions["definitions"]
    app.view_functions["definitions"] = fail
    app.config["PROPAGATE_EXCEPTIONS"] = False
    try:
        yield
    finally:
        app.view_functions["definitions"] = kept
        app.config["PROPAGATE_EXCEPTIONS"] = None


@pytest.mark.parametrize(
    ("error", "status", "says"),
    [
        (DatabaseUnavailable("away"), 503, "database"),
        (DatabaseUnavailable("slow"), 503, "too slow"),
        (MissingColumns(("farmers.id",)), 503, "farmers.id"),
        (RuntimeError("secret detail"), 500, "has been logged"),
    ],
)
def test_an_error_becomes_its_page(client: Browser, error: Exception, status: int, says: str) -> None:
    client.sign_in(Role.BUSINESS)
    with raising(client.app, error):
        page = client.get("/definitions", status=status).text
    assert says in page
    assert "secret detail" not in page
    assert "v2.3.1-blue-debug-0123abcd" in page


def test_an_unknown_address_is_a_page_below_api_json(client: Browser) -> None:
    assert "v2.3.1-blue-debug-0123abcd" in client.get("/no-such-page", status=404).text
    assert client.get("/api/nothing", status=404).json == {
        "error": "Not Found",
        "message": "There is no page at this address.",
    }


def test_a_nul_character_in_an_address_is_named(client: Browser) -> None:
    client.sign_in(Role.BUSINESS)
    assert "country contains a NUL" in client.get("/business-dashboard?country=a%00b", status=400).text


def test_a_wrong_method_and_a_large_body_are_told(client: Browser) -> None:
    client.sign_in(Role.BUSINESS)
    assert client.client.put("/definitions").status_code == 405
    assert client.client.post("/sign-in", data={"email": "x" * 300_000}).status_code == 413
