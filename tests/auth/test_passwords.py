from ava_dashboard.auth.passwords import hash_password, problem_with, verify_password


def test_a_password_is_kept_as_argon2id_with_the_chosen_cost_and_verified() -> None:
    kept = hash_password("correct horse battery")
    assert kept.startswith("$argon2id$v=19$m=19456,t=2,p=1$")
    assert verify_password(kept, "correct horse battery")
    assert not verify_password(kept, "correct horse batterz")


def test_no_password_fits_an_account_without_one() -> None:
    assert not verify_password(None, "no account has this password")
    assert not verify_password("", "")


def test_text_that_is_not_unicode_is_a_wrong_password_and_no_error() -> None:
    assert not verify_password(hash_password("correct horse battery"), "\ud800")


def test_a_short_and_a_long_password_are_refused_with_a_reason() -> None:
    assert "at least 12" in (problem_with("x" * 11) or "")
    assert "at most 200" in (problem_with("x" * 201) or "")
    assert problem_with("x" * 12) is None
