"""Forms about money at the desk."""

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import StringField, TextAreaField
from wtforms.validators import ValidationError

from coachhub.core import money
from coachhub.core.web.forms import Form, KeyField, at_most, required


class RefundForm(Form):
    """How much goes back, and why; `most` is what is left, in minor units of `currency`."""

    key = KeyField()
    amount = StringField(_l("How much goes back"), [required()])
    reason = TextAreaField(_l("Why"), [required(), at_most(600)])

    def __init__(self, *, most: int, currency: str, **more: Any) -> None:  # noqa: ANN401
        super().__init__(**more)
        self.most, self.currency, self.minor_units = most, currency, 0

    def validate_amount(self, field: StringField) -> None:
        try:
            self.minor_units = money.minor_units(field.data, self.currency)
        except ValueError:
            raise ValidationError(_l("Please write an amount, like 95 or 47.50.")) from None
        if not 0 < self.minor_units <= self.most:
            raise ValidationError(_l("That is more than is left, or nothing."))
