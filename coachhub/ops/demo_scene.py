"""What the demo's stories have at hand: the practice, who works there and whom they coach."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from coachhub.clients.models import Client, Engagement
from coachhub.clients.rules import ENDED
from coachhub.core import clock
from coachhub.core.actor import Actor
from coachhub.core.db import db
from coachhub.practices.models import Member
from coachhub.practices.rules import Role
from coachhub.practices.services import members_of


@dataclass(frozen=True)
class Scene:
    """One practice of the demo; people by the first part of their address: "ben", "mara"."""

    practice_id: UUID
    members: dict[str, Member]
    clients: dict[str, Client]
    engagements: dict[str, Engagement]

    def member(self, name: str, role: Role = Role.COACH) -> Actor:
        """A member, acting."""
        return Actor(self.members[name].user_id, role)

    def client(self, name: str) -> Actor:
        """A client with a portal, acting."""
        user_id = self.clients[name].user_id
        if user_id is None:
            raise LookupError(name)
        return Actor(user_id, "client")

    def day(self, name: str, ago: int) -> date:
        """The date so many days before today, where the client is."""
        return clock.today(self.clients[name].zone) - timedelta(days=ago)

    @staticmethod
    def moment(ago: timedelta) -> datetime:
        """The instant so long before now."""
        return clock.now() - ago


def look_around(practice_id: UUID) -> Scene:
    """The scene as it stands in the practice one is in."""
    query = (
        select(Engagement)
        .options(joinedload(Engagement.client))
        .where(Engagement.practice_id == practice_id)
        .order_by(Engagement.state.in_(sorted(ENDED)).desc(), Engagement.id)
    )
    engagements = {_first(one.client.email): one for one in db.session.scalars(query)}
    return Scene(
        practice_id,
        {_first(member.user.email): member for member in members_of(practice_id)},
        {name: one.client for name, one in engagements.items()},
        engagements,
    )


def _first(email: str | None) -> str:
    return (email or "").partition("@")[0]
