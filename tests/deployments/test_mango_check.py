import threading
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from time import sleep
from typing import Any

import pytest
from flask import Flask
from pytest_httpserver import HTTPServer
from sqlalchemy import Connection
from werkzeug import Request, Response

from ava_dashboard.auth import actions
from ava_dashboard.config import Config, Theme
from ava_dashboard.core import clock
from ava_dashboard.core.database import transaction
from ava_dashboard.deployments import console_page, mango_check
from ava_dashboard.deployments.crm_counts import read_counts
from ava_dashboard.deployments.mango_check import Report
from tests.deployments.served import VERSION, answer, page, serving
from tests.farm_rows import add_crop, add_farmer, add_field

Check = Callable[..., Report]


@pytest.fixture
def config(app: Flask) -> Config:
    config: Config = app.extensions["config"]
    return replace(config, snapshot_seconds=0)


@pytest.fixture
def check(config: Config) -> Check:
    def run(url: str, **over: Any) -> Report:
        return mango_check.run(**{"url": url, "token": "a token", "config": config, **over})

    return run


@pytest.fixture
def farm(connection: Connection, config: Config) -> int:
    """One Bulgarian farm with 2.5 ha of mango."""
    farmer = add_farmer(connection, country="България", farm_name="Мангова градина")
    season = clock.local_day(clock.now(), config.zone).year
    add_crop(connection, add_field(connection, farmer, area_ha=2.5), "манго", start_year_int=season)
    return farmer


def verdicts(report: Report) -> dict[str, str]:
    return {line.check: line.verdict.value for line in report.lines}


def failed(report: Report) -> list[str]:
    return [line.check for line in report.lines if line.verdict == "fail"]


def test_the_real_console_passes_and_a_wrong_expectation_fails(
    app: Flask, connection: Connection, config: Config, farm: int
) -> None:
    with app.app_context(), transaction() as writing:
        token = actions.add_service_token(writing, name="mango-check", now=clock.now())
    own = app.extensions["config"]
    with serving(app) as url:
        report = mango_check.run(
            url=url, token=token, config=own, expect_farmers=1, expect_hectares=Decimal("2.5")
        )
        assert set(verdicts(report).values()) == {"pass"}, report.as_json()
        assert report.exit_code == 0
        # A wrong expectation is the only thing that is wrong.
        report = mango_check.run(url=url, token=token, config=own, expect_farmers=16)
        assert failed(report) == ["expected farmers"]
        assert report.exit_code == 1


def test_a_wrong_token_could_not_look(app: Flask, config: Config, check: Check) -> None:
    with serving(app) as url:
        report = check(url)
    assert report.exit_code == 3
    assert "the token is not admitted" in report.lines[0].evidence


def test_a_truthful_page_passes_with_every_check_named(
    httpserver: HTTPServer, check: Check, farm: int
) -> None:
    report = check(answer(httpserver, page()))
    assert list(verdicts(report)) == [
        *("debug box", "colours", "version", "build", "commit"),
        *("farmers", "hectares", "mango", "negative"),
    ]
    assert report.exit_code == 0, report.as_json()
    assert report.as_json()["verdict"] == "pass"
    assert f"id {farm}" in next(line.evidence for line in report.lines if line.check == "mango")


