"""Every page, light and dark, wide and narrow: nothing that axe finds, nothing that hangs over the edge."""

from typing import Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.e2e.conftest import NewPage

pytestmark = pytest.mark.browser

PAGES = {
    "sign-in": "/sign-in",
    "hub": "/",
    "business": "/business-dashboard",
    "agronomic": "/agronomic-dashboard",
    "health": "/health-dashboard",
    "account": "/account",
    "definitions": "/definitions",
    "components": "/components",
    "not-found": "/no-such-page",
    "bad-parameter": "/business-dashboard?period=ever",
}
LOOKED_AT = (1280, 360)
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
WIDTHS = (360, 390, 768, 1440)
OPTIONS = {"resultTypes": ["violations"]}


def violations(page: Page) -> list[str]:
    found = Axe().run(page, options=OPTIONS).response["violations"]
    return [f"{one['id']}: {one['help']}: {one['nodes'][0]['html'][:200]}" for one in found]


def overhang(page: Page) -> int:
    """By how many pixels the page is wider than its window."""
    return int(page.evaluate("document.documentElement.scrollWidth - window.innerWidth"))


def open_page(new_page: NewPage, name: str) -> Page:
    # Colours change slowly where motion is not unwanted, and axe would see them half way.
    page = new_page(None if name == "sign-in" else "admin", reduced_motion="reduce")
    page.goto(PAGES[name])
    return page


@pytest.mark.parametrize("name", PAGES)
def test_axe_finds_nothing_and_nothing_hangs_over_the_edge(new_page: NewPage, name: str) -> None:
    page = open_page(new_page, name)
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        assert overhang(page) <= 0, f"{width} px"
    for width in LOOKED_AT:
        page.set_viewport_size({"width": width, "height": 800})
        for scheme in SCHEMES:
            page.emulate_media(color_scheme=scheme)
            assert violations(page) == [], f"{scheme}, {width} px"


def test_a_page_that_is_too_wide_would_be_noticed(new_page: NewPage) -> None:
    page = open_page(new_page, "sign-in")
    page.evaluate("document.querySelector('h1').textContent = 'x'.repeat(1000)")
    page.evaluate("document.querySelector('h1').style.whiteSpace = 'nowrap'")
    page.evaluate("document.querySelector('h1').style.overflowWrap = 'normal'")
    assert overhang(page) > 0


def test_axe_would_find_something(new_page: NewPage) -> None:
    page = open_page(new_page, "sign-in")
    page.evaluate("document.querySelector('label').remove()")
    assert violations(page) != []
