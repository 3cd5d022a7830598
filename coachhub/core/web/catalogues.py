"""Translations, read from their sources: nothing compiled is there that could be out of date."""

from functools import cache
from io import BytesIO
from pathlib import Path

import flask_babel
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.numbers import format_decimal
from babel.support import NullTranslations, Translations
from flask_babel import get_locale

FOLDER = Path(__file__).parents[2] / "translations"


class Domain(flask_babel.Domain):  # type: ignore[misc]
    """All our words. A language without a catalogue is spoken in the words of the sources."""

    def get_translations(self) -> NullTranslations:
        """The words in the language of this request or job."""
        locale = get_locale()
        return of(locale.language if locale else "")

    def ngettext(self, singular: str, plural: str, num: int, **variables: object) -> str:
        """Words for so many, with the number as the reader writes it."""
        told = {"num": format_decimal(num, locale=get_locale() or "en"), **variables}
        words: str = self.get_translations().ungettext(singular, plural, num)
        return words % told


@cache
def of(language: str) -> NullTranslations:
    """The words of a language, by its two letters; read once."""
    source = FOLDER / language / "LC_MESSAGES/messages.po"
    if not source.is_file():
        return NullTranslations()
    compiled = BytesIO()
    with source.open("rb") as file:
        write_mo(compiled, read_po(file, locale=language))
    compiled.seek(0)
    return Translations(compiled)
