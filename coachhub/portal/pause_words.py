"""What a client reads of the pauses that they took before writing."""

from flask_babel import gettext as _
from flask_babel import ngettext

from coachhub.core.charts import Bars
from coachhub.nocontact.words import days_words


def pause_words(pauses: Bars) -> str:
    """How many there were, and on how many days."""
    days = days_words(pauses.days)
    counted = ngettext(
        "%(num)s pause, on %(days)s.", "%(num)s pauses, on %(days)s.", pauses.total, days=days
    )
    most = ""
    if pauses.most > 1 and pauses.step == 1:
        most = _("Up to %(most)s on one day.", most=pauses.most)
    elif pauses.most > 1:
        most = _("Up to %(most)s in one week.", most=pauses.most)
    return f"{counted} {most}".rstrip()
