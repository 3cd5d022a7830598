"""Forms in which clients fit tasks to themselves and tell how they went."""

from datetime import date
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, DateField, IntegerField, RadioField, TextAreaField
from wtforms.validators import InputRequired, NumberRange, Optional, ValidationError

from coachhub.core.web.forms import (
    Form,
    KeyField,
    LineField,
    ScaleField,
    VersionField,
    at_most,
    choices_of,
    one_line,
    required,
)
from coachhub.growth.forms import WhenForm
from coachhub.growth.rules import Category, Kind, Outcome
from coachhub.growth.services import EntryDraft
from coachhub.growth.words import OUTCOME_WORDS, VERDICT_WORDS

_MINUTES_OF_A_DAY = 1440


class FitForm(WhenForm):
    keeps_draft = True

    version = VersionField()
    words = TextAreaField(_l("The task, in your words"), [required(), at_most(600)])

    def __init__(self, *args: Any, kind: Kind, **values: Any) -> None:  # noqa: ANN401
        self._kind = kind
        super().__init__(*args, **values)

    def pace_kind(self) -> Kind:
        return self._kind

    def fitted(self) -> dict[str, Any]:
        """What the client changed, as the task keeps it."""
        return {"words": self.words.data, **self.when()}


class EntryForm(Form):
    """How one time went; without what doesn't go with the kind and category of the task."""

    keeps_draft = True

    key = KeyField()
    outcome = RadioField(_l("How did it go?"), choices=choices_of(OUTCOME_WORDS))
    done_on = DateField(_l("Which day"), [InputRequired(_l("This is needed."))])
    minutes = IntegerField(
        _l("Minutes"),
        [Optional(), NumberRange(0, _MINUTES_OF_A_DAY, _l("At most a day, please."))],
    )
    mood_before = ScaleField(_l("Mood before"))
    mood_after = ScaleField(_l("Mood after"))
    who_was_glad = LineField(_l("Who was glad?"), [at_most(120), one_line])
    reflection = TextAreaField(_l("What surprised you?"), [at_most(8000)])
    verdict = RadioField(_l("From here"), [Optional()], choices=choices_of(VERDICT_WORDS))
    is_private = BooleanField(_l("Keep what I wrote to myself"))

    def __init__(
        self,
        *,
        today: date,
        earliest: date,
        done_on: date,
        kind: Kind,
        categories: set[str],
    ) -> None:
        super().__init__(done_on=done_on)
        self._today, self._earliest = today, earliest
        if kind is Kind.REFLECTION:
            del self.minutes
            self.reflection.label.text = _l("What you wrote")
        if kind is Kind.REFLECTION or not categories & {Category.MOVEMENT, Category.JOY}:
            del self.mood_before, self.mood_after
        if Category.KINDNESS not in categories:
            del self.who_was_glad

    def validate_done_on(self, field: DateField) -> None:
        if field.data is None:
            return
        if field.data > self._today:
            raise ValidationError(_l("This day is still to come."))
        if field.data < self._earliest:
            raise ValidationError(_l("This day is too long ago to write to it now."))

    def validate_reflection(self, field: TextAreaField) -> None:
        if self.minutes is None and self.outcome.data == Outcome.DONE and not field.data:
            raise ValidationError(_l("Please write at least a word, or choose another answer."))

    def draft(self) -> EntryDraft:
        """The entry that the form describes."""
        values = self.values("key", "is_private")
        values["verdict"] = values["verdict"] or None
        return EntryDraft(is_shared=not self.is_private.data, **values)
