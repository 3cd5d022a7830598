"""Practices to look at: the demo's, a new one, one with everything long and much, and one with
a sample for every page that the application has.
"""

import tempfile
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import create_engine, update

from coachhub.accounts import services as accounts
from coachhub.accounts.models import User
from coachhub.clients import services as clients
from coachhub.clients.models import Client
from coachhub.clients.rules import EngagementState
from coachhub.core import tenancy
from coachhub.core.actor import Actor
from coachhub.core.db import db
from coachhub.core.web import logs
from coachhub.ops import database, demo_cast
from coachhub.ops.postgres import Cluster, Urls, find_binaries
from coachhub.practices import services as practices
from coachhub.practices.models import Member
from coachhub.practices.rules import Role
from config import load
from tests.access.routes import sample
from tests.access.table import PEOPLE, cells
from tests.access.world import World
from tests.browser import crowd, pages
from tests.browser.pages import Sight
from tests.browser.site import Site, running
from tests.browser.wander import wander
from tests.cast import ZONE, make_user
from tests.conftest import environment
from tests.mail.post_office import PostOffice

NO_PAGES = {
    "static_asset": "a file",
    "ops.healthz": "for machines",
    "ops.readyz": "for machines",
    "public.security": "plain text",
    "public.theme": "a style sheet",
    "public.logo": "a picture",
    "public.photo": "a picture",
    "public.guest_calendar": "a file for calendars",
    "portal.session_calendar": "a file for calendars",
    "clients.import_sample": "a file",
    "clients.export": "a file",
    "clients.import_refused": "a file",
    "payments.export": "a file",
    "sessions.download": "a PDF",
    "portal.document_pdf": "a PDF",
    "styleguide.sheet": "a PDF",
    "portal.manifest": "read by the browser",
    "portal.worker": "a script",
    "booking.availability": "leads on to the hours of one coach",
    "programs.propose_prepared": "leads on to the proposal of the one draft",
    "portal.home": "leads on to the portal's first page",
    "dashboard.places": "leads whoever has one place to it; the demo's Idris has two",
}
"""What answers a GET and is nothing to look at, and why."""
IN_THE_DEMO = {"styleguide.sheet"}
"""Of those what only the demo has."""


CAST = (
    demo_cast.MARA,
    demo_cast.IDRIS,
    demo_cast.TOVE,
    *(one.person for one in (demo_cast.ANNA, demo_cast.BEN, demo_cast.CARLA)),
)
DESKS, PORTALS = (
    tuple(person.email for person in CAST[:3]),
    tuple(person.email for person in CAST[3:]),
)


@dataclass(frozen=True)
class House:
    """A site and its database."""

    site: Site
    urls: Urls


@contextmanager
def house() -> Iterator[House]:
    """An empty coachhub, running as in the demo; it says nothing of what is asked of it."""
    logs.configure("ERROR")
    with tempfile.TemporaryDirectory(prefix="coachhub-pictures-") as var, _database(var) as urls:
        office = PostOffice()
        office.open()
        with running(
            environment(urls, Path(var), COACHHUB_ENV="demo", LOG_LEVEL="ERROR"), office
        ) as site:
            yield House(site, urls)
        office.close()


@contextmanager
def _database(var: str) -> Iterator[Urls]:
    cluster = Cluster(Path(var), find_binaries(), durable=False)
    cluster.start()
    try:
        cluster.ensure_database("coachhub")
        urls = cluster.urls("coachhub")
        database.upgrade(load(environment(urls, Path(var))))
        yield urls
    finally:
        cluster.erase()


def demo(site: Site, *, as_everybody: bool = False) -> Iterator[Sight]:
    """North Window, as `bin/demo` shows it; and, `as_everybody`, what else each of them finds."""
    with site.app.app_context():
        demo_cast.seed()
        for person in CAST:
            user = accounts.find_user(person.email)
            assert user
            site.people[person.email] = user.id
        practice = practices.find_practice(demo_cast.SLUG)
        assert practice
        tenancy.enter_practice(practice.id)
        anna = db.session.query(Client).filter_by(email="anna@example.org").one().id
        colleague = practices.members_of(practice.id)[1].id
    slug = demo_cast.SLUG
    named = [
        *pages.at_the_door(site),
        *pages.of_the_demo(),
        *pages.of_oneself("mara@example.org"),
        Sight("places", "idris@example.org", "/account/places"),
        *pages.at_the_desk(slug, "mara@example.org", anna, colleague),
        *pages.assisting(slug, "tove@example.org", anna),
        *pages.in_the_portal(slug, "anna@example.org"),
    ]
    yield from named
    if as_everybody:
        people = {"desks": DESKS, "portals": PORTALS}
        yield from _around(site, slug, **people, most=2, seen_so_far=named)
        yield from wander(site, None, "/demo/mail", most=1, without=NO_PAGES)


