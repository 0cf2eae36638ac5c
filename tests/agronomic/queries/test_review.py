"""The review page's reading as a whole."""

from collections.abc import Iterator

import pytest
from flask import Flask
from sqlalchemy import Connection, text

from ava_dashboard.agronomic.queries.review import read_review
from ava_dashboard.core.database import db
from ava_dashboard.core.exceptions import MissingColumns, NotFound
from tests.farm_rows import add_draft, add_farmer, add_field, add_message


@pytest.fixture
def undone(app: Flask) -> Iterator[Connection]:
    """A transaction in which a test may alter tables: it is rolled back."""
    with app.app_context(), db.engine.connect() as connection:
        yield connection
        connection.rollback()


def test_the_queue_comes_with_the_names_in_it_and_no_open_case(undone: Connection) -> None:
    farmer_id = add_farmer(undone)
    draft_id = add_draft(undone, farmer_id)
    add_draft(undone, None)

    review = read_review(undone, page=1, draft_id=None, season=2026)

    assert draft_id in [draft.id for draft in review.waiting.drafts]
    assert set(review.farmers) == {farmer_id}
    assert review.case is None


def test_the_open_case_has_its_farmer_fields_and_messages(undone: Connection) -> None:
    farmer_id = add_farmer(undone)
    add_field(undone, farmer_id)
    add_message(undone, farmer_id, "Kada prskati?")
    draft_id = add_draft(undone, farmer_id)

    case = read_review(undone, page=1, draft_id=draft_id, season=2026).case

    assert case is not None and case.farmer is not None and case.fields is not None
    assert (case.draft.id, case.farmer.id, case.fields.count) == (draft_id, farmer_id, 1)
    assert [message.text for message in case.messages] == ["Kada prskati?"]
    assert case.decided is None
    assert case.farmer_lacks == case.messages_lack == ()


def test_what_this_copy_lacks_is_named_and_the_rest_is_read(undone: Connection) -> None:
    draft_id = add_draft(undone, add_farmer(undone))
    undone.execute(text("ALTER TABLE incoming_messages RENAME COLUMN role TO gone"))
    undone.execute(text("ALTER TABLE farmers RENAME COLUMN farm_name TO gone"))

    review = read_review(undone, page=1, draft_id=draft_id, season=2026)

    assert review.case is not None and review.case.draft.id == draft_id
    assert review.farmers == {}
    assert review.case.farmer is None
    assert review.case.farmer_lacks == ("farmers.farm_name",)
    assert review.case.messages_lack == ("incoming_messages.role",)


def test_without_the_drafts_themselves_nothing_can_be_read(undone: Connection) -> None:
    undone.execute(text("ALTER TABLE pending_messages RENAME COLUMN status TO gone"))

    with pytest.raises(MissingColumns, match="pending_messages.status"):
        read_review(undone, page=1, draft_id=None, season=2026)


def test_a_draft_that_is_not_there_is_not_found(undone: Connection) -> None:
    with pytest.raises(NotFound):
        read_review(undone, page=1, draft_id=1, season=2026)
