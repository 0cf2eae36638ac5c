"""Making text fit for people who may not know whom it is about."""

import re
import unicodedata

MASK = "•••"
UNKNOWN = "–"
"""The initials of nobody."""

_CREDENTIALS = re.compile(r"AUTH_RECORD.*", re.DOTALL | re.IGNORECASE)
_EMAIL = re.compile(r"[^\s@<>()\[\]{},;:\"]+\s?[@＠]\s?[^\s@<>()\[\]{},;:\"]+")
_BETWEEN_DIGITS = r"[\s()\[\]./\\\-‐-―−·•*_~\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]*"
_DAY = r"(?:0?[1-9]|[12]\d|3[01])"
_MONTH = r"(?:0?[1-9]|1[0-2])"
_YEAR = r"(?:19|20)\d\d"
_NUMBERS = re.compile(
    rf"(?P<date>(?<![\d+])(?:{_DAY}\.\s?{_MONTH}\.\s?{_YEAR}|{_YEAR}-{_MONTH}-{_DAY})(?!{_BETWEEN_DIGITS}\d))"
    rf"|[+＋(]*\d(?:{_BETWEEN_DIGITS}\d){{6,}}"
)


def mask_text(text: str) -> str:
    """The text with e-mail addresses, phone numbers and credentials replaced by bullets.

    A phone number is seven digits or more of any script, blanks, dashes, dots, slashes and brackets
    between them allowed; so some other long numbers are masked too. A date is left as it is.
    """
    bare = _CREDENTIALS.sub(MASK, text)
    return _NUMBERS.sub(lambda found: found["date"] or MASK, _EMAIL.sub(MASK, bare))


def cut_at_word(text: str, limit: int) -> str:
    """The text on one line with at most `limit` characters, an ellipsis where something is left out.

    Ends after a whole word, unless the first word alone is too long. Mask before cutting, not after: half
    a phone number is not recognised.
    """
    line = " ".join(text.split())
    if len(line) <= limit:
        return line
    start = line[:limit]
    words = start.rsplit(" ", 1)[0] if " " in start else start[:-1]
    return words.rstrip(" ,;:–-") + "…"


def initials(first: str | None, last: str | None, farm_name: str | None = None) -> str:
    """The first letters of a person's names (`I. Z.`), else of the farm's name, in any script."""
    letters = [letter for name in (first, last) if (letter := _initial(name))]
    if not letters:
        letters = [letter for word in (farm_name or "").split() if (letter := _initial(word))][:2]
    return " ".join(f"{letter}." for letter in letters) or UNKNOWN


def _initial(name: str | None) -> str:
    letters = [character for character in unicodedata.normalize("NFC", name or "") if character.isalpha()]
    if not letters:
        return ""
    if len(letters) == 1 and unicodedata.category(letters[0]) == "Lo":
        return "•"  # a Chinese or Korean name of one sign would be shown in full
    return letters[0].upper()
