"""The latest messages with one farmer."""

from datetime import timedelta

from sqlalchemy import Connection

from ava_dashboard.agronomic.queries.conversation import (
    MESSAGES,
    SHOWN_CHARACTERS,
    Message,
    read_conversation,
)
from tests.farm_rows import NOON, add_farmer, add_message


def test_the_last_messages_of_this_farmer_come_oldest_first(connection: Connection) -> None:
    farmer_id = add_farmer(connection)
    for minute in range(MESSAGES + 5):
        add_message(connection, farmer_id, f"message {minute}", at=NOON + timedelta(minutes=minute))
    add_message(connection, add_farmer(connection), "of another farmer", at=NOON + timedelta(days=1))

    texts = [message.text for message in read_conversation(connection, farmer_id=farmer_id)]

    assert texts == [f"message {minute}" for minute in range(5, MESSAGES + 5)]


def test_a_message_says_who_wrote_it_and_no_role_is_the_farmers(connection: Connection) -> None:
    farmer_id = add_farmer(connection)
    for minute, role in enumerate((None, "user", "System", "agronomist")):
        add_message(connection, farmer_id, "text", role=role, at=NOON + timedelta(minutes=minute))

    messages = read_conversation(connection, farmer_id=farmer_id)

    assert [message.role for message in messages] == ["user", "user", "system", "agronomist"]
    assert messages[0] == Message("user", NOON, "text", cut=False)


def test_credentials_are_left_out(connection: Connection) -> None:
    farmer_id = add_farmer(connection)
    add_message(connection, farmer_id, "\n AUTH_RECORD: secret")

    assert read_conversation(connection, farmer_id=farmer_id) == ()


def test_of_a_huge_message_only_the_beginning_is_read(connection: Connection) -> None:
    farmer_id = add_farmer(connection)
    add_message(connection, farmer_id, "a" * (SHOWN_CHARACTERS + 1))

    (message,) = read_conversation(connection, farmer_id=farmer_id)

    assert (len(message.text), message.cut) == (SHOWN_CHARACTERS, True)
