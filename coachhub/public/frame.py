"""What stands around a practice's public pages, and who may open them."""

from dataclasses import dataclass
from typing import Any

from flask import abort, request, url_for

from coachhub.core import tenancy
from coachhub.core.web import i18n
from coachhub.core.web.frame import Frame
from coachhub.practices import services as practices
from coachhub.practices.face import foot, logo, theme_url
from coachhub.practices.models import Practice, Settings


@dataclass(frozen=True)
class Front:
    """A practice as strangers meet it."""

    practice: Practice
    settings: Settings

    @property
    def frame(self) -> Frame:
        """The practice's name, logo and colours around a page; it leads to the practice's own, if
        it shows one.
        """
        own = url_for("public.practice", practice=self.practice.slug)
        return Frame(
            practice_name=self.practice.name,
            practice_url=own if self.settings.is_listed else request.path,
            logo=logo(self.practice, self.settings),
            theme_url=theme_url(self.practice, self.settings),
            tongue=i18n.tongue_here(self.settings.locale),
            items=(),
            foot=foot(self.practice, self.settings),
        )


def come_to(slug: str) -> Front:
    """The practice at an address; enters it. 404 if there is none."""
    front = _find(slug)
    if front is None:
        abort(404)
    return front


def come_to_public(slug: str) -> Front:
    """The same, where the practice has a public page."""
    front = come_to(slug)
    if not front.settings.is_listed:
        abort(404)
    return front


def public_face(slug: str) -> dict[str, Any]:
    """What frames an error under the address of a practice that shows itself; else nothing."""
    front = _find(slug)
    if front is None or not front.settings.is_listed:
        return {}
    return {"layout": "layouts/public.html", "frame": front.frame}


def _find(slug: str) -> Front | None:
    practice = practices.find_practice(slug)
    if practice is None:
        return None
    tenancy.enter_practice(practice.id)
    return Front(practice, practices.settings_of(practice.id))
