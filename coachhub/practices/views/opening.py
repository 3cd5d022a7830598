from flask import abort, current_app, redirect, render_template, session, url_for
from flask_babel import gettext as _

from coachhub.accounts import services as accounts
from coachhub.accounts.access import begin_session, person, signed_in
from coachhub.core.db import db
from coachhub.core.limits import take
from coachhub.core.web.answers import SEE_OTHER, Answer, status_of
from coachhub.mail.services import link
from coachhub.practices import services as practices
from coachhub.practices.forms import PracticeForm


@signed_in
def open_practice() -> Answer:
    """Step two of signing up: the practice itself."""
    if not current_app.extensions["coachhub.config"].signup_open:
        abort(404)
    user = person().user
    form = PracticeForm(zone=user.zone, locale=user.locale)
    if form.validate_on_submit():
        take(practices.OPENINGS, str(user.id))
        try:
            practice = practices.open_practice(user, **form.values())
            accounts.settle_zone(user, form.zone.data)
        except practices.AddressTaken:
            form.slug.errors = [_("Another practice has this address; please choose another one.")]
        else:
            renewed = accounts.renew(person())
            db.session.commit()
            begin_session(renewed, keep=session.permanent)
            return redirect(url_for(".face", practice=practice.slug, first=1), SEE_OTHER)
    start = link("public.practice", practice="").removeprefix("https://")
    page = render_template("practices/open.html", form=form, start=start)
    return page, status_of(form)
