"""A practice opens, sets itself up and shows its face."""

import hashlib
from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError

from coachhub.accounts.models import User
from coachhub.audit import services as audit
from coachhub.core import private, tenancy
from coachhub.core.actor import Actor
from coachhub.core.db import db, violates
from coachhub.core.ids import new_id
from coachhub.core.limits import Limit
from coachhub.core.stale import Stale
from coachhub.practices.models import Practice, Settings
from coachhub.practices.pictures import lost_by, size_of
from coachhub.practices.rules import PracticeState, Role, may_take
from coachhub.practices.services.members import join

OPENINGS = Limit("practice_opened", 5, timedelta(days=1))
"""How many practices one person may open in a day."""


class AddressTaken(Exception):
    """Another practice has this address already."""


def open_practice(
    user: User, *, name: str, slug: str, zone: str, currency: str, locale: str
) -> Practice:
    """A new practice exists, with its own key, and `user` is its owner and first coach.

    Enters the new practice. Raises AddressTaken.
    """
    practice = Practice(id=new_id(), slug=slug, name=name, state=PracticeState.OPEN)
    private.keystore().create(practice.id)
    tenancy.enter_practice(practice.id)
    try:
        with db.session.begin_nested():
            db.session.add(practice)
            db.session.flush()
    except IntegrityError as error:
        private.keystore().destroy(practice.id)
        if violates(error, "uq_practice_slug"):
            raise AddressTaken from None
        raise
    db.session.add(Settings(practice_id=practice.id, zone=zone, currency=currency, locale=locale))
    member = join(practice.id, user, [Role.OWNER, Role.COACH])
    audit.record(practice.id, "practice.opened", by=Actor(user.id, Role.OWNER), about=member)
    return practice


def find_practice(slug: str) -> Practice | None:
    """The open practice at an address."""
    query = select(Practice).where(Practice.slug == slug, Practice.state == PracticeState.OPEN)
    return db.session.scalar(query)


def settings_of(practice_id: UUID) -> Settings:
    """The settings of the practice one is in."""
    return db.session.scalars(select(Settings).where(Settings.practice_id == practice_id)).one()


def hue_of(practice_id: UUID) -> int | None:
    """The hue that a practice chose; None also for what is no practice."""
    return db.session.scalar(select(Settings.hue).where(Settings.practice_id == practice_id))


def change_settings(
    practice: Practice, settings: Settings, *, version: int, by: Actor, values: dict[str, object]
) -> None:
    """The practice has these settings (and this name). Raises Stale after somebody else's save."""
    _claim(settings, version)
    for field, value in values.items():
        setattr(practice if field == "name" else settings, field, value)
    audit.record(practice.id, "settings.changed", by=by, fields=sorted(values))


def show_face(
    settings: Settings, *, version: int, by: Actor, hue: int | None, sentence: str
) -> None:
    """The practice shows this colour (a hue in degrees; None is coachhub's own) and sentence.

    Raises ValueError for a hue that means something here, and Stale after somebody else's save.
    """
    if hue is not None and not may_take(hue):
        raise ValueError(hue)
    _claim(settings, version)
    settings.hue, settings.sentence = hue, sentence
    audit.record(settings.practice_id, "face.changed", by=by)


def saved_them_last(practice_id: UUID, *, by: Actor) -> bool:
    """Whether it was they who saved the practice's settings last, its face among them."""
    return audit.was_last(practice_id, "settings.changed", "face.changed", by=by)


def put_up_logo(settings: Settings, picture: bytes | None, *, by: Actor) -> None:
    """The practice shows this logo: bytes of a PNG made by `pictures.logo_from`, or none."""
    settings.logo, settings.logo_hash = picture, _trace(picture)
    settings.logo_width, settings.logo_height = size_of(picture) if picture else (None, None)
    settings.logo_lost = lost_by(picture) if picture else None
    audit.record(settings.practice_id, "logo.changed", by=by)


def put_up_photo(settings: Settings, picture: bytes | None, *, by: Actor) -> None:
    """The public page shows this photo: bytes of a JPEG made by `pictures.photo_from`, or none."""
    settings.photo, settings.photo_hash = picture, _trace(picture)
    audit.record(settings.practice_id, "photo.changed", by=by)


def _trace(picture: bytes | None) -> str | None:
    """What tells one picture from another, for its address."""
    return hashlib.sha256(picture).hexdigest()[:16] if picture else None


def _claim(settings: Settings, version: int) -> None:
    claimed = db.session.execute(
        update(Settings)
        .where(Settings.practice_id == settings.practice_id, Settings.version == version)
        .values(version=version + 1)
        .returning(Settings.version)
    ).scalar()
    if claimed is None:
        db.session.refresh(settings)
        raise Stale


def every_practice() -> Sequence[UUID]:
    """All open practices of the installation, for periodic jobs."""
    return db.session.scalars(
        select(Practice.id).where(Practice.state == PracticeState.OPEN).order_by(Practice.id)
    ).all()
