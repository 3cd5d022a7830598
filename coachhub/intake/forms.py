"""Forms of the intake note."""

from collections.abc import Mapping
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, TextAreaField

from coachhub.core.web.forms import Form, KeyField, TraceField, at_most, required
from coachhub.intake.rules import NoteSection, Passage, trace_of
from coachhub.intake.services import Note, Typed
from coachhub.intake.words import SECTION_WORDS

LONGEST_SECTION = 10_000


class NoteForm(Form):
    """A text, a mark and a trace for each section; `sitting` tells one opened form from another."""

    sitting = KeyField()

    @classmethod
    def about(cls, note: Note) -> "NoteForm":
        """The form as the note stands."""
        values: dict[str, Any] = {}
        for section in NoteSection:
            passage = note.passage(section)
            values[section], values[f"{section}_marked"] = passage.words, passage.is_marked
            values[f"{section}_seen"] = trace_of(passage)
        return cls(**values)

    def typed(self) -> dict[NoteSection, Typed]:
        """What was written in each section, with its lines ended in one way."""
        return {section: self._typed(section) for section in NoteSection}

    def take_over(self, stored: Mapping[NoteSection, Passage]) -> None:
        """Let the next save of this form replace what somebody else wrote, knowingly."""
        for section, passage in stored.items():
            seen = self[f"{section}_seen"]
            seen.raw_data, seen.data = None, trace_of(passage)

    def _typed(self, section: NoteSection) -> Typed:
        words = self[section].data.replace("\r\n", "\n")
        marked = bool(self[f"{section}_marked"].data)
        return Typed(Passage(words, marked), self[f"{section}_seen"].data)


for _section in NoteSection:
    setattr(
        NoteForm, _section, TextAreaField(SECTION_WORDS[_section][0], [at_most(LONGEST_SECTION)])
    )
    setattr(NoteForm, f"{_section}_marked", BooleanField(_l("copy to summary draft")))
    setattr(NoteForm, f"{_section}_seen", TraceField())


class FinalForm(Form):
    seen = TraceField()


class AddendumForm(Form):
    keeps_draft = True

    key = KeyField()
    words = TextAreaField(_l("Addendum"), [required(), at_most(LONGEST_SECTION)])


class MarksForm(Form):
    """A mark for each section of a final note."""

    def marked(self) -> frozenset[NoteSection]:
        """The sections that are ticked."""
        return frozenset(section for section in NoteSection if self[f"{section}_marked"].data)


for _section in NoteSection:
    setattr(MarksForm, f"{_section}_marked", BooleanField(_l("copy to summary draft")))
