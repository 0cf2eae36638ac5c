"""Spellings that are equal once folded."""

from ava_dashboard.farms.folding import fold, without_diacritics


def test_case_width_and_blanks_do_not_matter() -> None:
    assert fold(" ＪＡＢＵＫＡ\u00a0 Žuta ") == "jabuka žuta"  # full-width letters


def test_accents_can_be_left_out() -> None:
    assert without_diacritics("đumbir i šećerna ječam") == "dumbir i secerna jecam"
