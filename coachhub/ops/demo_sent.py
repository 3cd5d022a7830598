"""The demo's mails about what is booked and paid: they went out when it was, not today."""

from datetime import timedelta

from sqlalchemy import func, or_, select, update

from coachhub.booking.models import Booking
from coachhub.core.db import db
from coachhub.mail.models import Delivery
from coachhub.mail.rules import DeliveryState
from coachhub.ops.demo_scene import Scene


def tell(scene: Scene) -> None:
    """Nobody gets word today of a session that was booked, or a payment that was made, before."""
    db.session.flush()
    booked_at = (
        select(Booking.created_at)
        .where(Booking.practice_id == Delivery.practice_id, Booking.id == Delivery.about_id)
        .scalar_subquery()
    )
    then = func.least(booked_at, scene.moment(timedelta(days=1)))
    db.session.execute(
        update(Delivery)
        .where(
            Delivery.practice_id == scene.practice_id,
            Delivery.state == DeliveryState.WAITING,
            or_(Delivery.kind.startswith("booking/"), Delivery.kind.startswith("payments/")),
        )
        .values(state=DeliveryState.SENT, tries=1, created_at=then, sent_at=then)
        .execution_options(synchronize_session=False)
    )
