from decimal import Decimal

import pytest

from ava_dashboard.deployments.console_page import number, parse
from tests.deployments.served import BOX, COLOURS, page


def test_a_page_is_read_into_its_box_its_cards_and_its_colours() -> None:
    read = parse(page())
    assert read.box == BOX
    assert read.colours == COLOURS
    assert read.cards == {"farmers": "1", "hectares": "2.50 ha"}
    assert (read.farmers, read.hectares) == (Decimal(1), Decimal("2.50"))


def test_a_page_without_a_box_is_read_as_nothing() -> None:
    read = parse("<h1>It works!</h1>")
    assert (read.box, read.cards, read.colours, read.hectares) == ({}, {}, {}, None)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("16", "16"),
        ("0", "0"),
        ("211.95 ha", "211.95"),
        ("1,234,567.80 ha", "1234567.80"),
        ("–", None),
        ("Not recorded", None),
        ("", None),
        ("16 of 20", None),
        ("1,23", None),
    ],
)
def test_only_a_whole_number_counts_as_one(text: str, value: str | None) -> None:
    assert number(text) == (None if value is None else Decimal(value))
