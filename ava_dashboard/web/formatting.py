"""Numbers, times and measured values as text. Templates receive only what left this module."""

import math
from dataclasses import dataclass
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from typing import NoReturn
from zoneinfo import ZoneInfo

from flask import Flask
from flask_babel import gettext, ngettext
from jinja2 import StrictUndefined

from ava_dashboard.core.measured import Measured, State

DASH = "–"


class BareNumber(TypeError):
    """A template was about to print a number that no formatter, and so no measurement, stands behind."""


def init_app(app: Flask) -> None:
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.finalize = refuse_bare_number
    app.jinja_env.add_extension("jinja2.ext.do")
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True


def refuse_bare_number(value: object) -> object:
    """Jinja's finalize: lets text through, refuses int, float and Decimal."""
    if isinstance(value, int | float | Decimal) and not isinstance(value, bool):
        return _refused(value)
    return value


def _refused(value: object) -> NoReturn:
    raise BareNumber(f"a template prints the bare number {value!r}; pass it through web/formatting.py")


@dataclass(frozen=True)
class Figure:
    """A measured value ready for a card: `text` has no digit unless something was measured.

    `key` is the anchor of its definition.
    """

    key: str
    label: str
    text: str
    unit: str
    state: State
    note: str


def figure(key: str, label: str, measured: Measured[str], *, unit: str = "", note: str = "") -> Figure:
    """A card for a value that is already text. The reason of a missing or doubtful value is its note."""
    if measured.value is None:
        text = gettext("Not recorded") if measured.state is State.NOT_RECORDED else DASH
        return Figure(key, label, text, "", measured.state, measured.reason)
    reason = "" if measured.state is State.LIVE else measured.reason
    return Figure(key, label, measured.value, unit, measured.state, " ".join(filter(None, (reason, note))))


def whole(number: int) -> str:
    """1234567 → 1,234,567."""
    return f"{number:,}"


def decimal(number: Decimal | float, places: int = 2) -> str:
    """Rounded half up once: 211.95. Thousands are grouped. Refuses what is not finite."""
    exact = number if isinstance(number, Decimal) else Decimal(repr(number))
    if not exact.is_finite():
        raise ValueError(f"{number!r} is not a finite number")
    return f"{exact.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP):,}"


def clock_time(moment: datetime, zone: ZoneInfo) -> str:
    """14:02:11 in the configured zone."""
    return moment.astimezone(zone).strftime("%H:%M:%S")


def day_text(day: date, *, today: date) -> str:
    """today, yesterday, 3 Nov, 3 Nov 2025."""
    if day == today:
        return gettext("today")
    if (today - day).days == 1:
        return gettext("yesterday")
    text = f"{day.day} {day.strftime('%b')}"
    return text if day.year == today.year else f"{text} {day.year}"


def moment_text(moment: datetime, zone: ZoneInfo, *, now: datetime) -> str:
    """13:56 for today, else the day and the time."""
    local, today = moment.astimezone(zone), now.astimezone(zone).date()
    time = local.strftime("%H:%M")
    return time if local.date() == today else f"{day_text(local.date(), today=today)} {time}"


def age_text(seconds: float) -> str:
    """How long ago, in words, rounded down: 42 s, 5 min, 2 h 14 min, 3 days."""
    whole_seconds = max(0, math.floor(seconds))
    minutes, hours, days = whole_seconds // 60, whole_seconds // 3600, whole_seconds // 86400
    if whole_seconds < 60:
        return gettext("%(n)s s", n=whole_seconds)
    if hours < 1:
        return gettext("%(n)s min", n=minutes)
    if days < 1:
        return gettext("%(h)s h %(m)s min", h=hours, m=minutes % 60)
    return ngettext("%(num)s day", "%(num)s days", days)


def size_text(size: int) -> str:
    """Bytes in binary units with one decimal: 8.1 MiB."""
    amount = Decimal(size)
    for unit in ("B", "KiB", "MiB", "GiB"):
        if amount < 1024:
            return f"{amount if unit == 'B' else decimal(amount, 1)} {unit}"
        amount /= 1024
    return f"{decimal(amount, 1)} TiB"


def milliseconds_text(seconds: float) -> str:
    return f"{decimal(Decimal(repr(seconds)) * 1000, 1)} ms"
