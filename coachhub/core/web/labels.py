"""What the texts of a form are called, by the path that the form is sent to."""

import sys
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

from flask import current_app, request
from werkzeug.exceptions import HTTPException
from wtforms import Field, PasswordField, StringField

from coachhub.core.web.forms import Form


def labels_at(path: str) -> dict[str, str]:
    """The labels of the texts that may be sent there, by their names: of the forms that the module
    of its view knows. A name that two of them call otherwise has none.
    """
    labels: dict[str, set[str]] = {}
    for form in _forms_at(path):
        for name in dir(form):
            if _is_text(field := getattr(form, name)):
                labels.setdefault(name, set()).add(str(field.args[0]))
    return {name: found.pop() for name, found in labels.items() if len(found) == 1}


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


def _is_text(field: Any) -> bool:  # noqa: ANN401
    kind = getattr(field, "field_class", Field)
    return issubclass(kind, StringField) and kind is not PasswordField and bool(field.args)
