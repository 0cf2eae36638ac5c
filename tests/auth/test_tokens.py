from ava_dashboard.auth.tokens import new_token, subject_hash, token_hash


def test_tokens_are_long_and_differ() -> None:
    tokens = {new_token() for _ in range(100)}
    assert len(tokens) == 100
    assert min(map(len, tokens)) >= 43


def test_what_is_kept_is_not_the_token() -> None:
    assert len(token_hash("secret")) == 64
    assert token_hash("secret") != token_hash("secret ")


def test_a_subject_can_not_be_recognised_without_the_key() -> None:
    assert subject_hash("key 1", "email a@example.org") != subject_hash("key 2", "email a@example.org")
