"""The activity stream: the last things that happened, each in one line."""

from typing import NamedTuple
from zoneinfo import ZoneInfo

from flask_babel import gettext

from ava_dashboard.business.periods import period
from ava_dashboard.business.queries.overview import Overview
from ava_dashboard.business.selection import Selection
from ava_dashboard.farms.activity import Happening, Kind
from ava_dashboard.farms.countries import country_name
from ava_dashboard.history.freshness import Freshness
from ava_dashboard.web.formatting import day_text, moment_text

MOST = 20


class Event(NamedTuple):
    """A line of the activity stream. `tone` is ok, warn, bad, info or empty."""

    who: str
    place: str
    icon: str
    title: str
    tone: str
    text: str
    when: str


def events(overview: Overview, selection: Selection, freshness: Freshness, zone: ZoneInfo) -> list[Event]:
    start = period(selection.period, now=overview.taken_at, zone=zone).start
    first_day = start.astimezone(zone).date()
    chosen = [
        happening
        for happening in overview.happenings
        if selection.country in (None, happening.country)
        and (
            happening.at >= start
            if happening.at
            else happening.day is not None and happening.day >= first_day
        )
    ]
    return [_event(happening, freshness, zone) for happening in chosen[:MOST]]


def _event_words(happening: Happening) -> tuple[str, str, str]:
    """Icon, title and tone of a kind of happening."""
    if happening.kind is Kind.MESSAGE:
        return {
            "user": ("message", gettext("Question"), "info"),
            "system": ("chat", gettext("Answer of the assistant"), ""),
            "agronomist": ("chat", gettext("Answer of an agronomist"), "ok"),
        }.get(happening.state, ("message", gettext("Message"), ""))
    if happening.kind is Kind.DRAFT:
        return {
            "pending": ("draft", gettext("Draft waits"), "warn"),
            "approved": ("draft", gettext("Draft approved"), "ok"),
            "rejected": ("draft", gettext("Draft rejected"), "bad"),
        }.get(happening.state, ("draft", gettext("Draft"), ""))
    if happening.kind is Kind.TASK:
        return "task", gettext("Task"), ""
    return "stage", gettext("Growth stage"), ""


def _event(happening: Happening, freshness: Freshness, zone: ZoneInfo) -> Event:
    icon, title, tone = _event_words(happening)
    if happening.at is not None:
        when = moment_text(happening.at, zone, now=freshness.now)
    elif happening.day is not None:
        when = day_text(happening.day, today=freshness.now.astimezone(zone).date())
    else:
        when = gettext("no time recorded")
    place = country_name(happening.country) if happening.country else ""
    return Event(happening.farmer_initials, place, icon, title, tone, happening.text, when)


def events_note(overview: Overview, selection: Selection, gone: bool) -> str:
    if gone:
        return gettext("Unavailable: the last reading is too old to be shown.")
    notes = [gettext("Names are initials; phone numbers and e-mails are masked.")]
    if selection.category is not None:
        notes.append(gettext("Shown for all categories."))
    if overview.happenings_without:
        notes.append(gettext("Left out: needs %(columns)s.", columns=", ".join(overview.happenings_without)))
    return " ".join(notes)
