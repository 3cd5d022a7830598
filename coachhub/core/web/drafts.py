"""What is typed into a form and not sent: it is kept, and there again on the same page.

A form says that it keeps a draft (`Form.keeps_draft`); who keeps it is known on a floor above.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol
from uuid import UUID

from flask import Flask, current_app, request
from werkzeug.datastructures import MultiDict

from coachhub.core.ids import new_id

_KEEPER = "coachhub.drafts"
PAGE, SITTING, AFTER = "draft-page", "draft-sitting", "draft-after"
"""What a form that keeps a draft sends beside its own fields."""


@dataclass(frozen=True)
class Draft:
    """A form as it was left by the sitting that wrote in it last."""

    fields: Sequence[tuple[str, str]]
    saved_at: datetime
    sitting: UUID


class Keeper(Protocol):
    """Keeps the drafts of whoever is signed in, in the practice where they are."""

    def find(self, page: str) -> Draft | None:
        """What they left on this page."""

    def forget(self, page: str, sittings: Collection[UUID]) -> None:
        """It was sent: what these sittings left goes with it, if that is kept at all."""


@dataclass(frozen=True)
class Sitting:
    """One opening of a form that keeps a draft.

    It goes on with the draft that it found, and with no other: what is written in two windows is
    never mixed, and whoever writes second is told.
    """

    page: str
    """The address of the form, with no more of a query than tells it from others at that path."""
    id: UUID
    after: UUID | None = None
    """The sitting whose draft it goes on with."""
    found: Draft | None = None

    @property
    def own(self) -> set[UUID]:
        """The sittings whose draft this one may write over, and takes along when it is sent."""
        return {one for one in (self.id, self.after) if one}

    @property
    def kept_at(self) -> str:
        """Where its draft is sent to: in the desk or portal that the page belongs to."""
        return "/".join([*self.page.split("/")[:3], "draft"])

    def is_sent(self) -> None:
        """What was typed goes where it belongs; its draft goes with it, in one transaction."""
        _keeper().forget(self.page, self.own)


def init_app(app: Flask, keeper: Keeper) -> None:
    """Let forms that keep a draft have it kept there."""
    app.extensions[_KEEPER] = keeper


def sit_down(about: str) -> Sitting:
    """The form is opened, and what was left in it is found. `about`: see `Sitting.page`."""
    page = f"{request.path}?{about}" if about else request.path
    found = _keeper().find(page)
    return Sitting(page, new_id(), found.sitting if found else None, found)


def sitting_of(sent: MultiDict[str, str]) -> Sitting | None:
    """The sitting in which a form that came back was filled in, if it names one."""
    page, sitting = sent.get(PAGE), sent.get(SITTING, type=UUID)
    if not page or sitting is None:
        return None
    return Sitting(page, sitting, sent.get(AFTER, type=UUID))


def typed_in(sent: MultiDict[str, str]) -> list[tuple[str, str]]:
    """What was typed: the form without what guards it and what keeps it."""
    ours = {"csrf_token", PAGE, SITTING, AFTER}
    return [one for one in sent.items(multi=True) if one[0] not in ours]


def _keeper() -> Keeper:
    keeper: Keeper = current_app.extensions[_KEEPER]
    return keeper
