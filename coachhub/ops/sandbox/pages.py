"""The page on which somebody pays, or doesn't."""

from pathlib import Path

from flask import Blueprint, Response, redirect, render_template, request, send_file
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response as AnyResponse

from coachhub.ops.sandbox import acts
from coachhub.ops.sandbox.api import sandbox_here
from coachhub.ops.sandbox.state import Thing

bp = Blueprint("pages", __name__)

_SEE_OTHER = 303
_ACTS = {"pay": acts.pay, "decline": acts.decline, "later": acts.pay_later}
_SETTLING = {"arrive": acts.arrive, "fail": acts.fail_late}
_POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; "
    "frame-ancestors 'none'; form-action *"  # the answer to the form leads back to the application
)
_DECIMALS = {"jpy": 0, "krw": 0, "clp": 0, "vnd": 0, "isk": 0}


@bp.after_request
def keep_strict(response: Response) -> Response:
    response.headers["Content-Security-Policy"] = _POLICY
    response.headers["Cache-Control"] = "no-store"
    return response


@bp.get("/pay/<id>")
def pay_page(id: str) -> str:
    name, session = _find(id)
    with sandbox_here().lock:
        acts.expire_late(sandbox_here(), name)
    return _page(session)


@bp.post("/pay/<id>")
def settle(id: str) -> str | AnyResponse:
    name, session = _find(id)
    act = request.form.get("act", "")
    with sandbox_here().lock:
        if act in _SETTLING and _is_processing(name, session):
            _SETTLING[act](sandbox_here(), name, session)
            return _page(session)
        if session["status"] != "open" or act not in _ACTS:
            return _page(session)
        _ACTS[act](sandbox_here(), name, session)
    if act == "decline":
        return _page(session, is_declined=True)
    back = str(session["success_url"]).replace("{CHECKOUT_SESSION_ID}", session["id"])
    return redirect(back, _SEE_OTHER)


@bp.get("/pay.css")
def style() -> Response:
    return send_file(Path(__file__).with_name("pay.css"), mimetype="text/css")


def _page(session: Thing, *, is_declined: bool = False) -> str:
    return render_template(
        "pay.html",
        session=session,
        amount=_amount(session["amount_total"], session["currency"]),
        is_declined=is_declined,
    )


def _find(id: str) -> tuple[str, Thing]:
    for name, account in sandbox_here().accounts.items():
        if id in account.things["checkout.session"]:
            return name, account.things["checkout.session"][id]
    raise NotFound


def _is_processing(name: str, session: Thing) -> bool:
    if not session["payment_intent"]:
        return False
    intent = sandbox_here().accounts[name].get("payment_intent", session["payment_intent"])
    return bool(intent["status"] == "processing")


def _amount(minor: int, currency: str) -> str:
    decimals = _DECIMALS.get(currency, 2)
    return f"{minor / 10**decimals:.{decimals}f} {currency.upper()}"
