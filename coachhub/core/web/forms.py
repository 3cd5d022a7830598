"""What every form has in common: it parses and names what is wrong; it saves nothing."""

import re
from collections.abc import Mapping
from typing import Any, ClassVar
from uuid import UUID

from babel import Locale
from flask import request
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from werkzeug.datastructures import MultiDict
from wtforms import (
    Field,
    IntegerField,
    PasswordField,
    RadioField,
    SelectChoice,
    SelectField,
    StringField,
    TextAreaField,
)
from wtforms.validators import DataRequired, Optional, ValidationError
from wtforms.widgets import HiddenInput

from coachhub.core.ids import new_id
from coachhub.core.lines import is_one_line, is_unseen
from coachhub.core.web import drafts
from coachhub.core.web.form_words import FormWords
from coachhub.core.web.i18n import LOCALES
from coachhub.core.web.typesetting import sentence

_NUMBER = re.compile(r"[0-9]{1,10}")
_BREAK = re.compile(r"[ \t]*[\r\n]+[ \t]*")
_NEVER_SAVED = 0
_LATEST_VERSION = 2**31 - 2
"""A save makes it one more, which must fit the column."""


class Form(FlaskForm):  # type: ignore[misc]
    """A form of ours. Text is stripped of the blanks around it; passwords are taken as typed.

    One that `keeps_draft` is kept while it is typed, is there again on the same page, and gone when
    it was sent; `draft_about` is a query that tells it from others at that path. Its template says
    so by `draft_line()`.
    """

    keeps_draft: ClassVar[bool] = False

    class Meta(FlaskForm.Meta):  # type: ignore[misc]
        def bind_field(self, form: "Form", unbound_field: Any, options: dict[str, Any]) -> Field:  # noqa: ANN401
            kind = unbound_field.field_class
            if issubclass(kind, StringField) and not issubclass(kind, PasswordField):
                options["filters"] = [*unbound_field.kwargs.get("filters", ()), stripped]
            return super().bind_field(form, unbound_field, options)

        def get_translations(self, form: "Form") -> FormWords:  # noqa: ARG002
            """The sentences of fields are ours."""
            return FormWords()

        def wrap_formdata(self, form: "Form", formdata: Any) -> Any:  # noqa: ANN401
            """Forms are sent as forms: values of other kinds would come from a body of JSON. One
            that is opened begins with what was left in it.
            """
            sent = None if request.is_json else super().wrap_formdata(form, formdata)
            return form.with_draft(sent) if form.keeps_draft and formdata is not None else sent

    def __init__(
        self,
        *args: Any,  # noqa: ANN401
        draft_about: str = "",
        begins: bool = False,
        **values: Any,  # noqa: ANN401
    ) -> None:
        """`begins`: what was sent is no more than a beginning; the form is only opened by it."""
        self._draft_about, self._begins = draft_about, begins
        self.draft_sitting: drafts.Sitting | None = None
        super().__init__(*args, **values)
        if "csrf_token" in self:
            self.csrf_token.render_kw = {"id": False}  # a page may hold several forms

    def with_draft(self, sent: Any) -> Any:  # noqa: ANN401
        """What the form is filled with: what was sent, or what was left on the page."""
        if self.is_submitted() and not self._begins:
            self.draft_sitting = drafts.sitting_of(request.form)
            return sent
        self.draft_sitting = drafts.sit_down(self._draft_about)
        if self.draft_sitting.found is None:
            return sent
        filled = MultiDict(self.draft_sitting.found.fields)
        for name in sent or ():
            filled.setlist(name, sent.getlist(name))
        return filled

    @property
    def has_draft(self) -> bool:
        """Whether it shows what was left in it, which nobody has looked through."""
        return bool(self.draft_sitting and self.draft_sitting.found)

    def validate(self, *args: Any, **extra: Any) -> bool:  # noqa: ANN401
        """Whether all is well with it. Then it is taken for sent, and its draft goes with what the
        view commits; whatever is refused, and rolled back, leaves it.
        """
        is_well: bool = super().validate(*args, **extra)
        if is_well and self.draft_sitting:
            self.draft_sitting.is_sent()
        return is_well

    def values(self, *without: str) -> dict[str, Any]:
        """What was typed, by field; without the named fields and the guard against forgery."""
        return {
            name: value for name, value in self.data.items() if name not in {*without, "csrf_token"}
        }

    def save_over(self, row: Any) -> "Form":  # noqa: ANN401
        """Let the next save of this form replace what somebody else saved meanwhile, knowingly."""
        self.version.raw_data, self.version.data = None, row.version
        return self


