"""Numbers and times as text, and nothing printed that no measurement stands behind."""

from datetime import UTC, date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from flask import Flask, render_template_string

from ava_dashboard.core.measured import Measured, State
from ava_dashboard.web import formatting

ZAGREB = ZoneInfo("Europe/Zagreb")
WHEN = datetime(2026, 11, 24, 13, 2, 11, tzinfo=UTC)


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (Decimal("211.95"), "211.95"),
        (Decimal("0.005"), "0.01"),
        (Decimal("1234567.894"), "1,234,567.89"),
        (2.675, "2.68"),
        (Decimal(0), "0.00"),
    ],
)
def test_decimals_are_rounded_half_up_once(number: Decimal | float, text: str) -> None:
    assert formatting.decimal(number) == text


@pytest.mark.parametrize("number", [float("nan"), float("inf"), Decimal("NaN")])
def test_what_is_not_finite_is_refused(number: Decimal | float) -> None:
    with pytest.raises(ValueError, match="not a finite number"):
        formatting.decimal(number)


@pytest.mark.parametrize("bare", [16, 211.95, Decimal("211.95")])
def test_a_template_can_not_print_a_bare_number(app: Flask, bare: object) -> None:
    with app.test_request_context(), pytest.raises(formatting.BareNumber, match="bare number"):
        render_template_string("{{ farmers }}", farmers=bare)


@pytest.mark.parametrize(
    ("seconds", "text"),
    [
        (0.4, "0 s"),
        (59.9, "59 s"),
        (60, "1 min"),
        (3599, "59 min"),
        (8040, "2 h 14 min"),
        (86400 * 3, "3 days"),
    ],
)
def test_ages_are_words_rounded_down(app: Flask, seconds: float, text: str) -> None:
    with app.test_request_context():
        assert formatting.age_text(seconds) == text


def test_an_unavailable_figure_has_no_digit(app: Flask) -> None:
    with app.test_request_context():
        figure = formatting.figure("farmers", "Farmers", Measured.unavailable("the database is away"))
        assert (figure.text, figure.unit, figure.state) == ("–", "", State.UNAVAILABLE)
        missing = formatting.figure(
            "farmers", "Farmers", Measured.not_recorded("needs farmers.id"), unit="ha"
        )
        assert (missing.text, missing.unit, missing.note) == ("Not recorded", "", "needs farmers.id")


def test_moments_of_today_are_times_and_others_name_the_day(app: Flask) -> None:
    with app.test_request_context():
        assert formatting.moment_text(WHEN, ZAGREB, now=WHEN) == "14:02"
        earlier = datetime(2026, 11, 22, 22, 30, tzinfo=UTC)
        assert formatting.moment_text(earlier, ZAGREB, now=WHEN) == "22 Nov 23:30"
        assert formatting.day_text(date(2025, 3, 1), today=date(2026, 11, 24)) == "1 Mar 2025"


@pytest.mark.parametrize(
    ("size", "text"),
    [(0, "0 B"), (1023, "1023 B"), (1024, "1.0 KiB"), (8_500_000, "8.1 MiB"), (1 << 40, "1.0 TiB")],
)
def test_sizes_are_binary(size: int, text: str) -> None:
    assert formatting.size_text(size) == text
