"""Which crop is meant by what somebody wrote.

`data/crops.csv` lists the crops with their EPPO codes and names; a bar separates names of one language.
"""

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files

from ava_dashboard.farms.categories import Category
from ava_dashboard.farms.folding import fold, without_diacritics

_BRACKETED = re.compile(r"\([^()]*(?:\)|$)|\[[^\[\]]*(?:\]|$)|\{[^{}]*(?:\}|$)")
_EDGES = " .,;:"


class Match(StrEnum):
    """How a crop's name was found."""

    EXACT = "exact"
    WITHOUT_DIACRITICS = "without diacritics"
    NONE = "not recognised"


@dataclass(frozen=True)
class Crop:
    """One crop out of what was written.

    `name` is as written, without brackets. `eppo` is None where the name is not recognised, and where it
    means several crops in several languages (`grah` is a bean or a pea); these then share their
    `category`. `category` is None exactly when the name is not recognised.
    """

    name: str
    eppo: str | None
    category: Category | None
    match: Match

    @property
    def key(self) -> str:
        """What makes two crops one: the EPPO code, else the folded name."""
        return self.eppo or fold(self.name)


def recognise(written: str) -> tuple[Crop, ...]:
    """The crops that are meant: a slash separates several, brackets are ignored, repetitions are dropped.

    Empty where nothing but brackets and blanks is written.
    """
    crops: dict[str, Crop] = {}
    for crop in map(_recognise_one, _names(written)):
        crops.setdefault(crop.key, crop)
    return tuple(crops.values())


def _names(written: str) -> Iterator[str]:
    before, bare = "", written
    while bare != before:
        before, bare = bare, _BRACKETED.sub(" ", bare)
    for part in bare.split("/"):
        if name := " ".join(part.split()).strip(_EDGES):
            yield name


def _recognise_one(name: str) -> Crop:
    folded = fold(name)
    for match, wanted in ((Match.EXACT, folded), (Match.WITHOUT_DIACRITICS, without_diacritics(folded))):
        codes = _codes_by_name()[match].get(wanted, frozenset())
        categories = {_category_by_code()[code] for code in codes}
        if len(categories) == 1:
            return Crop(name, min(codes) if len(codes) == 1 else None, categories.pop(), match)
    return Crop(name, None, None, Match.NONE)


@cache
def _rows() -> tuple[dict[str, str], ...]:
    with files(__package__).joinpath("data/crops.csv").open(encoding="utf-8") as listing:
        return tuple(csv.DictReader(listing))


@cache
def _category_by_code() -> dict[str, Category]:
    return {row["eppo"]: Category(row["category"]) for row in _rows()}


@cache
def _codes_by_name() -> dict[Match, dict[str, frozenset[str]]]:
    exact: dict[str, frozenset[str]] = {}
    plain: dict[str, frozenset[str]] = {}
    for row in _rows():
        names = [name for language in ("en", "hr", "sl", "bg") for name in row[language].split("|")]
        names.append(row["eppo"])
        if (
            "(" not in row["latin"]
        ):  # a bracket there tells forms of one species apart, and is ignored in names
            names.append(row["latin"])
        for name in map(fold, names):
            exact[name] = exact.get(name, frozenset()) | {row["eppo"]}
            bare = without_diacritics(name)
            plain[bare] = plain.get(bare, frozenset()) | {row["eppo"]}
    return {Match.EXACT: exact, Match.WITHOUT_DIACRITICS: plain}
