"""A browser, and the demo for it to look at: one of each per test process.

Every page that a test opens is watched: no error in its console, nothing that its policy refused, nothing
asked of another host.
"""

import os
import re
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, sync_playwright

from tests.e2e.chromium import HOW_TO, find_chromium
from tests.e2e.console_process import ConsoleProcess, running_console

REFRESH_SECONDS = 2
NewPage = Callable[..., Page]

# Chromium says so for every answer of 400 and above; tests look at those themselves.
_REFUSED_ANSWER = re.compile(r"Failed to load resource: the server responded with a status of \d+")


@cache
def chromium() -> Path | None:
    return find_chromium()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    path = chromium()
    if path is None:
        if os.environ.get("CI") == "true":
            pytest.fail(HOW_TO)
        pytest.skip(HOW_TO)
    # Chromium's sandbox refuses root.
    flags = ["--no-sandbox"] if os.geteuid() == 0 else []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=[*flags, "--disable-dev-shm-usage"])
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def console(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[ConsoleProcess]:
    """A demo that measures every second and whose pages refresh every two."""
    settings = {"SNAPSHOT_SECONDS": "1", "REFRESH_SECONDS": str(REFRESH_SECONDS), "STALE_SECONDS": "15"}
    with running_console(tmp_path_factory.mktemp("console"), **settings) as console:
        yield console


@pytest.fixture(scope="session")
def signed_in_state(browser: Browser, console: ConsoleProcess) -> Callable[[str], dict[str, object]]:
    """The cookies of a role of the demo, signed in once."""

    @cache
    def state(role: str) -> dict[str, object]:
        context = browser.new_context()
        page = context.new_page()
        sign_in(page, console, role)
        kept = dict(context.storage_state())
        context.close()
        return kept

    return state


def sign_in(page: Page, console: ConsoleProcess, role: str) -> None:
    page.goto(f"{console.url}/sign-in")
    page.get_by_role("button", name=role.capitalize(), exact=True).click()
    page.wait_for_url(f"{console.url}/")


class Watch:
    """What went wrong on the pages of a test."""

    def __init__(self, own_address: str) -> None:
        self._own_address = own_address
        self.problems: list[str] = []

    def on(self, page: Page) -> None:
        page.on("console", self._note_message)
        page.on("pageerror", lambda error: self.problems.append(f"error: {error}"))
        page.on("request", lambda request: self._note_request(request.url))

    def _note_message(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning") and not _REFUSED_ANSWER.match(message.text):
            self.problems.append(f"{message.type}: {message.text}")

    def _note_request(self, address: str) -> None:
        if not address.startswith((f"{self._own_address}/", "data:")):
            self.problems.append(f"asked elsewhere: {address}")


@pytest.fixture
def new_page(
    browser: Browser,
    console: ConsoleProcess,
    signed_in_state: Callable[[str], dict[str, object]],
) -> Iterator[NewPage]:
    """Makes a watched page in a browser of its own; `role` is signed in, other options are Playwright's."""
    contexts: list[BrowserContext] = []
    watch = Watch(console.url)

    def make(role: str | None = None, **options: object) -> Page:
        state = signed_in_state(role) if role else None
        context = browser.new_context(
            base_url=console.url,
            storage_state=state,  # type: ignore[arg-type]
            **options,  # type: ignore[arg-type]
        )
        context.set_default_timeout(15_000)
        context.on("page", watch.on)
        contexts.append(context)
        return context.new_page()

    yield make
    for context in contexts:
        context.close()
    assert watch.problems == []
