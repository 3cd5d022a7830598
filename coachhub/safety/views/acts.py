from collections.abc import Callable
from uuid import UUID

from flask import abort, flash, render_template
from flask_babel import gettext as _

from coachhub.clients.access import load_own_client
from coachhub.core.db import db
from coachhub.core.web.answers import Answer, status_of
from coachhub.practices.access import Desk, member
from coachhub.practices.rules import Can
from coachhub.safety import services as safety
from coachhub.safety.access import load_flag, load_overseen_flag
from coachhub.safety.forms import ActionForm, ClosingForm, HoldForm
from coachhub.safety.rules import Ending
from coachhub.safety.views.overview import to_overview
from coachhub.safety.words import FLAG_ADVICE, FLAG_WORDS


@member(Can.WRITE_PRIVATELY)
def acknowledge(desk: Desk, client_id: UUID) -> Answer:
    """The coach has seen what is urgent."""
    client = load_own_client(desk, client_id).client
    safety.acknowledge(client, by=desk.actor)
    db.session.commit()
    flash(_("Noted that you have seen it. Write down what you do about it."), "ok")
    return to_overview(desk, client_id)


@member(Can.WRITE_PRIVATELY)
def discuss(desk: Desk, client_id: UUID, flag_id: UUID) -> Answer:
    """The coach has talked about it with the client."""
    _row, flag = load_flag(desk, client_id, flag_id)
    try:
        safety.discuss(flag, by=desk.actor)
    except safety.NotPossible:
        db.session.rollback()
        flash(_("It stands somewhere else by now."), "need")
    else:
        db.session.commit()
        flash(_("Noted that you talked about it."), "ok")
    return to_overview(desk, client_id)


@member(Can.WRITE_PRIVATELY)
def close(desk: Desk, client_id: UUID, flag_id: UUID) -> Answer:
    """Close a flag, with why; an urgent one waits for an owner, where there is another person."""
    row, flag = load_flag(desk, client_id, flag_id)
    form = ClosingForm(flag.kind)
    if form.validate_on_submit():
        try:
            safety.close(flag, Ending(form.ending.data), form.reason.data, by=desk.actor)
        except safety.NothingNoted:
            form.form_errors = [_("Please note first what you did about it, and when.")]
        except safety.NotPossible:
            db.session.rollback()
            flash(_("It stands somewhere else by now."), "need")
            return to_overview(desk, client_id)
        else:
            db.session.commit()
            flash(_("Closed.") if flag.closed_at else _("An owner is asked to look, too."), "ok")
            return to_overview(desk, client_id)
    page = render_template(
        "safety/closing.html",
        form=form,
        desk=desk,
        client=row.client,
        flag=flag,
        flag_words=FLAG_WORDS,
        flag_advice=FLAG_ADVICE,
        has_second=safety.has_second(desk.practice.id, desk.user.id),
    )
    return page, status_of(form)


@member(Can.OVERSEE_SAFETY)
def confirm(desk: Desk, client_id: UUID, flag_id: UUID) -> Answer:
    """An owner has looked as well: the flag is closed."""
    return _look_again(desk, client_id, flag_id, safety.confirm_closing, _("Closed."))


@member(Can.OVERSEE_SAFETY)
def send_back(desk: Desk, client_id: UUID, flag_id: UUID) -> Answer:
    """An owner wants to talk with the coach first."""
    done = _("It stays as it was. Speak with the coach.")
    return _look_again(desk, client_id, flag_id, safety.send_back, done)


def _look_again(
    desk: Desk,
    client_id: UUID,
    flag_id: UUID,
    act: Callable[..., None],
    done: str,
) -> Answer:
    _row, flag = load_overseen_flag(desk, client_id, flag_id)
    try:
        act(flag, by=desk.actor)
    except safety.SamePerson:
        db.session.rollback()
        flash(_("You asked for it; somebody else has to look."), "need")
    except safety.NotPossible:
        db.session.rollback()
        flash(_("It stands somewhere else by now."), "need")
    else:
        db.session.commit()
        flash(done, "ok")
    return to_overview(desk, client_id)


@member(Can.WRITE_PRIVATELY)
def note_action(desk: Desk, client_id: UUID) -> Answer:
    """Write down what was done about the client's safety, and when."""
    client = load_own_client(desk, client_id).client
    form = ActionForm(zone=desk.user.zone)
    if form.validate_on_submit():
        try:
            safety.note_action(
                client,
                form.chosen(),
                form.instant(),
                form.note.data,
                by=desk.actor,
                key=form.key.data,
            )
        except safety.NotPossible:
            abort(404)
        db.session.commit()
        flash(_("Written down."), "ok")
        return to_overview(desk, client_id)
    page = render_template("safety/action.html", form=form, desk=desk, client=client)
    return page, status_of(form)


@member(Can.WRITE_PRIVATELY)
def set_hold(desk: Desk, client_id: UUID) -> Answer:
    """Say, with a reason, that an order names the client: nothing may prepare contact."""
    return _hold(desk, client_id, safety.set_hold, _("The hold is set."))


@member(Can.WRITE_PRIVATELY)
def lift_hold(desk: Desk, client_id: UUID) -> Answer:
    """Lift the hold, with a reason."""
    return _hold(desk, client_id, safety.lift_hold, _("The hold is lifted."))


def _hold(desk: Desk, client_id: UUID, act: Callable[..., None], done: str) -> Answer:
    client = load_own_client(desk, client_id).client
    form = HoldForm()
    if form.validate_on_submit():
        try:
            act(client, form.reason.data, by=desk.actor)
        except safety.HoldChanged:
            db.session.rollback()
            flash(_("It stands somewhere else by now."), "need")
        else:
            db.session.commit()
            flash(done, "ok")
        return to_overview(desk, client_id)
    page = render_template(
        "safety/hold.html",
        form=form,
        desk=desk,
        client=client,
        lifts=act is safety.lift_hold,
    )
    return page, status_of(form)
