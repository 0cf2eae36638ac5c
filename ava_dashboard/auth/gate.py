"""Runs before every request: who asks, and may they? Enforces the marks in web/access.py.

While the database is away, sessions that this process verified in the last 15 minutes still count, for
reading only; whatever needs the database then fails by itself.
"""

import threading
from collections import OrderedDict
from collections.abc import Callable
from datetime import datetime, timedelta

from flask import Flask, abort, current_app, redirect, request, session, url_for
from flask.typing import ResponseReturnValue

from ava_dashboard.auth.queries import service_token_name, session_by_token
from ava_dashboard.auth.tokens import token_hash
from ava_dashboard.core import clock
from ava_dashboard.core.database import reading
from ava_dashboard.core.exceptions import DatabaseUnavailable
from ava_dashboard.core.roles import Role
from ava_dashboard.web.access import SignedIn, allowed_roles, is_public, remember

REMEMBERED_FOR = timedelta(minutes=15)
MOST_REMEMBERED = 1000
SAFE_METHODS = ("GET", "HEAD", "OPTIONS")
SESSION_KEY = "token"


class RecentlyVerified:
    """Who was verified lately in this process, by token hash; bounded."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._seen: OrderedDict[str, tuple[datetime, SignedIn]] = OrderedDict()

    def note(self, key: str, account: SignedIn, now: datetime) -> None:
        with self._lock:
            self._seen[key] = (now, account)
            self._seen.move_to_end(key)
            if len(self._seen) > MOST_REMEMBERED:
                self._seen.popitem(last=False)

    def forget(self, key: str) -> None:
        with self._lock:
            self._seen.pop(key, None)

    def clear(self) -> None:
        with self._lock:
            self._seen.clear()

    def recall(self, key: str, now: datetime) -> SignedIn | None:
        with self._lock:
            seen = self._seen.get(key)
        return seen[1] if seen and now - seen[0] <= REMEMBERED_FOR else None


def init_app(app: Flask) -> None:
    app.extensions["recently_verified"] = RecentlyVerified()
    app.before_request(check)


def check() -> ResponseReturnValue | None:
    """Let the request through (None), send the visitor to sign in, or refuse."""
    if request.endpoint is None:
        return None  # no such page: the 404 needs no sign-in and tells nothing
    view = current_app.view_functions[request.endpoint]
    if is_public(view):
        remember(_who_asks_here_if_known())
        return None
    account = _who_asks()
    remember(account)
    if account is None:
        if request.headers.get("Authorization") or request.path.startswith("/api/"):
            abort(401)
        return redirect(url_for("auth.sign_in", next=request.full_path.rstrip("?") if _is_read() else None))
    if account.role not in allowed_roles(view) or (account.role is Role.SERVICE and not _is_read()):
        abort(403)
    return None


def forget_session() -> None:
    """Drop the session of this request from what this process remembers, when it ends."""
    if token := session.get(SESSION_KEY):
        verified().forget(token_hash(token))


def verified() -> RecentlyVerified:
    known: RecentlyVerified = current_app.extensions["recently_verified"]
    return known


def _is_read() -> bool:
    return request.method in SAFE_METHODS


def _who_asks() -> SignedIn | None:
    if given := request.headers.get("Authorization", ""):
        kind, _, bearer = given.partition(" ")
        return _verify(token_hash(bearer.strip()), _program) if kind.lower() == "bearer" else None
    cookie: str | None = session.get(SESSION_KEY)
    return _verify(token_hash(cookie), _person) if cookie else None


def _who_asks_here_if_known() -> SignedIn | None:
    """On open pages nobody is asked for; probes must not wait for the database either."""
    kind, _, given = request.headers.get("Authorization", "").partition(" ")
    token: str | None = given.strip() if kind.lower() == "bearer" else session.get(SESSION_KEY)
    return verified().recall(token_hash(token), clock.now()) if token else None


def _verify(key: str, look_up: Callable[[str, datetime], SignedIn | None]) -> SignedIn | None:
    now = clock.now()
    try:
        account = look_up(key, now)
    except DatabaseUnavailable:
        if _is_read() and (account := verified().recall(key, now)):
            return account
        raise
    if account is None:
        verified().forget(key)
    else:
        verified().note(key, account, now)
    return account


def _person(key: str, now: datetime) -> SignedIn | None:
    with reading() as connection:
        found = session_by_token(connection, token_hash=key, now=now)
    if found is None:
        return None
    return SignedIn(found.account_id, found.name, found.email, found.role, found.session_id)


def _program(key: str, now: datetime) -> SignedIn | None:
    with reading() as connection:
        name = service_token_name(connection, token_hash=key)
    return SignedIn(None, name, "", Role.SERVICE) if name else None
