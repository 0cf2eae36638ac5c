"""Categories and countries in the reader's language."""

from flask_babel import gettext

from ava_dashboard.farms.categories import Category
from ava_dashboard.farms.countries import country_name


def category_label(category: str) -> str:
    """A category in the reader's language."""
    return {
        Category.ARABLE: gettext("Arable"),
        Category.VINEYARD: gettext("Vineyards"),
        Category.ORCHARD: gettext("Orchards"),
        Category.VEGETABLES: gettext("Vegetables"),
        Category.GRASSLAND: gettext("Grassland"),
        Category.OTHER: gettext("Other crops"),
        Category.UNCLASSIFIED: gettext("Unclassified"),
        Category.NONE: gettext("No crop recorded"),
    }[Category(category)]


def country_label(country: str) -> str:
    return gettext("Country not recorded") if country == "" else country_name(country)
