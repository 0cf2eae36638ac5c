"""The business page in words and strings: what the template prints, made from measurements."""

from dataclasses import dataclass
from typing import NamedTuple, TypeVar
from zoneinfo import ZoneInfo

from flask import url_for
from flask_babel import gettext, ngettext

from ava_dashboard.business.breakdowns import Breakdown, by_category, by_country
from ava_dashboard.business.figures import Figures, figures
from ava_dashboard.business.labels import category_label, country_label
from ava_dashboard.business.periods import PERIODS, period
from ava_dashboard.business.queries.overview import Overview
from ava_dashboard.business.selection import NO_COUNTRY, Selection
from ava_dashboard.business.stream import Event, events, events_note
from ava_dashboard.config import Config
from ava_dashboard.core.measured import Measured, State
from ava_dashboard.farms.categories import Category
from ava_dashboard.history.freshness import Freshness
from ava_dashboard.web.formatting import (
    DASH,
    Figure,
    age_text,
    clock_time,
    day_text,
    decimal,
    figure,
    whole,
)

T = TypeVar("T")


class Tab(NamedTuple):
    label: str
    href: str
    current: bool


class Option(NamedTuple):
    value: str
    label: str
    selected: bool


class Entry(NamedTuple):
    """A line of the debug box."""

    key: str
    label: str
    text: str
    state: State
    wide: bool = False


class Notice(NamedTuple):
    state: str
    title: str
    text: str


@dataclass(frozen=True)
class Page:
    """All that templates/business/overview.html prints."""

    sentence: str
    freshness: str
    freshness_state: str
    notice: Notice | None
    periods: list[Tab]
    period_key: str
    period_note: str
    countries: list[Option]
    categories: list[Option]
    debug: list[Entry]
    cards: list[Figure]
    in_period: list[Figure]
    by_category: Breakdown
    by_country: Breakdown
    events: list[Event]
    events_note: str
    is_empty: bool


def build(overview: Overview, selection: Selection, *, freshness: Freshness, config: Config) -> Page:
    """The page of a selection, as it looks at `freshness.now`."""
    zone = config.zone
    total = _seen(figures(overview, Selection(selection.period)), freshness, zone)
    shown = _seen(figures(overview, selection), freshness, zone)
    gone = freshness.state is State.UNAVAILABLE
    return Page(
        sentence=_sentence(shown, selection),
        freshness=_freshness_text(freshness, config),
        freshness_state="" if freshness.state is State.LIVE else "stale",
        notice=_notice(freshness, zone),
        periods=[
            Tab(_period_label(key), _address(selection, period=key), key == selection.period)
            for key in PERIODS
        ],
        period_key=selection.period,
        period_note=_period_note(selection.period, freshness, zone),
        countries=_country_options(overview, selection),
        categories=[
            Option("", gettext("All categories"), selection.category is None),
            *(Option(key, category_label(key), key == selection.category) for key in Category),
        ],
        debug=_debug(total, freshness, config),
        cards=_cards(shown, selection, freshness, zone),
        in_period=_in_period(shown),
        by_category=by_category(overview, selection, gone),
        by_country=by_country(overview, selection, gone),
        events=[] if gone else events(overview, selection, freshness, zone),
        events_note=events_note(overview, selection, gone),
        is_empty=not gone and total.farmers.value == 0 and total.hectares.value == 0,
    )


def seen(measured: Measured[T], freshness: Freshness, zone: ZoneInfo) -> Measured[T]:
    """A measurement of the snapshot as it looks now, with the reason in words."""
    return freshness.seen(measured, stale=_stale_text(freshness, zone), gone=gone_text(freshness.trouble))


def gone_text(trouble: str | None) -> str:
    """Why there is no figure at all."""
    if trouble == "slow":
        return gettext("The database did not answer within 2 s.")
    return gettext("The database is away, and the last reading is too old to be shown.")


def _seen(measured: Figures, freshness: Freshness, zone: ZoneInfo) -> Figures:
    return Figures(**{name: seen(value, freshness, zone) for name, value in vars(measured).items()})


def _stale_text(freshness: Freshness, zone: ZoneInfo) -> str:
    if freshness.taken_at is None or freshness.age is None:
        return ""
    return gettext(
        "from %(time)s, %(age)s ago",
        time=clock_time(freshness.taken_at, zone),
        age=age_text(freshness.age.total_seconds()),
    )


def _freshness_text(freshness: Freshness, config: Config) -> str:
    if freshness.taken_at is None or freshness.state is State.UNAVAILABLE:
        return gettext("No reading that may be shown")
    time = clock_time(freshness.taken_at, config.zone)
    if freshness.state is State.STALE:
        return gettext("Stale: %(text)s", text=_stale_text(freshness, config.zone))
    return gettext(
        "As of %(time)s, refreshes every %(seconds)s s", time=time, seconds=str(config.refresh_seconds)
    )


def _notice(freshness: Freshness, zone: ZoneInfo) -> Notice | None:
    if freshness.state is State.LIVE:
        return None
    titles = {
        "away": gettext("The database is away."),
        "slow": gettext("The database is slow."),
        None: gettext("These figures are old."),
    }
    if freshness.state is State.UNAVAILABLE:
        return Notice("bad", titles[freshness.trouble], gettext("The last reading is too old to be shown."))
    text = {
        "away": gettext("The page goes on by itself when it is back. What you see was read before"),
        "slow": gettext("It did not answer within 2 s. What you see was read before"),
        None: gettext("No newer reading was made; does the worker run? What you see was read before"),
    }[freshness.trouble]
    return Notice("warn", titles[freshness.trouble], f"{text}: {_stale_text(freshness, zone)}.")


