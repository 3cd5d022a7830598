from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from flask import request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from werkzeug.wrappers import Response

from coachhub.clients import services as clients
from coachhub.clients.access import whose_clients
from coachhub.clients.beside import around
from coachhub.clients.forms import STATE_WORDS
from coachhub.clients.models import Tag
from coachhub.clients.rules import CURRENT, EngagementState
from coachhub.clients.words import column_names
from coachhub.core.db import db
from coachhub.core.web import compression
from coachhub.core.web.answers import Answer, page_or_part
from coachhub.core.web.csv_answer import csv_answer
from coachhub.core.web.paging import with_ways
from coachhub.core.web.searching import searched
from coachhub.practices.access import Desk, member
from coachhub.practices.rules import Can

EVERYBODY = frozenset(EngagementState)
CURRENT_ONES = "current"
WHO_STANDS_HERE = {
    CURRENT_ONES: _l("Those you work with appear here, from a first word to the last session."),
    EngagementState.LEAD: _l("Who has written or was noted, and nothing is agreed yet."),
    EngagementState.DISCOVERY: _l("Those you are getting to know, before you both decide."),
    EngagementState.ONBOARDING: _l("Those you begin with: agreement, questions, first session."),
    EngagementState.ACTIVE: _l("Those you are at work with."),
    EngagementState.ON_HOLD: _l("Those whose work with you rests for a while."),
    EngagementState.COMPLETING: _l("Those whose work with you is coming to its end."),
    EngagementState.COMPLETED: _l("Those whose work with you has come to its end."),
    EngagementState.DECLINED: _l("Those with whom it did not come to work together."),
    EngagementState.REFERRED_OUT: _l("Those who have found somebody else through you."),
    EngagementState.ENDED_EARLY: _l("Those whose work with you ended before it was completed."),
}
"""For whom each filter is; said where it has nobody."""


@dataclass(frozen=True)
class Filter:
    label: Any
    url: str
    is_current: bool
    count: int


@member(Can.WORK_HERE)
def clients_page(desk: Desk) -> Answer:
    """The people one works with: searched, filtered and sorted in the address."""
    coach_id = whose_clients(desk)
    shown = _shown()
    tags = clients.list_tags(desk.practice.id)
    wanted = _wanted(coach_id, tags, shown)
    known = around(desk)
    if wanted.text or wanted.tag_id:
        counts, found = clients.count_found(desk.practice.id, wanted)
    else:
        counts = found = clients.count_by_state(desk.practice.id, coach_id)
    number = request.args.get("page", 1, int)
    page = clients.list_clients(desk.practice.id, wanted, number, counts=counts, first=known.first)
    return page_or_part(
        "clients/list.html",
        "clients/_found.html",
        desk=desk,
        page=with_ways(page),
        wanted=wanted,
        tags={tag.id: tag.name for tag in tags},
        beside=known.beside(page.rows),
        mark_words=known.mark_words,
        shown=shown,
        filters=_filters(desk, found, shown),
        who_stands_here=WHO_STANDS_HERE.get(shown),
        everybody=sum(counts.values()),
        # Said once, not for each row: the words are looked up whenever they are shown.
        state_words={state: str(word) for state, word in STATE_WORDS.items()},
    )


@member(Can.ADD_CLIENTS)
def export(desk: Desk) -> Response:
    """The same list as a file, its columns called as the import reads them."""
    tags = clients.list_tags(desk.practice.id)
    wanted = _wanted(whose_clients(desk), tags, _shown())
    found = clients.export_clients(desk.practice.id, wanted, by=desk.actor)
    db.session.commit()
    head = [*column_names(), _("state"), _("since"), _("tags")]
    return csv_answer("clients", head, (_cells(row, ZoneInfo(desk.user.zone)) for row in found))


def _cells(row: clients.Row, zone: ZoneInfo) -> list[str]:
    client = row.client
    return [
        client.name,
        client.preferred_name or "",
        client.pronouns or "",
        client.email or "",
        client.phone or "",
        client.zone,
        row.coach_name,
        str(STATE_WORDS[EngagementState(row.engagement.state)]),
        f"{row.engagement.changed_at.astimezone(zone):%Y-%m-%d}",
        ", ".join(row.tags),
    ]


def _wanted(coach_id: UUID | None, tags: Sequence[Tag], shown: str) -> clients.Wanted:
    """Which clients the address asks for."""
    return clients.Wanted(
        coach_id,
        tag_id=_chosen(tags),
        text=searched(),
        states=_states(shown),
        order=_order(),
    )


def _chosen(tags: Sequence[Tag]) -> UUID | None:
    """The tag that the address asks for, if the practice has it."""
    asked = request.args.get("tag", "")
    found = next((tag.id for tag in tags if str(tag.id) == asked), None)
    if found is not None:
        compression.known("tag")
    return found


def _shown() -> str:
    """The filter that the address asks for, or the first."""
    asked = request.args.get("show", CURRENT_ONES)
    is_ours = asked in {CURRENT_ONES, "all", *EngagementState}
    _say_what_is_known(is_filter=is_ours)
    return asked if is_ours else CURRENT_ONES


def _say_what_is_known(*, is_filter: bool) -> None:
    """What the address asks for out of sets of ours; not the words to search for."""
    if is_filter:
        compression.known("show")
    if request.args.get("sort") in {*clients.Order, ""}:
        compression.known("sort")
    for key in ("q", "tag"):
        if request.args.get(key) == "":
            compression.known(key)


def _order() -> clients.Order:
    """The order that the address asks for; those who wait come first otherwise."""
    asked = request.args.get("sort", "")
    return clients.Order(asked) if asked in set(clients.Order) else clients.Order.WAITING


def _states(shown: str) -> frozenset[EngagementState]:
    if shown == "all":
        return EVERYBODY
    if shown in set(EngagementState):
        return frozenset({EngagementState(shown)})
    return CURRENT


def _filters(desk: Desk, counts: dict[EngagementState, int], shown: str) -> list[Filter]:
    """Those one works with, all, each state that somebody is in, and the one that is asked for;
    search and order stay.
    """
    in_states = [
        (state.value, STATE_WORDS[state], counts.get(state, 0))
        for state in EngagementState
        if state in counts or state == shown
    ]
    offered = [
        (CURRENT_ONES, _("Current"), sum(counts.get(state, 0) for state in CURRENT)),
        ("all", _("All"), sum(counts.values())),
        *in_states,
    ]
    kept: dict[str, Any] = {key: request.args.get(key) or None for key in ("q", "sort", "tag")}
    here = partial(url_for, ".clients", practice=desk.practice.slug, **kept)
    return [Filter(label, here(show=key), key == shown, count) for key, label, count in offered]
