"""Which country is meant by what somebody wrote: a code, or a name in any of several languages.

Names come from the Unicode CLDR (Babel) and ISO 3166 (pycountry); `_OURS` adds what people write besides.
"""

import re
from collections.abc import Iterator
from functools import cache, lru_cache

import pycountry
from babel import Locale

from ava_dashboard.farms.folding import fold, without_diacritics

NOT_RECORDED = ""
"""The country of a farmer for whom none is written down."""

_LOCALES = (
    *(
        "en",
        "hr",
        "sl",
        "bg",
        "sr",
        "sr_Latn",
        "bs",
        "mk",
        "hu",
        "it",
        "de",
        "fr",
        "es",
        "pt",
        "ro",
        "el",
        "sq",
    ),
    *(
        "tr",
        "uk",
        "ru",
        "pl",
        "cs",
        "sk",
        "nl",
        "sv",
        "da",
        "nb",
        "fi",
        "et",
        "lv",
        "lt",
        "ar",
        "he",
        "zh",
        "ja",
    ),
)
_KOSOVO = "XK"  # has a code in daily use, but none in ISO 3166
_OURS = {
    "AT": "Republic of Austria|Republik Österreich",
    "BA": "BiH|B i H|B&H|Bosna|Bosnia|Republika Srpska|Federacija BiH",
    "BG": "BUL|Republic of Bulgaria|Република България",
    "CZ": "Czech Republic|Česká republika|Češka|Češka republika",
    "DE": "BRD|Njemačka|Nemčija|Federal Republic of Germany",
    "GB": "UK|U.K.|Great Britain|Britain|England|Scotland|Wales|Northern Ireland",
    "GR": "EL|Hellas|Hellenic Republic",
    "HR": "CRO|RH|Republic of Croatia|Republika Hrvatska|Hrvaška|Kroatien",
    "HU": "Republic of Hungary|Madžarska|Mađarska",
    "IT": "Italian Republic",
    "ME": "MNE|Montenegro|Crna Gora",
    "MK": "Macedonia|Makedonija|Македонија|FYROM|Republic of Macedonia",
    "NL": "Holland|Nizozemska",
    "RO": "Rumunija|Rumunjska",
    "RS": "SRB|Republic of Serbia|Republika Srbija|Република Србија",
    "SI": "SLO|Republic of Slovenia|Republika Slovenija",
    "TR": "Turkey|Turkiye",
    "US": "USA|U.S.A.|United States of America|America",
    _KOSOVO: "Kosova|Kosovo|RKS|XKX",
}
_SEPARATORS = re.compile(r"[^\w]+")


@lru_cache(maxsize=10_000)
def recognise(written: str | None) -> str:
    """The ISO 3166 alpha-2 code of the country.

    NOT_RECORDED if nothing is written; text that names no country stays as it is, without surplus blanks.
    """
    if written is None or not written.strip():
        return NOT_RECORDED
    name = _folded(written)
    for sought, listing in ((name, _listings(True)), (without_diacritics(name), _listings(False))):
        for names in listing:
            if sought in names:
                return names[sought]
    return " ".join(written.split())


def is_recognised(country: str) -> bool:
    """Whether a result of `recognise` is a country's code."""
    return country in _codes()


def country_name(country: str) -> str:
    """The English name of a code; text that names no country is its own name."""
    if country == NOT_RECORDED:
        return "not recorded"
    return str(Locale.parse("en").territories.get(country, country)) if is_recognised(country) else country


def _folded(name: str) -> str:
    # Dots vanish so that "U.S.A." is "USA"; any other sign separates words.
    return " ".join(_SEPARATORS.sub(" ", fold(name).replace(".", "")).split())


@cache
def _codes() -> frozenset[str]:
    return frozenset(country.alpha_2 for country in pycountry.countries) | {_KOSOVO}


def _listings(diacritics: bool) -> Iterator[dict[str, str]]:
    # One after the other: most texts are found in the first ones, and a locale takes 10 ms to load.
    yield _standard_names(diacritics)
    for locale in _LOCALES:
        yield _locale_names(locale, diacritics)


@cache
def _standard_names(diacritics: bool) -> dict[str, str]:
    names: dict[str, str] = {}
    for country in pycountry.countries:
        for attribute in ("alpha_2", "alpha_3", "name", "common_name", "official_name"):
            if name := getattr(country, attribute, None):
                names[_key(name, diacritics)] = country.alpha_2
    for code, ours in _OURS.items():
        names.update({_key(name, diacritics): code for name in [code, *ours.split("|")]})
    return names


@cache
def _locale_names(locale: str, diacritics: bool) -> dict[str, str]:
    territories = Locale.parse(locale).territories
    return {_key(name, diacritics): code for code, name in territories.items() if code in _codes()}


def _key(name: str, diacritics: bool) -> str:
    return _folded(name) if diacritics else without_diacritics(_folded(name))
