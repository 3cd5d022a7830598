"""The addresses of Stripe's API that coachhub asks."""

import socket
import time
from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from flask import Blueprint, Response, current_app, jsonify, request

from coachhub.ops.sandbox import acts
from coachhub.ops.sandbox.errors import Refused, broken
from coachhub.ops.sandbox.objects import page_of
from coachhub.ops.sandbox.params import Params, checked, nested
from coachhub.ops.sandbox.state import Account, Fault, Reply, Sandbox, Thing, whole

bp = Blueprint("api", __name__, url_prefix="/v1")

_SESSION = {"mode", "success_url", "line_items"}
_SESSION_TOO = {
    "adaptive_pricing",
    "cancel_url",
    "client_reference_id",
    "customer_email",
    "expires_at",
    "locale",
    "metadata",
    "payment_intent_data",
    "submit_type",
}
_PAGE = {"limit", "starting_after", "created"}
_MOST = 100
_A_LETTER = 0.1
"""Seconds between two letters of an answer that trickles."""


def sandbox_here() -> Sandbox:
    """The state of this process."""
    found: Sandbox = current_app.extensions["sandbox"]
    return found


def account_name() -> str:
    """Whose objects are asked for: a connected account's, or the key's own ("")."""
    return request.headers.get("Stripe-Account", "")


def _account() -> Account:
    return sandbox_here().accounts[account_name()]


@bp.before_request
def sign_in() -> None:
    """Only with a key; and what was asked is kept."""
    if not request.headers.get("Authorization", "").startswith("Bearer sk_"):
        raise Refused("You did not provide an API key.", status=HTTPStatus.UNAUTHORIZED)
    sandbox_here().requests.append(
        {
            "method": request.method,
            "path": request.path,
            "params": _params(),
            "key": request.headers.get("Idempotency-Key"),
            "account": account_name(),
        }
    )


@bp.post("/checkout/sessions")
def create_session() -> Response:
    return _once(
        lambda params: acts.open_session(
            _account(),
            checked(params, needs=_SESSION, takes=_SESSION_TOO),
            base=request.host_url.rstrip("/"),
        )
    )


@bp.get("/checkout/sessions")
def list_sessions() -> Response:
    return _list("checkout.session", "payment_intent", "status")


@bp.get("/checkout/sessions/<id>")
def get_session(id: str) -> Response:
    with sandbox_here().lock:
        acts.expire_late(sandbox_here(), account_name())
    return _show(_account().get("checkout.session", id))


@bp.post("/checkout/sessions/<id>/expire")
def expire_session(id: str) -> Response:
    def expire(params: Params) -> Thing:
        checked(params, needs=())
        session = _account().get("checkout.session", id)
        return acts.expire(sandbox_here(), account_name(), session)

    return _once(expire)


@bp.get("/payment_intents/<id>")
def get_intent(id: str) -> Response:
    return _show(_account().get("payment_intent", id))


@bp.get("/charges/<id>")
def get_charge(id: str) -> Response:
    return _show(_account().get("charge", id))


@bp.post("/refunds")
def create_refund() -> Response:
    return _once(
        lambda params: acts.pay_back(
            sandbox_here(),
            account_name(),
            checked(params, needs={"payment_intent"}, takes={"amount", "reason", "metadata"}),
        )
    )


@bp.get("/refunds")
def list_refunds() -> Response:
    return _list("refund", "payment_intent", "charge")


@bp.get("/refunds/<id>")
def get_refund(id: str) -> Response:
    return _show(_account().get("refund", id))


@bp.get("/events")
def list_events() -> Response:
    return _list("event", "type")


@bp.get("/events/<id>")
def get_event(id: str) -> Response:
    return _show(_account().get("event", id))


