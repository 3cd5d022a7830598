"""People: made once, found by their address, never overwritten."""

from sqlalchemy import func, select
from sqlalchemy.dialects.postgresql import insert

from coachhub.accounts.models import User
from coachhub.accounts.services.devices import acting, end_devices
from coachhub.accounts.services.passwords import hash_password
from coachhub.audit.services import record_for_instance
from coachhub.core import tenancy
from coachhub.core.actor import Actor
from coachhub.core.db import db
from coachhub.core.ids import new_id
from coachhub.jobs import services as jobs


class AddressTaken(Exception):
    """Somebody with this address has an account; they sign in to it."""


def create_user(email: str, name: str, password: str, zone: str, locale: str) -> User:
    """A person with this confirmed, normal address has an account. Raises AddressTaken.

    An account that exists is left as it is.
    """
    made = (
        insert(User)
        .values(
            id=new_id(),
            email=email,
            name=name,
            password_hash=hash_password(password),
            zone=zone,
            locale=locale,
        )
        .on_conflict_do_nothing(index_elements=[User.email])
        .returning(User)
    )
    user = db.session.scalar(made)
    if user is None:
        raise AddressTaken
    record_for_instance("account.made", by=acting(user), about=user)
    return user


def find_user(email: str) -> User | None:
    """The person with this normal address."""
    return db.session.scalar(select(User).where(User.email == email))


def change_details(user: User, *, name: str, zone: str, locale: str) -> None:
    """The person is called and spoken to like this."""
    user.name, user.zone = name, zone
    speak_to(user, locale)


def settle_zone(user: User, zone: str) -> None:
    """Whose days are counted by no place's clock yet has them counted by this one."""
    if user.zone == "UTC":
        user.zone = zone


def speak_to(user: User, locale: str) -> None:
    """The person is spoken to in this language, wherever they have a place."""
    if user.locale != locale:
        user.locale = locale
        jobs.announce("person.speaks", tenancy.INSTANCE, user_id=user.id)


def disable(user: User, *, by: Actor) -> None:
    """The person is out everywhere and can't sign in."""
    user.disabled_at = func.now()
    end_devices(user, by=by)
    record_for_instance("account.disabled", by=by, about=user)


def enable(user: User, *, by: Actor) -> None:
    """The person can sign in again."""
    user.disabled_at = None
    record_for_instance("account.enabled", by=by, about=user)
