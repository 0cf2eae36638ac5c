"""The review page and its three decisions. Parse, ask, render; what is decided stands in actions.py."""

import re

from flask import Blueprint, current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from flask_wtf import FlaskForm

from ava_dashboard.agronomic import actions, queries, shown
from ava_dashboard.agronomic.actions import Changed, Decided, Outcome, Refusal, Reviewer
from ava_dashboard.agronomic.forms import ApproveForm, EditForm, RejectForm
from ava_dashboard.agronomic.queries.decisions import AlreadyDecided
from ava_dashboard.agronomic.queries.draft import LARGEST_ID
from ava_dashboard.agronomic.queries.review import read_review
from ava_dashboard.config import Config
from ava_dashboard.core import clock
from ava_dashboard.core.database import reading, transaction
from ava_dashboard.core.exceptions import DatabaseUnavailable
from ava_dashboard.core.measured import Measured
from ava_dashboard.core.roles import Role
from ava_dashboard.web.access import current_account, requires
from ava_dashboard.web.formatting import Figure, clock_time, figure, whole

bp = Blueprint("agronomic", __name__)


def headline() -> Figure:
    """How many drafts wait, for the hub."""
    try:
        with reading() as connection:
            waiting = queries.headline(connection, now=clock.now())
    except DatabaseUnavailable as error:
        waiting = Measured.unavailable(str(error))
    return figure("drafts_waiting", gettext("Drafts waiting"), waiting.map(whole))


@bp.get("/agronomic")
@requires(Role.AGRONOMIST)
def short_address() -> ResponseReturnValue:
    return redirect(url_for("agronomic.queue"))


@bp.get("/agronomic-dashboard")
@requires(Role.AGRONOMIST)
def queue() -> ResponseReturnValue:
    """The queue, and beside it the draft of `?draft=`, else the first."""
    return _page(_number("draft"), page=_number("page") or 1)


@bp.post("/agronomic-dashboard/drafts/<int:draft_id>/approve")
@requires(Role.AGRONOMIST)
def approve(draft_id: int) -> ResponseReturnValue:
    """Release the draft as it stands."""
    form = ApproveForm(request.form)
    if not form.validate_on_submit():
        return _page(draft_id, form=form, status=400, problem=shown.invalid_banner(form.errors))
    with transaction() as connection:
        outcome = actions.approve(
            connection, draft_id=draft_id, seen=form.seen.data or "", reviewer=_reviewer(), now=clock.now()
        )
    return _answer(draft_id, form, outcome)


@bp.post("/agronomic-dashboard/drafts/<int:draft_id>/edit")
@requires(Role.AGRONOMIST)
def edit(draft_id: int) -> ResponseReturnValue:
    """Release another text."""
    form = EditForm(request.form)
    if not form.validate_on_submit():
        return _page(draft_id, form=form, status=400, problem=shown.invalid_banner(form.errors))
    with transaction() as connection:
        outcome = actions.edit(
            connection,
            draft_id=draft_id,
            seen=form.seen.data or "",
            text=form.text.data,
            reviewer=_reviewer(),
            now=clock.now(),
        )
    return _answer(draft_id, form, outcome)


@bp.post("/agronomic-dashboard/drafts/<int:draft_id>/reject")
@requires(Role.AGRONOMIST)
def reject(draft_id: int) -> ResponseReturnValue:
    """Keep the draft back, with a reason."""
    form = RejectForm(request.form)
    if not form.validate_on_submit():
        return _page(draft_id, form=form, status=400, problem=shown.invalid_banner(form.errors))
    with transaction() as connection:
        outcome = actions.reject(
            connection,
            draft_id=draft_id,
            seen=form.seen.data or "",
            reason=form.reason.data,
            reviewer=_reviewer(),
            now=clock.now(),
        )
    return _answer(draft_id, form, outcome)


def _reviewer() -> Reviewer:
    account = current_account()
    return Reviewer(account.id, account.name)


def _answer(draft_id: int, form: FlaskForm, outcome: Outcome) -> ResponseReturnValue:
    match outcome:
        case Decided(decision):
            flash(shown.done(draft_id, decision), "ok")
            return redirect(url_for("agronomic.queue"))
        case AlreadyDecided():
            # The page reads the decision that stands and shows it instead of the forms.
            return _page(draft_id, form=form, status=409)
        case Changed():
            return _page(draft_id, form=form, status=409, problem=shown.changed_banner())
        case Refusal():
            return _page(draft_id, form=form, status=409, problem=shown.refusal_banner(outcome))


def _page(
    draft_id: int | None,
    *,
    page: int = 1,
    form: FlaskForm | None = None,
    status: int = 200,
    problem: shown.Banner | None = None,
) -> ResponseReturnValue:
    """The page with one draft open, if any waits. `form` is what was sent, kept with its errors."""
    config: Config = current_app.extensions["config"]
    now = clock.now()
    season = clock.local_day(now, config.zone).year
    with reading() as connection:
        review = read_review(connection, page=page, draft_id=draft_id, season=season)
    if review.case is None and review.waiting.drafts:
        # The address names the draft, so that a refresh can't put another one under the reader's hand.
        return redirect(shown.address(review.waiting.drafts[0].id, review.waiting.number))
    edit_form, reject_form = EditForm(formdata=None), RejectForm(formdata=None)
    if isinstance(form, EditForm):
        edit_form = form
    elif review.case is not None:
        edit_form.text.data = review.case.draft.text
    if isinstance(form, RejectForm):
        reject_form = form
    content = render_template(
        "agronomic/review.html",
        queue=shown.queue_shown(review.waiting, review.farmers, current=draft_id, now=now),
        case=None
        if review.case is None
        else shown.case_shown(review.case, season=season, zone=config.zone, now=now),
        edit_form=edit_form,
        reject_form=reject_form,
        unsent=isinstance(form, EditForm),
        problem=problem,
        # What answers a form has no address of its own that could be fetched again.
        refreshes=request.method == "GET",
        as_of=clock_time(now, config.zone),
    )
    return content, status


def _number(name: str) -> int | None:
    """A positive number of the address, or None where there is none that can be one."""
    given = request.args.get(name, "")
    return int(given) if re.fullmatch(r"[1-9][0-9]{0,9}", given) and int(given) <= LARGEST_ID else None
