"""What is true of people, their devices and their one-time links."""

from datetime import timedelta
from enum import StrEnum


class Purpose(StrEnum):
    """What a one-time link opens, and nothing else."""

    SIGN_UP = "sign_up"
    RESET = "reset"
    MEMBER_INVITATION = "member_invitation"
    CLIENT_INVITATION = "client_invitation"


LIFETIME = {
    Purpose.SIGN_UP: timedelta(hours=24),
    Purpose.RESET: timedelta(minutes=60),
    Purpose.MEMBER_INVITATION: timedelta(days=7),
    Purpose.CLIENT_INVITATION: timedelta(days=7),
}

IDLE_AT_MOST = timedelta(hours=24)
SIGNED_IN_AT_MOST = timedelta(days=14)
