"""What can go wrong, in the words of the project. web/errors.py decides which page each becomes."""


class NotFound(Exception):
    """Something asked for by id does not exist."""


class Conflict(Exception):
    """The change no longer makes sense; the message is safe to show."""


class BadInput(Exception):
    """Something given by a person is not acceptable; the message names it and is safe to show."""


class DatabaseUnavailable(Exception):
    """The database gave no answer. `reason` is one of `away`, `slow`; the detail goes to the log only."""

    def __init__(self, reason: str) -> None:
        super().__init__(f"the database is {reason}")
        self.reason = reason


class MissingColumns(Exception):
    """A tile's source lacks tables or columns; `names` are dotted, such as `farmers.created_at`."""

    def __init__(self, names: tuple[str, ...]) -> None:
        super().__init__("needs " + ", ".join(names))
        self.names = names
