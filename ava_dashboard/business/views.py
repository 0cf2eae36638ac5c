"""The business page: parse the address, ask for the snapshot, render."""

from datetime import timedelta

from flask import Blueprint, Flask, current_app, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from ava_dashboard.business import page as page_module
from ava_dashboard.business.figures import figures
from ava_dashboard.business.queries.overview import Overview, read_overview
from ava_dashboard.business.selection import Selection
from ava_dashboard.config import Config
from ava_dashboard.core import clock
from ava_dashboard.core.exceptions import DatabaseUnavailable
from ava_dashboard.core.measured import Measured
from ava_dashboard.core.roles import Role
from ava_dashboard.history.freshness import Freshness
from ava_dashboard.history.snapshots import Reading, Snapshots
from ava_dashboard.web.access import requires
from ava_dashboard.web.formatting import Figure, figure, whole
from ava_dashboard.web.refresh import refreshable

bp = Blueprint("business", __name__)


def init_app(app: Flask, config: Config) -> None:
    """Give this process its view of the snapshots that all viewers share."""
    app.extensions["business_snapshots"] = Snapshots(
        "business",
        Overview,
        lambda connection, now: read_overview(connection, now=now, zone=config.zone),
        interval=timedelta(seconds=config.snapshot_seconds),
    )


@bp.get("/business")
@requires(Role.BUSINESS, Role.SERVICE)
def short_address() -> ResponseReturnValue:
    return redirect(url_for("business.overview", **Selection.from_address(request.args).parameters()))  # type: ignore[arg-type]


@bp.get("/business-dashboard")
@requires(Role.BUSINESS, Role.SERVICE)
def overview() -> ResponseReturnValue:
    selection = Selection.from_address(request.args)
    reading = _snapshots().current()
    if reading.taken is None:
        raise DatabaseUnavailable(reading.trouble or "away")
    page = page_module.build(
        reading.taken.content, selection, freshness=_freshness(reading), config=_config()
    )
    return refreshable(render_template("business/overview.html", page=page))


def headline() -> Figure:
    """Registered farmers, for the hub."""
    reading = _snapshots().current()
    farmers: Measured[int] = Measured.unavailable(page_module.gone_text(reading.trouble))
    if reading.taken is not None:
        measured = figures(reading.taken.content, Selection()).farmers
        farmers = page_module.seen(measured, _freshness(reading), _config().zone)
    return figure("farmers", gettext("Registered farmers"), farmers.map(whole))


def _freshness(reading: Reading[Overview]) -> Freshness:
    config = _config()
    return Freshness(
        taken_at=reading.taken.taken_at if reading.taken else None,
        now=clock.now(),
        trouble=reading.trouble,
        live_for=timedelta(seconds=2 * config.snapshot_seconds),
        kept_for=timedelta(seconds=config.stale_seconds),
    )


def _snapshots() -> Snapshots[Overview]:
    snapshots: Snapshots[Overview] = current_app.extensions["business_snapshots"]
    return snapshots


def _config() -> Config:
    config: Config = current_app.extensions["config"]
    return config
