from uuid import UUID

from flask import abort, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from coachhub.core.db import db
from coachhub.core.web.acts import act
from coachhub.core.web.answers import SEE_OTHER, Answer, status_of
from coachhub.core.web.undo import TOO_LATE, UNDONE, flash_undo, way_back
from coachhub.mail import services as mail
from coachhub.practices import services as practices
from coachhub.practices.access import Desk, invitation_problem, member
from coachhub.practices.forms import InviteMemberForm, RolesForm
from coachhub.practices.models import Invitation, Member
from coachhub.practices.rules import Can, Role
from coachhub.practices.tabs import settings_tabs
from coachhub.practices.words import PAUSE_WORDS, ROLE_WORDS


@member(Can.MANAGE_MEMBERS)
def members(desk: Desk) -> Answer:
    """Who works here, who is invited, and a form to invite one more."""
    form = InviteMemberForm()
    if form.validate_on_submit():
        problem = invitation_problem(desk, form.email.data) or _invite(desk, form)
        if problem:
            form.email.errors = [problem]
        else:
            db.session.commit()
            flash(_("%(name)s is invited by e-mail.", name=form.name.data), "ok")
            return _to_members(desk)
    members = practices.members_of(desk.practice.id)
    invitations = practices.open_invitations(desk.practice.id)
    addresses = [*(one.user.email for one in members), *(one.email for one in invitations)]
    page = render_template(
        "practices/members.html",
        form=form,
        desk=desk,
        members=members,
        invitations=invitations,
        role_words=ROLE_WORDS,
        paused=mail.pauses_among(desk.practice.id, addresses),
        pause_words=PAUSE_WORDS,
        tabs=settings_tabs(desk),
    )
    return page, status_of(form)


def _invite(desk: Desk, form: InviteMemberForm) -> str | None:
    """Invite who is named in the form; why it isn't possible, in a sentence, or None."""
    problem: str | None = None
    try:
        practices.invite(
            desk.practice.id,
            email=form.email.data,
            name=form.name.data,
            roles=[Role(role) for role in form.roles.data],
            by=desk.actor,
        )
    except practices.AlreadyInvited:
        problem = _("This person is here or invited already.")
    return problem


@member(Can.MANAGE_MEMBERS)
def roles(desk: Desk, member_id: UUID) -> Answer:
    """What a member is, to be changed."""
    row = _load_member(desk, member_id)
    form = RolesForm(roles=row.roles)
    if form.validate_on_submit():
        try:
            practices.change_roles(row, [Role(role) for role in form.roles.data], by=desk.actor)
        except practices.LastOwner:
            form.roles.errors = [_("A practice needs an owner; make somebody else one first.")]
        else:
            db.session.commit()
            flash(_("%(name)s’s roles are changed.", name=row.user.name), "ok")
            return _to_members(desk)
    page = render_template(
        "practices/roles.html", form=form, desk=desk, member=row, tabs=settings_tabs(desk)
    )
    return page, status_of(form)


@member(Can.MANAGE_MEMBERS)
def end(desk: Desk, member_id: UUID) -> Response:
    """Somebody leaves the practice."""
    row = _load_member(desk, member_id)
    try:
        practices.end_membership(row, by=desk.actor)
    except practices.LastOwner:
        flash(_("A practice needs an owner; make somebody else one first."), "bad")
    else:
        db.session.commit()
        flash(_("%(name)s is not a member any more.", name=row.user.name), "ok")
    return _to_members(desk)


@member(Can.MANAGE_MEMBERS)
def sign_out(desk: Desk, member_id: UUID) -> Response:
    """End all of a member's sign-ins, as when a laptop is lost."""
    row = _load_member(desk, member_id)
    practices.sign_member_out(row, by=desk.actor)
    db.session.commit()
    flash(_("%(name)s is signed out everywhere.", name=row.user.name), "ok")
    return _to_members(desk)


@member(Can.MANAGE_MEMBERS)
def invite_again(desk: Desk, invitation_id: UUID) -> Response:
    """The mail goes out once more."""
    invitation = _load_invitation(desk, invitation_id)
    problem = invitation_problem(desk, invitation.email)
    if problem:
        flash(problem, "need")
    else:
        practices.invite_again(invitation, by=desk.actor)
        db.session.commit()
        flash(_("The invitation is on its way again."), "ok")
    return _to_members(desk)


@member(Can.MANAGE_MEMBERS)
def take_back(desk: Desk, invitation_id: UUID) -> Response:
    """The invitation no longer opens the door."""
    practices.take_back(_load_invitation(desk, invitation_id), by=desk.actor)
    db.session.commit()
    back = way_back(".put_back", practice=desk.practice.slug, invitation_id=invitation_id)
    flash_undo(_("The invitation is taken back."), back)
    return _to_members(desk)


@member(Can.MANAGE_MEMBERS)
def put_back(desk: Desk, invitation_id: UUID) -> Response:
    """The invitation that was just taken back opens the door again; no mail goes."""
    invitation = practices.find_invitation(desk.practice.id, invitation_id)
    if invitation is None:
        abort(404)
    refusals = {practices.NotInvited: str(TOO_LATE), practices.AlreadyInvited: str(TOO_LATE)}
    with act(refusals, done=str(UNDONE)):
        practices.put_back(invitation, by=desk.actor)
    return _to_members(desk)


def _load_member(desk: Desk, member_id: UUID) -> Member:
    row = practices.find_member(desk.practice.id, member_id)
    if row is None:
        abort(404)
    return row


def _load_invitation(desk: Desk, invitation_id: UUID) -> Invitation:
    invitation = practices.find_open_invitation(desk.practice.id, invitation_id)
    if invitation is None:
        abort(404)
    return invitation


def _to_members(desk: Desk) -> Response:
    return redirect(url_for(".members", practice=desk.practice.slug), SEE_OTHER)
