from flask import Flask

from ava_dashboard.auth.forms import PasswordForm, SignInForm


def test_an_empty_sign_in_names_both_fields(app: Flask) -> None:
    with app.test_request_context(method="POST", data={}):
        form = SignInForm(meta={"csrf": False})
        assert not form.validate()
        assert list(form.errors) == ["email", "password"]


def test_two_different_new_passwords_are_told(app: Flask) -> None:
    data = {"current": "x", "new": "a good new password", "repeat": "a good new passwort"}
    with app.test_request_context(method="POST", data=data):
        form = PasswordForm(meta={"csrf": False})
        assert not form.validate()
        assert form.errors == {"repeat": ["The two new passwords differ."]}
