"""Which stored messages count as messages: conditions in SQL that several queries share."""

_BLANKS = "\\s\u00a0\u200b\ufeff"


def is_credential(column: str) -> str:
    """The condition that this text was left by an old sign-up, blanks in front of it ignored."""
    return f"(coalesce({column}, '') ~* '^[{_BLANKS}]*AUTH_RECORD')"


def is_farmers(column: str) -> str:
    """The condition that a message with this role was sent by the farmer; a missing role means so."""
    return f"(lower(coalesce({column}, 'user')) = 'user')"


def is_waiting(column: str) -> str:
    """The condition that a draft with this status waits for a person; a missing status means so."""
    return f"(lower(coalesce({column}, 'pending')) = 'pending')"
