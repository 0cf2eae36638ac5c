import pytest
from flask import Flask

from ava_dashboard.business.labels import category_label, country_label
from ava_dashboard.farms.categories import Category


def test_every_category_has_a_label_of_its_own(app: Flask) -> None:
    with app.test_request_context():
        labels = {category_label(category) for category in Category}
    assert len(labels) == len(Category)
    assert {"Orchards", "No crop recorded", "Unclassified", "Other crops"} <= labels


@pytest.mark.parametrize(
    ("country", "label"), [("HR", "Croatia"), ("", "Country not recorded"), ("Atlantis", "Atlantis")]
)
def test_a_country_is_named_and_an_unknown_one_is_its_own_name(app: Flask, country: str, label: str) -> None:
    with app.test_request_context():
        assert country_label(country) == label
