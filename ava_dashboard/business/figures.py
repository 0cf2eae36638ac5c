"""The figures of a selection, as measurements: what the snapshot says, as it looks now."""

from dataclasses import dataclass
from decimal import Decimal
from typing import TypeVar

from ava_dashboard.business.queries.overview import Overview
from ava_dashboard.business.selection import Selection
from ava_dashboard.core.measured import Measured
from ava_dashboard.farms.categories import Category
from ava_dashboard.farms.figures import Cell
from ava_dashboard.farms.period_activity import PeriodActivity

T = TypeVar("T")


@dataclass(frozen=True)
class Figures:
    """Measurements of one selection. `average_farm` is in hectares."""

    farmers: Measured[int]
    hectares: Measured[Decimal]
    average_farm: Measured[Decimal]
    active_today: Measured[int]
    drafts_waiting: Measured[int]
    questions: Measured[int]
    farmers_active: Measured[int]
    tasks: Measured[int]


@dataclass(frozen=True)
class Part:
    """A part of a sum: its key (a category or a country) and what it holds."""

    key: str
    farmers: int | None
    hectares: Decimal | None


def figures(overview: Overview, selection: Selection) -> Figures:
    """All figures of a selection. Zero where it was counted and nothing is there; never zero for unknown."""
    cell = _cell(overview, selection.country, selection.category)
    activity = _activity(overview, selection)
    by_country = () if selection.country is None else ("farmers_by_country",)
    by_category = () if selection.category is None else ("hectares_by_category", "owners")
    of_land = () if selection.country is None else ("farmers_by_country", "owners")
    of_tasks = () if selection.country is None else ("farmers_by_country", "task_places")
    farmers = _measure(overview, ("farmers", *by_country, *by_category), cell.farmers)
    if selection.category is None:
        hectares = _measure(overview, ("hectares", *of_land), overview.hectares_of(selection.country))
    else:
        hectares = _measure(overview, ("hectares_by_category", *of_land), cell.hectares)
    return Figures(
        farmers=farmers,
        hectares=hectares,
        average_farm=_average(overview, hectares, farmers),
        active_today=_measure(overview, ("active_today", *by_country, *by_category), cell.active_today),
        drafts_waiting=_measure(overview, ("drafts_waiting",), overview.drafts_waiting),
        questions=_measure(overview, ("questions", *by_country), activity.questions),
        farmers_active=_measure(overview, ("questions", *by_country), activity.farmers_active),
        tasks=_measure(overview, ("tasks", *of_tasks), activity.tasks),
    )


def category_parts(overview: Overview, country: str | None) -> tuple[Part, ...]:
    """Hectares by category in a country, largest first, what has no crop or category last."""
    parts = [
        Part(cell.category, cell.farmers, cell.hectares)
        for cell in overview.cells
        if cell.country == country and cell.category is not None and cell.hectares
    ]
    last = (Category.UNCLASSIFIED, Category.NONE)
    return tuple(sorted(parts, key=lambda part: (part.key in last, -(part.hectares or 0), part.key)))


def country_parts(overview: Overview, category: Category | None) -> tuple[Part, ...]:
    """Farmers and hectares by country, most farmers first, those without a country last."""
    parts = [
        Part(
            cell.country,
            cell.farmers,
            cell.hectares if category is not None else overview.hectares_of(cell.country),
        )
        for cell in overview.cells
        if cell.country is not None and cell.category == category
    ]
    return tuple(
        sorted(
            parts, key=lambda part: (part.key == "", -(part.farmers or 0), -(part.hectares or 0), part.key)
        )
    )


def _cell(overview: Overview, country: str | None, category: Category | None) -> Cell:
    """The cell of a place; where none stands, nothing is there: zero for what the copy can count at all."""
    for cell in overview.cells:
        if (cell.country, cell.category) == (country, category):
            return cell
    return Cell(country, category, farmers=0, hectares=Decimal(0), fields=0, active_today=0)


def _activity(overview: Overview, selection: Selection) -> PeriodActivity:
    for row in overview.activity:
        if (row.country, row.period) == (selection.country, selection.period):
            return row
    return PeriodActivity(selection.country, selection.period, questions=0, farmers_active=0, tasks=0)


def _measure(overview: Overview, keys: tuple[str, ...], value: T | None) -> Measured[T]:
    lacking = tuple(dict.fromkeys(name for key in keys for name in overview.lacks_for(key)))
    if lacking or value is None:
        return Measured.not_recorded("needs " + ", ".join(lacking or ("columns that this copy lacks",)))
    return Measured.live(value, as_of=overview.taken_at)


def _average(overview: Overview, hectares: Measured[Decimal], farmers: Measured[int]) -> Measured[Decimal]:
    if hectares.value is None or farmers.value is None:
        return Measured.not_recorded((hectares if hectares.value is None else farmers).reason)
    if farmers.value == 0:
        return Measured.not_recorded("there is no farmer to share the hectares among")
    return Measured.live(hectares.value / farmers.value, as_of=overview.taken_at)
