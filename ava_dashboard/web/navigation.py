"""What stands on every page: version, theme, menu, who is signed in. Error pages included."""

from dataclasses import dataclass

from flask import Flask, current_app, request, url_for
from flask_babel import gettext

from ava_dashboard.config import Config
from ava_dashboard.web.access import allowed_roles, visitor
from ava_dashboard.web.theme import theme_style


@dataclass(frozen=True)
class MenuItem:
    endpoint: str
    label: str
    href: str
    icon: str
    current: bool


def init_app(app: Flask, config: Config) -> None:
    app.context_processor(
        lambda: {
            "version": config.version,
            "theme_style": theme_style(config.theme),
            "demo": config.demo,
            "zone_name": config.zone.key,
            "refresh_seconds": str(config.refresh_seconds),
            "component_gallery": config.component_gallery,
            "account": visitor(),
            "menu": menu(),
        }
    )


def menu() -> list[MenuItem]:
    """The dashboards that the signed-in role may open. Endpoints are names, so this imports no area."""
    account = visitor()
    if account is None:
        return []
    entries = (
        (gettext("Business"), "business.overview", "chart"),
        (gettext("Agronomic"), "agronomic.queue", "chat"),
        (gettext("Health"), "health.overview", "health"),
    )
    return [
        MenuItem(endpoint, label, url_for(endpoint), icon, request.endpoint == endpoint)
        for label, endpoint, icon in entries
        if account.role in allowed_roles(current_app.view_functions[endpoint])
    ]
