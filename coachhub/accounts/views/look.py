"""Day or evening, and the language, for this browser and whoever is signed in to it."""

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
    access.visitor()  # whoever is signed in is spoken to in their language, not the browser's
    form = LookForm(theme=look.theme() or "", locale=str(get_locale()))
    if form.validate_on_submit():
        return _keep(form)
    return render_template("accounts/look.html", form=form), status_of(form)


def _keep(form: LookForm) -> Response:
    way_on = rules.way_on(request.form.get("next"))
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
