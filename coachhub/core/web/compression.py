"""Pages are sent compressed, where a stranger can't choose anything that stands in them."""

import gzip
from http import HTTPStatus

from flask import Flask, Response, request

_LEVEL = 5
_WORTH_IT = 1_000  # bytes


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


def _may_be_small(response: Response) -> bool:
    """Whether the size of the compressed page gives nothing away.

    A page that repeats what came with the address would be smaller the more of it is a secret of
    the page, too (BREACH): so none with a query, and only answers to plain addresses of ours.
    """
    return (
        response.status_code == HTTPStatus.OK
        and request.method == "GET"
        and not request.query_string
        and (response.content_length or 0) > _WORTH_IT
    )
