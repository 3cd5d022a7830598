"""The people of the tests. Mara owns North and coaches there, with Idris (coach) and Tove
(assistant); Ben and Anna are Mara's clients, Carla is Idris's. Cleo owns Harbour, elsewhere, and
coaches Ruth. Nobody needs a password: `cast.browser("mara")` is signed in.
"""

from dataclasses import dataclass, replace
from functools import cache
from uuid import UUID

from flask import Flask

from coachhub.accounts.models import User
from coachhub.accounts.services.passwords import hash_password
from coachhub.clients import services as clients
from coachhub.clients.rules import EngagementState
from coachhub.core import private, tenancy
from coachhub.core.actor import Actor
from coachhub.core.db import db
from coachhub.practices import services as practices
from coachhub.practices.models import Member
from coachhub.practices.rules import Role
from tests.visitor import Visitor

PASSWORD = "a garden of seven lamps"
ZONE = "Europe/Berlin"


@dataclass(frozen=True)
class Cast:
    """Ids by first name: `users`, `members`, `clients`; `north` and `harbour` are practices."""

    app: Flask
    north: UUID
    harbour: UUID
    users: dict[str, UUID]
    members: dict[str, UUID]
    clients: dict[str, UUID]

    @classmethod
    def gather(cls, app: Flask) -> "Cast":
        """Bring everybody in."""
        with app.app_context():
            private.keystore().create(tenancy.INSTANCE)
            north = _Practice("North", "north", "mara")
            north.join("idris", Role.COACH)
            north.join("tove", Role.ASSISTANT)
            north.take_on("ben", "mara")
            north.take_on("anna", "mara")
            north.take_on("carla", "idris")
            tenancy.enter_practice(None)
            harbour = _Practice("Harbour", "harbour", "cleo")
            harbour.take_on("ruth", "cleo")
            db.session.commit()
            return cls(
                app,
                north.id,
                harbour.id,
                north.users | harbour.users,
                {name: member.id for name, member in (north.members | harbour.members).items()},
                north.clients | harbour.clients,
            )

    def copy(self) -> "Cast":
        """The same people, to be joined by others without the first knowing."""
        users, members, clients = dict(self.users), dict(self.members), dict(self.clients)
        return replace(self, users=users, members=members, clients=clients)

    def browser(self, name: str | None) -> Visitor:
        """A browser in which this person is signed in; None is a stranger's."""
        visitor = Visitor(self.app)
        if name is not None:
            visitor.be(self.users[name])
        return visitor

    def join(self, name: str, *roles: Role) -> UUID:
        """Somebody works at North from now on; with a new account, unless they have one."""
        with self.app.app_context():
            known = self.users.get(name)
            user = db.session.get_one(User, known) if known else make_user(name)
            tenancy.enter_practice(self.north)
            by = Actor(self.users["mara"], Role.OWNER)
            invitation = practices.invite(
                self.north, email=user.email, name=user.name, roles=roles, by=by
            )
            member = practices.accept(self.north, invitation.id, user)
            db.session.commit()
            self.users[name], self.members[name] = user.id, member.id
            return member.id

    @staticmethod
    def email(name: str) -> str:
        return email_of(name)


def email_of(name: str) -> str:
    """The address of somebody in the cast."""
    return f"{name}@example.org"


@cache
def _hash() -> str:
    return hash_password(PASSWORD)


def make_user(name: str) -> User:
    """Somebody with an account and the cast's password, hashed once."""
    user = User(
        email=email_of(name),
        name=f"{name.title()} Test",
        password_hash=_hash(),
        zone=ZONE,
        locale="en",
    )
    db.session.add(user)
    db.session.flush()
    return user


class _Practice:
    def __init__(self, name: str, slug: str, owner: str) -> None:
        self.users: dict[str, UUID] = {}
        self.members: dict[str, Member] = {}
        self.clients: dict[str, UUID] = {}
        user = self._user(owner)
        practice = practices.open_practice(
            user, name=name, slug=slug, zone=ZONE, currency="EUR", locale="en"
        )
        self.id = practice.id
        self.members[owner] = practices.members_of(self.id)[0]
        self.by = Actor(user.id, Role.OWNER)

    def join(self, name: str, role: Role) -> None:
        user = self._user(name)
        invitation = practices.invite(
            self.id, email=user.email, name=user.name, roles=[role], by=self.by
        )
        self.members[name] = practices.accept(self.id, invitation.id, user)

    def take_on(self, name: str, coach: str) -> None:
        user = self._user(name)
        client = clients.add_client(
            self.id,
            self.members[coach],
            by=self.by,
            state=EngagementState.ACTIVE,
            values={"name": user.name, "email": user.email, "zone": ZONE, "locale": "en"},
        )
        clients.invite(client, by=self.by)
        clients.accept(self.id, client.id, user)
        self.clients[name] = client.id

    def _user(self, name: str) -> User:
        user = make_user(name)
        self.users[name] = user.id
        return user
