"""The review page as an agronomist sees it."""

import html
import re
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO

import pytest
from sqlalchemy import Connection, text

from ava_dashboard.agronomic.queries.draft import read_draft
from ava_dashboard.core.roles import Role
from tests.farm_rows import NOON, add_crop, add_draft, add_farmer, add_field, add_message
from tests.house_rules import Browser

PAGE = "/agronomic-dashboard"
HOSTILE = "<script>alert(1)</script>\"'><img src=x onerror=alert(2)>{{ 7*7 }}"


@pytest.fixture
def agronomist(client: Browser) -> Browser:
    return client.sign_in(Role.AGRONOMIST)


@contextmanager
def renamed(connection: Connection, name: str) -> Iterator[None]:
    connection.execute(text(f"ALTER TABLE {name} RENAME TO gone"))
    try:
        yield
    finally:
        connection.execute(text(f"ALTER TABLE gone RENAME TO {name}"))


def seen(connection: Connection, draft_id: int) -> dict[str, str]:
    return {"seen": read_draft(connection, draft_id=draft_id).fingerprint}


def status(connection: Connection, draft_id: int) -> str | None:
    found: str | None = connection.scalar(
        text("SELECT status FROM pending_messages WHERE id = :id"), {"id": draft_id}
    )
    return found


def message_count(connection: Connection) -> int:
    return connection.scalar(text("SELECT count(*) FROM incoming_messages")) or 0


def typed(page: str, name: str) -> str:
    """What stands in a text area, as a browser reads it."""
    found = re.search(rf'<textarea[^>]*name="{name}"[^>]*>(.*?)</textarea>', page, re.DOTALL)
    assert found, f"no text area {name}"
    return html.unescape(found[1]).replace("\r\n", "\n").removeprefix("\n")


def test_an_empty_queue_says_so(agronomist: Browser) -> None:
    page = agronomist.get(PAGE).text

    assert "No draft waits." in page
    assert "Nothing waits" in page


def test_the_short_address_leads_to_the_page(agronomist: Browser) -> None:
    assert agronomist.get("/agronomic", 302).location == PAGE


def test_without_a_chosen_draft_the_first_is_opened_under_its_own_address(
    agronomist: Browser, connection: Connection
) -> None:
    add_draft(connection, None)
    asking = add_draft(connection, None, requires_consultation=True)

    assert agronomist.get(PAGE, 302).location == f"{PAGE}?draft={asking}"


def test_the_open_draft_stands_beside_its_conversation_and_its_farmer(
    agronomist: Browser, connection: Connection
) -> None:
    farmer_id = add_farmer(
        connection, manager_name="Stjepan", manager_last_name="Barić", wa_phone_number="+38591000001"
    )
    field_id = add_field(connection, farmer_id, field_name="Duga njiva", area_ha=12.4)
    add_crop(connection, field_id, "pšenica")
    add_message(connection, farmer_id, "Kad da prskam?")
    add_message(connection, farmer_id, "Nosi li tlo traktor?", role="system")
    add_message(connection, farmer_id, "AUTH_RECORD: tajna")
    draft_id = add_draft(connection, farmer_id, "Sutra ujutro.\nBez vjetra.", phone_number=None)

    page = agronomist.get(f"{PAGE}?draft={draft_id}").text

    assert "1 draft waits; none asks" in page
    for shown in ("Stjepan Barić", "+38591000001", "Duga njiva", "12.40", "pšenica", "1 field, 12.40 ha"):
        assert shown in page
    for shown in ("Kad da prskam?", "Nosi li tlo traktor?", "Assistant", "Sutra ujutro.<br>Bez vjetra."):
        assert shown in page
    assert "tajna" not in page
    assert typed(page, "text") == "Sutra ujutro.\nBez vjetra."
    assert 'data-refresh="30"' in page


def test_an_approval_sends_the_text_and_goes_on_to_the_next_draft(
    agronomist: Browser, connection: Connection
) -> None:
    draft_id = add_draft(connection, add_farmer(connection), "Pričekajte.")
    following = add_draft(connection, None, "Druga.")
    agronomist.get(f"{PAGE}?draft={draft_id}")

    answer = agronomist.post(f"{PAGE}/drafts/{draft_id}/approve", seen(connection, draft_id))

    assert answer.location == PAGE
    assert (status(connection, draft_id), message_count(connection)) == ("approved", 1)
    page = agronomist.get(agronomist.get(PAGE, 302).location).text
    assert f"Draft {draft_id} is approved" in page
    assert typed(page, "text") == "Druga."
    assert status(connection, following) == "pending"


