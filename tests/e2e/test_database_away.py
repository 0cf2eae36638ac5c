"""The database goes away under an open page, and comes back."""

import re
import time
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.e2e.conftest import REFRESH_SECONDS, sign_in
from tests.e2e.console_process import ConsoleProcess, running_console

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.timeout(180)]

STALE_SECONDS = 12
SLACK = 6


@pytest.fixture
def breakable(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[ConsoleProcess]:
    # One web process: each keeps its own last snapshot, and the browser must meet the one that has it.
    settings = {
        "SNAPSHOT_SECONDS": "1",
        "REFRESH_SECONDS": str(REFRESH_SECONDS),
        "STALE_SECONDS": str(STALE_SECONDS),
        "WEB_WORKERS": "1",
    }
    with running_console(tmp_path_factory.mktemp("breakable"), **settings) as console:
        yield console


def seconds(number: float) -> float:
    """For expect(), which counts in milliseconds."""
    return number * 1000


def figures(page: Page) -> list[str]:
    """The number of farmers and of hectares, in the box and on the cards."""
    return [
        page.locator(selector).first.inner_text()
        for selector in (
            '[data-debug="farmers"]',
            '[data-debug="hectares"]',
            '[data-figure="farmers"] .stat__value',
            '[data-figure="hectares"] .stat__value',
        )
    ]


def test_figures_turn_stale_then_unavailable_then_live_again(
    browser: Browser, breakable: ConsoleProcess
) -> None:
    context = browser.new_context(viewport={"width": 1280, "height": 720})
    page = context.new_page()
    sign_in(page, breakable, "business")
    page.goto(f"{breakable.url}/business-dashboard")
    in_box = page.locator('[data-debug="farmers"]')
    expect(in_box).to_have_attribute("data-state", "live")
    live = figures(page)
    assert live[:2] == ["16", "211.95"]

    breakable.database.stop()
    stopped = time.monotonic()
    expect(in_box).to_have_attribute("data-state", "stale", timeout=seconds(REFRESH_SECONDS + SLACK))
    assert figures(page) == live
    expect(page.locator("#debug-box")).to_contain_text("stale")
    expect(page.locator('[data-debug="database"]')).to_have_text("Not connected")
    card = page.locator('[data-figure="farmers"]').first
    expect(card).to_contain_text("Stale")
    expect(card).to_contain_text(re.compile(r"\d+ (s|min)\b"))

    limit = STALE_SECONDS + REFRESH_SECONDS + SLACK
    expect(in_box).to_have_attribute("data-state", "unavailable", timeout=seconds(limit))
    assert time.monotonic() - stopped >= STALE_SECONDS - REFRESH_SECONDS
    assert figures(page) == ["–"] * 4
    expect(card).to_contain_text("Unavailable")

    breakable.database.ensure()
    expect(in_box).to_have_attribute("data-state", "live", timeout=seconds(2 + REFRESH_SECONDS + SLACK))
    assert figures(page) == live
    context.close()
