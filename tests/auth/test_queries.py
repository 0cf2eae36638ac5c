"""Reads of accounts and sessions; their changes are tested in test_actions.py."""

from datetime import datetime, timedelta

from sqlalchemy import Connection

from ava_dashboard.auth import actions, queries
from ava_dashboard.core.roles import Role


def test_accounts_stand_by_email_with_their_role(connection: Connection, now: datetime) -> None:
    for email, role in (("zoe@example.org", Role.OPERATOR), ("ana@example.org", Role.ADMIN)):
        actions.add_account(connection, email=email, name="Name", role=role, password=None, now=now)
    assert [(row.email, row.role, row.disabled) for row in queries.accounts(connection)] == [
        ("ana@example.org", Role.ADMIN, False),
        ("zoe@example.org", Role.OPERATOR, False),
    ]


def test_ones_own_sessions_stand_newest_first(connection: Connection, now: datetime) -> None:
    account_id = actions.add_account(
        connection, email="ana@example.org", name="Ana", role=Role.ADMIN, password=None, now=now
    )
    for browser, started in (("old", now - timedelta(minutes=9)), ("new", now)):
        actions.start_session(
            connection, account_id=account_id, browser=browser, now=started, lasting=timedelta(hours=1)
        )
    found = queries.sessions_of(connection, account_id=account_id, now=now)
    assert [row.browser for row in found] == ["new", "old"]


def test_service_tokens_stand_with_the_time_of_their_end(connection: Connection, now: datetime) -> None:
    for name in ("gate", "bench"):
        actions.add_service_token(connection, name=name, now=now)
    actions.revoke_service_token(connection, name="bench", now=now)
    assert [(row.name, row.revoked_at) for row in queries.service_tokens(connection)] == [
        ("bench", now),
        ("gate", None),
    ]
