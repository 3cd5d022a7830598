"""What happens with clients: they are taken on, written to, worked with."""

from coachhub.clients.services.agreements import (
    Standing,
    current_agreement,
    publish_agreement,
    sign,
    standing_of,
)
from coachhub.clients.services.engagements import NotPossible, hand_over, move
from coachhub.clients.services.invitations import (
    NoAddress,
    NotInvited,
    Visit,
    accept,
    close_portal,
    find_invited,
    invite,
    is_client_at,
    take_back,
    visits_of,
)
from coachhub.clients.services.lists import (
    Row,
    Wanted,
    count_by_state,
    find_by_email,
    find_client,
    list_clients,
    look_around,
)
from coachhub.clients.services.records import (
    AddressKnown,
    add_client,
    change_client,
    change_own_details,
    note_opening,
    write_remark,
)

__all__ = [
    "AddressKnown",
    "NoAddress",
    "NotInvited",
    "NotPossible",
    "Row",
    "Standing",
    "Visit",
    "Wanted",
    "accept",
    "add_client",
    "change_client",
    "change_own_details",
    "close_portal",
    "count_by_state",
    "current_agreement",
    "find_by_email",
    "find_client",
    "find_invited",
    "hand_over",
    "invite",
    "is_client_at",
    "list_clients",
    "look_around",
    "move",
    "note_opening",
    "publish_agreement",
    "sign",
    "standing_of",
    "take_back",
    "visits_of",
    "write_remark",
]
