"""Forms of the portal: what clients say of themselves."""

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, SelectMultipleField, StringField, TelField, TextAreaField
from wtforms.validators import InputRequired

from coachhub.core.web.forms import (
    Form,
    VersionField,
    at_most,
    choices_of,
    one_line,
    required,
)
from coachhub.core.web.zones import ZoneField
from coachhub.mail.words import SORT_WORDS


class OwnDetailsForm(Form):
    version = VersionField()
    preferred_name = StringField(_l("What would you like to be called?"), [at_most(40), one_line])
    pronouns = StringField(_l("Your pronouns"), [at_most(40), one_line])
    phone = TelField(_l("Phone"), [at_most(40), one_line])
    zone = ZoneField(_l("Your time zone"))
    safe_contact = TextAreaField(_l("How may we reach you safely?"), [at_most(1000)])
    plan_in_summaries = BooleanField(_l("Show how my plan goes on my printed summaries"))


class OwnZoneForm(Form):
    zone = ZoneField(_l("Your time zone"))


class MailsForm(Form):
    sorts = SelectMultipleField(_l("E-mail me"), choices=choices_of(SORT_WORDS))


class SignForm(Form):
    version = VersionField()
    name = StringField(
        _l("Your full name, as your signature"), [required(), at_most(120), one_line]
    )
    has_read = BooleanField(
        _l("I have read it and agree"), [InputRequired(_l("Please read it and tick the box."))]
    )