def test_the_form_on_the_page_is_enough_to_approve(agronomist: Browser, connection: Connection) -> None:
    draft_id = add_draft(connection, add_farmer(connection), "Pričekajte.")
    page = agronomist.get(f"{PAGE}?draft={draft_id}").text
    fingerprint = re.search(r'name="seen" value="([0-9a-f]{64})"', page)
    assert fingerprint

    agronomist.post(f"{PAGE}/drafts/{draft_id}/approve", {"seen": fingerprint[1]})

    assert status(connection, draft_id) == "approved"


def test_an_edit_goes_out_instead_of_the_draft(agronomist: Browser, connection: Connection) -> None:
    draft_id = add_draft(connection, add_farmer(connection), "10 l/ha")

    data = {**seen(connection, draft_id), "text": "1 l/ha\r\nHvala <3"}
    agronomist.post(f"{PAGE}/drafts/{draft_id}/edit", data)

    assert connection.scalar(text("SELECT message_text FROM incoming_messages")) == "1 l/ha\nHvala <3"
    assert connection.scalar(text("SELECT decision FROM dashboard.draft_decisions")) == "edited"
    assert connection.scalar(text("SELECT account_id FROM dashboard.draft_decisions")) == connection.scalar(
        text("SELECT id FROM dashboard.accounts WHERE role = 'agronomist'")
    )


def test_a_rejection_keeps_its_reason(agronomist: Browser, connection: Connection) -> None:
    draft_id = add_draft(connection, add_farmer(connection))

    agronomist.post(
        f"{PAGE}/drafts/{draft_id}/reject", {**seen(connection, draft_id), "reason": "deset puta previše"}
    )

    assert (status(connection, draft_id), message_count(connection)) == ("rejected", 0)
    assert connection.scalar(text("SELECT reason FROM dashboard.draft_decisions")) == "deset puta previše"


@pytest.mark.parametrize(
    ("given", "complaint"),
    [
        ("", "no visible character"),
        (" \u200b\n", "no visible character"),
        ("🌾" * 4097, "This has 4097 characters"),
        ("before\ufffdafter", "can&#39;t be read"),
    ],
)
def test_a_bad_edit_names_its_error_and_keeps_what_was_typed(
    agronomist: Browser, connection: Connection, given: str, complaint: str
) -> None:
    draft_id = add_draft(connection, add_farmer(connection), "10 l/ha")
    data = {**seen(connection, draft_id), "text": given}

    answer = agronomist.post(f"{PAGE}/drafts/{draft_id}/edit", data, 400)

    assert complaint in answer.text
    assert 'aria-invalid="true"' in answer.text
    assert typed(answer.text, "text") == given
    assert "data-refresh=" not in answer.text
    assert (status(connection, draft_id), message_count(connection)) == ("pending", 0)


@pytest.mark.parametrize(
    ("reason", "complaint"),
    [(" ", "no visible character"), ("a" * 1001, "This has 1001"), ("\0a", "NUL character")],
)
def test_a_rejection_without_a_proper_reason_is_refused(
    agronomist: Browser, connection: Connection, reason: str, complaint: str
) -> None:
    draft_id = add_draft(connection, add_farmer(connection))

    answer = agronomist.post(
        f"{PAGE}/drafts/{draft_id}/reject", {**seen(connection, draft_id), "reason": reason}, 400
    )

    assert complaint in answer.text
    assert status(connection, draft_id) == "pending"


