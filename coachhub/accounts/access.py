"""Who is signed in, and the door that asks strangers to sign in."""

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec

import structlog
from flask import Flask, Response, abort, make_response, redirect, request, session, url_for
from flask_login import LoginManager, current_user, login_user, logout_user
from werkzeug.wrappers import Response as AnyResponse

from coachhub.accounts import rules, services
from coachhub.accounts.services import SignedIn
from coachhub.core import tenancy
from coachhub.core.web import i18n, policy
from coachhub.core.web.forgery import SAFE_METHODS

P = ParamSpec("P")

KNOWN_BROWSER = "known_browser"
_TOKEN = "_user_id"  # noqa: S105  # where Flask-Login keeps it


def init_app(app: Flask) -> None:
    """Know people by their device's token, kept in the one session cookie."""
    manager = LoginManager()
    # A device is ended by its row; addresses and browsers' names change under way.
    manager.session_protection = None
    manager.user_loader(_recognise)
    # Error pages must render without asking the database who is there.
    manager.init_app(app, add_context_processor=False)


def visitor() -> SignedIn | None:
    """Whoever is signed in. Ask before anything is written: it may note the visit and commit."""
    found: SignedIn = current_user._get_current_object()  # noqa: SLF001  # the proxy's own way
    return found if found.is_authenticated else None


def person() -> SignedIn:
    """The signed-in person, on a page that lets nobody else in."""
    found = visitor()
    if found is None:
        abort(401)
    return found


def signed_in(view: Callable[P, AnyResponse | str]) -> Callable[P, AnyResponse | str]:
    """A page for everybody who is signed in."""

    @wraps(view)
    def guarded(*args: P.args, **kwargs: P.kwargs) -> AnyResponse | str:
        return to_sign_in() if visitor() is None else view(*args, **kwargs)

    return policy.declare(guarded, policy.Policy(policy.Audience.SIGNED_IN))


def to_sign_in() -> AnyResponse:
    """Ask to sign in and come back here; a script gets 401 and says so itself."""
    back = request.full_path.rstrip("?") if request.method in SAFE_METHODS else None
    address = url_for("accounts.sign_in", next=rules.way_on(back))
    if request.headers.get("HX-Request") == "true":
        return Response(status=401, headers={"HX-Redirect": address})
    if _wants_json():
        return make_response({"error": "sign_in"}, 401)
    return redirect(address, 303)


def begin_session(found: SignedIn, *, keep: bool = False) -> None:
    """This browser is the device from now on; nothing of its earlier session goes along.

    With `keep` the cookie outlives the browser's end.
    """
    session.clear()
    session.permanent = keep
    login_user(found)
    _greet(found)


def end_session() -> None:
    """This browser is nobody's; it remembers only by which ended token it is known."""
    token = session.get(_TOKEN)
    logout_user()
    session.clear()
    if token:
        session[KNOWN_BROWSER] = token


def browser_tokens() -> list[str]:
    """The tokens, ended or not, by which this browser may be known to somebody."""
    return [session[key] for key in (_TOKEN, KNOWN_BROWSER) if key in session]


def browser_label() -> str:
    """What to call this browser in the list of devices."""
    return rules.device_label(request.user_agent.string)


def _recognise(token: str) -> SignedIn | None:
    found = services.recognise(token)
    if found is not None:
        _greet(found)
    return found


def _greet(found: SignedIn) -> None:
    user = found.user
    tenancy.enter_person(user.id)
    i18n.speak(user.locale, user.zone)
    structlog.contextvars.bind_contextvars(user_id=str(user.id))


def _wants_json() -> bool:
    accepted = request.accept_mimetypes
    return accepted["application/json"] > accepted["text/html"]