def in_french(site: Site) -> Iterator[Sight]:
    """The demo's practice as people read it who speak French; what was written in it is English."""
    sights = demo(site)
    first = next(sights)
    with site.app.app_context():
        db.session.execute(update(User).values(locale="fr"))
        db.session.commit()
    yield first
    yield from sights


def new(site: Site) -> Iterator[Sight]:
    """A practice that was opened a moment ago: its owner alone; then with a second coach and an
    assistant who have nobody yet, and a client with whom nothing has happened.
    """
    with site.app.app_context():
        owner = make_user("neela")
        practice = practices.open_practice(
            owner, name="Nine Lamps", slug="nine", zone=ZONE, currency="EUR", locale="en_GB"
        )
        site.people["neela"] = owner.id
        db.session.commit()
        practice_id = practice.id
    yield Sight("face-first", "neela", "/app/nine/settings/face?first=1")
    yield from wander(site, "neela", "/app/nine/", most=1, without=NO_PAGES)
    with site.app.app_context():
        tenancy.enter_practice(practice_id)
        by = Actor(site.people["neela"], Role.OWNER)
        for name, role in (("noah", Role.COACH), ("nils", Role.ASSISTANT)):
            user = make_user(name)
            asked = practices.invite(
                practice_id, email=user.email, name=user.name, roles=[role], by=by
            )
            practices.accept(practice_id, asked.id, user)
            site.people[name] = user.id
        _begin_with(site, practices.members_of(practice_id)[0], by)
        db.session.commit()
    yield from _around(site, "nine", desks=("noah", "nils", "neela"), portals=("nora",), most=1)


def _begin_with(site: Site, coach: Member, by: Actor) -> None:
    """Somebody is taken on, and has opened the portal."""
    user = make_user("nora")
    client = clients.add_client(
        coach.practice_id,
        coach,
        by=by,
        state=EngagementState.ACTIVE,
        values={"name": user.name, "email": user.email, "zone": ZONE, "locale": "en"},
    )
    clients.invite(client, by=by)
    clients.accept(coach.practice_id, client.id, user)
    site.people["nora"] = user.id


def _around(
    site: Site,
    slug: str,
    *,
    desks: Iterable[str],
    portals: Iterable[str],
    most: int,
    seen_so_far: Collection[Sight] = (),
) -> Iterator[Sight]:
    """What those find who work in a practice, and its clients."""
    first = dict.fromkeys(desks, f"/app/{slug}/")
    first |= dict.fromkeys(portals, f"/portal/{slug}/today")
    for who, path in first.items():
        yield from wander(site, who, path, most=most, without=NO_PAGES, seen_so_far=seen_so_far)


def crowded(site: Site, number: int, *, full: bool = False) -> Iterator[Sight]:
    """A practice with so many clients, and all of it long; in full, also what the links in it
    lead to.
    """
    found = crowd.gather(site, number=number, full=full)
    named = [
        *pages.of_oneself("ursula"),
        *pages.at_the_desk(crowd.SLUG, "ursula", found.client, found.colleague),
        *pages.assisting(crowd.SLUG, "ulf", found.client),
        *pages.in_the_portal(crowd.SLUG, "uta"),
    ]
    yield from named
    if full:
        people = {"desks": ("ursula", "ulf"), "portals": ("uta",)}
        yield from _around(site, crowd.SLUG, **people, most=1, seen_so_far=named)


def every_route(world: World) -> Iterator[Sight]:
    """Each page of the application as each kind of person who may see it; what it shows is made
    just before, for one sample may use up another. What strangers may see is the same for all.
    """
    for endpoint, person in seen_by():
        yield a_route(world, endpoint, person)


def inhabit(house: House) -> World:
    """Two practices with everybody in whom the table of the walls knows."""
    world = World(house.site.app, create_engine(house.urls.superuser))
    house.site.people.update(world.cast.users)
    return world


def a_route(world: World, endpoint: str, person: str) -> Sight:
    """A page, and what it shows made for it."""
    world.tidy()
    name = PEOPLE[person]
    return Sight(f"{endpoint} ({person})", name, sample(world, endpoint, "GET", name))


def seen_by() -> list[tuple[str, str]]:
    """The endpoint of each page, and who is to look at it."""
    shown = [cell for cell in cells() if (cell.method, cell.expected) == ("GET", "200")]
    public = {cell.endpoint for cell in shown if cell.person == "stranger"}
    return [
        (cell.endpoint, cell.person)
        for cell in shown
        if cell.endpoint not in NO_PAGES
        and (cell.person == "stranger" or cell.endpoint not in public)
    ]