def test_bytes_that_are_no_text_are_a_clear_error(agronomist: Browser, connection: Connection) -> None:
    draft_id = add_draft(connection, add_farmer(connection), "10 l/ha")
    data = {"csrf_token": agronomist._csrf_token(), **seen(connection, draft_id)}
    parts = {**{name: value.encode() for name, value in data.items()}, "text": b"before\xed\xa0\x80after"}
    body = b"".join(
        b'--cut\r\nContent-Disposition: form-data; name="%s"\r\n\r\n%s\r\n' % (name.encode(), value)
        for name, value in parts.items()
    )

    lone_surrogate = agronomist.client.post(
        f"{PAGE}/drafts/{draft_id}/edit",
        data=body + b"--cut--\r\n",
        content_type="multipart/form-data; boundary=cut",
    )
    nul = agronomist.post(f"{PAGE}/drafts/{draft_id}/edit", {**data, "text": "before\0after"}, 400)
    file = agronomist.client.post(
        f"{PAGE}/drafts/{draft_id}/edit", data={**data, "text": (BytesIO(b"words"), "words.txt")}
    )

    assert lone_surrogate.status_code == file.status_code == 400
    assert "can&#39;t be read" in lone_surrogate.text
    assert "NUL character" in nul.text
    assert status(connection, draft_id) == "pending"


def test_a_second_decision_shows_who_was_first_and_keeps_the_typed_text(
    agronomist: Browser, connection: Connection
) -> None:
    draft_id = add_draft(connection, add_farmer(connection), "Pričekajte.")
    fingerprint = seen(connection, draft_id)
    agronomist.post(f"{PAGE}/drafts/{draft_id}/approve", fingerprint)
    agronomist.sign_in(Role.ADMIN)

    answer = agronomist.post(f"{PAGE}/drafts/{draft_id}/edit", {**fingerprint, "text": "My words"}, 409)

    assert re.search(r"Decided by Test Agronomist at \d\d:\d\d: approved\.", answer.text)
    assert typed(answer.text, "text") == "My words"
    assert "/approve" not in answer.text
    assert message_count(connection) == 1


def test_a_decided_draft_can_be_looked_at_but_not_decided(
    agronomist: Browser, connection: Connection
) -> None:
    draft_id = add_draft(connection, None, status="Approved")

    page = agronomist.get(f"{PAGE}?draft={draft_id}").text

    assert "Decided elsewhere." in page
    assert "Approved" in page
    assert f"/drafts/{draft_id}/" not in page


def test_a_draft_that_changed_is_shown_anew_and_not_sent(agronomist: Browser, connection: Connection) -> None:
    draft_id = add_draft(connection, add_farmer(connection), "Stari tekst")
    shown = seen(connection, draft_id)
    connection.execute(text("UPDATE pending_messages SET message_text = 'Novi tekst'"))

    answer = agronomist.post(f"{PAGE}/drafts/{draft_id}/approve", shown, 409)

    assert "has changed since you opened it" in answer.text
    assert "Novi tekst" in answer.text
    assert seen(connection, draft_id)["seen"] in answer.text
    assert (status(connection, draft_id), message_count(connection)) == ("pending", 0)


def test_a_conflict_keeps_the_edit_that_was_typed(agronomist: Browser, connection: Connection) -> None:
    draft_id = add_draft(connection, add_farmer(connection), "Stari tekst")

    answer = agronomist.post(f"{PAGE}/drafts/{draft_id}/edit", {"seen": "other", "text": "My words"}, 409)

    assert typed(answer.text, "text") == "My words"


def test_a_draft_without_any_phone_number_says_why_it_stays(
    agronomist: Browser, connection: Connection
) -> None:
    draft_id = add_draft(connection, None, phone_number=None)

    answer = agronomist.post(f"{PAGE}/drafts/{draft_id}/approve", seen(connection, draft_id), 409)

    assert "Nothing was sent." in answer.text
    assert "phone number" in answer.text


def test_hostile_text_is_shown_as_text(agronomist: Browser, connection: Connection) -> None:
    farmer_id = add_farmer(
        connection, manager_name="<script>x", manager_last_name="'><b>", farm_name=HOSTILE, country="<u>HR"
    )
    field_id = add_field(connection, farmer_id, field_name=HOSTILE)
    add_crop(connection, field_id, HOSTILE)
    add_message(connection, farmer_id, HOSTILE + "\u202eevil")
    add_message(connection, farmer_id, "text", role="<i>role")
    draft_id = add_draft(connection, farmer_id, HOSTILE, phone_number="<b>+385")

    page = agronomist.get(f"{PAGE}?draft={draft_id}").text

    for raw in ("<script>alert", "<img src=x", "<script>x", "<u>HR", "<i>role", "<b>+385", "'><b>"):
        assert raw not in page
    assert "{{ 7*7 }}" in page
    assert typed(page, "text") == HOSTILE


