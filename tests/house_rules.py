"""A test client that refuses to return a page breaking a house rule."""

import re
from collections import Counter
from collections.abc import Callable
from contextvars import Context
from datetime import UTC, datetime, timedelta
from html.parser import HTMLParser

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from ava_dashboard.auth import actions, gate
from ava_dashboard.core.database import transaction
from ava_dashboard.core.roles import Role

LABELLED = ("input", "select", "textarea")


class Browser:
    """Loads pages as a browser without JavaScript would, and checks each."""

    def __init__(self, app: Flask, client: FlaskClient, make_account: Callable[[Role], int]) -> None:
        self.app = app
        self.client = client
        self._make_account = make_account
        self.last: TestResponse | None = None

    def sign_in(self, role: Role = Role.ADMIN) -> "Browser":
        """Open a session of an account with this role; the account is made when there is none."""
        account_id = self._make_account(role)
        with self.app.app_context(), transaction() as connection:
            token = actions.start_session(
                connection,
                account_id=account_id,
                browser="test",
                now=datetime.now(UTC),
                lasting=timedelta(hours=1),
            )
        with self.client.session_transaction() as session:
            session[gate.SESSION_KEY] = token
        return self

    def get(self, path: str, status: int = 200, **options: object) -> TestResponse:
        return self._checked(self._open(path, method="GET", **options), status)

    def post(self, path: str, data: dict[str, str] | None = None, status: int = 302) -> TestResponse:
        """Send a form as a person would: with the CSRF token of the page that was loaded last."""
        filled = {"csrf_token": self._csrf_token(), **(data or {})}
        return self._checked(self._open(path, method="POST", data=filled), status)

    def _open(self, path: str, **options: object) -> TestResponse:
        # Flask would take over the app context of the test, and with it what `g` still holds.
        return Context().run(self.client.open, path, **options)

    def _csrf_token(self) -> str:
        found = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', self.last.text if self.last else "")
        if found is None:
            found = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', self._open("/account").text)
        return found[1] if found else ""

    def _checked(self, response: TestResponse, status: int) -> TestResponse:
        where = response.request.path
        assert response.status_code == status, f"{where} gave {response.status_code}, not {status}"
        if response.mimetype == "text/html" and not 300 <= status < 400:
            problems = page_problems(response.text, response.headers["Content-Security-Policy"])
            assert problems == [], f"{where}: {problems}"
            self.last = response
        return response


def page_problems(html: str, policy: str) -> list[str]:
    """The house rules that a page breaks, in words."""
    page = _Page()
    page.feed(html)
    page.close()
    problems = []
    if page.tags["h1"] != 1:
        problems.append(f"{page.tags['h1']} h1 elements")
    if not page.title.strip():
        problems.append("no title")
    problems += [f"id {name} stands {count} times" for name, count in page.ids.items() if count > 1]
    problems += [f"nothing labels the field {name}" for name in page.fields if not page.labels(name)]
    problems += [f"inline style: {style}" for style in page.inline_styles]
    problems += [f"inline handler: {name}" for name in page.handlers]
    problems += ["script without src"] * page.inline_scripts
    if page.tags["style"] > policy.count("sha256-"):
        problems.append("a style element that the policy does not allow")
    problems += [f"loads from elsewhere: {address}" for address in page.foreign]
    if page.form_posts > page.csrf_fields:
        problems.append("a form that posts without a CSRF token")
    return problems


class _Page(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: Counter[str] = Counter()
        self.ids: Counter[str] = Counter()
        self.title = ""
        self.fields: list[str] = []
        self.inline_styles: list[str] = []
        self.handlers: list[str] = []
        self.foreign: list[str] = []
        self.inline_scripts = 0
        self.form_posts = 0
        self.csrf_fields = 0
        self._labelled: set[str] = set()
        self._in_title = False

    def labels(self, name: str) -> bool:
        return name in self._labelled

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self.tags[tag] += 1
        # An SVG has titles of its own.
        self._in_title = tag == "title" and not self.title
        if "id" in given:
            self.ids[given["id"]] += 1
        if "style" in given:
            self.inline_styles.append(given["style"])
        self.handlers += [name for name in given if name.startswith("on")]
        self.inline_scripts += tag == "script" and "src" not in given
        self.form_posts += tag == "form" and given.get("method", "").lower() == "post"
        self.csrf_fields += given.get("name") == "csrf_token"
        if tag == "label" and "for" in given:
            self._labelled.add(given["for"])
        if tag in LABELLED and given.get("type") not in ("hidden", "submit", "button"):
            named = "aria-label" in given or "aria-labelledby" in given
            if not named:
                self.fields.append(given.get("id", f"{tag} without id"))
        for name in ("src", "href", "action"):
            if re.match(r"(https?:)?//", given.get(name, "")) and tag in (
                "script",
                "link",
                "img",
                "form",
                "use",
            ):
                self.foreign.append(given[name])

    def handle_data(self, data: str) -> None:
        if self._in_title:
            self.title += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "title":
            self._in_title = False
