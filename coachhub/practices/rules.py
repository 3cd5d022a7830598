"""Who may do what in a practice; what a practice's own settings may be."""

import re
from enum import StrEnum

from coachhub.core.folding import fold


class Role(StrEnum):
    """What a member is in a practice; one person may hold several."""

    OWNER = "owner"
    COACH = "coach"
    ASSISTANT = "assistant"


class Can(StrEnum):
    """Something a member may do. The pages ask for these, never for roles."""

    WORK_HERE = "work_here"
    """Be in the practice at all: its desk, the list of the clients one may see."""
    ADD_CLIENTS = "add_clients"
    SEE_ALL_CLIENTS = "see_all_clients"
    """See records and contact data of every client, whoever coaches them."""
    SEE_OWN_CLIENTS = "see_own_clients"
    """See records and contact data of the clients one coaches."""
    LEAD_CLIENTS = "lead_clients"
    """Say where work with a client stands: one's own, or as owner anybody's."""
    WRITE_PRIVATELY = "write_privately"
    """Read and write private remarks and notes of the clients one coaches, and of nobody else's."""
    GUIDE = "guide"
    """Agree plans and tasks with the clients one coaches, and see what they share."""
    SCHEDULE = "schedule"
    """See and change the bookings of the clients one may see."""
    KEEP_HOURS = "keep_hours"
    """Say when one works oneself."""
    TAKE_MONEY = "take_money"
    """See payments of the clients one may see, note them and pay back."""
    OFFER = "offer"
    """Say what the practice offers: session types, prices, its public page, its agreement."""
    CHANGE_SETTINGS = "change_settings"
    MANAGE_MEMBERS = "manage_members"
    SEE_MAIL_LOG = "see_mail_log"
    SEE_PRIVATE_MAILS = "see_private_mails"
    """See in the mail log those as well whose being sent tells something private of a client."""
    OVERSEE_SAFETY = "oversee_safety"
    """See that something about any client's safety is open and how far it is, not what it is."""


ROLE_CAN: dict[Role, frozenset[Can]] = {
    Role.OWNER: frozenset(
        {
            Can.WORK_HERE,
            Can.ADD_CLIENTS,
            Can.SEE_ALL_CLIENTS,
            Can.LEAD_CLIENTS,
            Can.SCHEDULE,
            Can.TAKE_MONEY,
            Can.OFFER,
            Can.CHANGE_SETTINGS,
            Can.MANAGE_MEMBERS,
            Can.SEE_MAIL_LOG,
            Can.SEE_PRIVATE_MAILS,
            Can.OVERSEE_SAFETY,
        }
    ),
    Role.COACH: frozenset(
        {
            Can.WORK_HERE,
            Can.ADD_CLIENTS,
            Can.SEE_OWN_CLIENTS,
            Can.LEAD_CLIENTS,
            Can.WRITE_PRIVATELY,
            Can.GUIDE,
            Can.SCHEDULE,
            Can.KEEP_HOURS,
            Can.TAKE_MONEY,
        }
    ),
    Role.ASSISTANT: frozenset(
        {
            Can.WORK_HERE,
            Can.ADD_CLIENTS,
            Can.SEE_ALL_CLIENTS,
            Can.SCHEDULE,
            Can.TAKE_MONEY,
            Can.SEE_MAIL_LOG,
        }
    ),
}


def rights_of(roles: frozenset[Role], *, coaches_share_clients: bool) -> frozenset[Can]:
    """All that these roles together may do in a practice."""
    rights = frozenset[Can]().union(*(ROLE_CAN[role] for role in roles))
    if coaches_share_clients and Role.COACH in roles:
        rights |= {Can.SEE_ALL_CLIENTS}
    return rights


PRIVATE_MAILS = frozenset(
    {"sessions/summary", "nocontact/proposed", "nocontact/asked", "safety/open_record"}
)
"""Kinds of mail that tell, by being sent at all, what is between a client and their coach."""


def hidden_mails(rights: frozenset[Can]) -> frozenset[str]:
    """The kinds of mail that a member with these rights isn't shown in the log, nor counted."""
    return frozenset() if Can.SEE_PRIVATE_MAILS in rights else PRIVATE_MAILS


class PracticeState(StrEnum):
    OPEN = "open"
    CLOSED = "closed"


SLUG = re.compile(r"[a-z0-9](?:[a-z0-9-]{1,46})[a-z0-9]")
RESERVED_SLUGS = frozenset({"app", "portal", "admin", "api", "static", "coachhub"})


def slug_from(name: str) -> str:
    """A first idea for a practice's address: "Søren & Ko" becomes "soren-ko"."""
    plain = fold(name).replace("ø", "o").replace("ß", "ss").replace("æ", "ae")
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:48].strip("-")


def is_slug(text: str) -> bool:
    """Whether a text may stand in a practice's address."""
    return SLUG.fullmatch(text) is not None and text not in RESERVED_SLUGS


IDLE_CHOICES = (15, 30, 60, 120)
"""Minutes without a page after which a member must sign in again; a practice chooses."""

CURRENCIES = (
    "EUR", "USD", "GBP", "CHF", "AUD", "BRL", "CAD", "CZK", "DKK", "HKD", "HUF", "ILS", "INR",
    "JPY", "KRW", "MXN", "NOK", "NZD", "PLN", "RON", "SEK", "SGD", "TRY", "ZAR",
)  # fmt: skip
"""ISO 4217 currencies a practice may take; one each."""

HUES = (195, 165, 110, 290, 320, 350)
"""Hues (degrees in OKLCH) that a practice is offered instead of the blue."""
_FREE_HUES = (range(96, 133), range(160, 371))
LEAST_CHROMA = 0.03
"""What has less of it is grey, and has no hue to speak of."""


def may_take(hue: int) -> bool:
    """Whether a practice may take this hue, 0 to 359. Those of red, copper, ochre and moss it may
    not: they mean something.
    """
    return any(hue in free or hue + 360 in free for free in _FREE_HUES)
