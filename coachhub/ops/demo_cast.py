"""The demo's practices and people, all invented."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from sqlalchemy import update

from coachhub.accounts import services as accounts
from coachhub.accounts.models import User
from coachhub.clients import services as clients
from coachhub.clients.models import Client, Engagement
from coachhub.clients.rules import EngagementState
from coachhub.core import clock, tenancy
from coachhub.core.actor import Actor
from coachhub.core.db import db
from coachhub.ops import (
    demo_booking,
    demo_clients,
    demo_growth,
    demo_intake,
    demo_payments,
    demo_plans,
    demo_safety,
    demo_sent,
)
from coachhub.ops.demo_scene import Scene, look_around
from coachhub.practices import services as practices
from coachhub.practices.models import Member, Practice
from coachhub.practices.rules import Role

PASSWORD = "seven quiet windows"  # noqa: S105  # printed for everybody who starts the demo
SLUG = "north-window"
APPROACH = (
    "You tell it as it was. We look at what is yours to change, and whether you want to.\n\n"
    "Some people hope to find their way back. Some want to leave well. Many don’t know. "
    "You needn’t know either; your hope may change, and we make no promise about another person."
    "\n\nIf you like, we agree on time for yourself: 21 to 90 days without contact, for your own "
    "rest. A slip is information. Nothing you have done is ever set back to zero."
)
LIMITS = (
    "Not therapy, not legal or medical help, and not a crisis line. We don’t diagnose, and we "
    "don’t help anyone watch or reach a person who asked for distance. If you are in danger, or "
    "afraid you might hurt yourself, call your local emergency number."
)
IMPRINT = (
    "North Window, Mara Holm\nMusterweg 1, 10115 Berlin, Germany\n\n"
    "hello@north-window.example\n\nThis practice is made up; nobody lives at that address."
)
PRIVACY = (
    "Mara Holm answers for what is kept here, at the address in the imprint.\n\n"
    "We keep records as long as our work or the law needs them, and nothing goes away by itself. "
    "You can ask to see, correct or delete what we keep, and you can complain to the authority for "
    "data protection in Berlin."
)
LOCALE = "en_GB"

_S = EngagementState


@dataclass(frozen=True)
class Person:
    """Somebody in the demo; `days` is how long ago they came to work there."""

    name: str
    email: str
    zone: str = "Europe/Berlin"
    days: int = 240


@dataclass(frozen=True)
class DemoClient:
    """A client in the demo, in the order of the table below."""

    person: Person
    pronouns: str
    state: EngagementState
    days: int
    portal: str
    safe_contact: str = ""
    remark: str = ""


MARA = Person("Mara Holm", "mara@example.org")
IDRIS = Person("Idris Bello", "idris@example.org", "Europe/London", days=150)
TOVE = Person("Tove Lind", "tove@example.org", days=96)
CLEO = Person("Cleo Marsh", "cleo@example.org", "America/New_York")

ANNA = DemoClient(
    Person("Anna Reuter", "anna@example.org"),
    "she/her",
    _S.ACTIVE,
    52,
    "open",
    "Mail is fine. No calls after eight, please; my sister sleeps early.",
    "Apologises for being tidy before anybody has said a word about it. Ask what home would look "
    "like if nobody ever visited.",
)
BEN = DemoClient(
    Person("Ben Adler", "ben@example.org"),
    "he/him",
    _S.ACTIVE,
    28,
    "open",
    "Any time. My phone is mine alone.",
    "Laughs before the sad part. Tells the truth the next morning, and is proud of it.",
)
CARLA = DemoClient(
    Person("Carla Montes", "carla@example.org"),
    "she/her",
    _S.ACTIVE,
    62,
    "open",
    "Please write, don’t call: the children answer my phone.",
    "Co-parents with great care. The week after each hand-over is the hard one.",
)

WITH_PLANS = (
    "Mia Sommer",
    "Theo Lang",
    "Nele Brook",
    "Tom Falk",
    "Yara Novak",
    "Ines Costa",
    "Oskar Lund",
)
"""Who is there so that a plan in each of its states can be looked at."""

MARAS = (
    ANNA,
    BEN,
    CARLA,
    DemoClient(Person("Greta Holst", "greta@example.org"), "she/her", _S.ACTIVE, 21, "invited"),
    DemoClient(
        Person("Jun Sato", "jun@example.org", "Asia/Tokyo"), "they/them", _S.ON_HOLD, 75, "none"
    ),
    DemoClient(Person("Ivo Petrov", "ivo@example.org"), "he/him", _S.COMPLETING, 96, "open"),
    DemoClient(Person("Liam Brandt", "liam@example.org"), "he/him", _S.ONBOARDING, 4, "open"),
    *(
        DemoClient(
            Person(name, f"{name.split()[0].lower()}@example.org"), "", _S.ACTIVE, 60, "open"
        )
        for name in WITH_PLANS
    ),
    DemoClient(Person("Noor Haddad", "noor@example.org"), "", _S.DISCOVERY, 2, "none"),
    DemoClient(
        Person("Émile Garnier", "emile@example.org", "Europe/Paris"), "", _S.LEAD, 1, "none"
    ),
    DemoClient(
        Person("Sofia Lindqvist", "sofia@example.org"), "she/her", _S.COMPLETED, 210, "none"
    ),
)
IDRISS = (
    DemoClient(Person("Hannah Weiss", "hannah@example.org"), "she/her", _S.ACTIVE, 35, "open"),
    DemoClient(Person("Deniz Kaya", "deniz@example.org"), "", _S.ONBOARDING, 9, "none"),
)
CLEOS = (DemoClient(Person("Ruth Cole", "ruth@example.org"), "she/her", _S.ACTIVE, 60, "none"),)


STORIES: tuple[Callable[[Scene], None], ...] = (
    demo_clients.tell,
    demo_safety.tell,
    demo_growth.tell,
    demo_booking.tell,
    demo_payments.tell,
    demo_intake.tell,
    demo_plans.tell,
    demo_sent.tell,
)
"""What happened with the cast so far, in the order in which one thing needs another."""


def seed() -> None:
    """The demo's cast is here; safe to call again."""
    if practices.find_practice(SLUG) is not None:
        return
    mara, practice_id = _open("North Window", SLUG, MARA)
    settings = practices.settings_of(practice_id)
    actor = Actor(mara.user_id, Role.OWNER)
    practices.show_face(
        settings,
        version=settings.version,
        by=actor,
        hue=None,
        sentence="A calm place for the months after a relationship ends.",
    )
    practices.change_settings(
        db.session.get_one(Practice, practice_id),
        settings,
        version=settings.version,
        by=actor,
        values={
            "approach": APPROACH,
            "limits": LIMITS,
            "contact": "hello@north-window.example",
            "imprint": IMPRINT,
            "privacy": PRIVACY,
        },
    )
    idris = _member(practice_id, IDRIS, Role.COACH, actor)
    _member(practice_id, TOVE, Role.ASSISTANT, actor)
    _take_on(practice_id, mara, MARAS, actor)
    _take_on(practice_id, idris, IDRISS, actor)
    scene = look_around(practice_id)
    for tell in STORIES:
        tell(scene)
    db.session.commit()
    cleo, harbour_id = _open("Harbour Talks", "harbour-talks", CLEO)
    _take_on(harbour_id, cleo, CLEOS, Actor(cleo.user_id, Role.OWNER))
    # Idris works in a second practice too: where he sees other people and nothing of the first.
    _member(harbour_id, IDRIS, Role.COACH, Actor(cleo.user_id, Role.OWNER))
    harbour = look_around(harbour_id)
    demo_booking.tell_of_harbour(harbour)
    demo_sent.tell(harbour)
    db.session.commit()


