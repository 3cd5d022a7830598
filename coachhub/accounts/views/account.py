"""One's own account: name, zone, language and password."""

from flask import flash, redirect, render_template, session, url_for
from flask_babel import force_locale
from flask_babel import gettext as _

from coachhub.accounts import access, services
from coachhub.accounts.access import signed_in
from coachhub.accounts.forms import ChangePasswordForm, DetailsForm
from coachhub.core.db import db
from coachhub.core.web.answers import SEE_OTHER, Answer, status_of


@signed_in
def account() -> Answer:
    user = access.person().user
    form = DetailsForm(obj=user)
    if form.validate_on_submit():
        services.change_details(
            user, name=form.name.data, zone=form.zone.data, locale=form.locale.data
        )
        db.session.commit()
        with force_locale(form.locale.data):
            flash(_("Saved."), "ok")
        return redirect(url_for(".account"), SEE_OTHER)
    return render_template("accounts/account.html", form=form, email=user.email), status_of(form)


@signed_in
def password() -> Answer:
    user = access.person().user
    form = ChangePasswordForm(known=access.words_about(user))
    if form.validate_on_submit():
        try:
            services.check_password(user, form.current.data)
        except services.WrongPassword:
            form.current.errors = [_("This is not your password until now.")]
        else:
            return _change_password(form.password.data)
    return render_template("accounts/password.html", form=form, email=user.email), status_of(form)


def _change_password(new: str) -> Answer:
    user = access.person().user
    services.set_password(user, new, action="password.changed")
    found = services.sign_in(user, label=access.browser_label())
    db.session.commit()
    access.begin_session(found, keep=session.permanent)
    flash(_("Your new password is set. All other devices are signed out."), "ok")
    return redirect(url_for(".account"), SEE_OTHER)
