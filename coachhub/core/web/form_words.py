"""What WTForms would say of what was typed, in our own words and the reader's language."""

from flask_babel import lazy_gettext as _l

_CHOOSE = _l("Please choose from what is offered.")
_WHOLE_NUMBER, _NUMBER = _l("A whole number, please."), _l("A number, please.")

OURS = {
    "Not a valid choice.": _CHOOSE,
    "Invalid Choice: could not coerce.": _CHOOSE,
    "Invalid choice(s): one or more data inputs could not be coerced.": _CHOOSE,
    "'%(value)s' is not a valid choice for this field.": _CHOOSE,
    "Not a valid integer value.": _WHOLE_NUMBER,
    "Not a valid decimal value.": _NUMBER,
    "Not a valid float value.": _NUMBER,
    "Not a valid date value.": _l("A date, please."),
    "Not a valid datetime value.": _l("A day and a time, please."),
    "Not a valid time value.": _l("A time, please."),
    "Not a valid week value.": _l("A week, please."),
}
"""Its sentences about what a field can't take, each with ours. What else it says, our validators
say themselves."""


class FormWords:
    """The translations that WTForms asks for."""

    def gettext(self, sentence: str) -> str:
        """Our sentence for one of theirs."""
        return str(OURS.get(sentence, sentence))

    def ngettext(self, singular: str, plural: str, number: int) -> str:
        """The same; ours fit any number."""
        return self.gettext(singular) if singular in OURS or number == 1 else plural
