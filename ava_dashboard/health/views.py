"""The probes that anyone may ask, and the operator's page. Parse, ask, render."""

from datetime import UTC, datetime, timedelta
from functools import partial
from typing import NamedTuple

from flask import Blueprint, Flask, Response, current_app, jsonify, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from ava_dashboard.config import Config
from ava_dashboard.core import clock
from ava_dashboard.core.database import availability
from ava_dashboard.core.exceptions import NotFound
from ava_dashboard.core.measured import State
from ava_dashboard.core.roles import Role
from ava_dashboard.health import shown
from ava_dashboard.health.checks import all_checks, verdict
from ava_dashboard.health.queries.measure import measure
from ava_dashboard.health.queries.migrations import expected_migration
from ava_dashboard.health.readings import HealthReadings
from ava_dashboard.history.freshness import Freshness
from ava_dashboard.history.snapshots import Snapshots
from ava_dashboard.web.access import public, requires, visitor
from ava_dashboard.web.formatting import Figure
from ava_dashboard.web.refresh import refreshable

READY_SECONDS = 1.0
SEES_DETAIL = (Role.OPERATOR, Role.ADMIN, Role.SERVICE)

bp = Blueprint("health", __name__)


class Look(NamedTuple):
    """The readings as this request may show them."""

    readings: HealthReadings
    freshness: Freshness


def init_app(app: Flask, config: Config) -> None:
    app.extensions["health_snapshots"] = Snapshots(
        "health",
        HealthReadings,
        partial(measure, zone=config.zone),
        interval=timedelta(seconds=config.snapshot_seconds),
    )


def headline() -> Figure:
    """How much is odd in the data, for the hub."""
    return shown.headline(_look().readings.findings)


@bp.get("/health/live")
@public
def live() -> ResponseReturnValue:
    """This process answers. Asks nobody, so that it is true in every state of the database."""
    return _unkept(Response("ok", mimetype="text/plain"))


@bp.get("/health/ready")
@public
def ready() -> ResponseReturnValue:
    """Whether this process can serve pages now: asks the database, for a second at most."""
    reason = availability().answers_within(READY_SECONDS)
    return _probed(reason, _status(reason))


@bp.get("/api/v1/health")
@public
def api() -> ResponseReturnValue:
    """Readiness with the version, and for those who may see it, what else the page says."""
    reason = availability().answers_within(READY_SECONDS)
    answer = _status(reason) | {"version": _config().version.shown}
    if reason is None and _may_see_detail():
        answer |= _detail()
    return _probed(reason, answer)


@bp.get("/version")
@public
def version() -> ResponseReturnValue:
    running = _config().version
    return _unkept(
        jsonify(
            version=running.shown,
            ava_version=running.ava_version,
            build_id=running.build_id,
            commit=running.commit,
            started_at=_started_at().isoformat(timespec="seconds"),
            mismatch=running.mismatch,
        )
    )


@bp.get("/health")
@requires(Role.OPERATOR, Role.SERVICE)
def short() -> ResponseReturnValue:
    return redirect(url_for("health.overview"))


@bp.get("/health-dashboard")
@requires(Role.OPERATOR, Role.SERVICE)
def overview() -> ResponseReturnValue:
    config = _config()
    readings, freshness = _look()
    checks = all_checks(
        readings,
        trouble=freshness.trouble,
        expected_migration=expected_migration(),
        version=config.version,
    )
    now, zone = freshness.now, config.zone
    if freshness.state is State.LIVE and freshness.taken_at is not None:
        now = freshness.taken_at  # one page has one as-of
    page = render_template(
        "health/overview.html",
        freshness=_freshness_line(freshness),
        verdict=verdict(checks),
        checks=checks,
        figures=shown.figures(readings),
        findings=shown.findings(readings.findings),
        columns=shown.columns(readings),
        jobs=shown.jobs(readings, now=now, zone=zone),
        process=shown.process(config.version, _started_at(), now=now, zone=zone),
    )
    return refreshable(page)


@bp.get("/health-dashboard/findings/<key>")
@requires(Role.OPERATOR, Role.SERVICE)
def finding(key: str) -> ResponseReturnValue:
    """The rows behind one finding, by id."""
    readings, freshness = _look()
    detail = shown.finding_detail(readings.findings, key)
    if detail is None:
        raise NotFound(gettext("There is no finding of this kind."))
    page = render_template("health/finding.html", freshness=_freshness_line(freshness), detail=detail)
    return refreshable(page)


def _look() -> Look:
    """The newest readings that can be had: of now, of the last time that the database answered, or none."""
    config, snapshots = _config(), _snapshots()
    found = snapshots.current()
    live_for = 2 * snapshots.interval
    freshness = Freshness(
        taken_at=found.taken.taken_at if found.taken else None,
        now=clock.now(),
        trouble=found.trouble,
        live_for=live_for,
        kept_for=max(live_for, timedelta(seconds=config.stale_seconds)),
    )
    if found.taken is None:
        return Look(HealthReadings.none(shown.why_missing(found.trouble)), freshness)
    return Look(shown.seen(found.taken.content, freshness, config.zone), freshness)


def _freshness_line(freshness: Freshness) -> shown.FreshnessLine:
    config = _config()
    return shown.freshness_line(freshness, config.zone, refresh_seconds=config.refresh_seconds)


def _status(reason: str | None) -> dict[str, object]:
    """One word for anyone; the detail for those who may see it."""
    if reason is None:
        return {"status": "ready"}
    detail = {"detail": reason} if _may_see_detail() else {}
    return {"status": "unavailable", "reason": "database", **detail}


def _detail() -> dict[str, object]:
    readings = _look().readings
    expected = expected_migration()
    found = readings.migration.value
    return {
        "migrations": {
            "database": found,
            "code": expected,
            "at_head": None if found is None else found == expected,
        },
        "worker": [
            {
                "job": job.name,
                "last_run_at": _iso(job.last_run_at),
                "last_ok_at": _iso(job.last_ok_at),
                "last_error": job.last_error,
            }
            for job in readings.jobs.value or ()
        ],
    }


def _may_see_detail() -> bool:
    asking = visitor()
    return asking is not None and asking.role in SEES_DETAIL


def _probed(reason: str | None, answer: dict[str, object]) -> ResponseReturnValue:
    response = _unkept(jsonify(answer))
    response.status_code = 200 if reason is None else 503
    return response


def _unkept(response: Response) -> Response:
    response.headers["Cache-Control"] = "no-store"
    return response


def _iso(moment: datetime | None) -> str | None:
    return None if moment is None else moment.astimezone(UTC).isoformat(timespec="seconds")


def _started_at() -> datetime:
    started: datetime = current_app.extensions["started_at"]
    return started


def _config() -> Config:
    config: Config = current_app.extensions["config"]
    return config


def _snapshots() -> Snapshots[HealthReadings]:
    snapshots: Snapshots[HealthReadings] = current_app.extensions["health_snapshots"]
    return snapshots
