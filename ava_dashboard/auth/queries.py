"""Accounts, sessions and tokens, as they stand."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, func, select

from ava_dashboard.core.roles import Role
from ava_dashboard.models.dashboard import Account, AccountSession, ServiceToken, SignInAttempt

MOST_FAILURES_OF_EMAIL = 8
MOST_FAILURES_OF_ADDRESS = 40  # a whole office may stand behind one address
FAILURE_WINDOW = timedelta(minutes=15)


@dataclass(frozen=True)
class AccountRow:
    id: int
    email: str
    name: str
    role: Role
    disabled: bool
    created_at: datetime


@dataclass(frozen=True)
class SessionRow:
    id: int
    browser: str
    created_at: datetime
    expires_at: datetime


@dataclass(frozen=True)
class VerifiedSession:
    """A session whose account is enabled."""

    session_id: int
    account_id: int
    name: str
    email: str
    role: Role


@dataclass(frozen=True)
class TokenRow:
    name: str
    created_at: datetime
    revoked_at: datetime | None


def accounts(connection: Connection) -> tuple[AccountRow, ...]:
    """All accounts, by e-mail."""
    rows = connection.execute(
        select(
            Account.id, Account.email, Account.name, Account.role, Account.disabled, Account.created_at
        ).order_by(Account.email)
    )
    return tuple(AccountRow(*row[:3], Role(row.role), row.disabled, row.created_at) for row in rows)


def credentials(connection: Connection, *, email: str) -> tuple[int, str | None] | None:
    """Id and password hash of the enabled account with this e-mail, or None."""
    row = connection.execute(
        select(Account.id, Account.password_hash).where(Account.email == email.lower(), ~Account.disabled)
    ).one_or_none()
    return None if row is None else (row.id, row.password_hash)


def password_hash_of(connection: Connection, *, account_id: int) -> str | None:
    return connection.scalar(select(Account.password_hash).where(Account.id == account_id))


def session_by_token(connection: Connection, *, token_hash: str, now: datetime) -> VerifiedSession | None:
    """The session that holds this token, unless it is over or its account disabled."""
    row = connection.execute(
        select(AccountSession.id, Account.id.label("account_id"), Account.name, Account.email, Account.role)
        .join(Account, Account.id == AccountSession.account_id)
        .where(AccountSession.token_hash == token_hash, AccountSession.expires_at > now, ~Account.disabled)
    ).one_or_none()
    return row and VerifiedSession(row.id, row.account_id, row.name, row.email, Role(row.role))


def sessions_of(connection: Connection, *, account_id: int, now: datetime) -> tuple[SessionRow, ...]:
    """A person's own sessions that are not over, newest first, at most 50."""
    rows = connection.execute(
        select(
            AccountSession.id, AccountSession.browser, AccountSession.created_at, AccountSession.expires_at
        )
        .where(AccountSession.account_id == account_id, AccountSession.expires_at > now)
        .order_by(AccountSession.created_at.desc())
        .limit(50)
    )
    return tuple(SessionRow(*row) for row in rows)


def service_token_name(connection: Connection, *, token_hash: str) -> str | None:
    """The name of the token with this hash, unless it is revoked."""
    return connection.scalar(
        select(ServiceToken.name).where(
            ServiceToken.token_hash == token_hash, ServiceToken.revoked_at.is_(None)
        )
    )


def service_tokens(connection: Connection) -> tuple[TokenRow, ...]:
    rows = connection.execute(
        select(ServiceToken.name, ServiceToken.created_at, ServiceToken.revoked_at).order_by(
            ServiceToken.name
        )
    )
    return tuple(TokenRow(*row) for row in rows)


def is_throttled(connection: Connection, *, limits: Mapping[str, int], now: datetime) -> bool:
    """Whether any subject (a hash of an e-mail or an address) has reached its limit of failures lately."""
    failures = connection.execute(
        select(SignInAttempt.subject, func.count())
        .where(SignInAttempt.subject.in_(list(limits)), SignInAttempt.at > now - FAILURE_WINDOW)
        .group_by(SignInAttempt.subject)
    )
    return any(count >= limits[subject] for subject, count in failures)
