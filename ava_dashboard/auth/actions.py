"""Changes to accounts, sessions, tokens and the sign-in throttle. Each is one transaction of its caller's."""

from datetime import datetime, timedelta

from sqlalchemy import Connection, delete, insert, select, update
from sqlalchemy.dialects.postgresql import insert as upsert

from ava_dashboard.auth.passwords import hash_password, problem_with
from ava_dashboard.auth.queries import FAILURE_WINDOW
from ava_dashboard.auth.tokens import new_token, token_hash
from ava_dashboard.core.exceptions import BadInput, Conflict, NotFound
from ava_dashboard.core.roles import Role
from ava_dashboard.models.dashboard import Account, AccountSession, ServiceToken, SignInAttempt

LONGEST_BROWSER = 200


def add_account(
    connection: Connection, *, email: str, name: str, role: Role, password: str | None, now: datetime
) -> int:
    """Make an account; without a password only the demo's buttons can use it.

    Raises BadInput for an unusable e-mail, name or password, Conflict when the e-mail is taken.
    """
    email, name = email.strip().lower(), name.strip()
    local, at, domain = email.partition("@")
    if not (local and at and domain) or any(mark.isspace() for mark in email) or len(email) > 254:
        raise BadInput(f"{email!r} is not an e-mail address.")
    if not name or len(name) > 100:
        raise BadInput("A name has 1 to 100 characters.")
    if role is Role.SERVICE:
        raise BadInput("A person can't have the role of a program; use `tokens add`.")
    if password is not None and (problem := problem_with(password)):
        raise BadInput(problem)
    values = {
        "email": email,
        "name": name,
        "role": role.value,
        "password_hash": None if password is None else hash_password(password),
        "created_at": now,
    }
    account_id: int | None = connection.scalar(
        upsert(Account).values(values).on_conflict_do_nothing(index_elements=["email"]).returning(Account.id)
    )
    if account_id is None:
        raise Conflict(f"There is an account with the e-mail {email} already.")
    return account_id


def demo_account(connection: Connection, *, role: Role, now: datetime) -> int:
    """The demo's account of a role, made at its first use; no password opens it."""
    email, name = f"{role.value}@demo.example", f"Demo {role.value.capitalize()}"
    # Two browsers may press the button at once.
    connection.execute(
        upsert(Account)
        .values(email=email, name=name, role=role.value, password_hash=None, created_at=now)
        .on_conflict_do_nothing(index_elements=["email"])
    )
    return connection.execute(select(Account.id).where(Account.email == email)).scalar_one()


def disable_account(connection: Connection, *, email: str) -> None:
    """Close an account and end its sessions. Raises NotFound."""
    account_id = connection.scalar(
        update(Account)
        .where(Account.email == email.strip().lower())
        .values(disabled=True)
        .returning(Account.id)
    )
    if account_id is None:
        raise NotFound(f"No account has the e-mail {email}.")
    connection.execute(delete(AccountSession).where(AccountSession.account_id == account_id))


def set_password(
    connection: Connection, *, email: str, password: str, keep_session: int | None = None
) -> None:
    """Change a password and end the account's sessions, but for `keep_session`.

    Raises BadInput for an unusable password, NotFound for an unknown account.
    """
    if problem := problem_with(password):
        raise BadInput(problem)
    account_id = connection.scalar(
        update(Account)
        .where(Account.email == email.strip().lower())
        .values(password_hash=hash_password(password))
        .returning(Account.id)
    )
    if account_id is None:
        raise NotFound(f"No account has the e-mail {email}.")
    connection.execute(
        delete(AccountSession).where(
            AccountSession.account_id == account_id, AccountSession.id != (keep_session or 0)
        )
    )


def start_session(
    connection: Connection, *, account_id: int, browser: str, now: datetime, lasting: timedelta
) -> str:
    """Open a session and give its token, which is kept nowhere but in the cookie."""
    token = new_token()
    connection.execute(
        insert(AccountSession).values(
            account_id=account_id,
            token_hash=token_hash(token),
            browser=browser[:LONGEST_BROWSER],
            created_at=now,
            expires_at=now + lasting,
        )
    )
    return token


def end_session(connection: Connection, *, account_id: int, session_id: int) -> None:
    """End one of a person's own sessions. Raises NotFound for another's or an ended one."""
    ended = connection.scalar(
        delete(AccountSession)
        .where(AccountSession.id == session_id, AccountSession.account_id == account_id)
        .returning(AccountSession.id)
    )
    if ended is None:
        raise NotFound("This session has ended already.")


def note_failure(connection: Connection, *, subjects: tuple[str, ...], now: datetime) -> None:
    """Count a failed sign-in against each subject (hashes of e-mail and address)."""
    connection.execute(insert(SignInAttempt), [{"subject": subject, "at": now} for subject in subjects])


def forgive(connection: Connection, *, subject: str) -> None:
    """Forget the failures of a subject, after a sign-in that worked."""
    connection.execute(delete(SignInAttempt).where(SignInAttempt.subject == subject))


def forget_what_is_over(connection: Connection, *, now: datetime) -> None:
    """Remove ended sessions and failures that no longer count."""
    connection.execute(delete(AccountSession).where(AccountSession.expires_at <= now))
    connection.execute(delete(SignInAttempt).where(SignInAttempt.at <= now - FAILURE_WINDOW))


def add_service_token(connection: Connection, *, name: str, now: datetime) -> str:
    """Make a read-only token and give it; only its hash is kept. Raises Conflict when the name is taken."""
    token = new_token()
    keep_service_token(connection, name=name, token=token, now=now)
    return token


def keep_service_token(connection: Connection, *, name: str, token: str, now: datetime) -> None:
    """Admit a token that was made elsewhere. Admitting the same one twice changes nothing."""
    name = name.strip()
    if not name or len(name) > 100:
        raise BadInput("A token's name has 1 to 100 characters.")
    hashed = token_hash(token)
    kept = connection.scalar(
        upsert(ServiceToken)
        .values(name=name, token_hash=hashed, created_at=now)
        .on_conflict_do_update(index_elements=["name"], set_={"name": name})
        .returning(ServiceToken.token_hash)
    )
    if kept != hashed:
        raise Conflict(f"There is a token named {name} already.")


def revoke_service_token(connection: Connection, *, name: str, now: datetime) -> None:
    """Stop admitting a token. Raises NotFound."""
    revoked = connection.scalar(
        update(ServiceToken)
        .where(ServiceToken.name == name, ServiceToken.revoked_at.is_(None))
        .values(revoked_at=now)
        .returning(ServiceToken.name)
    )
    if revoked is None:
        raise NotFound(f"No token in use is named {name}.")
