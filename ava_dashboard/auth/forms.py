"""What a person types to sign in, or to change a password."""

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import EmailField, PasswordField
from wtforms.validators import DataRequired, EqualTo, Length

from ava_dashboard.auth.passwords import LONGEST, SHORTEST


class SignInForm(FlaskForm):  # type: ignore[misc]
    email = EmailField(_l("E-mail"), [DataRequired(_l("Type your e-mail address.")), Length(max=254)])
    password = PasswordField(_l("Password"), [DataRequired(_l("Type your password.")), Length(max=LONGEST)])


class PasswordForm(FlaskForm):  # type: ignore[misc]
    current = PasswordField(
        _l("Current password"), [DataRequired(_l("Type your current password.")), Length(max=LONGEST)]
    )
    new = PasswordField(
        _l("New password"),
        [
            DataRequired(_l("Type a new password.")),
            Length(min=SHORTEST, message=_l("A password has at least 12 characters.")),
            Length(max=LONGEST, message=_l("A password has at most 200 characters.")),
        ],
    )
    repeat = PasswordField(
        _l("New password again"), [EqualTo("new", message=_l("The two new passwords differ."))]
    )
