"""Parts of a sum as bars and as a table, and whether they add up to the whole."""

from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from flask_babel import gettext, ngettext

from ava_dashboard.business.figures import Part, category_parts, country_parts, figures
from ava_dashboard.business.labels import category_label, country_label
from ava_dashboard.business.queries.overview import Overview
from ava_dashboard.business.selection import Selection
from ava_dashboard.farms.categories import Category
from ava_dashboard.farms.rounding import largest_remainder
from ava_dashboard.web.formatting import DASH, decimal, share, whole


class Bar(NamedTuple):
    label: str
    text: str
    share: str
    width: str
    gap: bool


@dataclass(frozen=True)
class Breakdown:
    """Parts of a sum as bars and as a table; `verdict` says whether the shown parts add up to the whole."""

    key: str
    summary: str
    bars: list[Bar]
    heads: list[str]
    rows: list[list[str]]
    foot: list[str]
    total: str
    verdict: str
    verdict_state: str
    missing: str


def by_category(overview: Overview, selection: Selection, gone: bool) -> Breakdown:
    parts = () if gone else category_parts(overview, selection.country)
    missing = _missing(overview, ("hectares_by_category",), gone)
    whole_area = overview.hectares_of(selection.country)
    rounded = _rounded([part.hectares or Decimal(0) for part in parts], whole_area)
    names = [category_label(part.key) for part in parts]
    total = decimal(whole_area)
    agrees = sum((part.hectares or Decimal(0) for part in parts), Decimal(0)) == whole_area
    largest = max((row for row in zip(rounded, names, strict=True)), default=None)
    summary = gettext("No hectares are recorded.")
    if largest:
        summary = gettext(
            "%(name)s: %(part)s of %(total)s ha, the largest part.",
            name=largest[1],
            part=decimal(largest[0]),
            total=total,
        )
    gaps = (Category.NONE, Category.UNCLASSIFIED)
    return Breakdown(
        key="hectares_by_category",
        summary=summary,
        bars=[
            Bar(
                name,
                gettext("%(n)s ha", n=decimal(area)),
                share(area, whole_area),
                _width(area, rounded),
                part.key in gaps,
            )
            for part, name, area in zip(parts, names, rounded, strict=True)
        ],
        heads=[gettext("Category"), "#" + gettext("Hectares"), "#" + gettext("Share")],
        rows=[
            [name, decimal(area), share(area, whole_area)] for name, area in zip(names, rounded, strict=True)
        ],
        foot=[gettext("Sum"), total, share(whole_area, whole_area)],
        total=gettext("Sum %(n)s ha", n=total),
        verdict=gettext("Adds up to the total hectares") if agrees else gettext("Does not add up"),
        verdict_state="ok" if agrees else "down",
        missing=missing,
    )


def by_country(overview: Overview, selection: Selection, gone: bool) -> Breakdown:
    parts = () if gone else country_parts(overview, selection.category)
    missing = _missing(overview, ("farmers_by_country",), gone)
    all_farmers = figures(overview, Selection(selection.period, None, selection.category)).farmers.value or 0
    counts = [part.farmers or 0 for part in parts]
    agrees = sum(counts) == all_farmers
    summary = gettext("No farmers are registered.")
    if parts and counts[0]:
        summary = gettext(
            "%(n)s of %(all)s are in %(country)s.",
            n=whole(counts[0]),
            all=ngettext("%(n)s farmer", "%(n)s farmers", all_farmers, n=whole(all_farmers)),
            country=country_label(parts[0].key),
        )
    areas = [DASH if part.hectares is None else decimal(part.hectares) for part in parts]
    names = [country_label(part.key) for part in parts]
    exact = [Decimal(count) for count in counts]
    return Breakdown(
        key="farmers_by_country",
        summary=summary,
        bars=[
            Bar(
                name,
                whole(count),
                share(Decimal(count), Decimal(all_farmers)),
                _width(Decimal(count), exact),
                part.key == "",
            )
            for part, name, count in zip(parts, names, counts, strict=True)
        ],
        heads=[gettext("Country"), "#" + gettext("Farmers"), "#" + gettext("Hectares")],
        rows=[[name, whole(count), area] for name, count, area in zip(names, counts, areas, strict=True)],
        foot=[gettext("Sum"), whole(sum(counts)), _sum_of_areas(parts)],
        total=ngettext("%(n)s farmer", "%(n)s farmers", all_farmers, n=whole(all_farmers)),
        verdict=gettext("Adds up to all farmers") if agrees else gettext("Does not add up"),
        verdict_state="ok" if agrees else "down",
        missing=missing,
    )


def _missing(overview: Overview, keys: tuple[str, ...], gone: bool) -> str:
    """Why a breakdown can't be shown; empty when it can."""
    if gone:
        return gettext("Unavailable: the last reading is too old to be shown.")
    lacking = [name for key in keys for name in overview.lacks_for(key)]
    return gettext("Needs %(columns)s.", columns=", ".join(lacking)) if lacking else ""


def _sum_of_areas(parts: tuple[Part, ...]) -> str:
    areas = [part.hectares for part in parts if part.hectares is not None]
    return decimal(sum(areas, Decimal(0))) if areas else DASH


def _rounded(parts: list[Decimal], total: Decimal) -> list[Decimal]:
    return list(largest_remainder(parts, total)) if parts else []


def _width(part: Decimal, parts: list[Decimal]) -> str:
    largest = max(parts, default=Decimal(0))
    return "0%" if largest <= 0 else f"{max(part, Decimal(0)) * 100 / largest:.2f}%"
