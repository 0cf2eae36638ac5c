"""Who a signed-in person or program is. What each may open stands at the views and in docs/roles.md."""

from enum import StrEnum


class Role(StrEnum):
    BUSINESS = "business"
    AGRONOMIST = "agronomist"
    OPERATOR = "operator"
    ADMIN = "admin"
    SERVICE = "service"  # a program with a token: reads, never writes


PEOPLE = (Role.BUSINESS, Role.AGRONOMIST, Role.OPERATOR, Role.ADMIN)
PERSONAL_DATA = frozenset({Role.AGRONOMIST, Role.ADMIN})
"""Roles that see full names, phone numbers, e-mails and addresses."""
