"""What was sent in a form, in words: its texts and choices under what they are called, by the path
that the form is sent to.
"""

import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlsplit

from flask import current_app, request
from flask_babel import gettext as _
from werkzeug.exceptions import HTTPException
from wtforms import (
    BooleanField,
    DateTimeField,
    Field,
    IntegerField,
    PasswordField,
    SelectChoice,
    SelectField,
    StringField,
)

from coachhub.core.web.forms import Form, ScaleField
from coachhub.core.web.i18n import clock_in, day

_SHOWN = (StringField, SelectField, BooleanField, IntegerField, DateTimeField)


@dataclass(frozen=True)
class _Known:
    """A field of the forms that may be sent there."""

    label: str
    kind: type[Field]
    words: Mapping[str, str] | None
    """Of what may be chosen in it, by its values; None: it is what was typed."""


def told_of(path: str, sent: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    """What can be shown of a form that was sent there, in order: labels and words. What is chosen
    of a list stands together; a text that no form knows has no label; marks of ours are left out.
    """
    known = _known_at(path)
    told: dict[str, list[str]] = {}
    for sent_as, value in sent:
        name = sent_as.rpartition("-")[2]  # without the form's own prefix
        words = _words_for(known.get(name), value) if value else ""
        if words:
            told.setdefault(name, []).append(words)
    return [
        (known[name].label if name in known else "", "\n".join(words))
        for name, words in told.items()
    ]


def _words_for(field: _Known | None, value: str) -> str:
    if field is None:
        return value if " " in value else ""
    if issubclass(field.kind, DateTimeField):
        return _moment_words(value)
    return value if field.words is None else field.words.get(value, "")


def _moment_words(typed: str) -> str:
    """A date, or one with a time by the clock it was meant by; what can't be read as it is."""
    try:
        moment = datetime.fromisoformat(typed)
    except ValueError:
        return typed
    words = day(moment.date(), year=True)
    return f"{words}, {clock_in(moment.replace(tzinfo=UTC), 'UTC')}" if "T" in typed else words


def _known_at(path: str) -> dict[str, _Known]:
    """The fields by their names, of the forms that the module of its view knows. One that two of
    them call otherwise is not known.
    """
    fields: dict[str, list[_Known]] = {}
    for form in _forms_at(path):
        for name in dir(form):
            field = getattr(form, name)
            if _is_shown(field):
                fields.setdefault(name, []).append(_known(field))
    return {
        name: found[0] for name, found in fields.items() if all(one == found[0] for one in found)
    }


def _known(field: Any) -> _Known:  # noqa: ANN401
    return _Known(str(field.args[0]), field.field_class, _words_in(field))


def _forms_at(path: str) -> Iterator[type[Form]]:
    adapter = current_app.url_map.bind_to_environ(request.environ)
    try:
        endpoint, _ids = adapter.match(urlsplit(path).path, method="POST")
    except HTTPException:
        return
    module = sys.modules[current_app.view_functions[endpoint].__module__]
    for known in vars(module).values():
        if isinstance(known, type) and issubclass(known, Form):
            yield known


def _is_shown(field: Any) -> bool:  # noqa: ANN401
    """Whether it is typed, ticked or chosen by somebody; no password."""
    kind = getattr(field, "field_class", Field)
    is_known = issubclass(kind, _SHOWN) and not issubclass(kind, PasswordField)
    return is_known and bool(field.args)


def _words_in(field: Any) -> dict[str, str] | None:  # noqa: ANN401
    """What its values are called, as far as the form itself says so."""
    kind, choices = field.field_class, field.kwargs.get("choices", ())
    if issubclass(kind, BooleanField):
        return {"y": _("yes")}
    if issubclass(kind, ScaleField) or not issubclass(kind, SelectField):
        return None
    return {str(one.value): str(one.label) for one in choices if isinstance(one, SelectChoice)}
