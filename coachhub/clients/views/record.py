from uuid import UUID

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from coachhub.clients import services as clients
from coachhub.clients.access import (
    load_client,
    load_own_client,
    may_lead,
    possible_coaches,
)
from coachhub.clients.forms import (
    STATE_WORDS,
    ClientForm,
    EngagementForm,
    NewClientForm,
    RemarkForm,
)
from coachhub.clients.models import Client, Engagement
from coachhub.clients.rules import ENDED, TRANSITIONS, EngagementState
from coachhub.clients.views.overview import note_reading
from coachhub.core.db import db
from coachhub.core.stale import Stale
from coachhub.core.web.answers import CONFLICT, SEE_OTHER, Answer, status_of
from coachhub.core.web.forms import choices_of
from coachhub.core.web.undo import flash_undo, way_back
from coachhub.practices import services as practices
from coachhub.practices.access import Desk, member, refuse
from coachhub.practices.models import Member
from coachhub.practices.rules import Can


@member(Can.ADD_CLIENTS)
def new(desk: Desk) -> Answer:
    """Take somebody on."""
    form = NewClientForm(zone=desk.settings.zone, locale=desk.settings.locale)
    choice = possible_coaches(desk)
    form.coach_id.choices = choices_of({key: coach.user.name for key, coach in choice.items()})
    if form.validate_on_submit():
        try:
            client = clients.add_client(
                desk.practice.id,
                choice[form.coach_id.data],
                by=desk.actor,
                values=form.values("coach_id"),
            )
        except clients.AddressKnown:
            form.email.errors = [_("Another client of this practice has this address.")]
        else:
            db.session.commit()
            flash(_("%(name)s is one of your clients now.", name=client.name), "ok")
            return _to_record(desk, client.id)
    return render_template("clients/new.html", form=form, desk=desk), status_of(form)


@member(Can.WORK_HERE)
def edit(desk: Desk, client_id: UUID) -> Answer:
    """Change what stands in the record. A late save shows what somebody else saved meanwhile."""
    row = load_client(desk, client_id)
    form = ClientForm(obj=row.client)
    is_stale = False
    if form.validate_on_submit():
        values = form.values("version")
        try:
            clients.change_client(
                row.client, version=form.version.data, by=desk.actor, values=values
            )
        except clients.AddressKnown:
            form.email.errors = [_("Another client of this practice has this address.")]
        except Stale:
            is_stale = bool(form.save_over(row.client))
        else:
            db.session.commit()
            flash(_("Saved."), "ok")
            return _to_record(desk, client_id)
    note_reading(desk, row)
    page = render_template(
        "clients/edit.html",
        form=form,
        desk=desk,
        client=row.client,
        is_stale=is_stale,
        is_own=is_stale and clients.saved_it_last(row.client, by=desk.actor),
    )
    return page, CONFLICT if is_stale else status_of(form)


@member(Can.WORK_HERE)
def remark(desk: Desk, client_id: UUID) -> Answer:
    """What the coach keeps in mind about the client; for that coach alone."""
    row = load_own_client(desk, client_id)
    form = RemarkForm(obj=row.client)
    is_stale = False
    if form.validate_on_submit():
        try:
            clients.write_remark(
                row.client, form.remark.data or "", version=form.version.data, by=desk.actor
            )
        except Stale:
            is_stale = bool(form.save_over(row.client))
        else:
            db.session.commit()
            _remark_saved(desk, row.client)
            return _to_record(desk, client_id)
    page = render_template(
        "clients/remark.html", form=form, desk=desk, client=row.client, is_stale=is_stale
    )
    return page, CONFLICT if is_stale else status_of(form)


def _remark_saved(desk: Desk, client: Client) -> None:
    said = _("Your remark is saved.")
    if client.remark_replaced_at is None:
        flash(said, "ok")
        return
    values = {"version": str(client.version)}
    here = desk.practice.slug
    flash_undo(said, way_back(".bring_remark_back", values, practice=here, client_id=client.id))


@member(Can.LEAD_CLIENTS)
def engagement(desk: Desk, client_id: UUID) -> Answer:
    """Say where work with the client stands; the owner may also hand them to another coach."""
    row = load_client(desk, client_id)
    if not may_lead(desk, row):
        refuse(desk, "engagement")
    coaches_here = {str(coach.id): coach for coach in practices.coaches_of(desk.practice.id)}
    form = _engagement_form(desk, row, coaches_here)
    if form.validate_on_submit():
        try:
            goes_back = _go_on(desk, row.engagement, form, coaches_here)
        except clients.NotPossible:
            form.state.errors = [_("It stands somewhere else by now; please choose again.")]
        else:
            db.session.commit()
            if goes_back:
                _offer_step_back(desk, row.engagement)
            else:
                flash(_("Noted."), "ok")
            return _to_record(desk, client_id)
    page = render_template("clients/engagement.html", form=form, desk=desk, client=row.client)
    return page, status_of(form)


def _go_on(
    desk: Desk, engagement: Engagement, form: EngagementForm, coaches_here: dict[str, Member]
) -> bool:
    """Do what was chosen. Whether it can be taken back: a step alone can, unless it is an end."""
    is_handed_over = form.coach_id and form.coach_id.data != str(engagement.coach_id)
    is_step = form.state.data != engagement.state
    if is_handed_over:
        clients.hand_over(engagement, coaches_here[form.coach_id.data], by=desk.actor)
    if is_step:
        clients.move(engagement, EngagementState(form.state.data), by=desk.actor)
    return is_step and not is_handed_over and form.state.data not in ENDED


def _offer_step_back(desk: Desk, engagement: Engagement) -> None:
    here, client_id = desk.practice.slug, engagement.client_id
    back = way_back(".step_back", {"last": engagement.state}, practice=here, client_id=client_id)
    flash_undo(_("Noted."), back)


def _engagement_form(
    desk: Desk, row: clients.Row, coaches_here: dict[str, Member]
) -> EngagementForm:
    state = EngagementState(row.engagement.state)
    form = EngagementForm(state=state.value, coach_id=str(row.engagement.coach_id))
    possible = [
        following for following in EngagementState if following in {state, *TRANSITIONS[state]}
    ]
    form.state.choices = choices_of({state: STATE_WORDS[state] for state in possible})
    if desk.can(Can.MANAGE_MEMBERS):
        names = {key: coach.user.name for key, coach in coaches_here.items()}
        form.coach_id.choices = choices_of({**_who_has_left(row, coaches_here), **names})
    else:
        del form.coach_id
    return form


def _who_has_left(row: clients.Row, coaches_here: dict[str, Member]) -> dict[str, str]:
    """The client's coach if they coach here no more: chosen still, so that a new one is chosen
    knowingly.
    """
    key = str(row.engagement.coach_id)
    if key in coaches_here:
        return {}
    return {key: _("%(name)s (does not coach here any more)", name=row.coach_name)}


def _to_record(desk: Desk, client_id: UUID) -> Response:
    return redirect(
        url_for(".overview", practice=desk.practice.slug, client_id=client_id), SEE_OTHER
    )
