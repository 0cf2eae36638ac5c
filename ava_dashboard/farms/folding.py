"""Bringing names to a form in which spellings of one name are equal."""

import unicodedata

_WITHOUT_DECOMPOSITION = str.maketrans("đłøıßæœ", "dloisao")
_APOSTROPHES = str.maketrans("’‘ʼ`´", "'''''")


def fold(name: str) -> str:
    """The name without regard to case, width, kinds of apostrophe and blanks."""
    even = unicodedata.normalize("NFKC", name.translate(_APOSTROPHES)).casefold()
    return " ".join(unicodedata.normalize("NFC", even).split())


def without_diacritics(name: str) -> str:
    """A folded name as written on a keyboard that lacks its accents: `pšenica` becomes `psenica`."""
    taken_apart = unicodedata.normalize("NFD", name.translate(_WITHOUT_DECOMPOSITION))
    return "".join(character for character in taken_apart if not unicodedata.combining(character))
