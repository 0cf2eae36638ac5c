"""Accounts, sessions and tokens change as one expects, and nothing else does."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import Connection

from ava_dashboard.auth import actions, queries
from ava_dashboard.auth.passwords import verify_password
from ava_dashboard.auth.tokens import token_hash
from ava_dashboard.core.exceptions import BadInput, Conflict, NotFound
from ava_dashboard.core.roles import Role

PASSWORD = "correct horse battery"


def add(connection: Connection, now: datetime, email: str = "Ana@Example.org", **over: object) -> int:
    values = {"name": "Ana Example", "role": Role.BUSINESS, "password": PASSWORD, **over}
    return actions.add_account(connection, email=email, now=now, **values)  # type: ignore[arg-type]


def start(connection: Connection, account_id: int, now: datetime) -> str:
    return actions.start_session(
        connection, account_id=account_id, browser="Firefox", now=now, lasting=timedelta(hours=1)
    )


def test_an_email_is_one_account_whatever_its_case(connection: Connection, now: datetime) -> None:
    add(connection, now)
    with pytest.raises(Conflict, match="ana@example.org"):
        add(connection, now, email="ANA@example.ORG ")
    assert [row.email for row in queries.accounts(connection)] == ["ana@example.org"]


@pytest.mark.parametrize(
    "email", ["", "ana", "@example.org", "ana@", "a b@example.org", "a" * 250 + "@example.org"]
)
def test_what_is_no_email_is_refused(connection: Connection, now: datetime, email: str) -> None:
    with pytest.raises(BadInput, match="not an e-mail address"):
        add(connection, now, email=email)


def test_a_session_ends_with_its_time(connection: Connection, now: datetime) -> None:
    hashed = token_hash(start(connection, add(connection, now), now))
    at = lambda moment: queries.session_by_token(connection, token_hash=hashed, now=moment)  # noqa: E731
    found = at(now + timedelta(minutes=59))
    assert found is not None
    assert (found.name, found.role) == ("Ana Example", Role.BUSINESS)
    assert at(now + timedelta(hours=1)) is None


def test_a_disabled_account_has_no_session_and_no_password(connection: Connection, now: datetime) -> None:
    hashed = token_hash(start(connection, add(connection, now), now))
    actions.disable_account(connection, email="ana@example.org")
    assert queries.session_by_token(connection, token_hash=hashed, now=now) is None
    assert queries.credentials(connection, email="ana@example.org") is None
    with pytest.raises(NotFound):
        actions.disable_account(connection, email="nobody@example.org")


def test_a_new_password_ends_the_other_sessions_only(connection: Connection, now: datetime) -> None:
    account_id = add(connection, now)
    mine, other = start(connection, account_id, now), start(connection, account_id, now)
    kept = queries.session_by_token(connection, token_hash=token_hash(mine), now=now)
    assert kept is not None
    actions.set_password(
        connection, email="ana@example.org", password="another good password", keep_session=kept.session_id
    )
    assert queries.session_by_token(connection, token_hash=token_hash(mine), now=now) == kept
    assert queries.session_by_token(connection, token_hash=token_hash(other), now=now) is None
    found = queries.credentials(connection, email="ana@example.org")
    assert found is not None
    assert verify_password(found[1], "another good password")
    assert not verify_password(found[1], PASSWORD)


def test_nobody_ends_the_session_of_another(connection: Connection, now: datetime) -> None:
    ana, eva = add(connection, now), add(connection, now, email="eva@example.org")
    hashed = token_hash(start(connection, ana, now))
    session = queries.session_by_token(connection, token_hash=hashed, now=now)
    assert session is not None
    with pytest.raises(NotFound):
        actions.end_session(connection, account_id=eva, session_id=session.session_id)
    actions.end_session(connection, account_id=ana, session_id=session.session_id)
    assert queries.session_by_token(connection, token_hash=hashed, now=now) is None


def test_a_subject_is_throttled_at_its_own_limit_until_15_minutes_have_passed(
    connection: Connection, now: datetime
) -> None:
    def throttled(at: datetime = now, **limits: int) -> bool:
        return queries.is_throttled(connection, limits=limits, now=at)

    for _ in range(7):
        actions.note_failure(connection, subjects=("ana", "home"), now=now)
    actions.note_failure(connection, subjects=("eva", "home"), now=now)
    assert not throttled(ana=8, home=40)
    assert throttled(ana=8, home=8)
    assert not throttled(ana=8)
    assert not throttled(home=8, at=now + timedelta(minutes=15))
    actions.forgive(connection, subject="home")
    assert not throttled(home=8)


def test_a_service_token_is_kept_as_its_hash_and_can_be_revoked(
    connection: Connection, now: datetime
) -> None:
    token = actions.add_service_token(connection, name="gate", now=now)
    assert queries.service_token_name(connection, token_hash=token_hash(token)) == "gate"
    with pytest.raises(Conflict):
        actions.add_service_token(connection, name="gate", now=now)
    actions.keep_service_token(connection, name="gate", token=token, now=now)
    actions.revoke_service_token(connection, name="gate", now=now)
    assert queries.service_token_name(connection, token_hash=token_hash(token)) is None
    with pytest.raises(NotFound):
        actions.revoke_service_token(connection, name="gate", now=now)


def test_clean_up_forgets_only_what_is_over(connection: Connection, now: datetime) -> None:
    account_id = add(connection, now)
    hashed = token_hash(start(connection, account_id, now))
    start(connection, account_id, now - timedelta(hours=2))
    actions.note_failure(connection, subjects=("ana",), now=now - timedelta(minutes=20))
    actions.forget_what_is_over(connection, now=now)
    assert len(queries.sessions_of(connection, account_id=account_id, now=now - timedelta(hours=3))) == 1
    assert queries.session_by_token(connection, token_hash=hashed, now=now) is not None
