"""Sign in, sign out, one's own password and sessions."""

from datetime import timedelta
from typing import NamedTuple
from urllib.parse import urlsplit

from flask import Blueprint, abort, current_app, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from ava_dashboard.auth import actions, gate, queries
from ava_dashboard.auth.forms import PasswordForm, SignInForm
from ava_dashboard.auth.passwords import verify_password
from ava_dashboard.auth.tokens import subject_hash
from ava_dashboard.config import Config
from ava_dashboard.core import clock
from ava_dashboard.core.database import reading, transaction
from ava_dashboard.core.exceptions import NotFound
from ava_dashboard.core.roles import PEOPLE, Role
from ava_dashboard.web.access import current_account, public
from ava_dashboard.web.formatting import moment_text

bp = Blueprint("auth", __name__)


class DemoRole(NamedTuple):
    role: str
    label: str
    text: str


class OwnSession(NamedTuple):
    id: str
    browser: str
    since: str
    current: bool


@bp.get("/sign-in")
@public
def sign_in() -> ResponseReturnValue:
    return _sign_in_page(SignInForm(), notice="")


@bp.post("/sign-in")
@public
def check_sign_in() -> ResponseReturnValue:
    form = SignInForm()
    if not form.validate_on_submit():
        return _sign_in_page(form, notice="", status=400)
    now, config = clock.now(), _config()
    email = form.email.data.strip().lower()
    by_email = subject_hash(config.secret_key, f"email {email}")
    by_address = subject_hash(config.secret_key, f"address {request.remote_addr}")
    limits = {by_email: queries.MOST_FAILURES_OF_EMAIL, by_address: queries.MOST_FAILURES_OF_ADDRESS}
    with transaction() as connection:
        if queries.is_throttled(connection, limits=limits, now=now):
            notice = gettext("Too many attempts. Wait 15 minutes, then try again.")
            return _sign_in_page(form, notice=notice, status=429)
        found = queries.credentials(connection, email=email)
    account_id, password_hash = found or (None, None)
    fits = verify_password(password_hash, form.password.data)
    if account_id is None or not fits:
        with transaction() as connection:
            actions.note_failure(connection, subjects=tuple(limits), now=now)
        return _sign_in_page(form, notice=gettext("E-mail or password is not right."), status=401)
    with transaction() as connection:
        actions.forgive(connection, subject=by_email)
    return _start(account_id)


@bp.post("/sign-in/demo/<role>")
@public
def demo_sign_in(role: str) -> ResponseReturnValue:
    """One button per role, in the demo only; anywhere else this address does not exist."""
    if not _config().demo or role not in PEOPLE:
        abort(404)
    with transaction() as connection:
        account_id = actions.demo_account(connection, role=Role(role), now=clock.now())
    return _start(account_id)


@bp.post("/sign-out")
def sign_out() -> ResponseReturnValue:
    account = current_account()
    if account.id is not None and account.session_id is not None:
        with transaction() as connection:
            actions.end_session(connection, account_id=account.id, session_id=account.session_id)
    gate.forget_session()
    session.clear()
    return redirect(url_for("auth.sign_in"))


@bp.get("/account")
def account() -> ResponseReturnValue:
    return _account_page(PasswordForm(), notice=request.args.get("done", ""))


@bp.post("/account/password")
def change_password() -> ResponseReturnValue:
    form, who = PasswordForm(), current_account()
    if who.id is None:
        abort(403)
    if not form.validate_on_submit():
        return _account_page(form, notice="", status=400)
    with reading() as connection:
        password_hash = queries.password_hash_of(connection, account_id=who.id)
    if not verify_password(password_hash, form.current.data):
        form.current.errors = [gettext("This is not your current password.")]
        return _account_page(form, notice="", status=400)
    with transaction() as connection:
        actions.set_password(connection, email=who.email, password=form.new.data, keep_session=who.session_id)
    return redirect(url_for("auth.account", done="password"))


@bp.post("/account/sessions/<int:session_id>/end")
def end_session(session_id: int) -> ResponseReturnValue:
    who = current_account()
    if who.id is None:
        raise NotFound(gettext("This session has ended already."))
    with transaction() as connection:
        actions.end_session(connection, account_id=who.id, session_id=session_id)
    return redirect(url_for("auth.account", done="session"))


def _config() -> Config:
    config: Config = current_app.extensions["config"]
    return config


def _start(account_id: int) -> ResponseReturnValue:
    lasting = timedelta(hours=_config().session_hours)
    browser = request.headers.get("User-Agent", "").replace("\0", "")
    with transaction() as connection:
        token = actions.start_session(
            connection, account_id=account_id, browser=browser, now=clock.now(), lasting=lasting
        )
    # A fresh session: what stood in the one before the sign-in is not carried over.
    session.clear()
    session[gate.SESSION_KEY] = token
    session.permanent = True
    return redirect(_safe_target(request.form.get("next") or ""))


def _safe_target(given: str) -> str:
    """The address inside this console that was asked for before, else the hub."""
    parts = urlsplit(given.replace("\\", "/"))
    inside = (
        given.startswith("/") and not given.startswith(("//", "/\\")) and not (parts.scheme or parts.netloc)
    )
    return given if inside and given.isprintable() else url_for("hub")


def _sign_in_page(form: SignInForm, *, notice: str, status: int = 200) -> ResponseReturnValue:
    page = render_template(
        "auth/sign_in.html",
        form=form,
        notice=notice,
        next_path=request.values.get("next", ""),
        demo_roles=_demo_roles() if _config().demo else [],
    )
    return page, status


def _demo_roles() -> list[DemoRole]:
    return [
        DemoRole("business", gettext("Business"), gettext("Farmers, hectares and what happens today")),
        DemoRole("agronomist", gettext("Agronomist"), gettext("Drafts that wait for a person")),
        DemoRole("operator", gettext("Operator"), gettext("What is up, and since when")),
        DemoRole("admin", gettext("Admin"), gettext("All of it")),
    ]


def _account_page(form: PasswordForm, *, notice: str, status: int = 200) -> ResponseReturnValue:
    who, now = current_account(), clock.now()
    own: tuple[queries.SessionRow, ...] = ()
    if who.id is not None:
        with reading() as connection:
            own = queries.sessions_of(connection, account_id=who.id, now=now)
    notices = {
        "password": gettext("Your password is changed. Your other sessions have ended."),
        "session": gettext("The session has ended."),
    }
    page = render_template(
        "auth/account.html",
        form=form,
        notice=notices.get(notice, ""),
        sessions=[
            OwnSession(
                str(row.id),
                row.browser or gettext("unknown browser"),
                moment_text(row.created_at, _config().zone, now=now),
                row.id == who.session_id,
            )
            for row in own
        ],
    )
    return page, status
