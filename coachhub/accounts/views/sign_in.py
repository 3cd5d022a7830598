"""In and out."""

from flask import redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from coachhub.accounts import access, rules, services
from coachhub.accounts.forms import SignInForm
from coachhub.accounts.models import User
from coachhub.core.db import db
from coachhub.core.web import policy
from coachhub.core.web.answers import SEE_OTHER, Answer, status_of


@policy.anybody
def sign_in() -> Answer:
    """Who is signed in already may sign in anew: a desk may ask for it."""
    before = access.visitor()
    form = SignInForm()
    if form.validate_on_submit():
        try:
            user = services.authenticate(
                form.email.data,
                form.password.data,
                ip=access.client_ip(),
                browser_tokens=access.browser_tokens(),
            )
        except services.WrongPassword:
            form.form_errors.append(_("This address and this password don't belong together."))
        else:
            return _let_in(user, before, keep=form.keep.data)
    return render_template("accounts/sign_in.html", form=form), status_of(form)


def _let_in(user: User, before: services.SignedIn | None, *, keep: bool) -> Response:
    if before is not None:
        services.end_device(before.device, by=services.acting(before.user))
    found = services.sign_in(user, label=access.browser_label())
    db.session.commit()
    access.begin_session(found, keep=keep)
    way_on = rules.way_on(request.args.get("next"))
    return redirect(way_on or url_for("dashboard.places"), SEE_OTHER)


@policy.anybody
def sign_out() -> Response:
    found = access.visitor()
    if found is not None:
        services.sign_out(found)
        db.session.commit()
    access.end_session()
    answer = redirect(url_for(".sign_in"), SEE_OTHER)
    answer.headers["Clear-Site-Data"] = '"cache", "storage"'
    return answer
