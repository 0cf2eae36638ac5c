from ava_dashboard.core.roles import PEOPLE, Role
from ava_dashboard.web.access import SignedIn, allowed_roles, is_public, public, requires


def test_an_unmarked_view_is_closed_and_open_to_everybody_signed_in() -> None:
    def view() -> None: ...

    assert not is_public(view)
    assert allowed_roles(view) == {*PEOPLE, Role.SERVICE}


def test_a_marked_view_is_open_to_its_roles_and_admins() -> None:
    @requires(Role.OPERATOR)
    def view() -> None: ...

    assert allowed_roles(view) == {Role.OPERATOR, Role.ADMIN}


def test_public_is_a_mark_of_its_own() -> None:
    @public
    def view() -> None: ...

    assert is_public(view)


def test_personal_data_is_for_agronomists_and_admins() -> None:
    sees = {role for role in Role if SignedIn(1, "A B", "", role).sees_personal_data}
    assert sees == {Role.AGRONOMIST, Role.ADMIN}
    assert SignedIn(1, "Ана Мария Х", "", Role.ADMIN).initials == "АМ"
