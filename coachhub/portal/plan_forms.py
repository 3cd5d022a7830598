"""Forms in which clients agree on a plan and tell of their days."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import (
    BooleanField,
    DateField,
    IntegerField,
    RadioField,
    SelectMultipleField,
    TextAreaField,
)
from wtforms.validators import InputRequired, NumberRange, Optional, ValidationError

from coachhub.core.web.forms import (
    Form,
    KeyField,
    LineField,
    ScaleField,
    VersionField,
    at_most,
    choices_of,
    chosen_number,
    one_line,
    required,
)
from coachhub.core.web.i18n import said_day
from coachhub.core.web.typesetting import sentence
from coachhub.nocontact.rules import PAUSE_AT_MOST, ContactAnswer, ContactKind, Feeling
from coachhub.nocontact.services import CheckInDraft, EventDraft
from coachhub.nocontact.words import CONTACT_WORDS, HAPPENED_WORDS, SCALE_WORDS

_ANSWER = InputRequired(_l("This one question needs an answer."))


_BY_ME = (ContactKind.BY_ME, ContactKind.REPLY_OFF_TOPIC, ContactKind.VIA_OTHERS)
"""What there is to choose of where the check-in already says that it came from the client."""


class AgreeForm(Form):
    version = VersionField()
    starts_on = DateField(_l("First day"), [Optional()])


class ChangeWishForm(Form):
    keeps_draft = True

    version = VersionField()
    words = TextAreaField(_l("What would you like to have otherwise?"), [required(), at_most(2000)])


class PauseWishForm(Form):
    pause_days = IntegerField(
        _l("For how many days"),
        [
            InputRequired(_l("This is needed.")),
            NumberRange(1, PAUSE_AT_MOST, _l("From 1 to 14, please.")),
        ],
        default=3,
    )
    pause_words = LineField(_l("What would the pause be for?"), [at_most(300), one_line])


class LeaveForm(Form):
    leave_words = LineField(_l("A word about it, if you like"), [at_most(300), one_line])


class CheckInForm(Form):
    keeps_draft = True

    on_day = RadioField(_l("For which day?"))
    mood = ScaleField(_l("Mood"))
    energy = RadioField(
        _l("Energy"),
        [Optional()],
        choices=choices_of(SCALE_WORDS[Feeling.ENERGY]),
        coerce=chosen_number,
    )
    sleep = RadioField(
        _l("Sleep"),
        [Optional()],
        choices=choices_of(SCALE_WORDS[Feeling.SLEEP]),
        coerce=chosen_number,
    )
    did = SelectMultipleField(_l("Something I did for me"))
    did_else = LineField(_l("Something else I did for me"), [at_most(200), one_line])
    contact = RadioField(_l("Contact?"), [_ANSWER], choices=choices_of(CONTACT_WORDS))
    line = LineField(_l("One line about the day"), [at_most(500), one_line])
    is_private = BooleanField(_l("Keep this to myself"))

    def __init__(
        self,
        *args: Any,  # noqa: ANN401
        days: Sequence[date],
        tasks: Sequence[str],
        **values: Any,  # noqa: ANN401
    ) -> None:
        super().__init__(*args, **values)
        self.on_day.choices = choices_of({str(day): sentence(said_day(day)) for day in days})
        self.did.choices = choices_of({task: task for task in tasks})

    def draft(self) -> CheckInDraft:
        """What the client says of the day."""
        did = [*self.did.data, *([self.did_else.data] if self.did_else.data else [])]
        return CheckInDraft(
            on_day=date.fromisoformat(self.on_day.data),
            contact=ContactAnswer(self.contact.data),
            is_shared=not self.is_private.data,
            mood=self.mood.data,
            energy=self.energy.data,
            sleep=self.sleep.data,
            did="\n".join(did),
            line=self.line.data,
        )


class LastDaysForm(Form):
    """One question for each of the last days; those without an answer stay as they are."""

    @classmethod
    def of(cls, days: Sequence[date]) -> "LastDaysForm":
        """The form for these days."""
        fields = {
            _name(day): RadioField(
                sentence(said_day(day)), [Optional()], choices=choices_of(CONTACT_WORDS)
            )
            for day in days
        }
        form: LastDaysForm = type("LastDays", (cls,), fields)()
        return form

    def drafts(self, days: Sequence[date]) -> list[CheckInDraft]:
        """What was said of which day."""
        return [
            CheckInDraft(day, ContactAnswer(self[_name(day)].data))
            for day in days
            if self[_name(day)].data
        ]


def _name(day: date) -> str:
    return f"day_{day:%Y_%m_%d}"


class ContactForm(Form):
    keeps_draft = True

    key = KeyField()
    happened_on = DateField(_l("Which day"), [InputRequired(_l("This is needed."))])
    what = RadioField(_l("What happened?"), [_ANSWER], choices=choices_of(HAPPENED_WORDS))
    felt = ScaleField(_l("How do you feel now?"))
    led_to = TextAreaField(_l("What came before it?"), [at_most(1000)])
    needs = LineField(_l("What do you need now?"), [at_most(300), one_line])
    note = TextAreaField(_l("Anything else you want to say"), [at_most(1000)])
    is_private = BooleanField(_l("Keep my words to myself"))

    def __init__(
        self,
        *args: Any,  # noqa: ANN401
        first: date,
        last: date,
        was_by_me: bool,
        **values: Any,  # noqa: ANN401
    ) -> None:
        super().__init__(*args, **values)
        self._first, self._last = first, last
        self.is_narrowed = was_by_me
        if was_by_me:
            self.what.choices = choices_of({kind: HAPPENED_WORDS[kind] for kind in _BY_ME})

    def validate_happened_on(self, field: DateField) -> None:
        if field.data and field.data > self._last:
            raise ValidationError(_l("This day is still to come, or after your plan."))
        if field.data and field.data < self._first:
            raise ValidationError(_l("This day was before your plan."))

    def draft(self) -> EventDraft:
        """The contact as it was told."""
        return EventDraft(
            on_day=self.happened_on.data,
            kind=ContactKind(self.what.data),
            is_shared=not self.is_private.data,
            feeling=self.felt.data,
            led_to=self.led_to.data,
            needs=self.needs.data,
            note=self.note.data,
        )
