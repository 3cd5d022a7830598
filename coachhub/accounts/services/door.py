"""The front door: sign-in and its brakes, and mails that anybody may ask for."""

from collections.abc import Sequence
from datetime import timedelta
from ipaddress import ip_address, ip_network
from uuid import UUID

import structlog
from sqlalchemy import select

from coachhub.accounts.models import Device, User
from coachhub.accounts.services.passwords import hash_password, is_outdated, is_password
from coachhub.accounts.services.people import find_user
from coachhub.accounts.services.tokens import hash_of
from coachhub.audit.services import record_for_instance
from coachhub.core import limits, tenancy
from coachhub.core.actor import STRANGER
from coachhub.core.db import db
from coachhub.core.limits import Limit, TooMany
from coachhub.mail import services as mail

log = structlog.get_logger(__name__)

PER_ACCOUNT = Limit("sign_in.account", 10, timedelta(minutes=15))
PER_BROWSER = Limit("sign_in.browser", 10, timedelta(minutes=15))
PER_NETWORK = Limit("sign_in.network", 50, timedelta(hours=1))
PASSWORD_TRIES = Limit("password.tries", 10, timedelta(minutes=15))
FAILURES = Limit("sign_in.failures", 500, timedelta(hours=1))
MAIL_TO_ADDRESS = Limit("mail.address", 3, timedelta(hours=1))
MAIL_FROM_NETWORK = Limit("mail.network", 20, timedelta(hours=1))


class WrongPassword(Exception):
    """No account has this address and this password, or it is disabled. Which, is not told."""


def authenticate(email: str, password: str, *, ip: str, browser_tokens: Sequence[str]) -> User:
    """The person with this address and password. Raises WrongPassword, TooMany.

    Known and unknown addresses cost the same work. The try is counted, and a refusal noted, in
    transactions of their own: call it before anything else is written.
    """
    limit, subject = _count(email, ip, browser_tokens)
    user = find_user(email)
    is_right = is_password(password, user.password_hash if user else None)
    if user is None or not is_right or not _is_still_right(user):
        _note_refusal(user)
        raise WrongPassword
    if is_outdated(user.password_hash):
        user.password_hash = hash_password(password)
    limits.release(limit, subject)
    return user


def _count(email: str, ip: str, browser_tokens: Sequence[str]) -> tuple[Limit, str]:
    """Count a try. A browser known to the person has a count of its own, so that others who try
    their password can't lock them out.
    """
    known_device = _device_among(browser_tokens, email)
    if known_device is not None:
        limit, subject = PER_BROWSER, str(known_device)
    else:
        limits.take(PER_NETWORK, network_of(ip))
        limit, subject = PER_ACCOUNT, email
    limits.take(limit, subject)
    return limit, subject


def _device_among(browser_tokens: Sequence[str], email: str) -> UUID | None:
    hashes = [hash_of(token) for token in browser_tokens]
    query = (
        select(Device.id)
        .join(Device.user)
        .where(Device.token_hash.in_(hashes), User.email == email)
        .order_by(Device.id.desc())
        .limit(1)
    )
    return db.session.scalar(query)


def _is_still_right(user: User) -> bool:
    """Hold the person's row to the end: a sign-in and a change of password wait for each other, so
    that the change ends the device of a sign-in by the old password.
    """
    checked = user.password_hash
    db.session.refresh(user, with_for_update=True)
    return user.disabled_at is None and user.password_hash == checked


def _note_refusal(user: User | None) -> None:
    record_for_instance("sign_in.failed", by=STRANGER, about=user)
    try:
        limits.take(FAILURES, "all")
    except TooMany:
        log.warning("sign_in_failures", more_than=FAILURES.most, limit="global")


def check_password(user: User, password: str) -> None:
    """The signed-in person typed their own password. Raises WrongPassword, TooMany.

    The try is counted in a transaction of its own: call it before anything else is written.
    """
    limits.take(PASSWORD_TRIES, str(user.id))
    if not is_password(password, user.password_hash):
        raise WrongPassword
    limits.release(PASSWORD_TRIES, str(user.id))


def ask_reset(email: str, *, ip: str) -> None:
    """A mail goes to the address, with a link if it has an account. Raises TooMany for the network.

    Counted in transactions of their own: call it before anything else is written.
    """
    if _may_be_mailed(email, ip):
        mail.post("accounts/reset", tenancy.INSTANCE, email)


def ask_sign_up(email: str, name: str, *, locale: str, ip: str) -> None:
    """A mail goes to the address: a link, in the language that the person reads here, or word that
    it has an account. As `ask_reset`.
    """
    if _may_be_mailed(email, ip):
        mail.post("accounts/sign_up", tenancy.INSTANCE, email, name=name, locale=locale)


def _may_be_mailed(email: str, ip: str) -> bool:
    """Over an address's own limit nothing is sent and nothing told: others asked for it."""
    count_mail_from(ip)
    try:
        limits.take(MAIL_TO_ADDRESS, email)
    except TooMany:
        return False
    return True


def count_mail_from(ip: str) -> None:
    """One more mail is asked for from this network, whatever for. Raises TooMany.

    Counted in a transaction of its own: call it before anything else is written.
    """
    limits.take(MAIL_FROM_NETWORK, network_of(ip))


def network_of(ip: str) -> str:
    """Whose address it is to count by: one in the older kind, a household's /64 in the newer."""
    address = ip_address(ip)
    return str(ip_network((address, 64), strict=False)) if address.version == 6 else ip  # noqa: PLR2004  # IPv6


def unlock(email: str) -> None:
    """Tries to sign in with this address are counted anew."""
    limits.release(PER_ACCOUNT, email)
