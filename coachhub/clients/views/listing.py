from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any
from uuid import UUID

from flask import request, url_for
from flask_babel import gettext as _

from coachhub.clients import services as clients
from coachhub.clients.access import whose_clients
from coachhub.clients.beside import around
from coachhub.clients.forms import STATE_WORDS
from coachhub.clients.models import Tag
from coachhub.clients.rules import CURRENT, EngagementState
from coachhub.core.web import compression
from coachhub.core.web.answers import Answer, page_or_part
from coachhub.core.web.paging import with_ways
from coachhub.practices.access import Desk, member
from coachhub.practices.rules import Can

EVERYBODY = frozenset(EngagementState)


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
    shown = request.args.get("show", "current")
    _say_what_is_known(shown)
    tags = clients.list_tags(desk.practice.id)
    wanted = clients.Wanted(
        coach_id,
        tag_id=_chosen(tags),
        text=request.args.get("q", "").strip()[:80],
        states=_states(shown),
        order=_order(),
    )
    known = around(desk)
    counts = clients.count_by_state(desk.practice.id, coach_id)
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
        shown=shown,
        filters=_filters(desk, counts, shown),
        everybody=sum(counts.values()),
        # Said once, not for each row: the words are looked up whenever they are shown.
        state_words={state: str(word) for state, word in STATE_WORDS.items()},
    )


def _chosen(tags: Sequence[Tag]) -> UUID | None:
    """The tag that the address asks for, if the practice has it."""
    asked = request.args.get("tag", "")
    found = next((tag.id for tag in tags if str(tag.id) == asked), None)
    if found is not None:
        compression.known("tag")
    return found


def _say_what_is_known(shown: str) -> None:
    """What the address asks for out of sets of ours; not the words to search for."""
    if shown in {"current", "all", *EngagementState}:
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
    """Those one works with, all, and each state that somebody is in; search and order stay."""
    in_states = [
        (state.value, STATE_WORDS[state], counts[state])
        for state in EngagementState
        if state in counts
    ]
    offered = [
        ("current", _("Current"), sum(counts.get(state, 0) for state in CURRENT)),
        ("all", _("All"), sum(counts.values())),
        *in_states,
    ]
    kept: dict[str, Any] = {key: request.args.get(key) or None for key in ("q", "sort", "tag")}
    here = partial(url_for, ".clients", practice=desk.practice.slug, **kept)
    return [Filter(label, here(show=key), key == shown, count) for key, label, count in offered]
