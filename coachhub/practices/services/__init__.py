"""What happens in a practice: it opens, shows a face, and people join and leave."""

from coachhub.practices.services.invitations import (
    AlreadyInvited,
    NotInvited,
    accept,
    find_invitation,
    invite,
    invite_again,
    open_invitations,
    take_back,
)
from coachhub.practices.services.members import (
    LastOwner,
    Membership,
    change_roles,
    coaches_of,
    end_membership,
    find_member,
    members_of,
    memberships_of,
    sign_member_out,
)
from coachhub.practices.services.practice import (
    AddressTaken,
    change_settings,
    find_practice,
    open_practice,
    put_up_logo,
    settings_of,
    show_face,
)

__all__ = [
    "AddressTaken",
    "AlreadyInvited",
    "LastOwner",
    "Membership",
    "NotInvited",
    "accept",
    "change_roles",
    "change_settings",
    "coaches_of",
    "end_membership",
    "find_invitation",
    "find_member",
    "find_practice",
    "invite",
    "invite_again",
    "members_of",
    "memberships_of",
    "open_invitations",
    "open_practice",
    "put_up_logo",
    "settings_of",
    "show_face",
    "sign_member_out",
    "take_back",
]