def _sentence(shown: Figures, selection: Selection) -> str:
    farmers, hectares = shown.farmers.value, shown.hectares.value
    if farmers is None or hectares is None:
        return gettext("How many farmers and hectares there are is not known at this moment.")
    parts = [
        gettext(
            "%(farmers)s with %(hectares)s ha.",
            farmers=ngettext("%(n)s farmer", "%(n)s farmers", farmers, n=whole(farmers)),
            hectares=decimal(hectares),
        )
    ]
    if (active := shown.active_today.value) is not None:
        parts.append(
            gettext("No one wrote today.") if active == 0 else gettext("%(n)s wrote today.", n=whole(active))
        )
    if (waiting := shown.drafts_waiting.value) and selection == Selection(selection.period):
        parts.append(
            ngettext(
                "%(n)s draft waits for an agronomist.",
                "%(n)s drafts wait for an agronomist.",
                waiting,
                n=whole(waiting),
            )
        )
    return " ".join(parts)


def _period_label(key: str) -> str:
    labels = {
        "24h": gettext("24 h"),
        "7d": gettext("7 d"),
        "30d": gettext("30 d"),
        "90d": gettext("90 d"),
        "1y": gettext("1 y"),
    }
    return labels[key]


def _period_note(key: str, freshness: Freshness, zone: ZoneInfo) -> str:
    chosen = period(key, now=freshness.taken_at or freshness.now, zone=zone)
    if chosen.is_rolling:
        return gettext("the last 24 hours, rolling")
    today = freshness.now.astimezone(zone).date()
    first = day_text(chosen.start.astimezone(zone).date(), today=today)
    return gettext("whole days from %(first)s up to today", first=first)


def _address(selection: Selection, **changed: str) -> str:
    return url_for("business.overview", **selection.parameters(**changed))  # type: ignore[arg-type]


def _country_options(overview: Overview, selection: Selection) -> list[Option]:
    known = {cell.country for cell in overview.cells if cell.country is not None}
    if selection.country is not None:
        known.add(selection.country)
    named = sorted((country for country in known if country), key=country_label)
    options = [Option("", gettext("All countries"), selection.country is None)]
    options += [Option(code, country_label(code), code == selection.country) for code in named]
    if "" in known:
        options.append(Option(NO_COUNTRY, country_label(""), selection.country == ""))
    return options


def _debug(total: Figures, freshness: Freshness, config: Config) -> list[Entry]:
    version = config.version
    connected = {
        None: (gettext("Connected"), State.LIVE),
        "away": (gettext("Not connected"), State.UNAVAILABLE),
        "slow": (gettext("Not answering"), State.UNAVAILABLE),
    }[freshness.trouble]
    shown_time = freshness.state is not State.UNAVAILABLE and freshness.taken_at is not None
    updated = clock_time(freshness.taken_at, config.zone) if shown_time and freshness.taken_at else DASH
    return [
        Entry("version", gettext("Version"), version.shown, State.LIVE, wide=True),
        Entry("build", gettext("Build"), version.build_id, State.LIVE),
        Entry("commit", gettext("Commit"), _short(version.commit), State.LIVE),
        _debug_figure("farmers", gettext("Total farmers"), total.farmers.map(whole)),
        _debug_figure("hectares", gettext("Total hectares"), total.hectares.map(decimal)),
        Entry("database", gettext("Database"), *connected),
        Entry("updated", gettext("Last updated"), updated, freshness.state),
    ]


def _debug_figure(key: str, label: str, measured: Measured[str]) -> Entry:
    text = measured.value or (gettext("not recorded") if measured.state is State.NOT_RECORDED else DASH)
    return Entry(key, label, text, measured.state)


def _short(commit: str) -> str:
    """The first 8 digits, and whether the checkout was changed."""
    digits, plus, rest = commit.partition("+")
    return f"{digits[:8]}{plus}{rest}"


def _cards(shown: Figures, selection: Selection, freshness: Freshness, zone: ZoneInfo) -> list[Figure]:
    """Each with its state and age."""
    ha, read = gettext("ha"), ""
    if freshness.state is State.LIVE and freshness.taken_at is not None:
        read = gettext("Live, read at %(time)s.", time=clock_time(freshness.taken_at, zone))
    farmers, active = read, gettext("Wrote since midnight.")
    if selection.category is not None:
        farmers = " ".join((gettext("With at least one field in this category."), read))
    return [
        figure("farmers", gettext("Registered farmers"), shown.farmers.map(whole), note=farmers),
        figure("hectares", gettext("Hectares"), shown.hectares.map(decimal), unit=ha, note=read),
        figure("average_farm", gettext("Average farm"), shown.average_farm.map(decimal), unit=ha, note=read),
        figure(
            "active_today", gettext("Active today"), shown.active_today.map(whole), note=f"{active} {read}"
        ),
    ]


def _in_period(shown: Figures) -> list[Figure]:
    return [
        figure("questions", gettext("Questions"), shown.questions.map(whole)),
        figure("questions", gettext("Farmers who asked"), shown.farmers_active.map(whole)),
        figure("tasks", gettext("Tasks done"), shown.tasks.map(whole)),
    ]
