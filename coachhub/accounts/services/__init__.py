"""What happens to people, their devices and their one-time links."""

from coachhub.accounts.services.devices import (
    SignedIn,
    acting,
    desk_seen,
    devices_of,
    end_device,
    end_devices,
    recognise,
    sign_in,
    sign_out,
)
from coachhub.accounts.services.people import AddressTaken, create_user, find_user
from coachhub.accounts.services.tokens import (
    LinkDead,
    end_tokens,
    mint_token,
    read_token,
    use_token,
)

__all__ = [
    "AddressTaken",
    "LinkDead",
    "SignedIn",
    "acting",
    "create_user",
    "desk_seen",
    "devices_of",
    "end_device",
    "end_devices",
    "end_tokens",
    "find_user",
    "mint_token",
    "read_token",
    "recognise",
    "sign_in",
    "sign_out",
    "use_token",
]
