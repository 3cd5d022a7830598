"""In the demo no mail leaves the machine; here one reads what would have been sent."""

from dataclasses import dataclass
from datetime import datetime
from email import message_from_string
from email.message import EmailMessage
from email.policy import default
from uuid import UUID

from flask import Blueprint, abort, make_response, render_template, url_for
from sqlalchemy import select

from coachhub.accounts.access import visitor
from coachhub.core import tenancy
from coachhub.core.db import db
from coachhub.core.web import i18n, policy
from coachhub.core.web.answers import Answer
from coachhub.mail import services as mails
from coachhub.mail.models import Delivery
from coachhub.mail.rules import DeliveryState
from coachhub.ops.demo_cast import MARA
from coachhub.practices import services as practices
from coachhub.practices.words import MAIL_WORDS, how_it_went

bp = Blueprint("demo", __name__)

NEWEST = 20
CONTENT_POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; form-action 'none'; base-uri 'none'; "
    "frame-ancestors 'none'; sandbox"
)
"""Of a letter's page: a mail brings its style along, and may do no more than a mail program lets
it.
"""


@dataclass(frozen=True)
class Letter:
    """A mail as its reader would see it."""

    recipient: str
    at: datetime
    about: str
    text: str
    how: str
    """How it went, where it wasn't sent."""
    set_url: str
    """Where it is shown with its style."""


@bp.get("/demo/mail")
@policy.anybody
def mail() -> Answer:
    """The newest mails of all practices, with their words. The demo only has this page. Times are
    the reader's own, as in the log; for strangers, those of the demo's first practice.
    """
    found = visitor()
    zone = found.user.zone if found else MARA.zone
    i18n.speak(i18n.language(), zone)
    letters: list[Letter] = []
    for practice_id in [tenancy.INSTANCE, *practices.every_practice()]:
        tenancy.enter_practice(practice_id)
        newest = select(Delivery).order_by(Delivery.created_at.desc()).limit(NEWEST + 1)
        letters += [_letter(row) for row in db.session.scalars(newest)]
    letters.sort(key=lambda letter: letter.at, reverse=True)
    return render_template(
        "demo/mail.html", letters=letters[:NEWEST], has_older=len(letters) > NEWEST, zone=zone
    )


@bp.get("/demo/mail/<uuid:practice_id>/<uuid:delivery_id>")
@policy.anybody
def set_mail(practice_id: UUID, delivery_id: UUID) -> Answer:
    """A letter as a mail program shows it."""
    tenancy.enter_practice(practice_id)
    delivery = mails.find_delivery(practice_id, delivery_id)
    html = _part(delivery, "html") if delivery else ""
    if not html:
        abort(404)
    answer = make_response(html)
    answer.headers["Content-Security-Policy"] = CONTENT_POLICY
    return answer


def _letter(delivery: Delivery) -> Letter:
    url = url_for(".set_mail", practice_id=delivery.practice_id, delivery_id=delivery.id)
    about = str(MAIL_WORDS[delivery.kind])
    text = _part(delivery, "plain")
    how = "" if delivery.state == DeliveryState.SENT else how_it_went(delivery)[1]
    return Letter(delivery.recipient, delivery.created_at, about, text, how, url)


def _part(delivery: Delivery, kind: str) -> str:
    """The letter's words or its HTML; nothing of one that was never written."""
    letter = message_from_string(delivery.body or "", policy=default)
    part = letter.get_body((kind,))
    return part.get_content() if isinstance(part, EmailMessage) else ""
