"""A new account: the first of three steps to a practice."""

from flask import abort, current_app, flash, redirect, render_template, session, url_for
from flask_babel import get_locale
from flask_babel import gettext as _

from coachhub.accounts import access, services
from coachhub.accounts.forms import ConfirmForm, SignUpForm
from coachhub.accounts.rules import Purpose
from coachhub.accounts.views.dead_link import dead_link
from coachhub.core.db import db
from coachhub.core.web import policy
from coachhub.core.web.answers import SEE_OTHER, Answer, status_of

_ASKED = "asked_sign_up"
"""To which address this browser had the link sent, so that a slip of the hand is seen."""


@policy.anybody
def sign_up() -> Answer:
    _only_while_open()
    if access.visitor() is not None:
        return redirect(url_for("practices.open_practice"), SEE_OTHER)
    form = SignUpForm()
    if form.validate_on_submit():
        services.ask_sign_up(
            form.email.data, form.name.data, locale=str(get_locale()), ip=access.client_ip()
        )
        db.session.commit()
        session[_ASKED] = form.email.data
        return redirect(url_for(".sign_up_sent"), SEE_OTHER)
    return render_template("accounts/sign_up.html", form=form), status_of(form)


@policy.anybody
def sign_up_sent() -> Answer:
    _only_while_open()
    return render_template("accounts/sign_up_sent.html", email=session.get(_ASKED))


@policy.anybody
def confirm(token: str) -> Answer:
    _only_while_open()
    try:
        asked = services.read_token(token, Purpose.SIGN_UP)
        form = ConfirmForm(known=[asked.email, asked.name or ""])
        if form.validate_on_submit():
            return _make_account(token, form)
    except services.LinkDead:
        return dead_link(url_for(".sign_up"))
    except services.AddressTaken:
        db.session.rollback()
        flash(_("You have an account already. Please sign in."), "open")
        return redirect(url_for(".sign_in", next=url_for("practices.open_practice")), SEE_OTHER)
    return render_template("accounts/confirm.html", form=form, email=asked.email), status_of(form)


def _make_account(token: str, form: ConfirmForm) -> Answer:
    user = services.confirm(
        token, form.password.data, zone=form.zone.data, locale=str(get_locale())
    )
    found = services.sign_in(user, label=access.browser_label())
    db.session.commit()
    access.begin_session(found)
    return redirect(url_for("practices.open_practice"), SEE_OTHER)


def _only_while_open() -> None:
    if not current_app.extensions["coachhub.config"].signup_open:
        abort(404)
