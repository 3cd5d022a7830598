"""Forms of a session's note and summary."""

from collections.abc import Mapping
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, SelectField, StringField, TextAreaField
from wtforms.widgets import HiddenInput

from coachhub.core.web.forms import (
    Form,
    TraceField,
    VersionField,
    at_most,
    choices_of,
    required,
)
from coachhub.intake.rules import NoteSection, Passage, trace_of
from coachhub.intake.services import Typed
from coachhub.sessions.rules import HEADINGS, SECTION_OF, Model, Section
from coachhub.sessions.services import Beginning, Note
from coachhub.sessions.words import HEADING_WORDS, MODEL_WORDS, SECTION_WORDS

LONGEST_BLOCK = 10_000
LONGEST_SECTION = 6_000


class NoteForm(Form):
    """A text, a share mark and a trace for each heading there is; the page shows those it needs."""

    model = SelectField(_l("Headings"), choices=choices_of(MODEL_WORDS))

    @classmethod
    def about(cls, note: Note, model: Model) -> "NoteForm":
        """The form as the note stands, under the headings of a model."""
        values: dict[str, Any] = {"model": model}
        for heading in SECTION_OF:
            passage = note.passage(heading)
            values[heading], values[f"{heading}_shared"] = passage.words, passage.is_marked
            values[f"{heading}_seen"] = trace_of(passage)
        return cls(**values)

    def shown(self, model: Model, note: Note) -> list[str]:
        """The headings on the page: the model's, and others under which something stands."""
        own = list(HEADINGS[model])
        others = [one for one, passage in note.passages.items() if passage.words and one not in own]
        return own + others

    def typed(self, headings: list[str]) -> dict[str, Typed]:
        """What was written under these headings, with its lines ended in one way."""
        return {heading: self._typed(heading) for heading in headings}

    def catch_up(self, stored: Note, collided: Mapping[str, Passage], shown: list[str]) -> None:
        """Show what others wrote where this form changed nothing; the next save of it replaces the
        rest, knowingly.
        """
        for heading in shown:
            passage, typed = stored.passage(heading), self._typed(heading)
            if heading not in collided and trace_of(typed.passage) == typed.seen:
                self[heading].data = passage.words
                self[f"{heading}_shared"].data = passage.is_marked
            seen = self[f"{heading}_seen"]
            seen.raw_data, seen.data = None, trace_of(passage)

    def _typed(self, heading: str) -> Typed:
        words = self[heading].data.replace("\r\n", "\n")
        is_shared = bool(self[f"{heading}_shared"].data)
        return Typed(Passage(words, is_shared), self[f"{heading}_seen"].data)


for _heading in SECTION_OF:
    setattr(NoteForm, _heading, TextAreaField(HEADING_WORDS[_heading][0], [at_most(LONGEST_BLOCK)]))
    setattr(NoteForm, f"{_heading}_shared", BooleanField(_l("share in the summary")))
    setattr(NoteForm, f"{_heading}_seen", TraceField())


class PublicationForm(Form):
    """Which saving of the draft was looked through."""

    version = VersionField()


class SummaryForm(Form):
    """`from_intake` names the sections of the intake note with which the draft began."""

    version = VersionField()
    from_intake = StringField(widget=HiddenInput())
    recap = TextAreaField(SECTION_WORDS[Section.RECAP], [at_most(600)])
    focus = TextAreaField(SECTION_WORDS[Section.FOCUS], [at_most(LONGEST_SECTION)])
    went_well = TextAreaField(SECTION_WORDS[Section.WENT_WELL], [at_most(LONGEST_SECTION)])
    insights = TextAreaField(SECTION_WORDS[Section.INSIGHTS], [at_most(LONGEST_SECTION)])
    decisions = TextAreaField(SECTION_WORDS[Section.DECISIONS], [at_most(LONGEST_SECTION)])
    actions = TextAreaField(SECTION_WORDS[Section.ACTIONS], [at_most(LONGEST_SECTION)])

    @classmethod
    def beginning(cls, words: Beginning) -> "SummaryForm":
        """The form of a draft that nobody has saved yet."""
        values: dict[str, Any] = {section.value: said for section, said in words.words.items()}
        return cls(version=0, from_intake=" ".join(sorted(words.from_intake)), **values)

    def copied(self) -> frozenset[NoteSection]:
        """The sections of the intake note that were offered."""
        return frozenset(NoteSection) & set(self.from_intake.data.split())

    def sections(self) -> dict[Section, str]:
        """What was written, by section, with its lines ended in one way."""
        return {section: self[section].data.replace("\r\n", "\n") for section in Section}


class CorrectionForm(Form):
    keeps_draft = True

    correction = TextAreaField(
        _l("What would you like to read differently?"), [required(), at_most(2000)]
    )
