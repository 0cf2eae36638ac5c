"""Mojibake is found in what it was made of, and honest text is left alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ava_dashboard.farms.mojibake import repaired

HONEST = [
    "Ječmen",
    "манго",
    "ориз",
    "Đurđevac",
    "kuća",
    "Vrnjačka Banja",
    "Müller",
    "Gyöngyös",
    "Łódź",
    "грозде",
]


@pytest.mark.parametrize("honest", HONEST)
def test_honest_text_is_left_alone_and_its_mojibake_is_repaired(honest: str) -> None:
    garbled = honest.encode().decode("cp852")
    assert repaired(honest) is None
    assert repaired(garbled) == honest


def test_the_known_example_is_repaired() -> None:
    assert repaired("Je─Źmen") == "Ječmen"


def test_text_that_was_cut_inside_a_letter_is_repaired_as_far_as_it_goes() -> None:
    assert repaired("Je─Źmen i p┼") == "Ječmen i p┼"


@given(st.text(alphabet="abcčćdđefghijklmnoprsštuvzžČĆĐŠŽ (),./"))
def test_croatian_text_is_never_taken_for_mojibake(text: str) -> None:
    assert repaired(text) is None
