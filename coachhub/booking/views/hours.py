from typing import Any
from uuid import UUID

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from coachhub.booking import services as booking
from coachhub.booking.access import keeps_hours_of, load_coach
from coachhub.booking.forms import BlockForm, HoursForm
from coachhub.booking.models import Calendar
from coachhub.booking.rules import Window
from coachhub.core.db import db
from coachhub.core.stale import Stale
from coachhub.core.web.acts import act
from coachhub.core.web.answers import CONFLICT, SEE_OTHER, Answer, status_of
from coachhub.core.web.paging import with_ways
from coachhub.core.web.undo import UNDONE, flash_undo, way_back
from coachhub.practices import services as practices
from coachhub.practices.access import Desk, member, refuse
from coachhub.practices.models import Member
from coachhub.practices.rules import Can

OFFICE_HOURS = [Window(day, 9 * 60, 17 * 60) for day in range(5)]


@member(Can.WORK_HERE)
def availability(desk: Desk) -> Answer:
    """One's own hours, or those of the first coach for whom one may keep them."""
    coaches = [
        coach for coach in practices.coaches_of(desk.practice.id) if keeps_hours_of(desk, coach.id)
    ]
    if not coaches:
        refuse(desk, "hours")
    mine = next((coach for coach in coaches if coach.id == desk.member.id), coaches[0])
    return _to_hours(desk, mine.id)


@member(Can.WORK_HERE)
def coach_hours(desk: Desk, coach_id: UUID) -> Answer:
    """When a coach works, and how their times are offered."""
    coach = load_coach(desk, coach_id)
    calendar = booking.calendar_of(desk.practice.id, coach_id)
    form = HoursForm(**_stored(desk, coach, calendar))
    is_stale = False
    if not form.rearrange() and form.validate_on_submit():
        try:
            booking.set_hours(
                desk.practice.id,
                coach_id,
                form.windows(),
                form.rules(),
                version=form.version.data,
                by=desk.actor,
            )
        except Stale:
            is_stale = bool(form.save_over(calendar))
        else:
            db.session.commit()
            if "first" in request.args:
                flash(_first_words(desk, coach_id), "ok")
                return redirect(url_for("public.practice", practice=desk.practice.slug), SEE_OTHER)
            flash(_("Saved. What is booked stays booked."), "ok")
            return _to_hours(desk, coach_id)
    page = render_template(
        "booking/hours.html",
        form=form,
        holds=calendar is not None,
        is_stale=is_stale,
        **_around(desk, coach),
    )
    return page, CONFLICT if is_stale else status_of(form)


def _first_words(desk: Desk, coach_id: UUID) -> str:
    """What is said of the public page when a first walk through the settings ends there."""
    words: str = _("This is your public page. People can book with you from here.")
    if booking.missing(desk.practice.id, coach_id):
        words = _("This is your public page. People can book once you say what you offer.")
    return words


def _stored(desk: Desk, coach: Member, calendar: Calendar | None) -> dict[str, Any]:
    """What the form says first: what stands, or office hours to begin with."""
    if calendar is None:
        windows = OFFICE_HOURS
        values: dict[str, Any] = {"zone": _zone_of(desk, coach), "version": 1}
    else:
        windows = booking.windows_of(desk.practice.id, coach.id)
        values = {"obj": calendar}
    days = {
        f"day_{number}": [one for one in windows if one.weekday == number] for number in range(7)
    }
    return {**values, **days}


def _zone_of(desk: Desk, coach: Member) -> str:
    """The coach's zone or, where nobody has said it yet, the practice's."""
    return coach.user.zone if coach.user.zone != "UTC" else desk.settings.zone


@member(Can.WORK_HERE)
def blocks(desk: Desk, coach_id: UUID) -> Answer:
    """Times at which a coach takes no sessions."""
    coach = load_coach(desk, coach_id)
    calendar = booking.calendar_of(desk.practice.id, coach_id)
    form = BlockForm(zone=calendar.zone if calendar else coach.user.zone)
    if form.validate_on_submit():
        begins_at, ends_at = form.span()
        try:
            booking.add_block(
                desk.practice.id,
                coach_id,
                begins_at,
                ends_at,
                form.note.data,
                by=desk.actor,
                key=form.key.data,
            )
        except booking.TimeTaken:
            form.begins_at.errors = [_("A session lies in this time. Please move it first.")]
        else:
            db.session.commit()
            flash(_("Nobody can book this time now."), "ok")
            return _to_blocks(desk, coach_id)
    number = request.args.get("page", 1, int)
    page = render_template(
        "booking/blocks.html",
        form=form,
        page=with_ways(booking.coming_blocks(desk.practice.id, coach_id, number)),
        zone=calendar.zone if calendar else coach.user.zone,
        **_around(desk, coach),
    )
    return page, status_of(form)


@member(Can.WORK_HERE)
def unblock(desk: Desk, coach_id: UUID, block_id: UUID) -> Answer:
    """Take a block away."""
    load_coach(desk, coach_id)
    block = booking.find_block(desk.practice.id, coach_id, block_id)
    if block is None:
        abort(404)
    booking.remove_block(block, by=desk.actor)
    db.session.commit()
    back = way_back(
        ".block_again", practice=desk.practice.slug, coach_id=coach_id, block_id=block_id
    )
    flash_undo(_("The time can be booked again."), back)
    return _to_blocks(desk, coach_id)


@member(Can.WORK_HERE)
def block_again(desk: Desk, coach_id: UUID, block_id: UUID) -> Answer:
    """Put a block that was taken away back."""
    load_coach(desk, coach_id)
    block = booking.find_block(desk.practice.id, coach_id, block_id)
    if block is None:
        abort(404)
    taken = _("Somebody has booked in this time meanwhile; their session stays.")
    with act({booking.TimeTaken: taken}, done=str(UNDONE)):
        booking.put_block_back(block, by=desk.actor)
    return _to_blocks(desk, coach_id)


def _around(desk: Desk, coach: Member) -> dict[str, Any]:
    everybody = practices.coaches_of(desk.practice.id)
    return {
        "desk": desk,
        "coach": coach,
        "coach_ways": [
            {
                "label": one.user.name,
                "url": url_for(
                    request.endpoint or "", practice=desk.practice.slug, coach_id=one.id
                ),
                "is_current": one.id == coach.id,
                "count": None,
            }
            for one in everybody
            if keeps_hours_of(desk, one.id)
        ],
    }


def _to_hours(desk: Desk, coach_id: UUID) -> Response:
    here = desk.practice.slug
    first = request.args.get("first") or None
    url = url_for(".coach_hours", practice=here, coach_id=coach_id, first=first)
    return redirect(url, SEE_OTHER)


def _to_blocks(desk: Desk, coach_id: UUID) -> Response:
    here = desk.practice.slug
    return redirect(url_for(".blocks", practice=here, coach_id=coach_id), SEE_OTHER)
