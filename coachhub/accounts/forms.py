"""Forms of the front door and of one's own account."""

from collections.abc import Iterable
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import (
    BooleanField,
    EmailField,
    Field,
    HiddenField,
    PasswordField,
    RadioField,
    StringField,
)
from wtforms.validators import InputRequired, ValidationError

from coachhub.accounts.access import password_problem
from coachhub.accounts.rules import NotAnAddress, normal_email
from coachhub.core.web.forms import (
    Form,
    LocaleField,
    at_most,
    choices_of,
    one_line,
    required,
)
from coachhub.core.web.zones import ZoneField

LONGEST_NAME = 80
LONGEST_ADDRESS = 254
THEMES = {
    "": _l("As on this device"),
    "light": _l("Always by day"),
    "dark": _l("Always in the evening"),
}


def an_address(_form: Form, field: Field) -> None:
    """Take an address in its one normal form."""
    try:
        field.data = normal_email(field.data)
    except NotAnAddress:
        raise ValidationError(_l("This doesn’t look like an e-mail address.")) from None


def email_field() -> EmailField:
    return EmailField(_l("E-mail"), [required(), at_most(LONGEST_ADDRESS), an_address])


def name_field() -> StringField:
    return StringField(_l("Your name"), [required(), at_most(LONGEST_NAME), one_line])


def typed() -> InputRequired:
    """Something was typed, were it blanks only."""
    return InputRequired(_l("This is needed."))


class SignInForm(Form):
    email = email_field()
    password = PasswordField(_l("Password"), [typed()])
    keep = BooleanField(_l("Keep me signed in on this device"))
    kept = HiddenField()
    """What was sent by whoever was signed out meanwhile (`services.keep_form`)."""


class AddressForm(Form):
    email = email_field()


class SignUpForm(Form):
    name = name_field()
    email = email_field()


class NewPasswordForm(Form):
    """Somebody chooses a password; `known` are words that are easy to guess for them."""

    password = PasswordField(_l("New password"), [typed()])

    def __init__(self, *, known: Iterable[str] = (), **values: Any) -> None:  # noqa: ANN401
        super().__init__(**values)
        self.known = known

    def validate_password(self, field: PasswordField) -> None:
        problem = password_problem(field.data, self.known)
        if problem:
            raise ValidationError(problem)


class ConfirmForm(NewPasswordForm):
    zone = ZoneField(_l("Time zone"))


class ChangePasswordForm(NewPasswordForm):
    current = PasswordField(_l("Current password"), [typed()])


class LookForm(Form):
    """The switch in the frame sends the theme alone; what is not sent stays as it is."""

    theme = RadioField(_l("Light"), choices=choices_of(THEMES))
    locale = LocaleField(_l("Language"))


class DetailsForm(Form):
    name = name_field()
    zone = ZoneField(_l("Time zone"))
    locale = LocaleField(_l("Language"))
