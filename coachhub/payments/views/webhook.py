from flask import Response, abort, request

from coachhub.core.db import db
from coachhub.core.web import policy
from coachhub.payments import services as payments

BAD_REQUEST = 400


@policy.anybody
def hear() -> Response:
    """Stripe tells what happened. Without its signature over these very bytes nothing is written;
    with it the event is stored once, a job is put in the queue, and nobody waits for more.
    """
    try:
        stripe = payments.stripe_here()
        news = stripe.read_news(request.get_data(), request.headers.get("Stripe-Signature", ""))
    except (payments.Unreachable, payments.BadSignature):
        abort(BAD_REQUEST)
    payments.hear(news)
    db.session.commit()
    return Response(status=200)
