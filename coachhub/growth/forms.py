"""Forms of growth tasks and templates, at the coach's desk and in the portal."""

from abc import abstractmethod
from datetime import date, timedelta
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import (
    BooleanField,
    DateField,
    IntegerField,
    RadioField,
    SelectField,
    SelectMultipleField,
    TextAreaField,
)
from wtforms.validators import (
    InputRequired,
    NumberRange,
    Optional,
    StopValidation,
    ValidationError,
)

from coachhub.core.web.forms import (
    Form,
    KeyField,
    LineField,
    VersionField,
    at_most,
    choices_of,
    one_line,
    required,
)
from coachhub.core.web.i18n import weekday_names
from coachhub.growth.rules import (
    AMOUNT_AT_MOST,
    RHYTHMS,
    Category,
    Kind,
    Rhythm,
    bits_of,
    may_begin,
)
from coachhub.growth.services import TaskDraft
from coachhub.growth.words import (
    CATEGORY_WORDS,
    DIFFICULTY_WORDS,
    KIND_WORDS,
    RHYTHM_WORDS,
    TAG_WORDS,
)

MOST_MORE_CATEGORIES = 2
LONGEST_TASK = timedelta(days=366)


def _between(least: int, most: int) -> NumberRange:
    return NumberRange(
        least, most, _l("A number from %(least)s to %(most)s, please.", least=least, most=most)
    )


def _amount_fits(form: "PaceForm", field: IntegerField) -> None:
    """A rhythm that counts needs a number, and knows how large it may be."""
    most = AMOUNT_AT_MOST.get(form.rhythm.data)
    if most is None:
        return
    if not field.raw_data or not field.raw_data[0].strip():
        field.errors = []
        raise StopValidation(_("Please say how many."))
    if field.data is not None and field.data > most:
        raise StopValidation(_("At most %(most)s with this rhythm, please.", most=most))


class PaceForm(Form):
    """How often; the kind of task says which rhythms it may have."""

    rhythm = SelectField(_l("How often"), choices=choices_of(RHYTHM_WORDS), default=Rhythm.A_WEEK)
    amount = IntegerField(_l("How many"), [_amount_fits, Optional(), _between(1, 60)], default=3)
    weekdays = SelectMultipleField(_l("On which days"), coerce=int)
    minutes = IntegerField(_l("Minutes each time"), [Optional(), _between(1, 600)])

    def __init__(self, *args: Any, **values: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **values)
        self.weekdays.choices = choices_of(dict(enumerate(weekday_names())))

    @abstractmethod
    def pace_kind(self) -> Kind:
        """The kind of task that this pace is for."""

    def validate_rhythm(self, field: SelectField) -> None:
        if field.data not in set(RHYTHMS[self.pace_kind()]):
            raise ValidationError(_l("This doesn’t go with that kind of task."))

    def validate_weekdays(self, field: SelectMultipleField) -> None:
        if self.rhythm.data == Rhythm.WEEKDAYS and not field.data:
            raise ValidationError(_l("Please choose at least one day."))

    def pace(self) -> dict[str, Any]:
        """The values of a rhythm, as tasks and templates keep them."""
        rhythm = Rhythm(self.rhythm.data)
        return {
            "rhythm": rhythm,
            "amount": self.amount.data if rhythm in AMOUNT_AT_MOST else 1,
            "weekdays": bits_of(self.weekdays.data) if rhythm is Rhythm.WEEKDAYS else 0,
            "minutes": self.minutes.data,
        }


