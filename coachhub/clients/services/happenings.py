"""What happened with a client's record, their agreement and the work itself."""

from collections.abc import Iterator
from uuid import UUID

from coachhub.clients.models import Client, Engagement, Signature, StatedHope
from coachhub.core.happenings import Happenings, happening


def happenings(practice_id: UUID, client_id: UUID) -> Iterator[Happenings]:
    """What all who see the record may know; of each engagement the step that came last."""
    is_them = (Client.practice_id == practice_id) & (Client.id == client_id)
    yield happening("client_noted", Client.created_at).where(is_them)
    yield happening("portal_opened", Client.joined_at).where(is_them, Client.joined_at.is_not(None))
    yield happening("engagement_" + Engagement.state, Engagement.changed_at).where(
        Engagement.practice_id == practice_id, Engagement.client_id == client_id
    )
    yield happening("agreement_signed", Signature.signed_at).where(
        Signature.practice_id == practice_id, Signature.client_id == client_id
    )


def private_happenings(practice_id: UUID, client_id: UUID) -> Happenings:
    """What only their coach may know: that a hope was told."""
    return happening("hope_told", StatedHope.told_at).where(
        StatedHope.practice_id == practice_id, StatedHope.client_id == client_id
    )
