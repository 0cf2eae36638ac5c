"""Composition root: the only module that knows every area."""

import logging
from collections.abc import Callable
from datetime import timedelta
from typing import NamedTuple

from flask import Flask, render_template
from flask.typing import ResponseReturnValue
from flask_babel import Babel, gettext
from flask_compress import Compress
from flask_migrate import Migrate
from flask_wtf import CSRFProtect
from werkzeug.middleware.proxy_fix import ProxyFix

from ava_dashboard import cli
from ava_dashboard.agronomic import views as agronomic
from ava_dashboard.auth import gate
from ava_dashboard.auth.forms import SignInForm
from ava_dashboard.auth.views import bp as auth
from ava_dashboard.business import views as business
from ava_dashboard.config import Config
from ava_dashboard.core import clock, database
from ava_dashboard.farms.definitions import DEFINITIONS
from ava_dashboard.health import views as health
from ava_dashboard.health.definitions import HEALTH_FIGURES
from ava_dashboard.models import dashboard as _own_tables  # noqa: F401 - migrations know what was imported
from ava_dashboard.web import assets, errors, formatting, logs, navigation, security
from ava_dashboard.web.formatting import Figure

log = logging.getLogger(__name__)


def create_app(config: Config) -> Flask:
    """A console for this configuration. Touches no database: it may be away at the start."""
    app = Flask("ava_dashboard")
    app.config.update(
        SECRET_KEY=config.secret_key,
        TESTING=config.testing,
        SESSION_COOKIE_NAME="__Host-session" if config.secure_cookies else "session",
        SESSION_COOKIE_SECURE=config.secure_cookies,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_PATH="/",
        PERMANENT_SESSION_LIFETIME=timedelta(hours=config.session_hours),
        MAX_CONTENT_LENGTH=256 * 1024,
        SEND_FILE_MAX_AGE_DEFAULT=assets.YEAR_SECONDS,
        WTF_CSRF_TIME_LIMIT=config.session_hours * 3600,
        BABEL_DEFAULT_LOCALE="en",
    )
    if config.trusted_proxies:
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=config.trusted_proxies, x_proto=1)  # type: ignore[method-assign]
    app.extensions["config"] = config
    app.extensions["started_at"] = clock.now()

    for part in (logs, database, security, navigation):
        part.init_app(app, config)
    for furniture in (formatting, errors, assets, gate):
        furniture.init_app(app)
    # After the gate: a visitor who is not signed in is sent to sign in, whatever the form's token.
    CSRFProtect(app)
    Babel(app)
    Compress(app)
    Migrate(app, database.db, render_as_batch=False)

    business.init_app(app, config)
    health.init_app(app, config)
    for blueprint in (auth, business.bp, agronomic.bp, health.bp):
        app.register_blueprint(blueprint)
    app.add_url_rule("/", "hub", hub)
    app.add_url_rule("/definitions", "definitions", definitions)
    cli.init_app(app)
    if config.component_gallery:
        app.add_url_rule("/components", "component_gallery", component_gallery)
    if config.theme.warning:
        log.warning(config.theme.warning)
    return app


class HubCard(NamedTuple):
    """A dashboard that the signed-in role may open, with one live figure."""

    title: str
    text: str
    icon: str
    href: str
    figure: Figure


def hub() -> ResponseReturnValue:
    """The dashboards that the signed-in role may open; `headline` of each area is its figure."""
    about: dict[str, tuple[str, Callable[[], Figure]]] = {
        "business.overview": (
            gettext("How many farmers and hectares, and what happens today."),
            business.headline,
        ),
        "agronomic.queue": (gettext("Drafted answers that wait for an agronomist."), agronomic.headline),
        "health.overview": (gettext("What is up, and what is wrong in the data."), health.headline),
    }
    cards = []
    for item in navigation.menu():
        text, headline = about[item.endpoint]
        cards.append(HubCard(item.label, text, item.icon, item.href, headline()))
    return render_template("hub.html", cards=cards)


class Explained(NamedTuple):
    """A definition as its page shows it; `source` names columns."""

    key: str
    label: str
    text: str
    source: str


def definitions() -> ResponseReturnValue:
    """What each number of the console counts, and from which columns; for every signed-in role."""
    explained = [
        Explained(entry.key, entry.title, entry.counts, ", ".join(entry.needs))
        for entry in (*DEFINITIONS, *HEALTH_FIGURES)
    ]
    return render_template("definitions.html", definitions=explained)


def component_gallery() -> ResponseReturnValue:
    """Every component in every state; for developers, and not on a production server."""
    form = SignInForm()
    form.password.errors = [gettext("This is how an error of a field looks.")]
    return render_template("component_gallery.html", form=form)
