"""A pause for somebody who wants to write."""

from datetime import datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import select

from coachhub.clients.models import Client
from coachhub.core import clock
from coachhub.core.charts import Bars, bars_of
from coachhub.core.db import db
from coachhub.nocontact.models import Urge
from coachhub.nocontact.rules import open_days
from coachhub.nocontact.services.course import Course
from coachhub.nocontact.services.steps import lock_client

PAUSE = timedelta(minutes=15)
AFTERWARDS = timedelta(hours=1)
"""How long a pause that is over is still spoken of."""
FEW = 2
"""So many pauses are worth a drawing."""


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


def pauses_during(course: Course) -> Bars | None:
    """How many pauses the client took on each day of a plan up to now; None while they are few.

    They are the client's own: no page of the desk asks for them. One in the night belongs to the
    day that is still open then.
    """
    plan, zone = course.plan, course.plan.client.zone
    first = datetime.combine(course.first_day, time(), ZoneInfo(zone))
    query = select(Urge.started_at).where(
        Urge.practice_id == plan.practice_id,
        Urge.client_id == plan.client_id,
        Urge.started_at >= first,
    )
    days = [open_days(at, zone)[0] for at in db.session.scalars(query)]
    found = bars_of(days, course.first_day, min(course.today, course.ends_on))
    return found if found and found.total >= FEW else None
