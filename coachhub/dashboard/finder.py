"""The quick finder: people by name, and the pages and acts of the desk by their words."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from flask import url_for
from flask_babel import gettext as _

from coachhub.clients import services as clients
from coachhub.clients.access import whose_clients
from coachhub.clients.rules import EngagementState
from coachhub.clients.services import Row
from coachhub.core.folding import fold
from coachhub.core.web.frame import Item
from coachhub.dashboard.frame import client_tabs, rooms, tab_labels
from coachhub.practices.access import Desk
from coachhub.practices.rules import Can
from coachhub.practices.tabs import settings_tabs

MOST_PEOPLE = 8
LONGEST = 80


@dataclass(frozen=True)
class Person:
    """A client who was found: who coaches them, the page that is looked for, and their others."""

    name: str
    coach_name: str
    page: Item
    others: Sequence[Item]
    is_page_named: bool
    """Whether the page itself was looked for; else it is the overview."""


@dataclass(frozen=True)
class Way:
    """A page, or something to do; also found by other words for it."""

    label: str
    icon: str
    url: str
    other_words: str = ""

    def fits(self, looked_for: Sequence[str]) -> bool:
        """Each word that is looked for is in its label, or begins one of the others."""
        label, others = fold(self.label), fold(self.other_words).split()
        return all(
            word in label or any(other.startswith(word) for other in others) for word in looked_for
        )

    def is_called(self, looked_for: Sequence[str]) -> bool:
        """Each word that is looked for is in its label."""
        label = fold(self.label)
        return all(word in label for word in looked_for)


@dataclass(frozen=True)
class Found:
    """What fits the words that were typed. Without words: no people, and every way."""

    people: Sequence[Person]
    ways: Sequence[Way]


def find(desk: Desk, text: str) -> Found:
    """What this member may open that fits; one statement, and another one for a page of somebody:
    "ben plan".
    """
    looked_for = fold(text[:LONGEST]).split()
    ways = [way for way in _ways(desk) if way.fits(looked_for)]
    ways.sort(key=lambda way: not way.is_called(looked_for))
    return Found(_people(desk, text[:LONGEST].split()) if looked_for else [], ways)


def _people(desk: Desk, words: list[str]) -> list[Person]:
    """Who is called so; else whose page is, by the first word or the last and the name."""
    people = [_person(row, client_tabs(desk, row)) for row in _called(desk, words)]
    if people or len(words) == 1:
        return people
    for name, called in ((words[:-1], words[-1]), (words[1:], words[0])):
        if any(_begins(label, called) for label in tab_labels()):
            found = [_person(row, client_tabs(desk, row), called) for row in _called(desk, name)]
            people += [person for person in found if _begins(person.page.label, called)]
    return people


def _called(desk: Desk, words: Sequence[str]) -> Sequence[Row]:
    everybody = frozenset(EngagementState)
    wanted = clients.Wanted(whose_clients(desk), text=" ".join(words), states=everybody)
    return clients.look_up(desk.practice.id, wanted, most=MOST_PEOPLE)


def _person(row: Row, pages: Sequence[Item], called: str = "") -> Person:
    """Somebody with the page that begins so, and with the overview where none does."""
    page = next((one for one in pages if called and _begins(one.label, called)), pages[0])
    others = [one for one in pages if one is not page]
    return Person(row.client.name, row.coach_name, page, others, is_page_named=page != pages[0])


def _begins(label: str, called: str) -> bool:
    return fold(label).startswith(fold(called))


def _ways(desk: Desk) -> Iterator[Way]:
    yield from (Way(room.label, room.icon, room.url) for room in rooms(desk))
    for name, label, icon, right, others in _acts():
        if desk.can(right):
            yield Way(label, icon, url_for(name, practice=desk.practice.slug), others)
    others_of = _words_of_settings()
    for tab in settings_tabs(desk):
        label = _("Settings: %(page)s", page=tab.label)
        yield Way(label, "settings", tab.url, others_of.get(tab.name, ""))
    account = url_for("accounts.account")
    yield Way(_("Your account"), "user", account, _("name address time zone password"))
    yield Way(_("Sign out, in your account"), "log-out", account, _("log off leave exit"))
    yield Way(
        _("Signed-in devices"), "monitor", url_for("accounts.devices"), _("phone computer browser")
    )
    yield Way(
        _("Language and light"),
        "sun-moon",
        url_for("accounts.see_to_look"),
        _("dark light theme night mode colours English French"),
    )


def _acts() -> Sequence[tuple[str, str, str, Can, str]]:
    """What one may want to do: where, its words, icon, right, and other words for it."""
    whose = "clients.clients"  # What is done with one client begins at the list of them.
    return (
        (
            "clients.new",
            _("Take on a client"),
            "user-plus",
            Can.ADD_CLIENTS,
            _("new add invite person"),
        ),
        (
            "clients.import_file",
            _("Import clients from a file"),
            "upload",
            Can.ADD_CLIENTS,
            _("upload list table CSV Excel"),
        ),
        (
            whose,
            _("Book a session: choose with whom"),
            "calendar",
            Can.SCHEDULE,
            _("new appointment booking client"),
        ),
        (
            whose,
            _("Propose a plan: choose to whom"),
            "footprints",
            Can.GUIDE,
            _("new no-contact client"),
        ),
        (
            whose,
            _("Suggest a task: choose to whom"),
            "list-checks",
            Can.GUIDE,
            _("new exercise homework client"),
        ),
        (
            "booking.availability",
            _("Hours and time off"),
            "clock",
            Can.KEEP_HOURS,
            _("availability holiday vacation block free working"),
        ),
        (
            "growth.new_template",
            _("Write a task of your own"),
            "pencil",
            Can.GUIDE,
            _("new template library exercise"),
        ),
        (
            "booking.new_type",
            _("Offer a kind of session"),
            "plus",
            Can.OFFER,
            _("new type price length"),
        ),
        (
            "practices.members",
            _("Invite somebody into the practice"),
            "send",
            Can.MANAGE_MEMBERS,
            _("new member colleague coach assistant team add"),
        ),
    )


def _words_of_settings() -> dict[str, str]:
    """Other words for the pages of the settings."""
    return {
        "practices.settings": _("name address currency language time zone"),
        "practices.face": _("logo colours photo picture brand"),
        "clients.agreement": _("contract terms consent"),
        "practices.public_page": _("website booking address link"),
        "practices.members": _("team colleagues roles rights"),
        "booking.session_types": _("kinds types prices length policy"),
        "payments.account": _("Stripe card bank money"),
        "practices.mail_log": _("e-mail letters messages sent failed"),
    }