@pytest.mark.parametrize(
    ("shown", "checks"),
    [
        ({"box": {"farmers": "2"}}, ["farmers"]),
        ({"box": {"farmers": "0"}}, ["farmers", "mango"]),
        ({"box": {"hectares": "2.51 ha"}}, ["hectares"]),
        ({"box": {"hectares": "2.49 ha"}}, ["hectares", "mango"]),
        ({"box": {"hectares": "–"}}, ["hectares", "mango"]),
        # Exactly one hectare too many is the one lie that the negative would not see by itself.
        ({"box": {"hectares": "3.50 ha"}}, ["hectares", "negative"]),
        ({"box": {"build": "ffffffff"}}, ["build"]),
        ({"box": {"commit": "f" * 39 + "e"}}, ["commit"]),
        ({"box": {"commit": "fff"}}, ["commit"]),
        ({"box": {"version": "v2.3.1"}}, ["version"]),
        ({"box": {"database": ""}}, ["debug box"]),
        ({"colours": {"bg": "#ff0000"}}, ["colours"]),
        ({"colours": {"text": "black"}}, ["colours"]),
    ],
)
def test_each_lie_fails_its_own_check(
    httpserver: HTTPServer, check: Check, farm: int, shown: dict[str, dict[str, str]], checks: list[str]
) -> None:
    report = check(answer(httpserver, page(**shown)))
    assert failed(report) == checks
    assert report.exit_code == 1


def test_an_abbreviated_commit_is_the_same_commit(httpserver: HTTPServer, check: Check, farm: int) -> None:
    assert check(answer(httpserver, page(box={"commit": "f" * 12}))).exit_code == 0


def test_an_abbreviated_commit_must_tell_of_changed_files(
    httpserver: HTTPServer, check: Check, farm: int
) -> None:
    dirty = VERSION | {"commit": "f" * 40 + "+dirty"}
    assert failed(check(answer(httpserver, page(box={"commit": "f" * 12}), dirty))) == ["commit"]


def test_the_configured_colours_are_expected_not_the_defaults(
    httpserver: HTTPServer, check: Check, config: Config, farm: int
) -> None:
    green = replace(config, theme=Theme(debug_background="#006633"))
    assert failed(check(answer(httpserver, page()), config=green)) == ["colours"]


def test_a_page_of_something_else_fails(httpserver: HTTPServer, check: Check, farm: int) -> None:
    report = check(answer(httpserver, "<h1>It works!</h1>"))
    assert report.exit_code == 1
    assert "debug box" in failed(report)


def test_without_a_mango_farm_there_is_nothing_to_check(
    httpserver: HTTPServer, check: Check, connection: Connection
) -> None:
    add_field(connection, add_farmer(connection), area_ha=2.5)
    report = check(answer(httpserver, page()))
    assert verdicts(report)["mango"] == "unknown"
    assert report.exit_code == 3


@pytest.mark.parametrize("status", [401, 403, 404, 500, 503])
def test_a_refusal_could_not_look(httpserver: HTTPServer, check: Check, farm: int, status: int) -> None:
    httpserver.expect_request("/version").respond_with_json(VERSION)
    httpserver.expect_request("/business-dashboard").respond_with_data(page(), status=status)
    report = check(httpserver.url_for(""))
    assert report.exit_code == 3
    assert str(status) in report.lines[0].evidence


def test_a_redirect_to_sign_in_is_not_followed(httpserver: HTTPServer, check: Check, farm: int) -> None:
    httpserver.expect_request("/version").respond_with_json(VERSION)
    httpserver.expect_request("/business-dashboard").respond_with_data(
        status=302, headers={"Location": "/sign-in?next=/business-dashboard"}
    )
    httpserver.expect_request("/sign-in").respond_with_data(page())
    report = check(httpserver.url_for(""))
    assert report.exit_code == 3
    assert report.lines[0].evidence.endswith("sends to /sign-in")


@pytest.mark.parametrize("body", ["<html>", "[]", '"v2.3.1"', '{"version": 2}', "{}"])
def test_a_version_that_says_nothing_could_not_look(
    httpserver: HTTPServer, check: Check, farm: int, body: str
) -> None:
    httpserver.expect_request("/version").respond_with_data(body)
    assert check(httpserver.url_for("")).exit_code == 3


@pytest.mark.parametrize("url", ["127.0.0.1:8080", "ftp://127.0.0.1", "http://127.0.0.1:1", "http://[", ""])
def test_an_address_without_a_console_could_not_look(check: Check, farm: int, url: str) -> None:
    assert check(url).exit_code == 3


