"""Makers of what is to be paid, and was."""

from uuid import UUID

from coachhub.booking import services as booking
from coachhub.booking.models import Booking, SessionType
from coachhub.booking.rules import Source
from coachhub.booking.words import EARLY_WISH
from coachhub.clients.models import Client
from coachhub.core.db import db
from coachhub.core.ids import new_id
from coachhub.payments import services as payments
from tests.access.world import World


def guest_who_is_to_pay(world: World) -> str:
    """The secret of somebody's booking that waits to be paid."""
    token = world.guest(held=True)
    with world.inside(world.cast.north):
        found = booking.booking_behind(world.cast.north, token)
        assert found
        world.fill_in(found)
        payments.ask(found)
    return token


def session_to_pay_for(world: World) -> UUID:
    """Carla has chosen a time with Idris, and is to pay for it."""
    what = world.type()
    north = world.cast.north
    with world.inside(north):
        calendar = booking.calendar_of(north, world.cast.members["idris"])
        assert calendar
        for earlier in db.session.query(Booking).filter_by(state="pending_payment"):
            booking.release(earlier)
        return booking.book_for(
            calendar,
            db.session.get_one(SessionType, (north, what)),
            world.hour(),
            db.session.get_one(Client, (north, world.cast.clients["carla"])),
            key=new_id(),
            source=Source.PORTAL,
            by=world.by,
            to_be_paid=True,
            early_wish=EARLY_WISH,
        ).id


def paid_session(world: World, practice: str = "north") -> UUID:
    """A session that is marked as paid."""
    booked = world.booking(practice)
    with world.inside(getattr(world.cast, practice)):
        found = booking.find_booking(getattr(world.cast, practice), booked)
        assert found
        payments.mark_paid(found, by=world.by)
    return booked


def payment(world: World, practice: str = "north") -> UUID:
    """The payment of such a session."""
    booked = paid_session(world, practice)
    with world.inside(getattr(world.cast, practice)):
        found = booking.find_booking(getattr(world.cast, practice), booked)
        assert found
        paid = payments.standing(found)
        assert paid
        return paid.id
