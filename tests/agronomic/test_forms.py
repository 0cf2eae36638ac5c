"""What a reviewer may send."""

import pytest
from flask import Flask

from ava_dashboard.agronomic.actions import LONGEST_MESSAGE
from ava_dashboard.agronomic.forms import LONGEST_REASON, ApproveForm, EditForm, RejectForm


def problems(app: Flask, form_class: type[EditForm] | type[RejectForm], **sent: str) -> dict[str, list[str]]:
    with app.test_request_context(method="POST", data=sent):
        form = form_class(meta={"csrf": False})
        form.validate()
        return {name: [str(error) for error in errors] for name, errors in form.errors.items()}


@pytest.mark.parametrize("text", ["", "  \r\n\t", "\u200b\u2060", "\u00a0"])
def test_a_text_that_nobody_could_see_is_refused(app: Flask, text: str) -> None:
    assert "no visible character" in problems(app, EditForm, text=text)["text"][0]
    assert "no visible character" in problems(app, RejectForm, reason=text)["reason"][0]


def test_a_character_that_was_lost_on_the_way_is_refused(app: Flask) -> None:
    assert "can't be read" in problems(app, EditForm, text="Pri\ufffdekajte")["text"][0]


@pytest.mark.parametrize(
    ("form_class", "field", "longest"),
    [(EditForm, "text", LONGEST_MESSAGE), (RejectForm, "reason", LONGEST_REASON)],
)
def test_the_longest_text_passes_and_one_more_character_is_counted(
    app: Flask, form_class: type[EditForm], field: str, longest: int
) -> None:
    assert problems(app, form_class, **{field: "č" * longest}) == {}
    assert str(longest + 1) in problems(app, form_class, **{field: "č" * (longest + 1)})[field][0]


@pytest.mark.parametrize(("form_class", "field"), [(EditForm, "text"), (RejectForm, "reason")])
def test_a_line_break_is_kept_as_one_character(app: Flask, form_class: type[EditForm], field: str) -> None:
    with app.test_request_context(method="POST", data={field: "Prvo.\r\nDrugo."}):
        assert form_class(meta={"csrf": False})[field].data == "Prvo.\nDrugo."


@pytest.mark.parametrize("form_class", [ApproveForm, EditForm, RejectForm])
def test_every_form_says_which_draft_was_seen(app: Flask, form_class: type[ApproveForm]) -> None:
    with app.test_request_context(method="POST", data={"seen": "0123abcd"}):
        assert form_class(meta={"csrf": False}).seen.data == "0123abcd"
