"""What Stripe answers when it refuses, in its words and shapes."""

from http import HTTPStatus

Json = dict[str, object]


class Refused(Exception):
    """The request gets this error; `kind` is Stripe's type of it."""

    def __init__(
        self,
        message: str,
        *,
        status: int = HTTPStatus.BAD_REQUEST,
        kind: str = "invalid_request_error",
        code: str | None = None,
        param: str | None = None,
    ) -> None:
        super().__init__(message)
        self.status = int(status)
        about = {"message": message, "type": kind, "code": code, "param": param}
        self.body: Json = {"error": {name: value for name, value in about.items() if value}}


def missing(kind: str, id: str) -> Refused:
    """There is no such object in this account."""
    return Refused(
        f"No such {kind}: '{id}'", status=HTTPStatus.NOT_FOUND, code="resource_missing", param="id"
    )


def unknown(param: str) -> Refused:
    """The request says something that this address doesn't take."""
    return Refused(f"Received unknown parameter: {param}", code="parameter_unknown", param=param)


def absent(param: str) -> Refused:
    """The request leaves out what this address needs."""
    return Refused(f"Missing required param: {param}.", code="parameter_missing", param=param)


def broken() -> Refused:
    """Stripe's own failure."""
    return Refused(
        "An unknown error occurred.", status=HTTPStatus.INTERNAL_SERVER_ERROR, kind="api_error"
    )
