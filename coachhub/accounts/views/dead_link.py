from flask import render_template

from coachhub.core.web.answers import Answer

GONE = 410


def dead_link(again_url: str) -> Answer:
    """A link that opens nothing any more, and where to ask for a new one."""
    return render_template("accounts/dead_link.html", again_url=again_url), GONE
