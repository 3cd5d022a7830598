from datetime import timedelta

from flask import abort, redirect, render_template, request, url_for

from coachhub.core.actor import Actor
from coachhub.core.db import db
from coachhub.core.limits import Limit, take
from coachhub.core.web import policy
from coachhub.core.web.answers import SEE_OTHER, Answer
from coachhub.mail import services as mail
from coachhub.mail.words import SORT_WORDS
from coachhub.practices import services as practices
from coachhub.practices.models import Practice
from coachhub.public.frame import come_to

READER = Actor(None, "reader")
CHANGES = Limit("mail_wish", 20, timedelta(hours=1))


@policy.anybody
def mail_wish(token: str) -> Answer:
    """What the link at a mail's foot leads to: opening it changes nothing, its button does.

    Mail programs send the form by themselves (RFC 8058): without a session, and they follow no
    redirect. The secret in the address is all the proof there is, and enough.
    """
    wish = mail.wish_in(token) or abort(404)
    practice = db.session.get(Practice, wish.practice_id) or abort(404)
    front = come_to(practice.slug)
    if request.method == "POST":
        take(CHANGES, f"{wish.practice_id}|{wish.address}")
        practices.change_wish(wish, is_wanted="again" in request.form, by=READER)
        db.session.commit()
        if "List-Unsubscribe" not in request.form:
            return redirect(url_for(".mail_wish", token=token), SEE_OTHER)
    return render_template(
        "public/mail_wish.html",
        front=front,
        frame=front.frame,
        what=SORT_WORDS[wish.sort],
        is_wanted=wish.sort not in mail.unwanted_mails(wish.practice_id, wish.address),
    )
