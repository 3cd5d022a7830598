"""What a mailed link does once its button is pressed."""

from coachhub.accounts.models import User
from coachhub.accounts.rules import Purpose
from coachhub.accounts.services.door import unlock
from coachhub.accounts.services.passwords import set_password
from coachhub.accounts.services.people import create_user, find_user
from coachhub.accounts.services.tokens import LinkDead, read_token, use_token


def whose_reset(raw: str) -> User:
    """Whose password the link may set; nothing changes. Raises LinkDead."""
    user = find_user(read_token(raw, Purpose.RESET).email)
    if user is None or user.disabled_at is not None:
        raise LinkDead
    return user


def reset(raw: str, password: str) -> None:
    """The person has this password, and signs in with it anew everywhere. Raises LinkDead."""
    user = whose_reset(raw)
    use_token(read_token(raw, Purpose.RESET))
    set_password(user, password, action="password.reset")
    unlock(user.email)


def confirm(raw: str, password: str, *, zone: str, locale: str) -> User:
    """The address is confirmed and its person has an account. Raises LinkDead, AddressTaken."""
    token = read_token(raw, Purpose.SIGN_UP)
    use_token(token)
    return create_user(token.email, token.name or token.email, password, zone, locale)
