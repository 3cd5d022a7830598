"""The browsers one is signed in on."""

from uuid import UUID

from flask import abort, flash, redirect, render_template, url_for
from flask_babel import gettext as _

from coachhub.accounts import access, services
from coachhub.accounts.access import signed_in
from coachhub.core.db import db
from coachhub.core.web.answers import SEE_OTHER, Answer


@signed_in
def devices() -> Answer:
    me = access.person()
    found = services.devices_of(me.user)
    return render_template(
        "accounts/devices.html", devices=found, this_one=me.device.id, zone=me.user.zone
    )


@signed_in
def end_device(device_id: UUID) -> Answer:
    user = access.person().user
    device = services.find_device(user, device_id)
    if device is None:
        abort(404)
    services.end_device(device, by=services.acting(user))
    db.session.commit()
    flash(_("That device is signed out."), "ok")
    return redirect(url_for(".devices"), SEE_OTHER)


@signed_in
def end_other_devices() -> Answer:
    me = access.person()
    services.end_devices(me.user, by=services.acting(me.user), except_=me.device)
    db.session.commit()
    flash(_("All other devices are signed out."), "ok")
    return redirect(url_for(".devices"), SEE_OTHER)
