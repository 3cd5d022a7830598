"""A forgotten password, by a mailed link."""

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _

from coachhub.accounts import access, services
from coachhub.accounts.forms import AddressForm, NewPasswordForm
from coachhub.accounts.views.dead_link import dead_link
from coachhub.core.db import db
from coachhub.core.web import policy
from coachhub.core.web.answers import SEE_OTHER, Answer, status_of


@policy.anybody
def forgot() -> Answer:
    form = AddressForm()
    if form.validate_on_submit():
        services.ask_reset(form.email.data, ip=access.client_ip())
        db.session.commit()
        return redirect(url_for(".forgot_sent"), SEE_OTHER)
    return render_template("accounts/forgot.html", form=form), status_of(form)


@policy.anybody
def forgot_sent() -> Answer:
    return render_template("accounts/forgot_sent.html")


@policy.anybody
def reset(token: str) -> Answer:
    try:
        user = services.whose_reset(token)
        form = NewPasswordForm(known=access.words_about(user))
        if form.validate_on_submit():
            services.reset(token, form.password.data)
            db.session.commit()
            flash(_("Your new password is set. Please sign in with it."), "ok")
            return redirect(url_for(".sign_in"), SEE_OTHER)
    except services.LinkDead:
        return dead_link(url_for(".forgot"))
    return render_template("accounts/reset.html", form=form, email=user.email), status_of(form)
