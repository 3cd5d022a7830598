"""The quick finder: people by name, and the pages and acts of the desk by their words."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask import url_for
from flask_babel import gettext as _

from coachhub.clients import services as clients
from coachhub.clients.access import whose_clients
from coachhub.clients.rules import EngagementState
from coachhub.clients.services import Row
from coachhub.core.folding import fold
from coachhub.core.web.frame import Item
from coachhub.dashboard.frame import client_tabs
from coachhub.dashboard.ways import Way, groups, little_words, words_of_tabs
from coachhub.practices.access import Desk

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
class Found:
    """What fits the words that were typed. Without words: no people, and every way."""

    people: Sequence[Person]
    groups: Sequence[tuple[str, Sequence[Way]]]
    """Ways under what they are; those that fit what was typed stand together, the best first."""
    all_url: str | None
    """Where all people stand who are called so, if they are more than these."""


def find(desk: Desk, text: str) -> Found:
    """What this member may open that fits; one statement for people, and where nobody is called
    so, further ones for a page of somebody: "ben plan", "write a note ben".
    """
    looked_for = fold(text[:LONGEST]).split()
    little = little_words()
    telling = [word for word in looked_for if word not in little] or looked_for
    every = groups(desk)
    if not looked_for:
        return Found([], every, None)
    ways = [way for _group, members in every for way in members if way.fits(telling)]
    ways.sort(key=lambda way: not way.is_called(telling))
    people = _people(desk, looked_for, little)
    more = people[MOST_PEOPLE:] and not people[0].is_page_named
    all_url = _all_url(desk, text) if more else None
    return Found(people[:MOST_PEOPLE], [(_("Pages and actions"), ways)] if ways else [], all_url)


def _all_url(desk: Desk, text: str) -> str:
    return url_for("clients.clients", practice=desk.practice.slug, q=text[:LONGEST], show="all")


def _people(desk: Desk, words: list[str], little: frozenset[str]) -> list[Person]:
    """Who is called so; else whose page is, by some of the words and the name by the others."""
    people = [_person(row, client_tabs(desk, row)) for row in _called(desk, words)]
    if people:
        return people
    for name, labels in _split(words, little):
        found = [_person(row, client_tabs(desk, row), labels) for row in _called(desk, name)]
        if found:
            return [person for person in found if person.page.label in labels]
    return []


def _split(words: list[str], little: frozenset[str]) -> list[tuple[tuple[str, ...], list[str]]]:
    """Each way to read the words as a name and pages, most words for the pages first."""
    pages_by_name: dict[tuple[str, ...], list[str]] = {}
    for label, known in words_of_tabs().items():
        telling = {
            word
            for word in words
            if word not in little and any(one.startswith(word) for one in known)
        }
        name = tuple(word for word in words if word not in telling | little)
        if telling and name:
            pages_by_name.setdefault(name, []).append(label)
    return sorted(pages_by_name.items(), key=lambda split: len(split[0]))


def _called(desk: Desk, words: Sequence[str]) -> Sequence[Row]:
    everybody = frozenset(EngagementState)
    wanted = clients.Wanted(whose_clients(desk), text=" ".join(words), states=everybody)
    return clients.look_up(desk.practice.id, wanted, most=MOST_PEOPLE + 1)


def _person(row: Row, pages: Sequence[Item], labels: Sequence[str] = ()) -> Person:
    """Somebody with the first page that is called so, and with the overview where none is."""
    page = next((one for one in pages if one.label in labels), pages[0])
    others = [one for one in pages if one is not page]
    return Person(row.client.name, row.coach_name, page, others, is_page_named=page != pages[0])
