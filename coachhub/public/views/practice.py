from flask import render_template

from coachhub.accounts.access import visitor
from coachhub.booking import services as booking
from coachhub.booking.rules import Audience
from coachhub.booking.words import PLACE_WORDS, cancelling_rule
from coachhub.core.web import policy
from coachhub.core.web.answers import Answer
from coachhub.practices.face import photo_url
from coachhub.public.frame import come_to_public
from coachhub.safety import services as safety


@policy.anybody
def practice_page(practice: str) -> Answer:
    """Who a practice is, how it works, and what can be booked."""
    is_known = visitor() is not None
    front = come_to_public(practice)
    types = booking.list_types(front.practice.id, Audience.PUBLIC)
    return render_template(
        "public/practice.html",
        front=front,
        frame=front.frame,
        types=types,
        cancelling_rule=cancelling_rule,
        rules={cancelling_rule(one) for one in types if one.price},
        calendars=booking.open_calendars(front.practice.id),
        place_words=PLACE_WORDS,
        lines=safety.help_lines(front.settings.zone),
        photo_url=photo_url(front.practice, front.settings),
        is_known=is_known,
    )
