"""The composition root: what an app is made of, and what it says at its start."""

import logging

import pytest
from flask import Flask

from ava_dashboard.app import create_app
from ava_dashboard.config import Theme
from tests.conftest import make_config
from tests.house_rules import Browser

NOWHERE = "postgresql+psycopg2://nobody:x@127.0.0.1:9/none"


def test_an_app_starts_while_the_database_is_away() -> None:
    assert create_app(make_config(NOWHERE)).test_client().get("/health/live").status_code == 200


def test_colours_that_can_not_be_read_are_warned_about_at_the_start(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING):
        create_app(make_config(NOWHERE, theme=Theme(debug_background="#ffffff", debug_text="#ffff00")))
    assert "large text needs 3:1" in caplog.text


def test_behind_https_cookies_are_bound_to_the_host() -> None:
    app = create_app(make_config(NOWHERE, public_url="https://console.example"))
    assert app.config["SESSION_COOKIE_NAME"] == "__Host-session"
    assert app.config["SESSION_COOKIE_SECURE"]
    assert "Strict-Transport-Security" in app.test_client().get("/version").headers


def test_the_address_of_a_visitor_comes_from_the_trusted_proxy_only() -> None:
    def seen(trusted: int) -> str | None:
        app = create_app(make_config(NOWHERE, trusted_proxies=trusted))
        with app.test_client() as client:
            from flask import request

            client.get("/health/live", headers={"X-Forwarded-For": "203.0.113.9, 198.51.100.7"})
            return request.remote_addr

    assert seen(0) == "127.0.0.1"
    assert seen(1) == "198.51.100.7"


def test_the_gallery_of_components_stands_only_where_it_is_switched_on(app: Flask, client: Browser) -> None:
    client.sign_in().get("/components")
    production = create_app(make_config(NOWHERE))
    assert "component_gallery" not in production.view_functions


def test_each_area_offers_its_headline(client: Browser) -> None:
    page = client.sign_in().get("/").text
    assert page.count('class="stat ') == 3
