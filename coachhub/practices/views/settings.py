from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from coachhub.core.db import db
from coachhub.core.stale import Stale
from coachhub.core.web.answers import CONFLICT, SEE_OTHER, Answer, status_of
from coachhub.core.web.forms import Form
from coachhub.practices import services as practices
from coachhub.practices.access import Desk, member
from coachhub.practices.forms import FaceForm, PublicPageForm, SettingsForm, hue_choice
from coachhub.practices.rules import Can
from coachhub.practices.tabs import settings_tabs


@member(Can.CHANGE_SETTINGS)
def settings(desk: Desk) -> Answer:
    """How the practice works: name, zone, money, language, and who sees what."""
    form = SettingsForm(obj=desk.settings, name=desk.practice.name)
    if form.validate_on_submit():
        try:
            practices.change_settings(
                desk.practice,
                desk.settings,
                version=form.version.data,
                by=desk.actor,
                values=form.values("version"),
            )
        except Stale:
            return _settings_page(desk, form.save_over(desk.settings), is_stale=True), CONFLICT
        db.session.commit()
        flash(_("Settings saved."), "ok")
        return redirect(url_for(".settings", practice=desk.practice.slug), SEE_OTHER)
    return _settings_page(desk, form), status_of(form)


def _settings_page(desk: Desk, form: Form, *, is_stale: bool = False) -> str:
    return render_template(
        "practices/settings.html",
        form=form,
        desk=desk,
        is_stale=is_stale,
        is_own=is_stale and practices.saved_them_last(desk.practice.id, by=desk.actor),
        tabs=settings_tabs(desk),
    )


@member(Can.CHANGE_SETTINGS)
def face(desk: Desk) -> Answer:
    """Sentence, colour and logo; the last step of signing up where `first` is asked for."""
    is_first = "first" in request.args
    form = FaceForm.of(desk.settings)
    is_stale = False
    if form.validate_on_submit():
        try:
            _show(desk, form)
        except Stale:
            is_stale = bool(form.save_over(desk.settings))
        else:
            db.session.commit()
            flash(_("This is how people see you now."), "ok")
            here = desk.practice.slug
            if is_first:
                return redirect(url_for("booking.new_type", practice=here, first=1), SEE_OTHER)
            return redirect(url_for(".face", practice=here), SEE_OTHER)
    page = render_template(
        "practices/face.html",
        form=form,
        desk=desk,
        is_first=is_first,
        hue_now=hue_choice(desk.settings.hue),
        is_stale=is_stale,
        is_own=is_stale and practices.saved_them_last(desk.practice.id, by=desk.actor),
        tabs=settings_tabs(desk),
    )
    return page, CONFLICT if is_stale else status_of(form)


@member(Can.OFFER)
def public_page(desk: Desk) -> Answer:
    """What the public page says, and whether there is one."""
    form = PublicPageForm(obj=desk.settings)
    is_stale = False
    if form.validate_on_submit():
        try:
            practices.change_settings(
                desk.practice,
                desk.settings,
                version=form.version.data,
                by=desk.actor,
                values=form.values("version"),
            )
        except Stale:
            is_stale = bool(form.save_over(desk.settings))
        else:
            db.session.commit()
            flash(_("Saved."), "ok")
            return redirect(url_for(".public_page", practice=desk.practice.slug), SEE_OTHER)
    page = render_template(
        "practices/public_page.html",
        form=form,
        desk=desk,
        is_stale=is_stale,
        is_own=is_stale and practices.saved_them_last(desk.practice.id, by=desk.actor),
        tabs=settings_tabs(desk),
    )
    return page, CONFLICT if is_stale else status_of(form)


def _show(desk: Desk, form: FaceForm) -> None:
    practices.show_face(
        desk.settings,
        version=form.version.data,
        by=desk.actor,
        hue=form.chosen_hue,
        sentence=form.sentence.data or "",
    )
    if form.new_logo or form.remove_logo.data:
        practices.put_up_logo(desk.settings, form.new_logo, by=desk.actor)
    if form.new_photo or form.remove_photo.data:
        practices.put_up_photo(desk.settings, form.new_photo, by=desk.actor)
