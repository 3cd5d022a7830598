"""A practice in which everything is as long and as much as it may be."""

from dataclasses import dataclass
from itertools import cycle
from uuid import UUID

from coachhub.accounts.models import User
from coachhub.clients import services as clients
from coachhub.clients.models import Client
from coachhub.clients.rules import MOST_TAGS_OF_A_CLIENT, EngagementState, Hope
from coachhub.core.actor import Actor
from coachhub.core.db import db
from coachhub.core.ids import new_id
from coachhub.intake import services as intake
from coachhub.intake.rules import NoteSection, Passage, trace_of
from coachhub.practices import services as practices
from coachhub.practices.models import Member
from coachhub.practices.rules import Role
from tests.browser import plenty
from tests.browser.site import Site
from tests.browser.words import LONG_ADDRESS, LONG_NAME, ONE_WORD, REMARK
from tests.cast import ZONE, make_user
from tests.nocontact.long import live_long

SLUG = "practice-for-the-long-and-slow-work-of-saying-go"
PRACTICE = "Practice for the Long and Slow Work of Saying Goodbye Kindly"
SAFE = "Please write, don’t call: the children answer my phone. After nine in the evening is fine."


@dataclass(frozen=True)
class Crowd:
    """Where to find what a page can be about; `ursula` owns, `ulf` assists, `uta` is a client."""

    client: UUID
    colleague: UUID


def gather(site: Site, *, number: int, full: bool = False) -> Crowd:
    """Open the practice on a site, with so many clients; in full, with much of all else too."""
    with site.app.app_context():
        owner, assistant, uta = (_person(name) for name in ("ursula", "ulf", "uta"))
        practice = practices.open_practice(
            owner, name=PRACTICE, slug=SLUG, zone=ZONE, currency="EUR", locale="en_GB"
        )
        practices.settings_of(practice.id).imprint = REMARK
        by = Actor(owner.id, Role.OWNER)
        coach = practices.members_of(practice.id)[0]
        colleague = _employ(practice.id, assistant, by)
        _invite(practice.id, by)
        client = _take_on(coach, by, name=LONG_NAME, email=uta.email)
        client.remark = REMARK
        clients.invite(client, by=by)
        clients.accept(practice.id, client.id, uta)
        _write_about(client, by)
        live_long(client, f"{ONE_WORD} {REMARK[:160]}")
        states = cycle(EngagementState)
        others = [
            _take_on(
                coach,
                by,
                name=f"{ONE_WORD} {index:03}",
                email=f"{index}{LONG_ADDRESS}",
                state=next(states),
            )
            for index in range(1, number)
        ]
        if full:
            plenty.fill(plenty.Room(practice, coach, by, client, others))
        crowd = Crowd(client.id, colleague.id)
        site.people.update(ursula=owner.id, ulf=assistant.id, uta=uta.id)
        db.session.commit()
    return crowd


def _write_about(client: Client, by: Actor) -> None:
    """What a coach notes of somebody, in all places and at length."""
    row = clients.find_client(client.practice_id, client.id)
    assert row
    thought = intake.Typed(Passage(REMARK + ONE_WORD, is_marked=True), trace_of(Passage()))
    intake.write_note(
        row.engagement,
        dict.fromkeys(list(NoteSection)[:9], thought),
        sitting=new_id(),
        by=by,
        deliberately=True,
    )
    for number in range(MOST_TAGS_OF_A_CLIENT):
        clients.put_on(client, f"{ONE_WORD[:27]} {number:02}", by=by)
    for hope in Hope:
        clients.tell_hope(client, hope, 10, key=new_id(), by=by)
    clients.pin(client, f"{ONE_WORD} {REMARK[:130]}", key=new_id(), by=by)


def _person(name: str) -> User:
    user = make_user(name)
    user.name = LONG_NAME
    return user


def _employ(practice_id: UUID, user: User, by: Actor) -> Member:
    invitation = practices.invite(
        practice_id, email=user.email, name=user.name, roles=[Role.ASSISTANT], by=by
    )
    return practices.accept(practice_id, invitation.id, user)


def _invite(practice_id: UUID, by: Actor) -> None:
    everything = list(Role)
    practices.invite(practice_id, email=LONG_ADDRESS, name=LONG_NAME, roles=everything, by=by)


def _take_on(
    coach: Member,
    by: Actor,
    *,
    name: str,
    email: str,
    state: EngagementState = EngagementState.ACTIVE,
) -> Client:
    values: dict[str, str | None] = {
        "name": name,
        "email": email,
        "zone": "America/Argentina/ComodRivadavia",
        "locale": "en_GB",
        "safe_contact": SAFE,
        "phone": "+49 30 1234567 890",
    }
    return clients.add_client(coach.practice_id, coach, by=by, state=state, values=values)
