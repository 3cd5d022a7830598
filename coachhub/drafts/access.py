"""The way of a draft through the web: from the page that keeps it, and onto the page again."""

from collections.abc import Collection
from uuid import UUID

from flask import Flask, abort, get_template_attribute, redirect, request
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from coachhub.core import tenancy
from coachhub.core.db import db
from coachhub.core.stale import Stale
from coachhub.core.web import drafts as forms
from coachhub.core.web.acts import act
from coachhub.core.web.answers import CONFLICT, OK, SEE_OTHER, UNPROCESSABLE, Answer
from coachhub.core.web.drafts import Draft, Sitting
from coachhub.core.web.undo import TOO_LATE, UNDONE, flash_undo, way_back
from coachhub.drafts import services as drafts


class _Gone(Exception):
    """What was thrown away is not there any more."""


class Keeper:
    """The drafts of whoever is signed in, in the practice whose walls were entered."""

    def find(self, page: str) -> Draft | None:
        """What they left on this page; nothing where nobody is."""
        place = _place()
        return drafts.find(*place, page) if place else None

    def forget(self, page: str, sittings: Collection[UUID]) -> None:
        """It was sent."""
        place = _place()
        if place:
            drafts.forget(*place, page, sittings)


def init_app(app: Flask) -> None:
    """Let forms keep drafts, and pages know where to."""
    forms.init_app(app, Keeper())


def keep(practice_id: UUID, user_id: UUID) -> Answer:
    """Keep what is typed on a page; the answer is the line that says so."""
    sitting, saved_at, status = _sitting(), None, OK
    try:
        saved_at = drafts.keep(practice_id, user_id, sitting, forms.typed_in(request.form)).saved_at
    except Stale:
        db.session.rollback()
        status = CONFLICT
    except drafts.TooLong:
        status = UNPROCESSABLE
    db.session.commit()
    if request.headers.get("HX-Request-Type") != "partial":
        return redirect(sitting.page, SEE_OTHER)
    line = get_template_attribute("components/draft.html", "kept_line")
    return line(status, saved_at), status


def throw_away(practice_id: UUID, user_id: UUID) -> Response:
    """The page begins anew; what was on it can be brought back from there."""
    sitting = _sitting()
    drafts.throw_away(practice_id, user_id, sitting)
    db.session.commit()
    back = way_back(
        f"{request.blueprint}.bring_draft_back",
        {forms.PAGE: sitting.page, forms.SITTING: str(sitting.id)},
        **(request.view_args or {}),
    )
    flash_undo(_("Thrown away."), back)
    return redirect(sitting.page, SEE_OTHER)


def bring_back(practice_id: UUID, user_id: UUID) -> Response:
    """Take back that it was thrown away."""
    sitting = _sitting()
    with act({_Gone: str(TOO_LATE)}, done=str(UNDONE)):
        if not drafts.bring_back(practice_id, user_id, sitting.page):
            raise _Gone
    return redirect(sitting.page, SEE_OTHER)


def _sitting() -> Sitting:
    """The sitting that was sent, on a page of this very surface and practice."""
    sitting = forms.sitting_of(request.form)
    root = request.path.rsplit("/draft", 1)[0]
    if sitting is None or not sitting.page.startswith(f"{root}/"):
        abort(404)
    return sitting


def _place() -> tuple[UUID, UUID] | None:
    scope = tenancy.current()
    if scope.practice_id is None or scope.user_id is None:
        return None
    return scope.practice_id, scope.user_id
