"""Nobody can be told from what the dashboards show."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ava_dashboard.farms.masking import MASK, UNKNOWN, cut_at_word, initials, mask_text


@pytest.mark.parametrize(
    "secret",
    [
        "+385 91 123 4567",
        "+385911234567",
        "00385-91-123-4567",
        "(091) 123-4567",
        "091/123-45-67",
        "091.123.4567",
        "+385 (0) 91 / 123 – 4567",
        "٠٩١ ٢٣٤ ٥٦٧٨",
        "０９１１２３４５６７",
        "01.01.2012 345 678",
        "ivo.zelenac@example.hr",
        "ivo @ example.hr",
        "иво@пример.бг",
    ],
)
def test_phone_numbers_and_addresses_become_bullets(secret: str) -> None:
    assert mask_text(f"Zovi {secret}, hvala") == f"Zovi {MASK}, hvala"


@pytest.mark.parametrize(
    "harmless",
    [
        "Sijano 12.5.2026.",
        "Od 2026-11-24 dalje",
        "1,5 l/ha na 200 l vode",
        "NPK 15-15-15",
        "polje 12, 3,40 ha",
    ],
)
def test_dates_doses_and_areas_stay(harmless: str) -> None:
    assert mask_text(harmless) == harmless


@pytest.mark.parametrize("text", ["AUTH_RECORD:ivo:tajna", "  auth_record: x", "Evo: AUTH_RECORD:a\nb"])
def test_credentials_are_never_shown(text: str) -> None:
    assert mask_text(text).replace("Evo: ", "").strip() == MASK


@given(
    st.lists(st.text("0123456789", min_size=1, max_size=4), min_size=4, max_size=6),
    st.sampled_from([" ", "-", ".", "/", " - ", ") ", "\u00a0", "\u200b", ""]),
    st.text("abc š,\n", max_size=20),
)
def test_no_phone_number_survives_in_whatever_form(groups: list[str], between: str, around: str) -> None:
    number = "+385" + between + between.join(groups)
    shown = mask_text(f"{around} {number} {around}")
    assert not re.search(r"\d{3}|\d\D{1,3}\d", shown)


@given(st.from_regex(r"\A[a-z0-9._+-]{1,20}@[a-z0-9-]{1,20}\.[a-z]{2,4}\Z"), st.text("abc š,\n", max_size=20))
def test_no_address_survives(address: str, around: str) -> None:
    assert "@" not in mask_text(f"{around} {address} {around}")


def test_masking_before_cutting_leaves_no_half_number() -> None:
    text = mask_text("Molim nazovite me na +385 91 123 4567 sutra")
    assert cut_at_word(text, 30) == "Molim nazovite me na ••• sutra"
    assert cut_at_word(text, 29) == "Molim nazovite me na •••…"


@given(st.text(), st.integers(2, 100))
def test_a_cut_text_is_never_longer_than_its_limit(text: str, limit: int) -> None:
    shown = cut_at_word(text, limit)
    assert len(shown) <= limit
    assert "\n" not in shown


def test_a_word_that_is_too_long_is_cut() -> None:
    assert cut_at_word("abcdefghij", 5) == "abcd…"


@pytest.mark.parametrize(
    ("first", "last", "farm", "shown"),
    [
        ("Ivo", "Zelenac", "OPG Zelenac", "I. Z."),
        ("георги", "Манголов", None, "Г. М."),
        ("šime", None, None, "Š."),
        (None, " ", "OPG Zelenac", "O. Z."),
        ("伟", "王", None, "•. •."),
        ("明华", None, None, "明."),
        ("+385911234567", "42", "ivo", "I."),
        (None, None, None, UNKNOWN),
    ],
)
def test_initials_in_any_script(first: str | None, last: str | None, farm: str | None, shown: str) -> None:
    assert initials(first, last, farm) == shown
