"""What came in from a client."""

from uuid import UUID

from coachhub.booking.models import Booking
from coachhub.core.happenings import Happenings, happening
from coachhub.payments.models import Payment
from coachhub.payments.rules import WITH_MONEY


def happenings(practice_id: UUID, client_id: UUID) -> Happenings:
    """That payments came in; about the booking."""
    return (
        happening(
            "payment_in",
            Payment.paid_at,
            about=Booking.id,
            meant=Booking.starts_at,
            title=Booking.title,
        )
        .join(Payment.booking)
        .where(
            Payment.practice_id == practice_id,
            Booking.client_id == client_id,
            Payment.state.in_(sorted(WITH_MONEY)),
            Payment.paid_at.is_not(None),
        )
    )
