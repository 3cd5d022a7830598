from flask import abort, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from coachhub.clients import services as clients
from coachhub.clients.access import PortalVisit, client_of_practice
from coachhub.clients.rules import CURRENT
from coachhub.core.db import db
from coachhub.core.web.answers import SEE_OTHER, WAY_OUT, Answer, status_of
from coachhub.safety import services as safety
from coachhub.safety.forms import ScreenForm
from coachhub.safety.rules import Filler, FlagKind, Level, alerts, leads_to_help, raised_by
from coachhub.safety.words import SAFE_OPTIONS


@client_of_practice
def safety_questions(visit: PortalVisit) -> Answer:
    """The eight questions, to be answered or passed over, as often as things change."""
    form = ScreenForm()
    if form.validate_on_submit():
        try:
            safety.answer(
                visit.client,
                form.answers(),
                filled_by=Filler.CLIENT,
                by=visit.actor,
                key=form.key.data,
            )
        except safety.NothingAnswered:
            form.form_errors = [_("Answer what you can, or say that you would rather talk.")]
        except safety.NotTheirs:
            abort(404)
        else:
            db.session.commit()
            return _to(".safety_answered", visit)
    page = render_template(
        "portal/safety.html",
        form=form,
        visit=visit,
        coach_name=visit.row.coach_name,
        way_out=WAY_OUT,
    )
    return page, status_of(form)


@client_of_practice
def rather_talk(visit: PortalVisit) -> Answer:
    """Let the coach know that one would rather talk than answer in writing."""
    safety.ask_to_talk(visit.client, by=visit.actor)
    db.session.commit()
    flash(_("Your coach sees that you would rather talk, and comes to you about it."), "ok")
    return _to(".today", visit)


@client_of_practice
def safety_answered(visit: PortalVisit) -> Answer:
    """What comes after answering: thanks, or at once where help is."""
    screen = safety.newest_screen(visit.practice.id, visit.client.id)
    if screen is None:
        return _to(".safety_questions", visit)
    raised = raised_by(safety.answers_in(screen))
    return render_template(
        "portal/safety_answered.html",
        visit=visit,
        coach_name=visit.row.coach_name,
        is_urgent=Level.URGENT in raised.values(),
        is_alert=any(alerts(kind, level) for kind, level in raised.items()),
        shows_numbers=any(leads_to_help(kind, level) for kind, level in raised.items()),
        options=[
            SAFE_OPTIONS[kind] for kind in FlagKind if kind in raised and kind in SAFE_OPTIONS
        ],
        lines=safety.help_lines(visit.client.zone),
        way_out=WAY_OUT,
    )


@client_of_practice
def more(visit: PortalVisit) -> Answer:
    """Who works with the client, and the ways to everything that has no place in the bar."""
    return render_template(
        "portal/more.html",
        visit=visit,
        agreement=clients.standing_of(visit.practice.id, visit.client.id),
        works_together=visit.row.engagement.state in CURRENT,
    )


@client_of_practice
def help_page(visit: PortalVisit) -> Answer:
    """Whom to call at once, and how to reach the coach."""
    return render_template(
        "portal/help.html",
        visit=visit,
        coach_name=visit.row.coach_name,
        lines=safety.help_lines(visit.client.zone),
        way_out=WAY_OUT,
    )


def _to(endpoint: str, visit: PortalVisit) -> Response:
    return redirect(url_for(endpoint, practice=visit.practice.slug), SEE_OTHER)
