"""Pages are sent compressed, where a stranger can't choose anything that stands in them.

A compressed page is smaller the more of what stands in it is there twice. Whoever can choose a
piece of it, have a browser ask for it again and again, and see how long the answers are on the way,
finds out letter by letter what else stands there (BREACH). A stranger can lead a browser to an
address of ours, with its cookies; so what counts is what an address can bring into a page:

- A path brings nothing: it holds ids and names of ours, or there is no page.
- A query may come back in the ways to other pages and in fields. A page is compressed only where
  each of its keys holds one of a closed set that is ours. Numbers of pages do, as far as they have
  two digits: what is shorter than three letters, compression doesn't find again. Of other keys the
  view that reads one says so once it has found the value in its set (`known`): an order, a filter,
  a tag that the practice has, a day whose week alone is shown, an empty search. Words to search
  for, other days, times, zones, a key that
  nobody reads, a key that comes twice and any other way to write the same are a stranger's choice.
- What was typed into a form comes back from a POST. A stranger can't have a browser send one: it
  needs the session's token and our own origin. Without them it is refused, and what refuses it or
  asks for one more press (`accounts.access`) goes out as it is.

The token against forged requests stands in each page and is signed anew with the time: it never
stands twice in the same way, so it can't be found by asking often.

What people of a practice write for one another stands in pages for good, chosen by its writer.
Nobody but them can change it, and not once for each guess without being seen.
"""

import gzip
import re
from http import HTTPStatus
from urllib.parse import urlencode

from flask import Flask, Response, g, request

_LEVEL = 5
_WORTH_IT = 1_000  # bytes
_NUMBERED = frozenset({"page", "contact", "paused"})
_SHORT_NUMBER = re.compile(r"[1-9][0-9]?")
_TYPED = frozenset({HTTPStatus.OK, HTTPStatus.CONFLICT, HTTPStatus.UNPROCESSABLE_ENTITY})


def init_app(app: Flask) -> None:
    """Compress pages for browsers that take it."""

    @app.after_request
    def compress(response: Response) -> Response:
        if response.mimetype == "text/html":
            response.vary.add("Accept-Encoding")
            if request.accept_encodings["gzip"] > 0 and _may_be_small(response):
                response.data = gzip.compress(response.get_data(), _LEVEL, mtime=0)
                response.content_encoding = "gzip"
        return response


def known(key: str) -> None:
    """Say that what the address holds under this key is one of a closed set of ours, or empty."""
    g.setdefault("known_in_address", set()).add(key)


def _may_be_small(response: Response) -> bool:
    """Whether the size of the compressed page gives nothing away."""
    if (response.content_length or 0) <= _WORTH_IT or not _is_address_ours():
        return False
    if request.method == "POST":
        return response.status_code in _TYPED and bool(g.get("csrf_valid"))
    return request.method == "GET" and response.status_code == HTTPStatus.OK


def _is_address_ours() -> bool:
    asked = list(request.args.items(multi=True))
    return (
        len({key for key, _value in asked}) == len(asked)
        and all(_is_ours(key, value) for key, value in asked)
        and request.query_string.decode("latin-1") == urlencode(asked)
    )


def _is_ours(key: str, value: str) -> bool:
    if key in _NUMBERED:
        return _SHORT_NUMBER.fullmatch(value) is not None
    return key in g.get("known_in_address", ())
