"""Who may see what. Closed by default: a view without a mark needs a signed-in person of any role."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from flask import g
from werkzeug.exceptions import Unauthorized

from ava_dashboard.core.roles import PERSONAL_DATA, Role

View = TypeVar("View", bound=Callable[..., object])


@dataclass(frozen=True)
class SignedIn:
    """Who asks: a person with an account, or a program with a service token (`id` is None)."""

    id: int | None
    name: str
    email: str
    role: Role
    session_id: int | None = None

    @property
    def initials(self) -> str:
        return "".join(word[0] for word in self.name.split()[:2]).upper()

    @property
    def sees_personal_data(self) -> bool:
        return self.role in PERSONAL_DATA


def public(view: View) -> View:
    """Mark a view as open to anyone. tests/contracts/test_access.py lists every one."""
    view.ava_public = True  # type: ignore[attr-defined]
    return view


def requires(*roles: Role) -> Callable[[View], View]:
    """Mark a view as open to these roles, and to admins."""

    def mark(view: View) -> View:
        view.ava_roles = frozenset({*roles, Role.ADMIN})  # type: ignore[attr-defined]
        return view

    return mark


def is_public(view: Callable[..., object]) -> bool:
    return bool(getattr(view, "ava_public", False))


def allowed_roles(view: Callable[..., object]) -> frozenset[Role]:
    """The roles that may call a view: what `requires` says, else every person's."""
    everyone = frozenset({Role.BUSINESS, Role.AGRONOMIST, Role.OPERATOR, Role.ADMIN, Role.SERVICE})
    roles: frozenset[Role] = getattr(view, "ava_roles", everyone)
    return roles


def remember(account: SignedIn | None) -> None:
    """Note who asks, for this request."""
    g.account = account


def visitor() -> SignedIn | None:
    """Who asks, or None for a visitor who is not signed in."""
    account: SignedIn | None = g.get("account")
    return account


def current_account() -> SignedIn:
    """Who asks, in a view behind the gate."""
    account = visitor()
    if account is None:
        raise Unauthorized()
    return account
