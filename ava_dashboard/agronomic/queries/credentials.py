"""Rows of the CRM that hold credentials of an old sign-up: never shown, never counted."""

from typing import Any

from sqlalchemy import ColumnElement, func


def is_message(text: ColumnElement[Any]) -> ColumnElement[bool]:
    """Whether the text is something that a person may read; blanks before the mark don't hide it."""
    return ~func.coalesce(text, "").regexp_match(r"^\s*AUTH_RECORD:")
