"""French words that no line ends within, as it would after the hyphen of "e-mail" or "avez-vous".

Our typefaces have no hyphen that keeps a line (U+2011), so a word joiner follows the one that they
have. It stands in pages alone: mails, files and what is stored keep their words plain.
"""

import re

from babel.support import NullTranslations
from flask import Flask, has_request_context
from flask_babel import LazyString, get_locale

from coachhub.core.web import catalogues

_HYPHEN = re.compile(r"(?<=\w)-(?=\w)")
_JOINED = "-\N{WORD JOINER}"


def init_app(app: Flask) -> None:
    """Join the words of a page as they are looked up in its templates, or shown there."""
    app.add_template_filter(joined)
    app.jinja_env.finalize = _shown
    app.jinja_env.install_gettext_callables(  # type: ignore[attr-defined]
        gettext=lambda words: joined(_words().ugettext(words)),
        ngettext=lambda one, many, num: joined(_words().ungettext(one, many, num)),
        pgettext=lambda context, words: joined(_words().upgettext(context, words)),
        npgettext=lambda context, one, many, num: joined(
            _words().unpgettext(context, one, many, num)
        ),
        newstyle=True,
    )


def joined(words: str) -> str:
    """The words as a page has them, before a name or an address is filled in."""
    locale = get_locale() if has_request_context() else None
    return _HYPHEN.sub(_JOINED, words) if locale and locale.language == "fr" else words


def _words() -> NullTranslations:
    return catalogues.Domain().get_translations()


def _shown(value: object) -> object:
    """What stands in braces: words of ours that wait for their language are told by their type."""
    return joined(str(value)) if isinstance(value, LazyString) else value
