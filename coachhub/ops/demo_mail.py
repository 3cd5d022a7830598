"""In the demo no mail leaves the machine; here one reads what would have been sent."""

from dataclasses import dataclass
from datetime import datetime

from flask import Blueprint, render_template
from sqlalchemy import select

from coachhub.core import tenancy
from coachhub.core.db import db
from coachhub.core.web import policy
from coachhub.core.web.answers import Answer
from coachhub.mail.models import Delivery
from coachhub.mail.rules import DeliveryState
from coachhub.practices import services as practices
from coachhub.practices.words import MAIL_WORDS, how_it_went

bp = Blueprint("demo", __name__)

NEWEST = 20


@dataclass(frozen=True)
class Letter:
    """A mail as its reader would see it."""

    recipient: str
    at: datetime
    about: str
    text: str
    how: str
    """How it went, where it wasn't sent."""


@bp.get("/demo/mail")
@policy.anybody
def mail() -> Answer:
    """The newest mails of all practices, with their words. The demo only has this page."""
    letters: list[Letter] = []
    for practice_id in [tenancy.INSTANCE, *practices.every_practice()]:
        tenancy.enter_practice(practice_id)
        newest = select(Delivery).order_by(Delivery.created_at.desc()).limit(NEWEST + 1)
        letters += [
            Letter(
                row.recipient,
                row.created_at,
                str(MAIL_WORDS[row.kind]),
                row.body or "",
                "" if row.state == DeliveryState.SENT else how_it_went(row)[1],
            )
            for row in db.session.scalars(newest)
        ]
    letters.sort(key=lambda letter: letter.at, reverse=True)
    return render_template(
        "demo/mail.html", letters=letters[:NEWEST], has_older=len(letters) > NEWEST
    )
