"""Addresses by which tests decide what goes wrong, and when news go out."""

from dataclasses import asdict

from flask import Blueprint, Response, jsonify, request

from coachhub.ops.sandbox import acts, webhooks
from coachhub.ops.sandbox.api import sandbox_here
from coachhub.ops.sandbox.state import Fault

bp = Blueprint("control", __name__, url_prefix="/_sandbox")

_ACTS = {
    "pay": acts.pay,
    "decline": acts.decline,
    "later": acts.pay_later,
    "arrive": acts.arrive,
    "fail": acts.fail_late,
    "expire": acts.expire,
}


@bp.post("/faults")
def add_fault() -> Response:
    """Something goes wrong with the next requests of a kind; see `Fault`."""
    given = request.form
    fault = Fault(
        given["path"], given["kind"], int(given.get("times", 1)), float(given.get("seconds", 0))
    )
    sandbox_here().faults.append(fault)
    return jsonify(asdict(fault))


@bp.delete("/faults")
def no_faults() -> Response:
    """All goes well again."""
    sandbox_here().faults.clear()
    return jsonify({})


@bp.get("/requests")
def show_requests() -> Response:
    """All that was asked, oldest first."""
    return jsonify(sandbox_here().requests)


@bp.post("/news")
def hold_news() -> Response:
    """News of events go out by themselves, or (`hold`) only when asked for."""
    sandbox_here().holds_news = request.form.get("hold") == "yes"
    return jsonify({"hold": sandbox_here().holds_news})


@bp.post("/events/<id>/delivery")
def deliver(id: str) -> Response:
    """One event goes out now, once more or at last; `how` its signature is (see `signed`)."""
    sandbox = sandbox_here()
    event = sandbox.accounts[request.form.get("account", "")].get("event", id)
    return jsonify({"status": webhooks.send(sandbox, event, how=request.form.get("how", "good"))})


@bp.post("/refunds/<id>/fail")
def fail(id: str) -> Response:
    """A refund doesn't arrive."""
    sandbox, name = sandbox_here(), request.form.get("account", "")
    with sandbox.lock:
        refund = sandbox.accounts[name].get("refund", id)
        acts.fail_refund(sandbox, name, refund)
    return jsonify({"status": refund["status"]})


@bp.post("/sessions/<id>/<act>")
def happen(id: str, act: str) -> Response:
    """Something happens to a session, as if somebody had done it at its page."""
    sandbox, name = sandbox_here(), request.form.get("account", "")
    with sandbox.lock:
        session = sandbox.accounts[name].get("checkout.session", id)
        _ACTS[act](sandbox, name, session)
    return jsonify({"status": session["status"], "payment_status": session["payment_status"]})
