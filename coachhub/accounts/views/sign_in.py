"""In and out."""

from flask import make_response, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from coachhub.accounts import access, rules, services
from coachhub.accounts.forms import SignInForm
from coachhub.accounts.models import User
from coachhub.core.db import db
from coachhub.core.web import policy
from coachhub.core.web.answers import SEE_OTHER, UNAUTHORIZED, WAY_OUT, Answer, status_of


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
            form.form_errors.append(_("This address and this password don’t belong together."))
        else:
            return _let_in(user, before, form)
    page = render_template("accounts/sign_in.html", form=form, is_somebody_here=before is not None)
    answer = make_response(page, status_of(form))
    # Of a session that ran out nothing stays, either. Pictures of other sites bring no cookies.
    is_page = request.headers.get("Sec-Fetch-Dest", "document") == "document"
    return access.forget(answer) if before is None and is_page else answer


def sign_in_page(kept: str, leads_to: str) -> Response:
    """Asked of somebody who sent a form and was signed out: it comes back once they are in."""
    form = SignInForm(formdata=None, kept=kept)
    action = url_for("accounts.sign_in", next=rules.way_on(leads_to))
    is_somebody_here = access.visitor() is not None
    page = render_template(
        "accounts/sign_in.html", form=form, action=action, is_somebody_here=is_somebody_here
    )
    return make_response(page, UNAUTHORIZED)


def _let_in(user: User, before: services.SignedIn | None, form: SignInForm) -> Answer:
    if before is not None:
        services.end_device(before.device, by=services.acting(before.user))
    found = services.sign_in(user, label=access.browser_label())
    db.session.commit()
    access.begin_session(found, keep=form.keep.data)
    kept = services.open_form(user, form.kept.data) if form.kept.data else None
    if kept is not None:
        return access.kept_page(kept, is_back=True)
    way_on = rules.way_on(request.args.get("next"))
    return redirect(way_on or url_for("dashboard.places"), SEE_OTHER)


@policy.anybody
def sign_out() -> Response:
    found = access.visitor()
    if found is not None:
        services.sign_out(found)
        db.session.commit()
    access.end_session()
    way = WAY_OUT if "away" in request.form else url_for(".sign_in")
    answer = redirect(way, SEE_OTHER)
    answer.headers["Clear-Site-Data"] = '"cache", "storage"'
    return answer
