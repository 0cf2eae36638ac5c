"""The same pages while the database is stopped or frozen, and when it comes back; with a real server."""

import re
import statistics
import time
from collections.abc import Iterator
from contextlib import suppress

import pytest
from flask import Flask

from ava_dashboard.core.database import db
from ava_dashboard.core.roles import Role
from tests.breakable_server import BreakableServer, breakable_server, signed_in, wait_until
from tests.house_rules import Browser

pytestmark = pytest.mark.slow

STALE_SECONDS = 8


@pytest.fixture(scope="module")
def own_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[BreakableServer]:
    with breakable_server(tmp_path_factory.mktemp("health") / "server") as server:
        yield server


@pytest.fixture
def server(own_server: BreakableServer) -> Iterator[BreakableServer]:
    yield own_server
    own_server.mend()


@pytest.fixture
def own_app(server: BreakableServer) -> Iterator[Flask]:
    app = server.make_app(snapshot_seconds=1, stale_seconds=STALE_SECONDS)
    yield app
    server.mend()
    with app.app_context(), suppress(Exception):
        db.engine.dispose()


@pytest.fixture
def operator(own_app: Flask) -> Browser:
    return signed_in(own_app, Role.OPERATOR)


def break_it(server: BreakableServer, how: str) -> None:
    server.stop() if how == "away" else server.freeze()


def mend_it(server: BreakableServer, how: str) -> None:
    server.start() if how == "away" else server.thaw()


def stat_values(page: str) -> list[str]:
    return re.findall(r'<p class="stat__value[^"]*">(.*?)</p>', page, re.DOTALL)


@pytest.mark.parametrize("how", ["away", "slow"])
def test_probes_answer_in_time_and_give_a_visitor_one_word(
    own_app: Flask, server: BreakableServer, operator: Browser, how: str
) -> None:
    operator.get("/health-dashboard")
    visitor = own_app.test_client()
    break_it(server, how)
    unavailable = {"status": "unavailable", "reason": "database"}
    for path, extra in (("/health/ready", {}), ("/api/v1/health", {"version": "v2.3.1-blue-debug-0123abcd"})):
        started = time.monotonic()
        answer = visitor.get(path)
        assert time.monotonic() - started < 1.5
        assert (answer.status_code, answer.json) == (503, unavailable | extra)
        started = time.monotonic()
        told = operator.get(path, status=503)
        assert time.monotonic() - started < 1.5
        assert told.json == unavailable | extra | {"detail": how}
    times = []
    for _ in range(21):
        started = time.monotonic()
        assert visitor.get("/health/live").text == "ok"
        times.append(time.monotonic() - started)
    assert statistics.median(times) < 0.05
    assert visitor.get("/version").status_code == 200


@pytest.mark.parametrize("how", ["away", "slow"])
def test_it_is_ready_again_within_two_seconds_of_the_databases_return(
    own_app: Flask, server: BreakableServer, operator: Browser, how: str
) -> None:
    operator.get("/health-dashboard")
    break_it(server, how)
    page = operator.get("/health-dashboard").text
    assert 'data-verdict="down"' in page
    mend_it(server, how)
    visitor = own_app.test_client()
    wait_until(lambda: visitor.get("/health/ready").status_code == 200, seconds=2)
    wait_until(lambda: own_app.extensions["availability"].reason is None, seconds=2)
    wait_until(lambda: 'data-verdict="down"' not in operator.get("/health-dashboard").text, seconds=3)


@pytest.mark.parametrize("how", ["away", "slow"])
def test_the_page_goes_on_with_what_was_read_and_then_shows_no_digit(
    server: BreakableServer, operator: Browser, how: str
) -> None:
    before = operator.get("/health-dashboard").text
    size = stat_values(before)[2]
    assert re.search(r"\d", size)

    break_it(server, how)
    stale = operator.get("/health-dashboard").text
    assert 'data-verdict="down"' in stale
    assert re.findall(r'data-figure="\w+" data-state="(\w+)"', stale) == ["stale"] * 4
    assert stat_values(stale)[2] == size
    assert "status-pill--ok" not in re.sub(
        r"<tr[^>]*>\s*<th[^>]*>Version.*?</tr>", "", stale, flags=re.DOTALL
    )

    def is_gone() -> bool:
        return 'data-state="stale"' not in operator.get("/health-dashboard").text

    wait_until(is_gone, seconds=STALE_SECONDS + 2)
    gone = operator.get("/health-dashboard").text
    assert 'data-verdict="down"' in gone
    assert stat_values(gone) == ["–"] * 4
    assert "See the rows" not in gone
    assert gone.count("Not measured") >= 3
    assert re.findall(r'data-figure="\w+" data-state="(\w+)"', gone) == ["unavailable"] * 4


def test_a_process_that_never_read_anything_shows_that_and_no_digit(
    server: BreakableServer, own_app: Flask, operator: Browser
) -> None:
    operator.get("/account")
    server.stop()
    page = operator.get("/health-dashboard").text
    assert 'data-verdict="down"' in page
    assert "Nothing was read" in page
    assert stat_values(page) == ["–"] * 4
    assert "–" in operator.get("/").text


def test_many_viewers_of_a_frozen_database_do_not_queue(
    server: BreakableServer, own_app: Flask, operator: Browser
) -> None:
    operator.get("/health-dashboard")
    server.freeze()
    operator.get("/health-dashboard")
    started = time.monotonic()
    for _ in range(20):
        operator.get("/health-dashboard")
    assert time.monotonic() - started < 2
