"""What stands beside the words a coach writes about a session."""

from typing import Any

from coachhub.booking.models import Booking
from coachhub.sessions import services as sessions


def beside(session: Booking) -> dict[str, Any]:
    """What client and coach agreed the last time, and what the client shared since."""
    return {"last": sessions.last_before(session), "words": sessions.words_before(session)}