def stripped(text: str | None) -> str:
    """Text without the blanks around it, its lines parted as one counts them (browsers send two
    letters for a line break); what wasn't sent, or can't be seen, is empty.
    """
    found = (text or "").replace("\r\n", "\n").strip()
    return "" if is_unseen(found) else found


def one_line(_form: Form, field: Field) -> None:
    """Refuse what would break out of a line: a name goes into mail headers and calendars."""
    if not is_one_line(field.data or ""):
        raise ValidationError(_l("Please write this on one line, in letters that can be seen."))


class LineField(TextAreaField):  # type: ignore[misc]
    """Words on one line that may be long: the control grows with them, and a break is a blank."""

    data: str

    def process_formdata(self, valuelist: list[str]) -> None:
        super().process_formdata(valuelist)
        self.data = _BREAK.sub(" ", self.data or "")


def choices_of(words: Mapping[Any, Any]) -> list[SelectChoice]:
    """What may be chosen, from {value: word}; the words may be in any language yet to be known."""
    return [SelectChoice(value, word) for value, word in words.items()]


def required() -> DataRequired:
    """The field must not be empty."""
    return DataRequired(_l("This is needed."))


class _AtMost:
    """Refuses more letters. Browsers aren't told to cut off what is pasted: nobody would see it."""

    def __init__(self, letters: int) -> None:
        self.letters = letters
        self.field_flags = {"letters_at_most": letters}

    def __call__(self, _form: Form, field: Field) -> None:
        too_many = len(field.data or "") - self.letters
        if too_many > 0:
            raise ValidationError(
                _(
                    "At most %(max)s letters, please; this is %(num)s more.",
                    max=self.letters,
                    num=too_many,
                )
            )


def at_most(letters: int) -> _AtMost:
    """The text must not be longer; a line break counts as one letter."""
    return _AtMost(letters)


class LocaleField(SelectField):  # type: ignore[misc]
    """A language the interface speaks, each by its own name."""

    def __init__(self, label: Any, **options: Any) -> None:  # noqa: ANN401
        names = {
            code: sentence(Locale.parse(code).get_display_name(code) or code) for code in LOCALES
        }
        super().__init__(label, choices=choices_of(names), **options)


def chosen_number(value: Any) -> int | None:  # noqa: ANN401
    """A chosen number; none chosen is None."""
    return None if value in (None, "", "None") else int(value)


class ScaleField(RadioField):  # type: ignore[misc]
    """A number from 0 to 10, or no answer."""

    def __init__(self, label: Any, **options: Any) -> None:  # noqa: ANN401
        numbers = {number: str(number) for number in range(11)}
        super().__init__(
            label, [Optional()], choices=choices_of(numbers), coerce=chosen_number, **options
        )


class VersionField(IntegerField):  # type: ignore[misc]
    """Which saving of the record this form was opened on.

    Nobody types it. What isn't a version is taken for an outdated one, so that the page shows what
    stands in the record beside what was typed.
    """

    widget = HiddenInput()

    def process_formdata(self, valuelist: list[str]) -> None:
        """The version that was sent, or one that never was."""
        sent = valuelist[0] if valuelist else ""
        is_number = _NUMBER.fullmatch(sent) and int(sent) <= _LATEST_VERSION
        self.data = int(sent) if is_number else _NEVER_SAVED


class TraceField(StringField):  # type: ignore[misc]
    """The trace of what the form was opened on. Nobody types it."""

    widget = HiddenInput()


class KeyField(Field):  # type: ignore[misc]
    """The id of what this form will make, minted when it is shown: sent twice, it makes one thing.

    Nobody types it. What isn't an id is as good as none, and gets a new one.
    """

    widget = HiddenInput()

    def _value(self) -> str:
        return str(self.data)

    def process_data(self, value: UUID | None) -> None:
        """A form that is shown anew gets an id of its own."""
        self.data = value or new_id()

    def process_formdata(self, valuelist: list[str]) -> None:
        """The id that was sent."""
        try:
            self.data = UUID(valuelist[0])
        except (IndexError, ValueError):
            self.data = new_id()
