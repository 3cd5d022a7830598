"""Form fields such as `line_items[0][price_data][currency]` as nested values."""

import re
from collections.abc import Collection, Iterable
from typing import Any

from coachhub.ops.sandbox.errors import absent, unknown

Params = dict[str, Any]
_PART = re.compile(r"[^\[\]]+")


def nested(fields: Iterable[tuple[str, str]]) -> Params:
    """The values of a form as Stripe reads them; lists are those whose keys are numbers."""
    found: Params = {}
    for name, value in fields:
        *path, last = _PART.findall(name)
        place = found
        for part in path:
            place = place.setdefault(part, {})
        place[last] = value
    return {name: _with_lists(value) for name, value in found.items()}


def checked(params: Params, *, needs: Collection[str], takes: Collection[str] = ()) -> Params:
    """The same values, or the refusal of those that are missing or unknown."""
    known = {*needs, *takes, "expand"}
    for name in params:
        if name not in known:
            raise unknown(name)
    for name in needs:
        if name not in params:
            raise absent(name)
    return params


def _with_lists(value: Any) -> Any:  # noqa: ANN401
    if not isinstance(value, dict):
        return value
    inner = {name: _with_lists(one) for name, one in value.items()}
    if inner and all(name.isdecimal() for name in inner):
        return [inner[name] for name in sorted(inner, key=int)]
    return inner
