from uuid import UUID

from flask import abort, flash, render_template
from flask_babel import gettext as _

from coachhub.clients.access import load_own_client
from coachhub.core.db import db
from coachhub.core.web.answers import Answer, status_of
from coachhub.practices.access import Desk, member
from coachhub.practices.rules import Can
from coachhub.safety import services as safety
from coachhub.safety.forms import TogetherForm
from coachhub.safety.rules import Filler
from coachhub.safety.views.overview import to_overview


@member(Can.WRITE_PRIVATELY)
def fill_in(desk: Desk, client_id: UUID) -> Answer:
    """Go through the eight questions together with the client."""
    client = load_own_client(desk, client_id).client
    form = TogetherForm()
    if form.validate_on_submit():
        try:
            safety.answer(
                client, form.answers(), filled_by=Filler.TOGETHER, by=desk.actor, key=form.key.data
            )
        except safety.NothingAnswered:
            form.form_errors = [_("Nothing was answered. Leave the page if now isn’t the time.")]
        except safety.NotTheirs:
            abort(404)
        else:
            db.session.commit()
            flash(_("The answers are kept. What they mean stands below."), "ok")
            return to_overview(desk, client_id)
    return render_template("safety/questions.html", form=form, desk=desk, client=client), status_of(
        form
    )
