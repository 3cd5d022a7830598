"""Forms of the eight questions, and of what coaches do about the answers."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from flask_babel import lazy_gettext as _l
from wtforms import DateTimeLocalField, RadioField, TextAreaField
from wtforms.validators import InputRequired, Optional, ValidationError

from coachhub.core import clock
from coachhub.core.web.forms import Form, KeyField, at_most, choices_of, required
from coachhub.safety.rules import PARTS, ActionKind, Answer, FlagKind, Question, endings_of
from coachhub.safety.words import (
    ACTION_WORDS,
    ANSWER_WORDS,
    ENDING_WORDS,
    HINTS_ALOUD,
    PART_WORDS,
    QUESTION_HINTS,
    QUESTION_WORDS,
)

PASSED_OVER = ""
_FAR_BACK = timedelta(days=366)


def _question(question: Question) -> RadioField:
    choices = choices_of(ANSWER_WORDS[question])
    choices += choices_of({PASSED_OVER: _l("I’d rather not say here")})
    hint = QUESTION_HINTS.get(question, "")
    return RadioField(QUESTION_WORDS[question], [Optional()], choices=choices, description=hint)


class ScreenForm(Form):
    """The eight questions; each may be passed over."""

    key = KeyField()
    harm = _question(Question.HARM)
    afraid = _question(Question.AFRAID)
    violence = _question(Question.VIOLENCE)
    order = _question(Question.ORDER)
    asked_to_stop = _question(Question.ASKED_TO_STOP)
    watched = _question(Question.WATCHED)
    reachable = _question(Question.REACHABLE)
    others = _question(Question.OTHERS)

    def parts(self) -> list[tuple[str, list[RadioField]]]:
        """The fields of the questions in order, those that belong together under what they are
        about.
        """
        return [
            (str(PART_WORDS[part]), [self[question] for question in questions])
            for part, questions in PARTS.items()
        ]

    def answers(self) -> dict[Question, Answer]:
        """What was answered; without what was passed over."""
        given = {question: self[question].data for question in Question}
        return {question: Answer(value) for question, value in given.items() if value}


class TogetherForm(ScreenForm):
    """The same in a coach's mouth: read aloud, and marked as it is answered."""

    def __init__(self) -> None:
        super().__init__()
        for question in Question:
            field = self[question]
            field.choices = choices_of(
                {**ANSWER_WORDS[question], PASSED_OVER: _l("Passed over")},
            )
            field.description = HINTS_ALOUD.get(question, "")


class ClosingForm(Form):
    keeps_draft = True

    ending = RadioField(_l("Why it can be closed"), [InputRequired(_l("Please choose one."))])
    reason = TextAreaField(_l("In your words"), [required(), at_most(2000)])

    def __init__(self, kind: FlagKind) -> None:
        super().__init__()
        self.ending.choices = choices_of({one: ENDING_WORDS[one] for one in endings_of(kind)})


class ActionForm(Form):
    keeps_draft = True

    key = KeyField()
    kind = RadioField(
        _l("What you did"),
        [InputRequired(_l("Please choose one."))],
        choices=choices_of(ACTION_WORDS),
    )
    done_at = DateTimeLocalField(_l("When"), [InputRequired(_l("This is needed."))])
    note = TextAreaField(_l("A note for yourself"), [at_most(2000)])

    def __init__(self, *, zone: str) -> None:
        self._zone = ZoneInfo(zone)
        now = clock.now().astimezone(self._zone).replace(second=0, microsecond=0, tzinfo=None)
        super().__init__(done_at=now)

    def validate_done_at(self, field: DateTimeLocalField) -> None:
        if field.data is None:
            return
        if self.instant() > clock.now():
            raise ValidationError(_l("This time is still to come."))
        if self.instant() < clock.now() - _FAR_BACK:
            raise ValidationError(_l("This is more than a year ago."))

    def instant(self) -> datetime:
        """When it was done; typed by the reader's clock."""
        typed: datetime = self.done_at.data
        return typed.replace(tzinfo=self._zone)

    def chosen(self) -> ActionKind:
        """What was done."""
        return ActionKind(self.kind.data)


class HoldForm(Form):
    keeps_draft = True

    reason = TextAreaField(_l("Why"), [required(), at_most(2000)])