def _once(act: Callable[[Params], Thing]) -> Response:
    """The act's answer; the same key gets the same answer, errors included."""
    fault = sandbox_here().fault_of(request.path)
    _lag(fault)
    params = _params()
    key = request.headers.get("Idempotency-Key")
    asked = (request.path, params)
    with sandbox_here().lock:
        reply = _account().replies.get(key or "")
        if reply is not None and reply.request != asked:
            raise Refused(
                "Keys for idempotent requests can only be used with the same parameters they were "
                "first used with.",
                kind="idempotency_error",
            )
        if reply is None:
            reply = _acted(act, asked, params, fails=fault is not None and fault.kind == "error")
            if key and reply.status not in (HTTPStatus.BAD_REQUEST, HTTPStatus.NOT_FOUND):
                _account().replies[key] = reply
    _lose(fault)
    answer = _answer(reply.body, reply.status)
    if reply.status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        answer.headers["Stripe-Should-Retry"] = "false"  # the same key would hear the same
    return answer


def _acted(
    act: Callable[[Params], Thing], asked: tuple[str, object], params: Params, *, fails: bool
) -> Reply:
    try:
        if fails:
            raise broken()
        return Reply(asked, HTTPStatus.OK, dict(_bare(act(params))))
    except Refused as refused:
        return Reply(asked, refused.status, refused.body)


def _show(thing: Thing) -> Response:
    fault = sandbox_here().fault_of(request.path)
    _lag(fault)
    if fault is not None and fault.kind == "error":
        raise broken()
    _lose(fault)
    return _answer(_expanded(_bare(thing)), HTTPStatus.OK)


def _list(kind: str, *filters: str) -> Response:
    params = checked(_params(), needs=(), takes={*_PAGE, *filters})
    wanted = {name: value for name, value in params.items() if name in filters}
    since = whole(params.get("created", {}).get("gte", 0), "created")
    found = _account().newest(
        kind,
        lambda one: (
            one["created"] >= since
            and all(one.get(name) == value for name, value in wanted.items())
        ),
    )
    after = params.get("starting_after")
    if after:
        places = [place for place, one in enumerate(found) if one["id"] == after]
        found = found[places[0] + 1 :] if places else []
    limit = min(_MOST, whole(params.get("limit", 10), "limit"))
    return _show(page_of([_bare(one) for one in found], url=request.path, limit=limit))


def _expanded(thing: Thing) -> Thing:
    """The object with those in it that were asked for."""
    for name in _params().get("expand", []):
        if thing.get(name) and isinstance(thing[name], str):
            kind = {"payment_intent": "payment_intent", "latest_charge": "charge"}[name]
            thing = {**thing, name: _bare(_account().get(kind, thing[name]))}
    return thing


def _bare(thing: Thing) -> Thing:
    """Without what the sandbox notes for itself."""
    return {name: value for name, value in thing.items() if not name.startswith("_")}


def _params() -> dict[str, Any]:
    fields = request.form if request.method == "POST" else request.args
    return nested(fields.items(multi=True))


def _answer(body: Thing, status: int) -> Response:
    answer = jsonify(body)
    answer.status_code = status
    return answer


def _lag(fault: Fault | None) -> None:
    if fault is not None and fault.kind == "slow":
        time.sleep(fault.seconds)
    if fault is not None and fault.kind == "trickle":
        _trickle(fault.seconds)


def _trickle(seconds: float) -> None:
    """The head of an answer, a letter at a time."""
    _line().sendall(b"HTTP/1.1 200 OK\r\nX-Slow: ")
    for _letter in range(int(seconds / _A_LETTER)):
        time.sleep(_A_LETTER)
        try:
            _line().sendall(b"s")
        except OSError:  # nobody reads any more
            return


def _lose(fault: Fault | None) -> None:
    """The line is cut before the answer."""
    if fault is not None and fault.kind == "lose":
        _line().shutdown(socket.SHUT_RDWR)


def _line() -> socket.socket:
    """What the request came by."""
    line: socket.socket = request.environ["werkzeug.socket"]
    return line
