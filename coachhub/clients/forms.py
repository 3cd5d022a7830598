"""Forms of the client's record."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField, FileRequired
from wtforms import (
    EmailField,
    RadioField,
    SelectField,
    StringField,
    TelField,
    TextAreaField,
)
from wtforms.validators import ValidationError

from coachhub.accounts.rules import NotAnAddress, normal_email
from coachhub.clients.csv_file import BadFile, Sheet, read_sheet
from coachhub.clients.rules import LARGEST_FILE, EngagementState, Hope
from coachhub.clients.words import FAULT_WORDS, HOPE_WORDS
from coachhub.core.web.forms import (
    Form,
    KeyField,
    LocaleField,
    VersionField,
    at_most,
    choices_of,
    one_line,
    required,
)
from coachhub.core.web.zones import ZoneField

STATE_WORDS = {
    EngagementState.LEAD: _l("Lead"),
    EngagementState.DISCOVERY: _l("Discovery"),
    EngagementState.ONBOARDING: _l("Onboarding"),
    EngagementState.ACTIVE: _l("Active"),
    EngagementState.ON_HOLD: _l("On hold"),
    EngagementState.COMPLETING: _l("Completing"),
    EngagementState.COMPLETED: _l("Completed"),
    EngagementState.DECLINED: _l("Declined"),
    EngagementState.REFERRED_OUT: _l("Referred on"),
    EngagementState.ENDED_EARLY: _l("Ended early"),
}


class RecordForm(Form):
    name = StringField(_l("Name"), [required(), at_most(80), one_line])
    preferred_name = StringField(_l("Likes to be called"), [at_most(40), one_line])
    pronouns = StringField(_l("Pronouns"), [at_most(40), one_line])
    email = EmailField(_l("E-mail"), [at_most(254)])
    phone = TelField(_l("Phone"), [at_most(40), one_line])
    zone = ZoneField(_l("Time zone"))
    locale = LocaleField(_l("Language"))
    safe_contact = TextAreaField(_l("How to reach them safely"), [at_most(1000)])

    def validate_email(self, field: EmailField) -> None:
        try:
            field.data = normal_email(field.data) if field.data else None
        except NotAnAddress:
            raise ValidationError(_l("This doesn’t look like an e-mail address.")) from None


class ClientForm(RecordForm):
    version = VersionField()


class NewClientForm(RecordForm):
    coach_id = SelectField(_l("Coach"))


class RemarkForm(Form):
    keeps_draft = True

    version = VersionField()
    remark = TextAreaField(_l("Your private remark"), [at_most(5000)])


class RemarkBackForm(Form):
    version = VersionField()


class EngagementForm(Form):
    state = SelectField(_l("The work together"))
    coach_id = SelectField(_l("Coach"))


class AgreementForm(Form):
    keeps_draft = True

    version = VersionField()
    body = TextAreaField(_l("The agreement"), [required(), at_most(20_000)])


class HopeForm(Form):
    """What is hoped for, as the client says it or their coach writes it down."""

    key = KeyField()
    hope = RadioField(_l("The hope"), choices=choices_of(HOPE_WORDS))
    sureness = SelectField(
        _l("How sure, from 0 to 10"),
        choices=choices_of({"": _l("not said"), **{str(one): str(one) for one in range(11)}}),
    )

    def told(self) -> tuple[Hope, int | None]:
        """The hope, and how sure, if it was said."""
        sureness = self.sureness.data
        return Hope(self.hope.data), int(sureness) if sureness else None


class PinForm(Form):
    keeps_draft = True

    key = KeyField()
    words = TextAreaField(_l("To keep in mind"), [required(), at_most(200)])


class TagForm(Form):
    name = StringField(_l("Add a tag"), [required(), at_most(30), one_line])


class ImportForm(Form):
    file = FileField(_l("The file"), [FileRequired(_l("Please choose a file."))])
    state = RadioField(
        _l("They begin as"),
        choices=choices_of(
            {one: STATE_WORDS[one] for one in (EngagementState.LEAD, EngagementState.ACTIVE)}
        ),
    )
    coach_id = SelectField(_l("Coach, where the file names none"))

    sheet: Sheet

    def validate_file(self, field: FileField) -> None:
        try:
            self.sheet = read_sheet(field.data.read(LARGEST_FILE + 1))
        except BadFile as bad:
            words = FAULT_WORDS[bad.fault]
            if bad.line is not None:
                words = _("Line %(n)s: %(words)s", n=bad.line, words=words)
            raise ValidationError(words) from None