@pytest.mark.parametrize("address", ["?draft=999999", "?draft=2147483647"])
def test_a_draft_that_does_not_exist_is_not_found(agronomist: Browser, address: str) -> None:
    agronomist.get(PAGE + address, 404)


@pytest.mark.parametrize(
    "address",
    ["?draft=x", "?draft=0", "?draft=-1", "?draft=1e3", "?draft=" + "9" * 40, "?page=1x", "?page=0"],
)
def test_a_senseless_address_shows_the_page(agronomist: Browser, address: str) -> None:
    agronomist.get(PAGE + address)


def test_a_credential_is_never_shown(agronomist: Browser, connection: Connection) -> None:
    draft_id = add_draft(connection, add_farmer(connection), " AUTH_RECORD: tajna")

    assert "tajna" not in agronomist.get(f"{PAGE}?draft={draft_id}", 404).text
    assert "No draft waits." in agronomist.get(PAGE).text
    agronomist.post(f"{PAGE}/drafts/{draft_id}/approve", {"seen": "x"}, 404)


def test_a_long_queue_comes_in_pages(agronomist: Browser, connection: Connection) -> None:
    ids = [add_draft(connection, None) for _ in range(51)]

    first = agronomist.get(f"{PAGE}?draft={ids[0]}").text
    second = agronomist.get(f"{PAGE}?draft={ids[0]}&page=2").text

    assert "1–50 of 51" in first
    assert f'href="{PAGE}?page=2"' in first
    assert "51–51 of 51" in second
    assert f"draft={ids[50]}&amp;page=2#case" in second
    assert agronomist.get(f"{PAGE}?page=2", 302).location == f"{PAGE}?draft={ids[50]}&page=2"


@pytest.mark.parametrize("role", [Role.BUSINESS, Role.OPERATOR])
def test_other_roles_neither_see_nor_decide(client: Browser, connection: Connection, role: Role) -> None:
    draft_id = add_draft(connection, add_farmer(connection))
    client.sign_in(role)

    client.get(PAGE, 403)
    client.get("/agronomic", 403)
    for decision in ("approve", "edit", "reject"):
        client.post(
            f"{PAGE}/drafts/{draft_id}/{decision}",
            {**seen(connection, draft_id), "text": "x", "reason": "x"},
            403,
        )
    assert status(connection, draft_id) == "pending"


def test_a_decision_without_the_token_of_its_form_is_refused(
    agronomist: Browser, connection: Connection
) -> None:
    draft_id = add_draft(connection, add_farmer(connection))

    agronomist.post(
        f"{PAGE}/drafts/{draft_id}/approve", {**seen(connection, draft_id), "csrf_token": ""}, 400
    )

    assert status(connection, draft_id) == "pending"


def test_without_the_table_of_drafts_the_page_says_so(agronomist: Browser, connection: Connection) -> None:
    with renamed(connection, "pending_messages"):
        page = agronomist.get(PAGE, 503).text

    assert "pending_messages.id" in page


@pytest.mark.parametrize(
    ("table", "complaint"),
    [
        ("incoming_messages", "Needs incoming_messages.id"),
        ("farmers", "Needs farmers.id"),
        ("fields", "Needs fields.id"),
        ("field_crops", "needs field_crops"),
    ],
)
def test_a_missing_table_beside_the_draft_is_named_and_the_rest_stands(
    agronomist: Browser, connection: Connection, table: str, complaint: str
) -> None:
    farmer_id = add_farmer(connection)
    add_field(connection, farmer_id)
    draft_id = add_draft(connection, farmer_id, "Pričekajte.", at=NOON)

    with renamed(connection, table):
        page = agronomist.get(f"{PAGE}?draft={draft_id}").text

    assert complaint in page
    assert "Pričekajte." in page


def test_the_hub_shows_how_many_wait(agronomist: Browser, connection: Connection) -> None:
    for _ in range(3):
        add_draft(connection, None)

    assert re.search(r"Drafts waiting.*?\b3\b", agronomist.get("/").text, re.DOTALL)
