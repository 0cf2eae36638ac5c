"""Pages are closed by default: every route is asked by a visitor, by every role, and without a form token."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import NamedTuple

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Connection, text
from werkzeug.routing import Rule

from ava_dashboard.auth import actions
from ava_dashboard.core.database import transaction
from ava_dashboard.core.roles import PEOPLE, Role
from ava_dashboard.web.access import allowed_roles, is_public
from tests.farm_rows import add_draft, add_farmer, add_field, add_message
from tests.house_rules import Browser

PUBLIC = {
    "GET /sign-in",
    "POST /sign-in",
    "POST /sign-in/demo/<role>",
    "GET /version",
    "GET /health/live",
    "GET /health/ready",
    "GET /api/v1/health",
    "GET /assets/<key>/console.css",
    "GET /static/<path:filename>",
}
ARGUMENTS: dict[str, str | int] = {
    "draft_id": 1,
    "session_id": 1,
    "role": "business",
    "filename": "favicon.svg",
    "key": "fields_without_owner",
}
READ_ONLY = ("GET", "HEAD", "OPTIONS")


class Route(NamedTuple):
    """One method of one rule, with an address that it answers to."""

    name: str
    method: str
    path: str
    rule: Rule


@pytest.fixture
def routes(app: Flask) -> list[Route]:
    return list(all_routes(app))


def all_routes(app: Flask) -> Iterator[Route]:
    adapter = app.url_map.bind("localhost")
    for rule in app.url_map.iter_rules():
        for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}):
            values = {argument: ARGUMENTS[argument] for argument in rule.arguments}
            path = adapter.build(rule.endpoint, values, method=method)
            yield Route(f"{method} {rule.rule}", method, path, rule)


def ask(client: FlaskClient, route: Route, **options: object) -> int:
    """The status of the answer; a file that would be sent is closed."""
    with client.open(route.path, method=route.method, **options) as answer:
        return int(answer.status_code)


def test_only_the_listed_routes_are_open_to_anyone(app: Flask, routes: list[Route]) -> None:
    marked = {route.name for route in routes if is_public(app.view_functions[route.rule.endpoint])}
    assert marked == PUBLIC


def test_a_visitor_is_sent_to_sign_in_from_every_other_route(app: Flask, routes: list[Route]) -> None:
    for route in routes:
        if route.name in PUBLIC:
            continue
        answer = app.test_client().open(route.path, method=route.method)
        if route.path.startswith("/api/"):
            assert answer.status_code == 401, route.name
        else:
            assert answer.status_code == 302, route.name
            assert answer.location.split("?")[0] == "/sign-in", route.name


def test_an_open_route_answers_a_visitor(app: Flask, routes: list[Route]) -> None:
    for route in routes:
        if route.name in PUBLIC and route.method == "GET":
            # The address of the stylesheet holds a key, and only the right one counts.
            expected = 404 if "<key>" in route.name else 200
            assert ask(app.test_client(), route) == expected, route.name


@pytest.mark.parametrize("role", PEOPLE)
def test_a_person_gets_what_the_mark_at_the_view_says(
    role: Role, app: Flask, client: Browser, routes: list[Route]
) -> None:
    client.sign_in(role)
    for route in routes:
        if route.name in PUBLIC:
            continue
        refused = ask(client.client, route) == 403
        allowed = role in allowed_roles(app.view_functions[route.rule.endpoint])
        assert refused != allowed, f"{role} {route.name}"


def test_a_program_reads_what_the_mark_says_and_changes_nothing(app: Flask, routes: list[Route]) -> None:
    with app.app_context(), transaction() as connection:
        token = actions.add_service_token(connection, name="a program", now=datetime.now(UTC))
    for route in routes:
        if route.name in PUBLIC:
            continue
        status = ask(app.test_client(), route, headers={"Authorization": f"Bearer {token}"})
        reads = route.method in READ_ONLY
        allowed = reads and Role.SERVICE in allowed_roles(app.view_functions[route.rule.endpoint])
        assert (status != 403) == allowed, route.name


def test_a_wrong_token_opens_nothing(app: Flask, routes: list[Route]) -> None:
    for route in routes:
        if route.name not in PUBLIC:
            status = ask(app.test_client(), route, headers={"Authorization": "Bearer made-up"})
            assert status == 401, route.name


def test_a_form_without_its_token_is_refused(client: Browser, routes: list[Route]) -> None:
    client.sign_in(Role.ADMIN)
    posts = [route for route in routes if route.method not in READ_ONLY]
    assert posts
    for route in posts:
        assert ask(client.client, route) == 400, route.name


def test_reading_a_page_writes_nothing_but_snapshots(
    client: Browser, connection: Connection, routes: list[Route]
) -> None:
    farmer = add_farmer(connection)
    add_field(connection, farmer)
    add_field(connection)  # a finding
    add_message(connection, farmer)
    add_draft(connection, farmer)
    client.sign_in(Role.ADMIN)
    before = fingerprints(connection)
    for route in routes:
        if route.method == "GET":
            assert ask(client.client, route) in (200, 302, 404), route.name
    assert fingerprints(connection) == before


def fingerprints(connection: Connection) -> dict[str, str | None]:
    """All rows of every table, hashed; None for an empty one."""
    names = connection.execute(
        text(
            "SELECT format('%I.%I', schemaname, relname) FROM pg_stat_user_tables"
            " WHERE schemaname IN ('public', 'dashboard') AND relname <> 'snapshots' ORDER BY 1"
        )
    ).scalars()
    return {
        name: connection.scalar(
            text(f"SELECT md5(string_agg(row::text, ',' ORDER BY row::text)) FROM {name} AS row")
        )
        for name in names.all()
    }


def test_addresses_are_words_with_hyphens(routes: list[Route]) -> None:
    for route in routes:
        fixed = [part for part in route.rule.rule.split("/") if part and not part.startswith("<")]
        for part in fixed:
            assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*(\.css)?", part), route.name
