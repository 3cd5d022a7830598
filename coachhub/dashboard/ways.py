"""The pages and acts of the desk, each with the words by which the quick finder finds it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from flask import url_for
from flask_babel import gettext as _

from coachhub.core.folding import fold
from coachhub.dashboard.frame import rooms, tab_labels
from coachhub.practices.access import Desk
from coachhub.practices.rules import Can
from coachhub.practices.tabs import settings_tabs

_WHOSE = "clients.clients"
"""What is done with one client begins at the list of them."""


@dataclass(frozen=True)
class Way:
    """A page, or something to do; also found by other words for it."""

    label: str
    icon: str
    url: str
    other_words: str = ""

    def fits(self, looked_for: Sequence[str]) -> bool:
        """Each word that is looked for is in its label, or begins one of the others."""
        label, others = fold(self.label), fold(self.other_words).split()
        return all(
            word in label or any(other.startswith(word) for other in others) for word in looked_for
        )

    def is_called(self, looked_for: Sequence[str]) -> bool:
        """Each word that is looked for is in its label."""
        label = fold(self.label)
        return all(word in label for word in looked_for)


def little_words() -> frozenset[str]:
    """Words that say nothing of what is looked for: "draft a plan" is "draft plan"."""
    return frozenset(fold(_("a an the in of for to with about")).split())


def words_of_tabs() -> dict[str, list[str]]:
    """The words by which each page about a client is found, by what it is called."""
    others = {
        "sessions.notes": _("write notes intake remarks private"),
        "nocontact.plan": _("draft propose no-contact check-ins checkins days slips"),
        "booking.sessions": _("book appointments write summary summaries draft"),
        "growth.tasks": _("suggest exercises homework"),
        "payments.client": _("invoices receipts money refunds"),
        "safety.overview": _("questions flags legal hold"),
    }
    return {
        label: fold(f"{label} {others.get(name, '')}").split()
        for name, label in tab_labels().items()
    }


def groups(desk: Desk) -> list[tuple[str, list[Way]]]:
    """All that this member may open or do, by what it is."""
    others_of = _words_of_rooms()
    pages = [
        Way(room.label, room.icon, room.url, others_of.get(room.label, "")) for room in rooms(desk)
    ]
    return [
        (_("Pages"), pages),
        (_("Actions"), list(_to_do(desk))),
        (_("Settings and account"), [*_settings(desk), *_account()]),
    ]


def _to_do(desk: Desk) -> Iterator[Way]:
    """What this member may want to do."""
    for name, label, icon, right, others in _acts():
        if desk.can(right):
            yield Way(label, icon, url_for(name, practice=desk.practice.slug), others)
    if desk.can(Can.WRITE_PRIVATELY) or desk.can(Can.OVERSEE_SAFETY):
        label, others = _("Safety: choose whose"), _("questions answers flags danger legal hold")
        yield Way(label, "shield", url_for(_WHOSE, practice=desk.practice.slug), others)


def _account() -> Iterator[Way]:
    """The pages about oneself."""
    account = url_for("accounts.account")
    yield Way(_("Your account"), "user", account, _("name address time zone password"))
    yield Way(_("Sign out, in your account"), "log-out", account, _("log off logout signout leave"))
    yield Way(
        _("Signed-in devices"), "monitor", url_for("accounts.devices"), _("phone computer browser")
    )
    yield Way(
        _("Language and light"),
        "sun-moon",
        url_for("accounts.see_to_look"),
        _("dark light theme night mode colours English French"),
    )


def _settings(desk: Desk) -> Iterator[Way]:
    """The pages of the settings; a single one is a room."""
    tabs, others_of = settings_tabs(desk), _words_of_settings()
    if len(tabs) > 1:
        for tab in tabs:
            label = _("Settings: %(page)s", page=tab.label)
            yield Way(label, "settings", tab.url, others_of.get(tab.name, ""))


def _acts() -> Sequence[tuple[str, str, str, Can, str]]:
    """What one may want to do: where, its words, icon, right, and other words for it."""
    return (
        (
            "clients.new",
            _("Add a client"),
            "user-plus",
            Can.ADD_CLIENTS,
            _("new invite person take on"),
        ),
        (
            "clients.import_file",
            _("Import clients from a file"),
            "upload",
            Can.ADD_CLIENTS,
            _("upload list table CSV Excel"),
        ),
        (
            "clients.export",
            _("Export clients as CSV"),
            "download",
            Can.ADD_CLIENTS,
            _("download list table file Excel save"),
        ),
        (
            "payments.export",
            _("Export payments as CSV"),
            "download",
            Can.TAKE_MONEY,
            _("download list table file Excel save bookkeeping accounts tax"),
        ),
        (
            _WHOSE,
            _("Book a session: choose with whom"),
            "calendar",
            Can.SCHEDULE,
            _("new appointment booking client"),
        ),
        (
            _WHOSE,
            _("Propose a plan: choose who it is for"),
            "footprints",
            Can.GUIDE,
            _("new draft write no-contact client"),
        ),
        (
            _WHOSE,
            _("Suggest a task: choose who it is for"),
            "list-checks",
            Can.GUIDE,
            _("new exercise homework client"),
        ),
        (
            _WHOSE,
            _("Look at check-ins: choose whose"),
            "chart-line",
            Can.GUIDE,
            _("checkins days mood slips client"),
        ),
        (
            _WHOSE,
            _("Write a note: choose about whom"),
            "pencil",
            Can.WRITE_PRIVATELY,
            _("notes new intake remarks private client"),
        ),
        (
            _WHOSE,
            _("Write a summary: choose for whom"),
            "file-text",
            Can.WRITE_PRIVATELY,
            _("summaries new draft recap session client"),
        ),
        (
            "booking.availability",
            _("Hours and time off"),
            "clock",
            Can.KEEP_HOURS,
            _("availability holiday vacation block free working"),
        ),
        (
            "growth.new_template",
            _("Write a task of your own"),
            "pencil",
            Can.GUIDE,
            _("new template library exercise"),
        ),
        (
            "booking.new_type",
            _("Offer a kind of session"),
            "plus",
            Can.OFFER,
            _("new type price length"),
        ),
        (
            "practices.members",
            _("Invite somebody into the practice"),
            "send",
            Can.MANAGE_MEMBERS,
            _("new member colleague coach assistant team add"),
        ),
    )


def _words_of_rooms() -> dict[str, str]:
    """Other words for the rooms, by what they are called."""
    return {
        _("Today"): _("start home begin desk"),
        _("Clients"): _("people list"),
        _("Calendar"): _("week sessions appointments bookings"),
        _("Tasks"): _("library exercises homework"),
        _("Payments"): _("money invoices receipts bills refunds"),
        _("E-mail"): _("e-mail letters messages sent failed"),
    }


def _words_of_settings() -> dict[str, str]:
    """Other words for the pages of the settings."""
    return {
        "practices.settings": _("name address currency language time zone"),
        "practices.face": _("logo colours photo picture brand"),
        "clients.agreement": _("contract terms consent"),
        "practices.public_page": _("website booking address link"),
        "practices.members": _("team colleagues roles rights"),
        "booking.session_types": _("kinds types prices length policy"),
        "payments.account": _("Stripe card bank money"),
        "practices.mail_log": _("e-mail letters messages sent failed"),
    }
