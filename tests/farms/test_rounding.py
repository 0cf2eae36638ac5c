"""What is shown adds up."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ava_dashboard.farms.rounding import largest_remainder, rounded

parts = st.lists(st.decimals(0, 100_000, places=6), min_size=1, max_size=12)


def test_three_thirds_of_one_show_as_one() -> None:
    third = Decimal(1) / 3
    shown = largest_remainder([third, third, third], Decimal(1))
    assert shown == (Decimal("0.34"), Decimal("0.33"), Decimal("0.33"))


def test_the_part_that_lost_most_is_rounded_up() -> None:
    shown = largest_remainder([Decimal("1.001"), Decimal("1.009"), Decimal("0.990")], Decimal(3))
    assert shown == (Decimal("1.00"), Decimal("1.01"), Decimal("0.99"))


@given(parts)
def test_parts_add_up_to_the_rounded_total_and_none_is_off_by_a_unit(values: list[Decimal]) -> None:
    total = sum(values, Decimal(0))
    shown = largest_remainder(values, total)
    assert sum(shown, Decimal(0)) == rounded(total)
    assert all(abs(one - exact) < Decimal("0.01") for one, exact in zip(shown, values, strict=True))


@given(parts)
def test_a_part_of_zero_stays_zero(values: list[Decimal]) -> None:
    assert largest_remainder([Decimal(0), *values], sum(values, Decimal(0)))[0] == 0


def test_no_parts_of_nothing_are_nothing() -> None:
    assert largest_remainder([], Decimal(0)) == ()


@pytest.mark.parametrize("total", [Decimal(1), Decimal(5)])
def test_parts_of_another_total_are_refused(total: Decimal) -> None:
    with pytest.raises(ValueError, match="are not parts of"):
        largest_remainder([Decimal(2), Decimal(1)], total)
