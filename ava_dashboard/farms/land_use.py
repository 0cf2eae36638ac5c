"""The category that a national land-use code stands for.

`data/land_use.csv` lists the codes with their sources; `*` there stands for any one digit. Slovenian
codes have four digits and Croatian ones three, so that a code needs no country.
"""

import csv
import re
from functools import cache
from importlib.resources import files

from ava_dashboard.farms.categories import Category

_CODE = re.compile(r"\s*([0-9]+)")


def category_of(raba: str | None) -> Category | None:
    """The category of a field with this land use, such as `1300(T) Trajni travnik`.

    None if nothing is written down, UNCLASSIFIED if it is no code that we know.
    """
    if raba is None or not raba.strip():
        return None
    code = _CODE.match(raba)
    if code:
        for pattern, category in _categories():
            if pattern.fullmatch(code[1]):
                return category
    return Category.UNCLASSIFIED


@cache
def _categories() -> tuple[tuple[re.Pattern[str], Category], ...]:
    with files(__package__).joinpath("data/land_use.csv").open(encoding="utf-8") as listing:
        return tuple(
            (re.compile(row["code"].replace("*", "[0-9]")), Category(row["category"]))
            for row in csv.DictReader(listing)
        )
