"""Which crop is meant, in the languages of the users."""

import pytest

from ava_dashboard.farms.categories import Category
from ava_dashboard.farms.crops import Match, recognise


@pytest.mark.parametrize(
    ("written", "eppo", "category"),
    [
        ("winter wheat", "TRZAW", Category.ARABLE),
        ("pšenica ozima", "TRZAW", Category.ARABLE),
        ("PŠENICA", "TRZAX", Category.ARABLE),
        ("Ječmen", "HORVX", Category.ARABLE),
        ("ечемик", "HORVX", Category.ARABLE),
        ("vinska trta", "VITVI", Category.VINEYARD),
        ("Лозе", "VITVI", Category.VINEYARD),
        ("mango", "MNGIN", Category.ORCHARD),
        ("Манго", "MNGIN", Category.ORCHARD),
        ("Mangifera indica", "MNGIN", Category.ORCHARD),
        ("jabuka (stari nasad)", "MABSD", Category.ORCHARD),
        ("jabuka (stari nasad", "MABSD", Category.ORCHARD),
        ("  slatki   krumpir ", "IPOBA", Category.VEGETABLES),
        ("lamb’s lettuce", "VLLLO", Category.VEGETABLES),
        ("люцерна", "MEDSA", Category.GRASSLAND),
        ("trajni travnik", "1GRAF", Category.GRASSLAND),
        ("hmelj", "HUMLU", Category.OTHER),
        ("TRZAX", "TRZAX", Category.ARABLE),
    ],
)
def test_a_crop_is_recognised_in_any_language(written: str, eppo: str, category: Category) -> None:
    (crop,) = recognise(written)
    assert (crop.eppo, crop.category, crop.match) == (eppo, category, Match.EXACT)


@pytest.mark.parametrize(
    ("written", "eppo"), [("Psenica", "TRZAX"), ("vocnjak/tresnja", "PRNAV"), ("secerna repa", "BEAVA")]
)
def test_a_crop_without_its_diacritics_is_recognised_and_reported(written: str, eppo: str) -> None:
    crop = recognise(written)[-1]
    assert (crop.eppo, crop.match) == (eppo, Match.WITHOUT_DIACRITICS)


def test_a_slash_separates_crops() -> None:
    crops = recognise("Ječmen/TDM/Lucerna")
    assert [(crop.name, crop.eppo) for crop in crops] == [
        ("Ječmen", "HORVX"),
        ("TDM", None),
        ("Lucerna", "MEDSA"),
    ]


def test_two_spellings_of_one_crop_are_one_and_the_exact_one_is_kept() -> None:
    (crop,) = recognise("grožđe/GROZDE/loza")
    assert (crop.name, crop.match) == ("grožđe", Match.EXACT)


def test_a_slash_in_brackets_separates_nothing() -> None:
    assert [crop.eppo for crop in recognise("mango (star/mlad [2/3])")] == ["MNGIN"]


@pytest.mark.parametrize("written", ["", "  ", "(travnik)", "/", " / () "])
def test_nothing_but_brackets_names_no_crop(written: str) -> None:
    assert recognise(written) == ()


def test_mojibake_is_not_recognised() -> None:
    (crop,) = recognise("Je─Źmen")
    assert (crop.eppo, crop.category, crop.match) == (None, None, Match.NONE)


def test_a_name_of_two_crops_has_their_common_category_and_no_code() -> None:
    (crop,) = recognise("Grah")
    assert (crop.eppo, crop.category, crop.key) == (None, Category.ARABLE, "grah")
