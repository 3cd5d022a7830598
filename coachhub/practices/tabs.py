"""The tabs of the settings, as far as a member may open them."""

from dataclasses import dataclass

from flask import request, url_for
from flask_babel import gettext as _

from coachhub.practices.access import Desk
from coachhub.practices.rules import Can


@dataclass(frozen=True)
class Tab:
    name: str
    """Of its page, in the code."""
    label: str
    url: str
    is_current: bool


def settings_tabs(desk: Desk) -> list[Tab]:
    """What the member may see of the settings, in order."""
    offered = (
        ("practices.settings", _("Practice"), Can.CHANGE_SETTINGS),
        ("practices.face", _("Face"), Can.CHANGE_SETTINGS),
        ("clients.agreement", _("Agreement"), Can.OFFER),
        ("practices.public_page", _("Public page"), Can.OFFER),
        ("practices.members", _("Members"), Can.MANAGE_MEMBERS),
        ("booking.session_types", _("Sessions"), Can.OFFER),
        ("payments.account", _("Payments"), Can.CHANGE_SETTINGS),
        ("practices.mail_log", _("E-mail"), Can.SEE_MAIL_LOG),
    )
    return [
        Tab(name, label, url_for(name, practice=desk.practice.slug), request.endpoint == name)
        for name, label, right in offered
        if desk.can(right)
    ]
