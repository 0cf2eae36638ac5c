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
from ava_dashboard.farms.rounding import largest_remainder, rounded
from ava_dashboard.web.formatting import DASH, decimal, whole


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
    """Hectares by crop category of a country's farms, compared with the hectares added up apart."""
    parts = () if gone else category_parts(overview, selection.country)
    exact = [part.hectares or Decimal(0) for part in parts]
    whole_area = overview.hectares_of(selection.country) or Decimal(0)
    names = [category_label(part.key) for part in parts]
    areas = [decimal(area) for area in _rounded(exact, whole_area)]
    shares = _shares(exact, whole_area)
    gaps = [part.key in (Category.NONE, Category.UNCLASSIFIED) for part in parts]
    total = decimal(whole_area)
    summary = gettext("No hectares are recorded.")
    if exact:
        at = exact.index(max(exact))
        summary = gettext(
            "%(name)s: %(part)s of %(total)s ha, the largest part.",
            name=names[at],
            part=areas[at],
            total=total,
        )
    agrees = sum(exact, Decimal(0)) == whole_area
    of_land = () if selection.country is None else ("farmers_by_country", "owners")
    return Breakdown(
        key="hectares_by_category",
        summary=summary,
        bars=_bars(names, [gettext("%(n)s ha", n=area) for area in areas], shares, exact, gaps),
        heads=[gettext("Category"), "#" + gettext("Hectares"), "#" + gettext("Share")],
        rows=[list(row) for row in zip(names, areas, shares, strict=True)],
        foot=[gettext("Sum"), total, *_shares([whole_area], whole_area)],
        total=gettext("Sum %(n)s ha", n=total),
        verdict=gettext("Adds up to the total hectares") if agrees else gettext("Does not add up"),
        verdict_state="ok" if agrees else "down",
        missing=_missing(overview, ("hectares_by_category", *of_land), gone),
    )


def by_country(overview: Overview, selection: Selection, gone: bool) -> Breakdown:
    """Farmers (with their hectares) by country, compared with all farmers."""
    parts = () if gone else country_parts(overview, selection.category)
    exact = [Decimal(part.farmers or 0) for part in parts]
    everywhere = figures(overview, Selection(selection.period, None, selection.category)).farmers.value or 0
    names = [country_label(part.key) for part in parts]
    counts = [whole(int(count)) for count in exact]
    areas = [DASH if part.hectares is None else decimal(part.hectares) for part in parts]
    total = ngettext("%(n)s farmer", "%(n)s farmers", everywhere, n=whole(everywhere))
    summary = gettext("No farmers are registered.")
    if exact and exact[0]:
        summary = gettext("%(n)s of %(all)s in %(country)s.", n=counts[0], all=total, country=names[0])
    agrees = sum(exact, Decimal(0)) == everywhere
    by_land = () if selection.category is None else ("hectares_by_category", "owners")
    return Breakdown(
        key="farmers_by_country",
        summary=summary,
        bars=_bars(
            names, counts, _shares(exact, Decimal(everywhere)), exact, [part.key == "" for part in parts]
        ),
        heads=[gettext("Country"), "#" + gettext("Farmers"), "#" + gettext("Hectares")],
        rows=[list(row) for row in zip(names, counts, areas, strict=True)],
        foot=[gettext("Sum"), whole(int(sum(exact, Decimal(0)))), _sum_of_areas(parts)],
        total=total,
        verdict=gettext("Adds up to all farmers") if agrees else gettext("Does not add up"),
        verdict_state="ok" if agrees else "down",
        missing=_missing(overview, ("farmers_by_country", *by_land), gone),
    )


def _bars(
    names: list[str], texts: list[str], shares: list[str], exact: list[Decimal], gaps: list[bool]
) -> list[Bar]:
    """`gaps` marks parts that belong to nothing, such as "no crop recorded"."""
    return [
        Bar(name, text, share, _width(part, exact), gap)
        for name, text, share, part, gap in zip(names, texts, shares, exact, gaps, strict=True)
    ]


def _missing(overview: Overview, keys: tuple[str, ...], gone: bool) -> str:
    """Why a breakdown can't be shown; empty when it can."""
    if gone:
        return gettext("Unavailable: the last reading is too old to be shown.")
    lacking = ", ".join(dict.fromkeys(name for key in keys for name in overview.lacks_for(key)))
    return gettext("Needs %(columns)s.", columns=lacking) if lacking else ""


def _sum_of_areas(parts: tuple[Part, ...]) -> str:
    areas = [part.hectares for part in parts if part.hectares is not None]
    return decimal(sum(areas, Decimal(0))) if areas else DASH


def _rounded(parts: list[Decimal], total: Decimal, places: int = 2) -> list[Decimal]:
    """Rounded so that they add up to the rounded total; each for itself where they do not add up at all."""
    if sum(parts, Decimal(0)) != total:
        return [rounded(part, places) for part in parts]
    return list(largest_remainder(parts, total, places))


def _shares(parts: list[Decimal], total: Decimal) -> list[str]:
    """Per cent of the total with one decimal, adding up to 100; dashes where there is no total."""
    if total <= 0:
        return [DASH for _ in parts]
    # 28 digits are enough for a share, and not for an exact sum: the last part takes what division lost.
    hundredths = [part * 100 / total for part in parts]
    if hundredths and sum(parts, Decimal(0)) == total:
        hundredths[-1] = 100 - sum(hundredths[:-1], Decimal(0))
    return [f"{decimal(share, 1)} %" for share in _rounded(hundredths, sum(hundredths, Decimal(0)), 1)]


def _width(part: Decimal, parts: list[Decimal]) -> str:
    largest = max(parts, default=Decimal(0))
    return "0%" if largest <= 0 else f"{max(part, Decimal(0)) * 100 / largest:.2f}%"
