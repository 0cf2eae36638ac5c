"""What a reviewer sends: each form carries `seen`, the fingerprint of the draft that stood on the page."""

import unicodedata
from typing import Any

from flask_babel import gettext, lazy_gettext
from flask_wtf import FlaskForm
from wtforms import HiddenField, TextAreaField, ValidationError

from ava_dashboard.agronomic.actions import LONGEST_MESSAGE

LONGEST_REASON = 1000


def _line_breaks(text: str | None) -> str | None:
    # HTML sends every line break as CR LF, whatever was shown.
    return None if text is None else text.replace("\r\n", "\n")


def _check_text(text: str, longest: int) -> None:
    if not any(unicodedata.category(character)[0] not in "ZC" for character in text):
        raise ValidationError(gettext("Write something: there is no visible character in it."))
    if "\ufffd" in text:
        # What is left of bytes that are no UTF-8. NUL is refused for all forms in web/errors.py.
        raise ValidationError(gettext("There is a character in it that can't be read (�). Remove it."))
    if len(text) > longest:
        raise ValidationError(
            gettext(
                "This has %(length)s characters, and at most %(longest)s can be kept.",
                length=str(len(text)),
                longest=str(longest),
            )
        )


class ApproveForm(FlaskForm):  # type: ignore[misc]
    """Release the draft as it stands."""

    seen = HiddenField()


class EditForm(FlaskForm):  # type: ignore[misc]
    """Release another text."""

    seen = HiddenField()
    text = TextAreaField(lazy_gettext("Your edit"), filters=[_line_breaks], render_kw={"dir": "auto"})

    def validate_text(self, field: Any) -> None:
        _check_text(field.data or "", LONGEST_MESSAGE)


class RejectForm(FlaskForm):  # type: ignore[misc]
    """Keep the draft back, with a reason."""

    seen = HiddenField()
    reason = TextAreaField(lazy_gettext("Reason"), filters=[_line_breaks], render_kw={"dir": "auto"})

    def validate_reason(self, field: Any) -> None:
        _check_text(field.data or "", LONGEST_REASON)
