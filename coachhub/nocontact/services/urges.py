"""A pause for somebody who wants to write."""

from datetime import timedelta
from uuid import UUID

from sqlalchemy import select

from coachhub.clients.models import Client
from coachhub.core import clock
from coachhub.core.db import db
from coachhub.nocontact.models import Urge
from coachhub.nocontact.services.steps import lock_client

PAUSE = timedelta(minutes=15)
AFTERWARDS = timedelta(hours=1)
"""How long a pause that is over is still spoken of."""


def begin_pause(client: Client) -> Urge:
    """Fifteen minutes have begun; while they run, they are the same ones."""
    lock_client(client)
    running = running_pause_of(client.practice_id, client.id)
    if running is not None:
        return running
    urge = Urge(practice_id=client.practice_id, client_id=client.id)
    db.session.add(urge)
    db.session.flush()
    return urge


def running_pause_of(practice_id: UUID, client_id: UUID) -> Urge | None:
    """The pause that isn't over, if there is one."""
    found = latest_pause_of(practice_id, client_id)
    return found if found and found.started_at > clock.now() - PAUSE else None


def latest_pause_of(practice_id: UUID, client_id: UUID) -> Urge | None:
    """The pause that runs, or was over within the last hour."""
    query = select(Urge).where(
        Urge.practice_id == practice_id,
        Urge.client_id == client_id,
        Urge.started_at > clock.now() - PAUSE - AFTERWARDS,
    )
    return db.session.scalar(query.order_by(Urge.started_at.desc()).limit(1))
