"""What somebody says of themselves when they book."""

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, EmailField, StringField, TelField, TextAreaField
from wtforms.validators import InputRequired, ValidationError

from coachhub.accounts.rules import NotAnAddress, normal_email
from coachhub.booking.words import EARLY_WISH, EARLY_WISH_NEEDED, EARLY_WISHES
from coachhub.core.web.forms import Form, LineField, at_most, one_line, required
from coachhub.core.web.zones import ZoneField


class GuestForm(Form):
    name = StringField(_l("Your name"), [required(), at_most(80), one_line])
    email = EmailField(_l("E-mail"), [required(), at_most(254)])
    phone = TelField(_l("Phone"), [at_most(40), one_line])
    zone = ZoneField(_l("Your time zone"))
    note = LineField(_l("What is it about, in one line?"), [at_most(200), one_line])
    safe_contact = TextAreaField(_l("Is there anything to know before we write?"), [at_most(600)])
    accepts_terms = BooleanField(
        _l("I have read the rule for cancelling and moving"),
        [InputRequired(_l("Please read it and tick the box."))],
    )
    starts_early = BooleanField(EARLY_WISHES[EARLY_WISH][0])

    def __init__(self, *args: Any, asks_wish: bool, **values: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **values)
        self.asks_wish = asks_wish

    def validate_starts_early(self, field: BooleanField) -> None:
        if self.asks_wish and not field.data:
            raise ValidationError(EARLY_WISH_NEEDED)

    def ask_wish(self) -> None:
        """Say that it became so soon while they wrote."""
        self.asks_wish = True
        self.starts_early.errors = [EARLY_WISH_NEEDED]

    def validate_email(self, field: EmailField) -> None:
        try:
            field.data = normal_email(field.data)
        except NotAnAddress:
            raise ValidationError(_l("This doesn’t look like an e-mail address.")) from None
