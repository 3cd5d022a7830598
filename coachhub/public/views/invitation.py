from typing import Any

from flask import flash, redirect, render_template, request, session, url_for
from flask_babel import get_locale
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from coachhub.accounts import access
from coachhub.accounts import services as accounts
from coachhub.accounts.services import SignedIn
from coachhub.core.db import db
from coachhub.core.web import policy
from coachhub.core.web.answers import GONE, SEE_OTHER, Answer, status_of
from coachhub.public import invitations
from coachhub.public.forms import JoinForm
from coachhub.public.invitations import Invited


@policy.anybody
def invitation(token: str) -> Answer:
    """Come in by a mailed link. Looking changes nothing; a known address must sign in first."""
    visitor = access.visitor()
    try:
        invited = invitations.read(token)
        if visitor is not None:
            return _as_oneself(invited, visitor)
        if accounts.find_user(invited.email) is not None:
            return _page("sign_in", invited)
        return _as_newcomer(invited)
    except accounts.LinkDead:
        db.session.rollback()
        return render_template("public/invitation_dead.html"), GONE
    except accounts.AddressTaken:
        db.session.rollback()
        return redirect(request.path, SEE_OTHER)


def _as_oneself(invited: Invited, visitor: SignedIn) -> Answer:
    if visitor.user.email != invited.email:
        return render_template("public/invitation_other.html", invited=invited, user=visitor.user)
    if request.method == "POST":
        invitations.accept(invited, visitor.user)
        accounts.settle_zone(visitor.user, invited.zone)
        renewed = accounts.renew(visitor)
        db.session.commit()
        access.begin_session(renewed, keep=session.permanent)
        return _welcome(invited)
    return _page("accept", invited)


def _as_newcomer(invited: Invited) -> Answer:
    known = [invited.email, invited.name, invited.practice.name]
    form = JoinForm(name=invited.name, zone=invited.zone, known=known)
    if form.validate_on_submit():
        user = accounts.create_user(
            invited.email,
            form.name.data,
            form.password.data,
            zone=form.zone.data,
            locale=str(get_locale()),
        )
        invitations.accept(invited, user)
        found = accounts.sign_in(user, label=access.browser_label())
        db.session.commit()
        access.begin_session(found)
        return _welcome(invited)
    return _page("join", invited, form=form), status_of(form)


def _page(name: str, invited: Invited, **more: Any) -> str:  # noqa: ANN401
    """In the face of the practice that invites."""
    template = f"public/invitation_{name}.html"
    return render_template(template, invited=invited, frame=invited.front.frame, **more)


def _welcome(invited: Invited) -> Response:
    flash(_("Welcome to %(practice)s.", practice=invited.practice.name), "ok")
    where = "portal.today" if invited.is_client else "dashboard.desk"
    return redirect(url_for(where, practice=invited.practice.slug), SEE_OTHER)
