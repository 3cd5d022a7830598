"""What a client got of their sessions."""

from uuid import UUID

from coachhub.booking.models import Booking
from coachhub.core.happenings import Happenings, happening
from coachhub.sessions.models import SessionSummary


def happenings(practice_id: UUID, client_id: UUID) -> Happenings:
    """That summaries were sent, each version once; about the booking."""
    return (
        happening(
            "summary_sent",
            SessionSummary.published_at,
            about=Booking.id,
            meant=Booking.starts_at,
            title=Booking.title,
        )
        .join(SessionSummary.booking)
        .where(
            SessionSummary.practice_id == practice_id,
            Booking.client_id == client_id,
            SessionSummary.published_at.is_not(None),
        )
    )
