from uuid import UUID

from coachhub.booking import services as booking
from coachhub.booking.rules import BookingState, may_remind
from coachhub.core import clock
from coachhub.jobs.services import periodic, task


@periodic("booking.give_back", cron="*/5 * * * *", each_practice=True)
def give_back(practice_id: UUID) -> None:
    """Times that were held and never booked are free again."""
    booking.expire_holds(practice_id)


@task("booking.remind")
def remind(practice_id: UUID, *, booking_id: UUID, sequence: int) -> None:
    """Remind of a session that still stands as it did when this was planned, and not too late."""
    found = booking.find_booking(practice_id, booking_id)
    if found is None or found.state != BookingState.CONFIRMED or found.sequence != sequence:
        return
    if may_remind(found.starts_at, found.client_zone, clock.now()):
        booking.remind(practice_id, found)
