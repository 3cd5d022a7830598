from uuid import UUID

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from coachhub.booking import services as booking
from coachhub.booking.forms import TypeForm
from coachhub.booking.models import SessionType
from coachhub.booking.words import AUDIENCE_WORDS, PLACE_WORDS
from coachhub.core.db import db
from coachhub.core.stale import Stale
from coachhub.core.web.acts import act
from coachhub.core.web.answers import CONFLICT, SEE_OTHER, Answer, status_of
from coachhub.core.web.undo import UNDONE, flash_undo, way_back
from coachhub.practices.access import Desk, member
from coachhub.practices.rules import Can
from coachhub.practices.tabs import settings_tabs


@member(Can.OFFER)
def session_types(desk: Desk) -> Answer:
    """The kinds of session that people can book."""
    return render_template(
        "booking/types.html",
        desk=desk,
        types=booking.list_types(desk.practice.id),
        audience_words=AUDIENCE_WORDS,
        place_words=PLACE_WORDS,
        tabs=settings_tabs(desk),
    )


@member(Can.OFFER)
def new_type(desk: Desk) -> Answer:
    """Offer one more kind of session; the first one is a step of signing up."""
    is_first = "first" in request.args
    form = TypeForm(currency=desk.settings.currency)
    if form.validate_on_submit():
        try:
            booking.offer_type(
                desk.practice.id,
                form.offered(),
                currency=desk.settings.currency,
                by=desk.actor,
                key=form.key.data,
            )
        except booking.TooManyTypes:
            form.title.errors = [_("You offer very many already; please retire one first.")]
        else:
            db.session.commit()
            if is_first:
                here = desk.practice.slug
                return redirect(url_for(".availability", practice=here, first=1), SEE_OTHER)
            flash(_("Offered."), "ok")
            return _to_types(desk)
    page = render_template("booking/type.html", form=form, desk=desk, is_first=is_first)
    return page, status_of(form)


@member(Can.OFFER)
def edit_type(desk: Desk, type_id: UUID) -> Answer:
    """Change a kind of session; what is booked stays as it was booked."""
    row = _load(desk, type_id)
    form = TypeForm.about(row)
    is_stale = False
    if form.validate_on_submit():
        try:
            booking.change_type(row, form.offered(), version=form.version.data, by=desk.actor)
        except Stale:
            is_stale = bool(form.save_over(row))
        else:
            db.session.commit()
            flash(_("Saved. Sessions that are booked stay as they were booked."), "ok")
            return _to_types(desk)
    page = render_template(
        "booking/type.html",
        form=form,
        desk=desk,
        row=row,
        is_stale=is_stale,
        is_own=is_stale and booking.saved_it_last(row, by=desk.actor),
    )
    return page, CONFLICT if is_stale else status_of(form)


@member(Can.OFFER)
def retire(desk: Desk, type_id: UUID) -> Answer:
    """Offer this kind of session no more."""
    booking.retire_type(_load(desk, type_id), by=desk.actor)
    db.session.commit()
    back = way_back(".offer_again", practice=desk.practice.slug, type_id=type_id)
    flash_undo(_("Nobody can book it any more. What is booked stays."), back)
    return _to_types(desk)


@member(Can.OFFER)
def offer_again(desk: Desk, type_id: UUID) -> Answer:
    """Offer a kind of session again that was retired."""
    row = booking.find_retired(desk.practice.id, type_id)
    if row is None:
        _load(desk, type_id)  # pressed twice: it is offered already
        return _to_types(desk)
    too_many = _("You offer very many by now; please retire one first.")
    with act({booking.TooManyTypes: too_many}, done=str(UNDONE)):
        booking.offer_again(row, by=desk.actor)
    return _to_types(desk)


def _load(desk: Desk, type_id: UUID) -> SessionType:
    row = booking.find_type(desk.practice.id, type_id)
    if row is None:
        abort(404)
    return row


def _to_types(desk: Desk) -> Response:
    return redirect(url_for(".session_types", practice=desk.practice.slug), SEE_OTHER)
