"""Who is signed in, and the door that asks strangers to sign in."""

from collections.abc import Callable, Iterable
from functools import wraps
from typing import Any, cast
from urllib.parse import urlsplit
from uuid import UUID

import structlog
from flask import (
    Flask,
    Response,
    abort,
    after_this_request,
    current_app,
    make_response,
    redirect,
    render_template,
    request,
    session,
    url_for,
)
from flask_babel import gettext as _
from flask_login import LoginManager, current_user, login_user, logout_user
from werkzeug.wrappers import Response as AnyResponse

from coachhub.accounts import rules, services
from coachhub.accounts.models import User
from coachhub.accounts.services import SignedIn
from coachhub.core import tenancy
from coachhub.core.db import db
from coachhub.core.web import errors, forgery, i18n, look, policy
from coachhub.core.web.answers import BAD_REQUEST, CONFLICT
from coachhub.core.web.forgery import SAFE_METHODS
from coachhub.core.web.labels import told_of

UNKNOWN_IP = "192.0.2.0"
"""An address of nobody (RFC 5737), where the server names none."""
KNOWN_BROWSER = "known_browser"
_TOKEN = "_user_id"  # noqa: S105  # where Flask-Login keeps it


WordsAbout = Callable[[User], Iterable[str]]
WorksSomewhere = Callable[[UUID], bool]
_WORDS = "coachhub.accounts.words"
_WORKS = "coachhub.accounts.works_somewhere"
SignInPage = Callable[[str, str], AnyResponse]
_PAGE = "coachhub.accounts.sign_in_page"


def init_app(
    app: Flask,
    *,
    words_about: WordsAbout,
    works_somewhere: WorksSomewhere,
    sign_in_page: SignInPage,
) -> None:
    """Know people by their device's token, kept in the one session cookie.

    `words_about` gives what else is easy to guess of a person: the names of their practices.
    `works_somewhere` tells of a person, by id, whether they are staff, whom stricter limits hold.
    `sign_in_page` asks to sign in, carrying what was sent and where it leads on.
    """
    app.extensions[_WORDS] = words_about
    app.extensions[_WORKS] = works_somewhere
    app.extensions[_PAGE] = sign_in_page
    manager = LoginManager()
    # A device is ended by its row; addresses and browsers' names change under way.
    manager.session_protection = None
    manager.user_loader(_recognise)
    # Error pages must render without asking the database who is there.
    manager.init_app(app, add_context_processor=False)
    app.register_error_handler(forgery.CSRFError, _ask_again)


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


def signed_in(view: policy.V) -> policy.V:
    """A page for everybody who is signed in; strangers are asked to sign in."""

    @wraps(view)
    def guarded(*args: Any, **ids: Any) -> Any:  # noqa: ANN401
        return to_sign_in() if visitor() is None else view(*args, **ids)

    return policy.declare(cast("policy.V", guarded), policy.Policy(policy.Audience.SIGNED_IN))


def to_sign_in(*, carrying: bool = False) -> AnyResponse:
    """Ask to sign in and come back here; a script gets 401 and says so itself.

    `carrying`: what was typed into a form comes back to the same person. Not where passwords are.
    """
    back = request.full_path.rstrip("?") if request.method in SAFE_METHODS else None
    address = url_for("accounts.sign_in", next=rules.way_on(back))
    if _is_script():
        return Response(status=401, headers={"HX-Redirect": address})
    if _wants_json():
        return make_response({"error": "sign_in"}, 401)
    sent = _sent() if carrying and back is None else None
    person_id = services.last_person(browser_tokens()) if sent else None
    kept = services.keep_form(sent, person_id) if sent and person_id else None
    return _carry(kept) if kept else redirect(address, 303)


def _ask_again(_error: forgery.CSRFError) -> AnyResponse:
    """A form of a session that is over: nothing is done, and what was typed is not lost.

    Who typed it is shown it, to send it once more; if somebody else is signed in by now, or nobody,
    it is asked for them, and shown to nobody but them.
    """
    made_for = forgery.made_for()
    declared = policy.policy_of(current_app.view_functions[request.endpoint or ""])
    if made_for and declared and declared.carries and not _is_script():
        asked = _asked_again(made_for.person_id, is_for_anybody=declared.takes_words)
        if asked is not None:
            return asked
    return errors.page(BAD_REQUEST, is_of_old_page=bool(made_for))


def _asked_again(person_id: UUID | None, *, is_for_anybody: bool) -> AnyResponse | None:
    """What this person typed, or the sign-in that brings it back; None where it can't be kept.

    Without a person it was typed by somebody who wasn't signed in, on a page that lets them write.
    """
    sent, now = _sent(), visitor()
    if sent is None or (person_id is None and not is_for_anybody):
        return None
    if person_id is None or (now and now.user.id == person_id):
        return make_response(kept_page(sent), CONFLICT)
    kept = services.keep_form(sent, person_id)
    return _carry(kept) if kept else None