class WhenForm(PaceForm):
    """A pace with its first and last day, and the if-then line."""

    starts_on = DateField(_l("From"), [InputRequired(_l("This is needed."))])
    ends_on = DateField(_l("Until"), [Optional()])
    cue = LineField(_l("When …"), [at_most(200), one_line])
    action = LineField(_l("… I will"), [at_most(200), one_line])
    small_version = LineField(_l("Small enough for a bad day"), [at_most(300), one_line])

    def __init__(self, *args: Any, today: date, **values: Any) -> None:  # noqa: ANN401
        self._today = today
        super().__init__(*args, **values)

    def validate_starts_on(self, field: DateField) -> None:
        is_as_before = field.data == field.object_data
        if field.data and not is_as_before and not may_begin(field.data, self._today):
            raise ValidationError(_l("From 30 days ago to a year ahead, please."))

    def validate_ends_on(self, field: DateField) -> None:
        begin: date | None = self.starts_on.data
        if field.data and begin and field.data < begin:
            raise ValidationError(_l("This is before the first day."))
        if field.data and begin and field.data - begin > LONGEST_TASK:
            raise ValidationError(_l("At most a year, please."))

    def validate_action(self, field: LineField) -> None:
        if bool(field.data) != bool(self.cue.data):
            raise ValidationError(_l("The line needs both halves: when, and what then."))

    def when(self) -> dict[str, Any]:
        """What the form says of pace, days and the if-then line."""
        names = ("starts_on", "ends_on", "cue", "action", "small_version")
        return {**self.pace(), **{name: self[name].data for name in names}}


class WhatForm(PaceForm):
    """What is to be done, for which part of life, and how big it is."""

    category = SelectField(
        _l("For which part of life"),
        choices=choices_of(CATEGORY_WORDS),
        default=Category.PERSONAL_GOAL,
    )
    more_categories = SelectMultipleField(_l("Also for"), choices=choices_of(CATEGORY_WORDS))
    kind = RadioField(_l("What kind"), choices=choices_of(KIND_WORDS), default=Kind.HABIT)
    difficulty = RadioField(
        _l("How big"), choices=choices_of(DIFFICULTY_WORDS), coerce=int, default=1
    )

    def pace_kind(self) -> Kind:
        return Kind(self.kind.data) if self.kind.data in set(Kind) else Kind.HABIT

    def validate_more_categories(self, field: SelectMultipleField) -> None:
        field.data = [one for one in field.data if one != self.category.data]
        if len(field.data) > MOST_MORE_CATEGORIES:
            raise ValidationError(_l("Two more at most, please."))

    def what(self) -> dict[str, Any]:
        """What the form says of category, kind and size."""
        names = ("category", "more_categories", "kind", "difficulty")
        return {name: self[name].data for name in names}


class TaskForm(WhatForm, WhenForm):
    keeps_draft = True

    key = KeyField()
    version = VersionField()
    words = TextAreaField(_l("The task, in words for your client"), [required(), at_most(600)])
    why = TextAreaField(_l("Why this helps"), [at_most(600)])
    how_known = LineField(_l("How they’ll know it’s done"), [at_most(300), one_line])
    knowingly = BooleanField(_l("Suggest it all the same"))

    def draft(self) -> TaskDraft:
        """The task that the form describes."""
        return TaskDraft(
            words=self.words.data,
            why=self.why.data,
            how_known=self.how_known.data,
            **self.what(),
            **self.when(),
        )


class TemplateForm(WhatForm):
    keeps_draft = True

    key = KeyField()
    version = VersionField()
    words = TextAreaField(_l("The task, in words for clients"), [required(), at_most(300)])
    why = TextAreaField(_l("Why this helps"), [at_most(600)])
    weeks = IntegerField(_l("It runs for so many weeks"), [Optional(), _between(1, 26)])
    days = IntegerField(_l("It is due after so many days"), [Optional(), _between(1, 90)])
    tags = SelectMultipleField(_l("Fits when somebody says"), choices=choices_of(TAG_WORDS))

    def template(self) -> dict[str, Any]:
        """The values of the template that the form describes."""
        names = ("words", "why", "weeks", "days", "tags")
        return {**self.what(), **self.pace(), **{name: self[name].data for name in names}}


class AnswerForm(Form):
    feedback = TextAreaField(_l("Your answer"), [required(), at_most(2000)])