def test_a_console_that_hangs_could_not_look(
    httpserver: HTTPServer, check: Check, farm: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(console_page, "READ_SECONDS", 0.2)
    release = threading.Event()

    def hang(_: Request) -> Response:
        release.wait(10)
        return Response("late")

    httpserver.expect_request("/version").respond_with_handler(hang)
    report = check(httpserver.url_for(""))
    release.set()
    assert report.exit_code == 3
    assert "Timeout" in report.lines[0].evidence


def test_an_answer_that_trickles_in_could_not_look(
    httpserver: HTTPServer, check: Check, farm: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(console_page, "WHOLE_SECONDS", 0.2)

    def trickle(_: Request) -> Response:
        def parts() -> Any:
            for _ in range(10):
                yield b"."
                sleep(0.1)

        return Response(parts())

    httpserver.expect_request("/version").respond_with_handler(trickle)
    assert check(httpserver.url_for("")).exit_code == 3


def test_an_endless_answer_could_not_look(
    httpserver: HTTPServer, check: Check, farm: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(console_page, "LARGEST_BYTES", 100)
    report = check(answer(httpserver, page()))
    assert report.exit_code == 3


def test_without_a_token_it_says_how_to_get_one(check: Check, config: Config, tmp_path: Path) -> None:
    report = check("http://127.0.0.1:1", token=None, config=replace(config, state_folder=tmp_path))
    assert report.exit_code == 3
    assert "AVA_SERVICE_TOKEN" in report.lines[0].evidence


def test_the_token_comes_from_the_argument_then_the_settings_then_the_demo(
    httpserver: HTTPServer, check: Check, config: Config, farm: int, tmp_path: Path
) -> None:
    (tmp_path / "service-token").write_text("from the demo\n")
    (tmp_path / "secret-key").write_text("unused")
    url = answer(httpserver, page())
    demo = replace(config, demo=True, state_folder=tmp_path)
    check(url, token=None, config=demo)
    check(url, token=None, config=replace(demo, service_token="from the settings"))
    check(url, token="given", config=replace(demo, service_token="from the settings"))
    sent = [
        request.headers.get("Authorization") for request, _ in httpserver.log if request.path != "/version"
    ]
    assert list(dict.fromkeys(sent)) == ["Bearer from the demo", "Bearer from the settings", "Bearer given"]
    # /version is open: the token is not shown to it.
    assert {
        request.headers.get("Authorization") for request, _ in httpserver.log if request.path == "/version"
    } == {None}


def test_a_page_as_old_as_its_snapshot_is_waited_for(
    httpserver: HTTPServer, check: Check, config: Config, farm: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(mango_check, "POLL_SECONDS", 0.01)
    asked: list[str] = []

    def age(request: Request) -> Response:
        asked.append(request.path)
        old = {"farmers": "0", "hectares": "0.00 ha", "updated": "14:01:41"}
        return Response(page(box=old if len(asked) < 6 else {}), content_type="text/html")

    httpserver.expect_request("/version").respond_with_json(VERSION)
    httpserver.expect_request("/business-dashboard").respond_with_handler(age)
    report = check(httpserver.url_for(""), config=replace(config, snapshot_seconds=30))
    assert report.exit_code == 0, report.as_json()


def test_a_database_that_changes_all_the_time_is_unknown(
    httpserver: HTTPServer,
    check: Check,
    connection: Connection,
    farm: int,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    looks: list[int] = []

    def moving(config: Config) -> Any:
        add_farmer(connection)
        looks.append(1)
        return read_counts(config)

    monkeypatch.setattr(mango_check, "read_counts", moving)
    report = check(answer(httpserver, page()))
    assert len(looks) == 2 * mango_check.TRIES
    assert report.exit_code == 3
    assert {check for check, verdict in verdicts(report).items() if verdict == "unknown"} == {
        *("farmers", "hectares", "mango", "negative")
    }
