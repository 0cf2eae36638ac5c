"""Figures of a selection: zero is counted, unknown is named."""

from datetime import datetime
from decimal import Decimal

from ava_dashboard.business.figures import category_parts, country_parts, figures
from ava_dashboard.business.queries.overview import CountryHectares, Lack, Overview
from ava_dashboard.business.selection import Selection
from ava_dashboard.core.measured import State
from ava_dashboard.farms.categories import Category
from ava_dashboard.farms.figures import Cell
from ava_dashboard.farms.period_activity import PeriodActivity

CELLS = (
    Cell(None, None, 16, Decimal("211.95"), 30, 5),
    Cell("HR", None, 9, Decimal("100"), 20, 3),
    Cell("HR", Category.ARABLE, 4, Decimal("60"), 12, 1),
    Cell("HR", Category.NONE, 1, Decimal("40"), 8, 0),
)


def overview(now: datetime, *lacks: Lack) -> Overview:
    hectares = (CountryHectares(None, Decimal("211.95")), CountryHectares("HR", Decimal(100)))
    activity = (PeriodActivity(None, "30d", 79, 16, 63), PeriodActivity("HR", "7d", 5, 2, 1))
    return Overview(now, 2026, lacks, CELLS, hectares, activity, (), (), 7)


def test_everything(now: datetime) -> None:
    shown = figures(overview(now), Selection())
    assert (shown.farmers.value, shown.hectares.value) == (16, Decimal("211.95"))
    assert shown.average_farm.value == Decimal("211.95") / 16
    assert (shown.active_today.value, shown.drafts_waiting.value) == (5, 7)
    assert (shown.questions.value, shown.farmers_active.value, shown.tasks.value) == (79, 16, 63)
    assert shown.farmers.as_of == now


def test_a_country_a_category_and_a_period(now: datetime) -> None:
    shown = figures(overview(now), Selection("7d", "HR", Category.ARABLE))
    assert (shown.farmers.value, shown.hectares.value, shown.active_today.value) == (4, Decimal(60), 1)
    assert shown.questions.value == 5


def test_where_nothing_is_the_figure_is_a_counted_zero(now: datetime) -> None:
    shown = figures(overview(now), Selection(country="IE"))
    assert (shown.farmers.value, shown.farmers.state, shown.hectares.value) == (0, State.LIVE, 0)
    assert shown.average_farm.state is State.NOT_RECORDED


def test_what_lacks_a_column_is_not_recorded_and_names_it(now: datetime) -> None:
    lacking = overview(now, Lack("farmers", ("farmers.id",)), Lack("tasks", ("tasks.id",)))
    shown = figures(lacking, Selection())
    assert (shown.farmers.state, shown.farmers.reason) == (State.NOT_RECORDED, "needs farmers.id")
    assert (shown.tasks.state, shown.hectares.state) == (State.NOT_RECORDED, State.LIVE)
    assert shown.average_farm.reason == "needs farmers.id"


def test_parts_stand_in_order(now: datetime) -> None:
    assert [part.key for part in category_parts(overview(now), "HR")] == ["arable", "none"]
    assert [(part.key, part.hectares) for part in country_parts(overview(now), None)] == [
        ("HR", Decimal(100))
    ]


def test_a_country_that_the_copy_can_not_tell_is_never_zero(now: datetime) -> None:
    without_country = overview(now, Lack("farmers_by_country", ("farmers.country",)))
    shown = figures(without_country, Selection(country="HR"))
    for name in (
        "farmers",
        "hectares",
        "average_farm",
        "active_today",
        "questions",
        "farmers_active",
        "tasks",
    ):
        measured = getattr(shown, name)
        assert (measured.state, measured.reason) == (State.NOT_RECORDED, "needs farmers.country"), name
    without_owner = overview(now, Lack("owners", ("fields.farmer_id",)))
    assert figures(without_owner, Selection(country="HR")).hectares.state is State.NOT_RECORDED
    assert figures(without_owner, Selection()).hectares.state is State.LIVE
    assert [part.hectares for part in country_parts(without_owner, None)] == [None]


def test_a_category_that_the_copy_can_not_tell_is_never_zero(now: datetime) -> None:
    lacking = overview(now, Lack("hectares_by_category", ("field_crops.crop_name",)))
    shown = figures(lacking, Selection(category=Category.ORCHARD))
    for name in ("farmers", "hectares", "average_farm", "active_today"):
        assert getattr(shown, name).state is State.NOT_RECORDED, name


def test_tasks_of_a_country_need_the_places_of_tasks(now: datetime) -> None:
    lacking = overview(now, Lack("task_places", ("task_fields.task_id",)))
    assert figures(lacking, Selection(country="HR")).tasks.state is State.NOT_RECORDED
    assert figures(lacking, Selection()).tasks.state is State.LIVE
