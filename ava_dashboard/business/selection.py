"""What a viewer looks at: period, country and category, as they stand in the address of the page."""

from collections.abc import Mapping
from dataclasses import dataclass

from ava_dashboard.business.periods import DEFAULT, PERIODS
from ava_dashboard.core.exceptions import BadInput
from ava_dashboard.farms.categories import Category
from ava_dashboard.farms.countries import is_recognised

NO_COUNTRY = "none"
LONGEST = 60


@dataclass(frozen=True)
class Selection:
    """`country` None means all, "" the farmers for whom none is recorded; `category` None means all."""

    period: str = DEFAULT
    country: str | None = None
    category: Category | None = None

    @classmethod
    def from_address(cls, given: Mapping[str, str]) -> "Selection":
        """Read the parameters of an address. Raises BadInput that names the parameter."""
        period = given.get("period", "") or DEFAULT
        if period not in PERIODS:
            raise BadInput(f"period is {period[:LONGEST]!r}: expected one of {', '.join(PERIODS)}.")
        category = given.get("category", "")
        if category and category not in list(Category):
            raise BadInput(f"category is {category[:LONGEST]!r}: expected one of {', '.join(Category)}.")
        country = given.get("country", "")
        # A country that nobody recognised is a text of the CRM's, and can be looked at like any other.
        if len(country) > LONGEST or "\0" in country:
            raise BadInput("country is too long or not readable: expected a code of two letters, such as HR.")
        return cls(
            period,
            None if not country else "" if country == NO_COUNTRY else _code(country),
            Category(category) if category else None,
        )

    def parameters(self, **changed: str) -> dict[str, str]:
        """The address's parameters for this selection with some changed; defaults are left out."""
        given = {
            "period": self.period,
            "country": NO_COUNTRY if self.country == "" else self.country or "",
            "category": self.category or "",
            **changed,
        }
        return {key: value for key, value in given.items() if value and (key, value) != ("period", DEFAULT)}


def _code(country: str) -> str:
    return country.upper() if is_recognised(country.upper()) else country
