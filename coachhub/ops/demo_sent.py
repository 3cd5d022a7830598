"""The demo's mails: they went out when what they tell of happened, not today."""

from datetime import timedelta

from sqlalchemy import case, func, or_, select, update

from coachhub.booking.models import Booking
from coachhub.clients.models import Client
from coachhub.core.db import db
from coachhub.mail import services as mail
from coachhub.mail.models import Delivery
from coachhub.mail.rules import DeliveryState
from coachhub.ops.demo_scene import Scene

OPENED = timedelta(days=300)
"""How long ago the members came."""


def tell(scene: Scene) -> None:
    """Nobody gets word today of what happened before, and what is long ago is forgotten."""
    db.session.flush()
    _date_bookings(scene)
    _date_invitations(scene)
    mail.forget_old(scene.practice_id)


def _date_invitations(scene: Scene) -> None:
    """They went out when people were invited; one that isn't answered is written now, so that its
    link opens.
    """
    mine = Delivery.practice_id == scene.practice_id
    then = scene.moment(OPENED)
    db.session.execute(
        update(Delivery)
        .where(mine, Delivery.kind == "practices/invitation")
        .values(state=DeliveryState.SENT, tries=1, created_at=then, sent_at=then)
        .execution_options(synchronize_session=False)
    )
    has_come = Client.user_id.is_not(None)
    db.session.execute(
        update(Delivery)
        .where(mine, Delivery.kind == "clients/invitation")
        .where(Client.practice_id == Delivery.practice_id, Client.id == Delivery.about_id)
        .values(
            state=case((has_come, DeliveryState.SENT), else_=Delivery.state),
            tries=case((has_come, 1), else_=0),
            created_at=Client.invited_at,
            sent_at=case((has_come, Client.invited_at)),
        )
        .execution_options(synchronize_session=False)
    )


def _date_bookings(scene: Scene) -> None:
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
