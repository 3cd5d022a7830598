"""The form of somebody who is invited and new here."""

from collections.abc import Iterable
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import PasswordField, StringField
from wtforms.validators import InputRequired, ValidationError

from coachhub.accounts.access import password_problem
from coachhub.core.web.forms import Form, at_most, one_line, required
from coachhub.core.web.zones import ZoneField


class JoinForm(Form):
    name = StringField(_l("Your name"), [required(), at_most(80), one_line])
    zone = ZoneField(_l("Your time zone"))
    password = PasswordField(
        _l("A password for your account"), [InputRequired(_l("This is needed."))]
    )

    def __init__(self, *args: Any, known: Iterable[str], **values: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **values)
        self._known = tuple(known)

    def validate_password(self, field: PasswordField) -> None:
        problem = password_problem(field.data, [*self._known, self.name.data or ""])
        if problem:
            raise ValidationError(problem)
