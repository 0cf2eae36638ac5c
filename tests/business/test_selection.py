import pytest

from ava_dashboard.business.selection import Selection
from ava_dashboard.core.exceptions import BadInput
from ava_dashboard.farms.categories import Category


def test_an_empty_address_is_everything_in_30_days() -> None:
    assert Selection.from_address({}) == Selection("30d", None, None)
    assert Selection().parameters() == {}


def test_an_address_comes_back_as_it_was() -> None:
    given = {"period": "7d", "country": "BG", "category": "orchard"}
    selection = Selection.from_address({**given, "country": "bg"})
    assert selection == Selection("7d", "BG", Category.ORCHARD)
    assert selection.parameters() == given
    assert selection.parameters(period="30d") == {"country": "BG", "category": "orchard"}


def test_no_country_is_not_all_countries() -> None:
    assert Selection.from_address({"country": "none"}).country == ""
    assert Selection(country="").parameters() == {"country": "none"}


@pytest.mark.parametrize("name", ["period", "category", "country"])
def test_a_bad_value_names_its_parameter(name: str) -> None:
    with pytest.raises(BadInput, match=f"^{name} is"):
        Selection.from_address({name: "x" * 61})
