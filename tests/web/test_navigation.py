import re

import pytest

from ava_dashboard.core.roles import Role
from tests.house_rules import Browser


@pytest.mark.parametrize(
    ("role", "entries"),
    [
        (Role.BUSINESS, ["Business"]),
        (Role.AGRONOMIST, ["Agronomic"]),
        (Role.OPERATOR, ["Health"]),
        (Role.ADMIN, ["Business", "Agronomic", "Health"]),
    ],
)
def test_the_menu_and_the_hub_offer_what_the_role_may_open(
    client: Browser, role: Role, entries: list[str]
) -> None:
    page = client.sign_in(role).get("/").text
    nav = page[page.index('<nav class="nav"') : page.index("</nav>")]
    assert re.findall(r"</svg>(\w+)</a>", nav) == entries
    hub = page[page.index('<main id="main"') :]
    assert re.findall(r"</svg>(\w+)</a></h2>", hub) == entries


def test_a_visitor_sees_no_menu_and_the_version(client: Browser) -> None:
    page = client.get("/sign-in").text
    assert '<nav class="nav"' not in page
    assert "v2.3.1-blue-debug-0123abcd" in page
