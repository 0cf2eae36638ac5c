"""Text that was written as UTF-8 and read as CP852: `Je─Źmen` instead of `Ječmen`."""

import re


def _characters(first: int, last: int) -> str:
    return bytes(range(first, last + 1)).decode("cp852")


def _boxes(characters: str) -> str:
    return "".join(character for character in characters if "\u2500" <= character <= "\u259f")


def _class(characters: str) -> str:
    return "[" + re.escape(characters) + "]"


_LEAD_2 = _characters(0xC2, 0xDF)
_LEAD_3 = _characters(0xE0, 0xEF)
_REST = _characters(0x80, 0xBF)
_CYRILLIC_LEAD = _characters(0xD0, 0xD1)
_CYRILLIC = f"(?:{_class(_CYRILLIC_LEAD)}{_class(_REST)})"
_FOREIGN_REST = "".join(character for character in _REST if character not in "ćčđšžĆČĐŠŽ")

SUSPICIOUS = "|".join(
    (
        _class(_boxes(_LEAD_2)) + _class(_REST),
        _class(_LEAD_2) + _class(_boxes(_REST)),
        f"(?={_CYRILLIC}*{_class(_CYRILLIC_LEAD)}{_class(_FOREIGN_REST)}){_CYRILLIC}{{2}}",
    )
)
"""A regular expression, for Python and for PostgreSQL, that finds such text and no honest text: a pair that
is one UTF-8 character and holds a box-drawing sign, or two Cyrillic letters in a row, of which one would be
read as a letter that Croatian and Slovene don't have.
"""

_suspicious = re.compile(SUSPICIOUS)
_sequence = re.compile(f"{_class(_LEAD_3)}{_class(_REST)}{{2}}|{_class(_LEAD_2)}{_class(_REST)}")


def repaired(text: str) -> str | None:
    """What was meant, as far as it can be told; None if the text is not mojibake."""
    if not _suspicious.search(text):
        return None
    return _sequence.sub(_decoded, text)


def _decoded(found: re.Match[str]) -> str:
    try:
        return found[0].encode("cp852").decode("utf-8")
    except UnicodeDecodeError:
        return found[0]
