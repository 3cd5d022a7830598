"""Day or evening, and the language, for this browser and whoever is signed in to it."""

from urllib.parse import urlsplit

from flask import flash, redirect, render_template, request, url_for
from flask_babel import force_locale, get_locale
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from coachhub.accounts import access, rules, services
from coachhub.accounts.forms import LookForm
from coachhub.core.db import db
from coachhub.core.web import look, policy
from coachhub.core.web.answers import SEE_OTHER, Answer, status_of


@policy.anybody
def see_to_look() -> Answer:
    someone = access.visitor()  # who is spoken to in their language, not the browser's
    form = LookForm(theme=look.theme() or "", locale=str(get_locale()))
    if form.validate_on_submit():
        return _keep(form)
    page = render_template(
        "accounts/look.html", form=form, back=_way_back(), is_signed_in=someone is not None
    )
    return page, status_of(form)


def _way_back() -> str | None:
    """The page of ours that they came from, even if a mistake was in between."""
    if request.method == "POST":
        return rules.way_on(request.form.get("next"))
    came_from = urlsplit(request.referrer or "")
    path = f"{came_from.path}?{came_from.query}" if came_from.query else came_from.path
    return rules.way_on(path) if came_from.netloc == request.host else None


def _keep(form: LookForm) -> Response:
    way_on = _way_back()
    answer = redirect(way_on or url_for(".see_to_look"), SEE_OTHER)
    look.keep(answer, "theme", form.theme.data)
    if form.locale.data != str(get_locale()):
        look.keep(answer, "language", form.locale.data)
        _speak(form.locale.data)
    if way_on is None:
        with force_locale(form.locale.data):
            flash(_("Saved."), "ok")
    return answer


def _speak(locale: str) -> None:
    found = access.visitor()
    if found is not None:
        services.speak_to(found.user, locale)
        db.session.commit()
