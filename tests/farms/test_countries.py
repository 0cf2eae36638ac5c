"""Names, codes and spellings of one country are one."""

import pytest

from ava_dashboard.farms.countries import NOT_RECORDED, country_name, is_recognised, recognise


@pytest.mark.parametrize(
    ("code", "spellings"),
    [
        (
            "HR",
            [
                "Croatia",
                "CROATIA",
                "Hrvatska",
                "hr",
                "HRV",
                "Kroatien",
                "Хърватия",
                "Republika Hrvatska",
                " Croatia ",
            ],
        ),
        ("SI", ["Slovenia", "Slovenija", "SI", "SLO", "Словения"]),
        ("BG", ["Bulgaria", "България", "Bugarska", "Bolgarija", "BGR", "Republic of Bulgaria"]),
        ("BA", ["Bosna i Hercegovina", "BiH", "Bosnia & Herzegovina", "Bosnia and Herzegovina"]),
        ("SK", ["Slovačka", "Slovacka", "Slovensko"]),
        ("GB", ["UK", "U.K.", "England"]),
        ("XK", ["Kosovo"]),
        ("CN", ["中国"]),
    ],
)
def test_spellings_of_one_country_are_one(code: str, spellings: list[str]) -> None:
    assert {recognise(spelling) for spelling in spellings} == {code}


@pytest.mark.parametrize("blank", [None, "", "  "])
def test_nothing_written_is_not_recorded(blank: str | None) -> None:
    assert recognise(blank) == NOT_RECORDED
    assert country_name(NOT_RECORDED) == "not recorded"


def test_unknown_text_stays_as_it_is() -> None:
    assert recognise(" Nowhere  land ") == "Nowhere land"
    assert not is_recognised("Nowhere land")
    assert country_name("Nowhere land") == "Nowhere land"


def test_a_code_has_an_english_name() -> None:
    assert is_recognised("HR")
    assert country_name("HR") == "Croatia"
