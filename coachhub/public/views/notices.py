from flask import abort, render_template
from flask_babel import gettext as _

from coachhub.core.web import policy
from coachhub.core.web.answers import Answer
from coachhub.public.frame import Front, come_to


@policy.anybody
def imprint(practice: str) -> Answer:
    """Who answers for the practice's pages, in its own words; 404 where it says nothing."""
    front = come_to(practice)
    return _notice(front, _("Imprint"), front.settings.imprint)


@policy.anybody
def privacy(practice: str) -> Answer:
    """What the practice does with data, in its own words; 404 where it says nothing."""
    front = come_to(practice)
    return _notice(front, _("Privacy"), front.settings.privacy)


@policy.anybody
def stored(practice: str) -> Answer:
    """What is kept of somebody who books, in ours: who reads it, and how long."""
    front = come_to(practice)
    return render_template("public/stored.html", front=front, frame=front.frame)


def _notice(front: Front, title: str, words: str) -> Answer:
    if not words:
        abort(404)
    return render_template(
        "public/notice.html", front=front, frame=front.frame, title=title, words=words
    )
