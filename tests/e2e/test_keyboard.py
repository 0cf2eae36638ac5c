"""Without a mouse, and what the browser remembers."""

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.conftest import NewPage

pytestmark = pytest.mark.browser


def focused(page: Page) -> dict[str, object]:
    """What has the focus: its text, whether it lies in the window, and whether a ring is drawn around it."""
    found: dict[str, object] = page.evaluate(
        """() => {
            const element = document.activeElement, box = element.getBoundingClientRect();
            const style = getComputedStyle(element);
            return {
                name: (element.textContent || element.getAttribute('aria-label') || '').trim(),
                href: element.getAttribute('href'),
                seen: box.width > 1 && box.height > 1 && box.bottom > 0 && box.right > 0
                      && box.top < innerHeight && box.left < innerWidth,
                ring: style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2,
            };
        }"""
    )
    return found


def test_the_first_stop_of_the_tab_key_skips_to_the_content(new_page: NewPage) -> None:
    page = new_page("business")
    page.goto("/business-dashboard")
    page.keyboard.press("Tab")
    link = focused(page)
    assert link["href"] == "#main"
    assert link["seen"] and link["ring"], link
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"


def test_the_focus_is_seen_wherever_the_tab_key_leads(new_page: NewPage) -> None:
    page = new_page("admin")
    page.goto("/business-dashboard")
    stops = []
    for _ in range(25):
        page.keyboard.press("Tab")
        stop = focused(page)
        assert stop["seen"] and stop["ring"], stop
        stops.append(stop["name"])
    assert len(set(stops)) > 15


def test_the_account_menu_opens_and_closes_by_keyboard(new_page: NewPage) -> None:
    page = new_page("business")
    page.goto("/")
    summary = page.locator("details.menu summary")
    summary.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Sign out")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name="Sign out")).to_be_hidden()
    expect(summary).to_be_focused()


def test_the_chosen_theme_is_remembered_on_the_next_page(new_page: NewPage) -> None:
    page = new_page("business", color_scheme="light")
    page.goto("/")
    light = page.evaluate("getComputedStyle(document.body).backgroundColor")
    page.get_by_role("button", name="Switch between light and dark").click()
    dark = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert dark != light
    page.goto("/business-dashboard")
    assert page.evaluate("document.documentElement.dataset.theme") == "dark"
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == dark
