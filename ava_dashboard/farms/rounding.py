"""Rounding parts of a whole so that what is shown adds up to the whole as it is shown."""

from collections.abc import Sequence
from decimal import ROUND_FLOOR, ROUND_HALF_UP, Decimal


def rounded(value: Decimal, places: int = 2) -> Decimal:
    """The value with so many places; a half is rounded away from zero."""
    return value.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)


def largest_remainder(parts: Sequence[Decimal], total: Decimal, places: int = 2) -> tuple[Decimal, ...]:
    """The parts, each rounded up or down, so that they add up to the rounded total.

    What is missing after rounding down goes to the parts that lost most, the earlier one first among equals.
    Raises ValueError if the parts are not those of the total.
    """
    unit = Decimal(1).scaleb(-places)
    shown = [part.quantize(unit, rounding=ROUND_FLOOR) for part in parts]
    missing = int((rounded(total, places) - sum(shown, Decimal(0))) / unit)
    if not 0 <= missing <= len(shown):
        raise ValueError(f"parts that add up to {sum(parts, Decimal(0))} are not parts of {total}")
    by_loss = sorted(range(len(shown)), key=lambda at: shown[at] - parts[at])
    for at in by_loss[:missing]:
        shown[at] += unit
    return tuple(shown)
