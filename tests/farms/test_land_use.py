"""Land-use codes of Slovenia and Croatia."""

import pytest

from ava_dashboard.farms.categories import Category
from ava_dashboard.farms.land_use import category_of


@pytest.mark.parametrize(
    ("raba", "category"),
    [
        ("1100(N) Njiva", Category.ARABLE),
        ("1160", Category.ARABLE),
        ("1190", Category.ARABLE),
        ("1211", Category.VINEYARD),
        ("1222(SD) Ekstenzivni sadovnjak", Category.ORCHARD),
        ("1230", Category.ORCHARD),
        ("1300(T) Trajni travnik", Category.GRASSLAND),
        (" 1371 ", Category.GRASSLAND),
        ("200", Category.ARABLE),
        ("321", Category.GRASSLAND),
        ("410 Vinograd", Category.VINEYARD),
        ("422", Category.ORCHARD),
        ("2000 Gozd", Category.UNCLASSIFIED),
        ("13", Category.UNCLASSIFIED),
        ("13000", Category.UNCLASSIFIED),
        ("njiva", Category.UNCLASSIFIED),
        ("", None),
        ("  ", None),
        (None, None),
    ],
)
def test_a_code_stands_for_a_category(raba: str | None, category: Category | None) -> None:
    assert category_of(raba) is category
