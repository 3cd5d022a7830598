"""Ben before a plan and in one, on the site that all tests share; afterwards it is over."""

from collections.abc import Iterator
from contextlib import contextmanager
from uuid import UUID

from sqlalchemy import delete, update

from coachhub.clients.models import Client
from coachhub.core import clock, tenancy
from coachhub.core.actor import Actor
from coachhub.core.db import db
from coachhub.drafts.models import FormDraft
from coachhub.nocontact.models import ContactEvent, NoContactPlan
from coachhub.nocontact.rules import CLOSED
from coachhub.practices import services as practices
from tests.browser.site import Site
from tests.nocontact.long import live_long, tell_much
from tests.nocontact.plans import agreed_with, make_ready, today


@contextmanager
def ben_ready(site: Site) -> Iterator[UUID]:
    """He is ready for a plan, and has none."""
    with _north(site):
        client = _ben()
        make_ready(client, by=Actor(site.people["mara"], "coach"))
        client_id = client.id
    yield client_id
    with _north(site):
        live = NoContactPlan.state.not_in(sorted(CLOSED))
        over = {"state": "withdrawn", "closed_on": today()}
        db.session.execute(update(NoContactPlan).where(live).values(over))
        waits = ContactEvent.is_slip & ContactEvent.answered_at.is_(None)
        db.session.execute(update(ContactEvent).where(waits).values(answered_at=clock.now()))
        db.session.execute(delete(FormDraft))


@contextmanager
def ben_in_a_plan(site: Site) -> Iterator[UUID]:
    """He agreed to one that began today."""
    with ben_ready(site) as client_id:
        with _north(site):
            agreed_with(_ben(), by=Actor(site.people["ben"], "client"))
        yield client_id


@contextmanager
def ben_in_a_long_plan(site: Site) -> Iterator[UUID]:
    """He told of most of seventy days, and of much contact."""
    with ben_ready(site) as client_id:
        with _north(site):
            tell_much(live_long(_ben(), "Rain, went all the same."))
        yield client_id


@contextmanager
def _north(site: Site) -> Iterator[None]:
    with site.app.app_context():
        practice = practices.find_practice("north")
        assert practice
        tenancy.enter_practice(practice.id)
        yield
        db.session.commit()


def _ben() -> Client:
    return db.session.query(Client).filter_by(email="ben@example.org").one()
