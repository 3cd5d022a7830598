"""The quick finder: people by name, and the pages and acts of the desk by their words."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from flask import url_for
from flask_babel import gettext as _

from coachhub.clients import services as clients
from coachhub.clients.access import whose_clients
from coachhub.clients.rules import EngagementState
from coachhub.core.folding import fold
from coachhub.core.web.frame import Item
from coachhub.dashboard.frame import client_tabs, rooms
from coachhub.practices.access import Desk
from coachhub.practices.rules import Can
from coachhub.practices.tabs import settings_tabs

MOST_PEOPLE = 8
LONGEST = 80


@dataclass(frozen=True)
class Person:
    """A client who was found: their pages, the overview first, and who coaches them."""

    name: str
    coach_name: str
    pages: Sequence[Item]


@dataclass(frozen=True)
class Way:
    """A page, or something to do."""

    label: str
    icon: str
    url: str


@dataclass(frozen=True)
class Found:
    """What fits the words that were typed. Without words: no people, and every way."""

    people: Sequence[Person]
    ways: Sequence[Way]


def find(desk: Desk, text: str) -> Found:
    """What this member may open that fits; one statement."""
    looked_for = fold(text[:LONGEST]).split()
    ways = [way for way in _ways(desk) if _fits(way.label, looked_for)]
    return Found(_people(desk, text[:LONGEST]) if looked_for else [], ways)


def _people(desk: Desk, text: str) -> list[Person]:
    everybody = frozenset(EngagementState)
    wanted = clients.Wanted(whose_clients(desk), text=text.strip(), states=everybody)
    return [
        Person(row.client.name, row.coach_name, client_tabs(desk, row))
        for row in clients.look_up(desk.practice.id, wanted, most=MOST_PEOPLE)
    ]


def _fits(label: str, looked_for: Sequence[str]) -> bool:
    folded = fold(label)
    return all(word in folded for word in looked_for)


def _ways(desk: Desk) -> Iterator[Way]:
    yield from (Way(room.label, room.icon, room.url) for room in rooms(desk))
    here = desk.practice.slug
    offered = (
        ("clients.new", _("Take on a client"), "user-plus", Can.ADD_CLIENTS),
        ("clients.import_file", _("Import clients from a file"), "upload", Can.ADD_CLIENTS),
        ("booking.availability", _("Hours and time off"), "clock", Can.KEEP_HOURS),
        ("growth.new_template", _("Write a task of your own"), "pencil", Can.GUIDE),
        ("booking.new_type", _("Offer a kind of session"), "plus", Can.OFFER),
    )
    for name, label, icon, right in offered:
        if desk.can(right):
            yield Way(label, icon, url_for(name, practice=here))
    for tab in settings_tabs(desk):
        yield Way(_("Settings: %(page)s", page=tab.label), "settings", tab.url)
    yield Way(_("Your account"), "user", url_for("accounts.account"))
    yield Way(_("Signed-in devices"), "monitor", url_for("accounts.devices"))
    yield Way(_("Language and light"), "sun-moon", url_for("accounts.see_to_look"))
