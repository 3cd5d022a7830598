from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from coachhub.core.db import db
from coachhub.core.web.acts import act
from coachhub.core.web.answers import SEE_OTHER, Answer
from coachhub.payments import services as payments
from coachhub.practices.access import Desk, member
from coachhub.practices.rules import Can
from coachhub.practices.tabs import settings_tabs


@member(Can.CHANGE_SETTINGS)
def account(desk: Desk) -> Answer:
    """Whether clients pay by card before a session is confirmed."""
    return render_template(
        "payments/account.html",
        desk=desk,
        account=payments.account_of(desk.practice.id),
        may_open=payments.may_open(desk.practice),
        takes_cards=payments.takes_cards(desk.practice),
        tabs=settings_tabs(desk),
    )


@member(Can.CHANGE_SETTINGS)
def open_account(desk: Desk) -> Answer:
    """Take payments through Stripe from now on."""
    no_key = _("This installation has no key of Stripe’s for your practice.")
    done = _("From now on clients pay before a session is confirmed.")
    with act({payments.NotOurs: no_key}, done=done):
        payments.open_account(desk.practice, by=desk.actor)
    return _to_account(desk)


@member(Can.CHANGE_SETTINGS)
def close_account(desk: Desk) -> Answer:
    """Take no new payments through Stripe."""
    payments.close_account(desk.practice, by=desk.actor)
    db.session.commit()
    flash(_("Sessions are confirmed at once again. What was begun is brought to its end."), "ok")
    return _to_account(desk)


def _to_account(desk: Desk) -> Response:
    return redirect(url_for(".account", practice=desk.practice.slug), SEE_OTHER)
