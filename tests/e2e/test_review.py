"""Drafts decided in a browser."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from tests.e2e.conftest import REFRESH_SECONDS, NewPage
from tests.e2e.console_process import ConsoleProcess

pytestmark = pytest.mark.browser

QUEUE = "#queue .queue-item a"


@pytest.fixture
def draft(console: ConsoleProcess) -> Iterator[int]:
    """A draft of the test's own, from a farmer of the demo."""
    number: int = console.execute(
        "INSERT INTO pending_messages"
        " (farmer_id, phone_number, message_text, status, requires_consultation, created_at)"
        " SELECT id, wa_phone_number, 'Pričekajte suho vrijeme.', 'pending', false, now() AT TIME ZONE 'UTC'"
        " FROM farmers ORDER BY id LIMIT 1 RETURNING id"
    )
    yield number
    console.execute("DELETE FROM dashboard.draft_decisions WHERE draft_id = %s", number)
    console.execute("DELETE FROM pending_messages WHERE id = %s", number)


def address(draft: int) -> str:
    return f"/agronomic-dashboard?draft={draft}"


def status(console: ConsoleProcess, draft: int) -> str:
    return str(console.execute("SELECT status FROM pending_messages WHERE id = %s", draft))


def test_an_approved_draft_leaves_the_queue(new_page: NewPage, console: ConsoleProcess, draft: int) -> None:
    page = new_page("agronomist")
    page.goto(address(draft))
    waiting = page.locator(QUEUE).count()
    page.get_by_role("button", name="Approve as written").click()
    expect(page.get_by_text(f"Draft {draft} is approved")).to_be_visible()
    expect(page.locator(QUEUE)).to_have_count(waiting - 1)
    expect(page.locator(f'{QUEUE}[href*="draft={draft}"]')).to_have_count(0)
    assert status(console, draft) == "approved"


def test_a_draft_is_approved_without_javascript(
    new_page: NewPage, console: ConsoleProcess, draft: int
) -> None:
    page = new_page("agronomist", java_script_enabled=False)
    page.goto(address(draft))
    page.get_by_role("button", name="Approve as written").click()
    expect(page.get_by_text(f"Draft {draft} is approved")).to_be_visible()
    assert status(console, draft) == "approved"


def test_the_second_of_two_tabs_is_shown_who_was_first(
    new_page: NewPage, console: ConsoleProcess, draft: int
) -> None:
    first, second = new_page("agronomist"), new_page("admin")
    for page in (first, second):
        page.goto(address(draft))
    first.get_by_role("button", name="Approve as written").click()
    expect(first.get_by_text(f"Draft {draft} is approved")).to_be_visible()
    second.get_by_text("Reject with a reason").click()
    second.get_by_label("Reason").fill("Too early in the season.")
    second.get_by_role("button", name="Reject", exact=True).click()
    expect(second.get_by_text("The first decision stands.")).to_be_visible()
    who = console.execute(
        "SELECT account_name FROM dashboard.draft_decisions WHERE draft_id = %s AND decision = 'approved'",
        draft,
    )
    expect(second.get_by_text(re.compile(f"Decided by {re.escape(who)} at "))).to_be_visible()


def test_pressing_approve_twice_decides_once(new_page: NewPage, console: ConsoleProcess, draft: int) -> None:
    page = new_page("agronomist")
    page.goto(address(draft))
    page.get_by_role("button", name="Approve as written").dblclick()
    said = page.get_by_text(re.compile(f"Draft {draft} is approved|The first decision stands."))
    expect(said.first).to_be_visible()
    decisions = console.execute("SELECT count(*) FROM dashboard.draft_decisions WHERE draft_id = %s", draft)
    assert decisions == 1
    assert status(console, draft) == "approved"


def test_a_text_that_is_being_written_is_not_overwritten(new_page: NewPage, draft: int) -> None:
    page = new_page("agronomist")
    page.goto(address(draft))
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.get_by_text("Edit and approve").click()
    written = page.locator("#edit textarea")
    written.fill("Pričekajte do petka.")
    page.wait_for_timeout(500)  # a refresh may have been under way
    asked.clear()
    page.wait_for_timeout((REFRESH_SECONDS + 2) * 1000)
    assert asked == []
    expect(written).to_have_value("Pričekajte do petka.")
    expect(page.locator("[data-freshness-text]")).to_contain_text("unsaved changes")
