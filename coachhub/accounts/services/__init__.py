"""What happens to people, their devices and their one-time links."""

from coachhub.accounts.rules import NotAnAddress, normal_email
from coachhub.accounts.services.devices import (
    SignedIn,
    acting,
    ask_renewal,
    desk_seen,
    devices_of,
    end_device,
    end_devices,
    find_device,
    recognise,
    renew,
    sign_in,
    sign_out,
)
from coachhub.accounts.services.door import (
    WrongPassword,
    ask_reset,
    ask_sign_up,
    authenticate,
    check_password,
    count_mail_from,
    unlock,
)
from coachhub.accounts.services.kept import KeptForm, keep_form, last_person, open_form
from coachhub.accounts.services.links import confirm, reset, whose_reset
from coachhub.accounts.services.passwords import common_passwords, set_password
from coachhub.accounts.services.people import (
    AddressTaken,
    change_details,
    create_user,
    disable,
    enable,
    find_user,
    settle_zone,
    speak_to,
)
from coachhub.accounts.services.tidying import forget_ended
from coachhub.accounts.services.tokens import (
    LinkDead,
    end_tokens,
    mint_token,
    read_token,
    use_token,
)

__all__ = [
    "AddressTaken",
    "KeptForm",
    "LinkDead",
    "NotAnAddress",
    "SignedIn",
    "WrongPassword",
    "acting",
    "ask_renewal",
    "ask_reset",
    "ask_sign_up",
    "authenticate",
    "change_details",
    "check_password",
    "common_passwords",
    "confirm",
    "count_mail_from",
    "create_user",
    "desk_seen",
    "devices_of",
    "disable",
    "enable",
    "end_device",
    "end_devices",
    "end_tokens",
    "find_device",
    "find_user",
    "forget_ended",
    "keep_form",
    "last_person",
    "mint_token",
    "normal_email",
    "open_form",
    "read_token",
    "recognise",
    "renew",
    "reset",
    "set_password",
    "settle_zone",
    "sign_in",
    "sign_out",
    "speak_to",
    "unlock",
    "use_token",
    "whose_reset",
]
