"""What a request may carry: so much, and nothing that no text can hold."""

from flask import Flask, abort, request

NUL = "\0"


def init_app(app: Flask, *, most_without_files: int) -> None:
    """Answer 413 to large bodies (bytes) without files, 400 to a NUL in an address or a form."""

    @app.before_request
    def limit_body() -> None:
        # The limits of form memory and parts hold for multipart alone.
        if request.mimetype != "multipart/form-data":
            request.max_content_length = most_without_files

    @app.before_request
    def refuse_nul() -> None:
        """PostgreSQL stores it in no text."""
        if any(NUL in text for text in _texts()):
            abort(400)


def _texts() -> list[str]:
    fields = [text for texts in request.values.listvalues() for text in texts]
    return [request.path, *fields]
