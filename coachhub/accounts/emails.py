"""The mails of the front door. Links are made here, at sending."""

from coachhub.accounts.rules import Purpose
from coachhub.accounts.services import find_user, mint_token
from coachhub.core.web.i18n import LOCALES
from coachhub.mail.models import Delivery
from coachhub.mail.services import Composer, Message, link

SENDER = "coachhub"


def sign_up(delivery: Delivery) -> Message:
    """A link to confirm the address; for one that has an account, the way in instead.

    The name that was typed is not in it: whoever types somebody's address can't write to them.
    """
    user = find_user(delivery.recipient)
    if user is None:
        name = str(delivery.params["name"])
        token = mint_token(Purpose.SIGN_UP, delivery.recipient, name=name)
        context = {"has_account": False, "url": link("accounts.confirm", token=token)}
        return Message(context, str(delivery.params.get("locale", LOCALES[0])), "UTC", SENDER)
    url = link("accounts.sign_in", next="/signup/practice")
    return Message({"has_account": True, "url": url}, user.locale, user.zone, SENDER)


def reset(delivery: Delivery) -> Message | None:
    """A link to set a new password; nothing for an address without an account."""
    user = find_user(delivery.recipient)
    if user is None or user.disabled_at is not None:
        return None
    token = mint_token(Purpose.RESET, user.email)
    context = {"url": link("accounts.reset", token=token)}
    return Message(context, user.locale, user.zone, SENDER)


def password_changed(delivery: Delivery) -> Message | None:
    """Word that the password was changed, and what to do if somebody else did it."""
    user = find_user(delivery.recipient)
    if user is None:
        return None
    context = {"at": delivery.created_at, "url": link("accounts.forgot")}
    return Message(context, user.locale, user.zone, SENDER)


COMPOSERS: dict[str, Composer] = {
    "accounts/sign_up": sign_up,
    "accounts/reset": reset,
    "accounts/password_changed": password_changed,
}
