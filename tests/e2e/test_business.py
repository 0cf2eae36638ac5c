"""The business page in a browser: the blue box, and figures that follow the database."""

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.conftest import REFRESH_SECONDS, NewPage, sign_in
from tests.e2e.console_process import ConsoleProcess

pytestmark = pytest.mark.browser

FARMERS, HECTARES = "16", "211.95"
FOLLOWS_WITHIN = (REFRESH_SECONDS + 6) * 1000

LARGE, LARGE_BOLD = 24.0, 18.66  # px: from here on 3:1 is enough contrast (WCAG 2.2, 1.4.3)


def in_box(page: Page, key: str) -> Any:
    return page.locator(f'#debug-box [data-debug="{key}"]')


def texts_of_the_box(page: Page) -> list[dict[str, Any]]:
    """Each text in the box with the size and weight in which it is drawn."""
    found: list[dict[str, Any]] = page.locator("#debug-box").evaluate(
        """box => {
            const walker = document.createTreeWalker(box, NodeFilter.SHOW_TEXT), texts = [];
            while (walker.nextNode()) {
                const text = walker.currentNode.textContent.trim();
                if (!text) continue;
                const style = getComputedStyle(walker.currentNode.parentElement);
                texts.push({text, size: parseFloat(style.fontSize), weight: Number(style.fontWeight),
                            colour: style.color});
            }
            return texts;
        }"""
    )
    return found


def test_the_blue_box_stands_after_signing_in_with_the_demo_button(
    new_page: NewPage, console: ConsoleProcess
) -> None:
    page = new_page()
    sign_in(page, console, "business")
    page.get_by_role("navigation", name="Main").get_by_role("link", name="Business").click()
    expect(in_box(page, "farmers")).to_have_text(FARMERS)
    expect(in_box(page, "hectares")).to_have_text(HECTARES)
    expect(in_box(page, "database")).to_have_text("Connected")
    expect(in_box(page, "version")).to_have_text(re.compile(r"^v2\.3\.1-blue-debug-[0-9a-f]{8}$"))
    box = page.locator("#debug-box")
    expect(box).to_have_css("background-color", "rgb(0, 123, 255)")
    expect(box).to_have_css("border-top-color", "rgb(0, 86, 179)")
    expect(box).to_have_css("color", "rgb(255, 255, 255)")


def test_all_text_of_the_blue_box_is_white_and_large(new_page: NewPage) -> None:
    for width in (1280, 390):
        page = new_page("business", viewport={"width": width, "height": 844})
        page.goto("/business-dashboard")
        texts = texts_of_the_box(page)
        assert len(texts) >= 14
        for text in texts:
            assert text["colour"] == "rgb(255, 255, 255)", text
            large = text["size"] >= LARGE or (text["size"] >= LARGE_BOLD and text["weight"] >= 700)
            assert large, text


@pytest.mark.parametrize(("width", "height"), [(1280, 720), (390, 844)])
def test_the_blue_box_is_seen_whole_without_scrolling(new_page: NewPage, width: int, height: int) -> None:
    page = new_page("business", viewport={"width": width, "height": height})
    page.goto("/business-dashboard")
    box = page.locator("#debug-box").bounding_box()
    assert box is not None
    assert box["x"] >= 0 and box["x"] + box["width"] <= width
    assert box["y"] >= 0 and box["y"] + box["height"] <= height


@pytest.fixture
def without_new_farm(console: ConsoleProcess) -> Iterator[None]:
    """What add_farm adds is taken away after the test."""
    yield
    console.execute("DELETE FROM fields WHERE field_name = 'Nova njiva'")
    console.execute("DELETE FROM farmers WHERE farm_name = 'OPG Novak'")


def add_farm(console: ConsoleProcess) -> None:
    """One farmer more, with 10.05 ha."""
    farmer = console.execute(
        "INSERT INTO farmers (farm_name, manager_name, manager_last_name, country)"
        " VALUES ('OPG Novak', 'Nova', 'Novak', 'Croatia') RETURNING id"
    )
    console.execute(
        "INSERT INTO fields (farmer_id, field_name, area_ha) VALUES (%s, 'Nova njiva', 10.05)", farmer
    )


@pytest.mark.usefixtures("without_new_farm")
def test_a_farm_that_is_added_appears_without_reloading(new_page: NewPage, console: ConsoleProcess) -> None:
    page = new_page("business", viewport={"width": 1280, "height": 720})
    page.goto("/business-dashboard")
    expect(in_box(page, "farmers")).to_have_text(FARMERS)
    page.evaluate("window.stillTheSamePage = true")
    page.locator("#country").focus()
    page.evaluate("window.scrollTo(0, 240)")
    scrolled = page.evaluate("window.scrollY")
    assert scrolled > 0

    add_farm(console)

    expect(in_box(page, "farmers")).to_have_text("17", timeout=FOLLOWS_WITHIN)
    expect(in_box(page, "hectares")).to_have_text(str(Decimal(HECTARES) + Decimal("10.05")))
    expect(page.locator('[data-figure="farmers"] .stat__value').first).to_have_text("17")
    assert page.evaluate("window.stillTheSamePage") is True
    assert page.evaluate("window.scrollY") == scrolled
    assert page.evaluate("document.activeElement.id") == "country"


def test_the_pause_button_stops_the_refresh_and_starts_it_again(new_page: NewPage) -> None:
    page = new_page("business")
    page.goto("/business-dashboard")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    pause = page.get_by_role("button", name="Pause")
    pause.click()
    expect(pause).to_have_attribute("aria-pressed", "true")
    expect(page.locator("[data-freshness-text]")).to_contain_text("Paused since")
    page.wait_for_timeout(500)  # a refresh may have been under way
    asked.clear()
    page.wait_for_timeout((REFRESH_SECONDS + 2) * 1000)
    assert asked == []
    with page.expect_request("**/business-dashboard", timeout=5000):
        pause.click()


def test_filters_and_period_live_in_the_address_without_javascript(
    new_page: NewPage, console: ConsoleProcess
) -> None:
    page = new_page(java_script_enabled=False)
    sign_in(page, console, "business")
    page.goto("/business-dashboard")
    page.get_by_role("link", name="30 d").click()
    page.locator("#country").select_option(label="Slovenia")
    page.get_by_role("button", name="Apply").click()
    assert "period=30d" in page.url and "country=SI" in page.url
    farmers = console.execute("SELECT count(*) FROM farmers WHERE country = 'Slovenia'")
    assert 0 < farmers < int(FARMERS)
    expect(page.locator('[data-figure="farmers"] .stat__value').first).to_have_text(str(farmers))
    # The box shows the whole, whatever is chosen.
    expect(in_box(page, "farmers")).to_have_text(FARMERS)


def test_the_check_from_outside_agrees_with_the_page(console: ConsoleProcess) -> None:
    expected = ("--expect-farmers", FARMERS, "--expect-hectares", HECTARES)
    done = console.flask("mango-check", "--url", console.url, *expected)
    assert done.returncode == 0, done.stdout + done.stderr
    wrong = console.flask("mango-check", "--url", console.url, "--expect-farmers", "15")
    assert wrong.returncode == 1, wrong.stdout + wrong.stderr