def sign_ins(base_url: str) -> str:
    """What the demo prints: where to go, and as whom."""
    rows = (
        ("owner and coach", MARA),
        ("coach, also at Harbour Talks", IDRIS),
        ("assistant", TOVE),
        ("client", ANNA.person),
        ("client", BEN.person),
        ("client", CARLA.person),
        ("owner of another practice", CLEO),
    )
    lines = [f"  {person.email:<20} {role}" for role, person in rows]
    return "\n".join(
        (
            f"Sign in at {base_url}/login with the password “{PASSWORD}” as",
            *lines,
            f"Mails stay here: {base_url}/demo/mail",
        )
    )


def _open(name: str, slug: str, owner: Person) -> tuple[Member, UUID]:
    tenancy.enter_practice(None)
    user = _account(owner)
    practice = practices.open_practice(
        user, name=name, slug=slug, zone=owner.zone, currency="EUR", locale=LOCALE
    )
    return _come(practices.members_of(practice.id)[0], owner), practice.id


def _member(practice_id: UUID, person: Person, role: Role, by: Actor) -> Member:
    """Invited and come, without the mail."""
    user = accounts.find_user(person.email) or _account(person)
    invitation = practices.invite(
        practice_id, email=person.email, name=person.name, roles=[role], by=by
    )
    return _come(practices.accept(practice_id, invitation.id, user), person)


def _come(member: Member, person: Person) -> Member:
    """They have been here as long as their story says."""
    member.created_at = clock.now() - timedelta(days=person.days)
    return member


def _take_on(practice_id: UUID, coach: Member, cast: tuple[DemoClient, ...], by: Actor) -> None:
    for one in cast:
        client = clients.add_client(
            practice_id,
            coach,
            by=by,
            state=one.state,
            values={
                "name": one.person.name,
                "pronouns": one.pronouns,
                "email": one.person.email,
                "zone": one.person.zone,
                "locale": LOCALE,
                "safe_contact": one.safe_contact,
                "remark": one.remark,
            },
        )
        if one.portal != "none":
            clients.invite(client, by=by)
        if one.portal == "open":
            clients.accept(practice_id, client.id, _account(one.person))
            client.plan_in_summaries = True
        db.session.flush()
        _date_back(client, one)


def _account(person: Person) -> User:
    return accounts.create_user(person.email, person.name, PASSWORD, person.zone, LOCALE)


def _date_back(client: Client, one: DemoClient) -> None:
    """The record is as old as its story says; the portal was opened on the day they came."""
    came = clock.now() - timedelta(days=one.days)
    settled = came + timedelta(days=1 if one.state is _S.ACTIVE else one.days // 3)
    record = {"created_at": came}
    if one.portal != "none":
        record["invited_at"] = came + timedelta(hours=1)
    if one.portal == "open":
        record["joined_at"] = came + timedelta(hours=2)
    for table, key, then in (
        (Client, Client.id, record),
        (Engagement, Engagement.client_id, {"created_at": came, "changed_at": settled}),
    ):
        db.session.execute(
            update(table)
            .where(table.practice_id == client.practice_id, key == client.id)
            .values(then)
        )