def kept_page(kept: services.KeptForm, *, is_back: bool = False) -> str:
    """What somebody typed, to be sent once more; `is_back`: they signed in just now."""
    told = told_of(kept.path, kept.fields)
    return render_template("accounts/kept.html", kept=kept, told=told, is_back=is_back)


def _carry(kept: str) -> AnyResponse:
    page: SignInPage = current_app.extensions[_PAGE]
    return page(kept, request.path)


def _sent() -> services.KeptForm | None:
    """What was sent, or None where nothing was typed; a file can't be sent for somebody."""
    fields = [one for one in request.form.items(multi=True) if one[0] != "csrf_token"]
    if not fields or any(file.filename for file in request.files.values()):
        return None
    rule = request.url_rule
    is_page = rule is not None and "GET" in (rule.methods or ())
    page = request.path if is_page else urlsplit(request.referrer or "").path
    return services.KeptForm(request.full_path.rstrip("?"), fields, page or "/")


def begin_session(found: SignedIn, *, keep: bool = False) -> None:
    """This browser is the device from now on; nothing of its earlier session goes along.

    With `keep` the cookie outlives the browser's end.
    """
    session.clear()
    session.permanent = keep
    login_user(found)
    _greet(found)
    after_this_request(forget)


def forget(answer: AnyResponse) -> AnyResponse:
    """What an earlier person's portal left on this device for times without a connection goes."""
    answer.headers.setdefault("Clear-Site-Data", '"storage"')
    return answer


def end_session() -> None:
    """This browser is nobody's; it remembers only by which ended token it is known."""
    tokens, keep = browser_tokens(), session.permanent
    logout_user()
    session.clear()
    if tokens:
        session[KNOWN_BROWSER] = tokens[0]
        session.permanent = keep


def browser_tokens() -> list[str]:
    """The tokens, ended or not, by which this browser may be known to somebody."""
    return [session[key] for key in (_TOKEN, KNOWN_BROWSER) if key in session]


def browser_label() -> str:
    """What to call this browser in the list of devices."""
    return rules.device_label(request.user_agent.string)


def client_ip() -> str:
    """Where the request comes from, as far as the configured proxies say."""
    return request.remote_addr or UNKNOWN_IP


def words_about(user: User) -> list[str]:
    """What those who know a person would try as their password."""
    tenancy.enter_person(user.id)
    more: WordsAbout = current_app.extensions[_WORDS]
    return [user.name, user.email, *more(user)]


def password_problem(password: str, known: Iterable[str]) -> str | None:
    """Why this can't be a password, in a sentence, or None. `known`: names and addresses around it.

    For every form in which somebody chooses one.
    """
    problem: str | None = None
    shortest, longest = rules.SHORTEST_PASSWORD, rules.LONGEST_PASSWORD
    if len(password) < shortest:
        problem = _("At least %(n)s characters, please. A few words in a row do well.", n=shortest)
    elif len(password) > longest:
        problem = _("At most %(n)s characters, please.", n=longest)
    elif rules.is_common(password, services.common_passwords()):
        problem = _("Many people use this one, so it is tried first. Please choose another one.")
    elif word := rules.guessable_word(password, known):
        problem = _("“%(word)s” is easy to guess here. Please leave it out.", word=word)
    return problem


def _recognise(token: str) -> SignedIn | None:
    works_somewhere: WorksSomewhere = current_app.extensions[_WORKS]
    found = services.recognise(token, works_somewhere=works_somewhere)
    if found is None:
        return None
    if found.device.renewal_due and request.method in SAFE_METHODS:
        found = services.renew(found)
        db.session.commit()
        # The rest of the session stays: a form open in another tab is still taken.
        session[_TOKEN] = found.token
    _greet(found)
    return found


def _greet(found: SignedIn) -> None:
    user = found.user
    forgery.make_tokens_for(user.id)
    tenancy.enter_person(user.id)
    i18n.speak(user.locale, user.zone)
    _keep_language(user.locale)
    structlog.contextvars.bind_contextvars(user_id=str(user.id))


def _keep_language(locale: str) -> None:
    """Pages that ask nobody who they are speak the same language here."""
    if request.method in SAFE_METHODS and look.language(i18n.LOCALES) != locale:

        @after_this_request
        def keep(answer: Response) -> Response:
            look.keep(answer, "language", locale)
            return answer


def _is_script() -> bool:
    return request.headers.get("HX-Request") == "true"


def _wants_json() -> bool:
    accepted = request.accept_mimetypes
    return accepted["application/json"] > accepted["text/html"]
