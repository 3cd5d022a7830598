"""The pages that an address alone leads to, as those who may look at them: to be tested, and to be
photographed. `rooms.every_route` has all, each with a sample made for it.
"""

from dataclasses import dataclass
from uuid import UUID

from coachhub.accounts import services as accounts
from coachhub.accounts.rules import Purpose
from coachhub.core import clock
from coachhub.core.db import db
from tests.browser.site import Site


@dataclass(frozen=True)
class Sight:
    """A page: a name for it, who looks, where it is, and with which status it answers."""

    name: str
    who: str | None
    path: str
    status: int = 200


def at_the_door(site: Site) -> list[Sight]:
    """What strangers may see, mailed links that work and that don't included."""
    confirm = _link(site, Purpose.SIGN_UP, "newcomer@example.org")
    reset = _link(site, Purpose.RESET, "idris@example.org")
    return [
        Sight("home", None, "/"),
        Sight("sign-in", None, "/login"),
        Sight("forgot", None, "/forgot"),
        Sight("forgot-sent", None, "/forgot/sent"),
        Sight("sign-up", None, "/signup"),
        Sight("sign-up-sent", None, "/signup/sent"),
        Sight("confirm", None, f"/confirm/{confirm}"),
        Sight("reset", None, f"/reset/{reset}"),
        Sight("look", None, "/look"),
        Sight("dead-link", None, "/reset/nothing", 410),
        Sight("dead-invitation", None, "/invite/nothing", 410),
        Sight("nowhere", None, "/nowhere", 404),
        Sight("wrong-method", None, "/logout", 405),
    ]


def of_the_demo() -> list[Sight]:
    """What only the demo shows."""
    return [
        Sight("styleguide", None, "/styleguide"),
        Sight("styleguide-from-the-right", None, "/styleguide?dir=rtl"),
        Sight("demo-mail", None, "/demo/mail"),
    ]


def of_oneself(who: str) -> list[Sight]:
    """A person's own account."""
    return [
        Sight("account", who, "/account"),
        Sight("password", who, "/account/password"),
        Sight("devices", who, "/account/devices"),
        Sight("practice-new", who, "/signup/practice"),
    ]


def at_the_desk(slug: str, who: str, client: UUID, colleague: UUID) -> list[Sight]:
    """What an owner sees who also coaches this client."""
    desk = f"/app/{slug}"
    record = f"{desk}/clients/{client}"
    return [
        Sight("clients", who, f"{desk}/clients"),
        Sight("clients-none-fit", who, f"{desk}/clients?q=qqq"),
        Sight("clients-found", who, f"{desk}/clients?q=a&show=all"),
        Sight("client-new", who, f"{desk}/clients/new"),
        Sight("client", who, record),
        Sight("client-edit", who, f"{record}/edit"),
        Sight("client-remark", who, f"{record}/remark"),
        Sight("client-hope", who, f"{record}/hope"),
        Sight("client-pin", who, f"{record}/pin"),
        Sight("client-notes", who, f"{record}/notes"),
        Sight("client-intake", who, f"{record}/notes/intake"),
        Sight("client-import", who, f"{desk}/clients/import"),
        Sight("client-engagement", who, f"{record}/engagement"),
        Sight("today", who, f"{desk}/"),
        Sight("find", who, f"{desk}/find?q=a"),
        Sight("client-sessions", who, f"{record}/sessions"),
        Sight("client-book", who, f"{record}/sessions/new"),
        Sight("client-tasks", who, f"{record}/tasks"),
        Sight("client-plan", who, f"{record}/plan"),
        Sight("client-plan-new", who, f"{record}/plan/new"),
        Sight("client-task-choice", who, f"{record}/tasks/choice"),
        Sight("client-task-for-plan", who, f"{record}/tasks/choice?purpose=plan"),
        Sight("client-task-new", who, f"{record}/tasks/new?template=t02"),
        Sight("client-safety", who, f"{record}/safety"),
        Sight("client-safety-questions", who, f"{record}/safety/questions"),
        Sight("client-safety-step", who, f"{record}/safety/actions/new"),
        Sight("client-safety-hold", who, f"{record}/safety/hold"),
        Sight("client-payments", who, f"{record}/payments"),
        Sight("payments", who, f"{desk}/payments"),
        Sight("payments-found", who, f"{desk}/payments?q=a"),
        Sight("payments-settings", who, f"{desk}/settings/payments"),
        Sight("calendar", who, f"{desk}/calendar"),
        Sight("calendar-week", who, f"{desk}/calendar?week={clock.today('UTC')}"),
        Sight("hours", who, f"{desk}/availability"),
        Sight("tasks", who, f"{desk}/tasks"),
        Sight("tasks-found", who, f"{desk}/tasks?q=a"),
        Sight("template-new", who, f"{desk}/tasks/new"),
        Sight("session-types", who, f"{desk}/session-types"),
        Sight("session-type-new", who, f"{desk}/session-types/new"),
        Sight("public-page-settings", who, f"{desk}/settings/page"),
        Sight("public-page", None, f"/p/{slug}"),
        Sight("public-imprint", None, f"/p/{slug}/imprint"),
        Sight("public-stored", None, f"/p/{slug}/stored"),
        Sight("public-nowhere", None, f"/p/{slug}/bookings/nothing", 404),
        Sight("settings", who, f"{desk}/settings"),
        Sight("face", who, f"{desk}/settings/face"),
        Sight("members", who, f"{desk}/settings/members"),
        Sight("roles", who, f"{desk}/settings/members/{colleague}/roles"),
        Sight("mail", who, f"{desk}/settings/mail"),
        Sight("mail-found", who, f"{desk}/settings/mail?q=a"),
    ]


def assisting(slug: str, who: str, client: UUID) -> list[Sight]:
    """What an assistant sees differently."""
    desk = f"/app/{slug}"
    return [
        Sight("assistant-clients", who, f"{desk}/clients"),
        Sight("assistant-client", who, f"{desk}/clients/{client}"),
        Sight("assistant-mail", who, f"{desk}/settings/mail"),
        Sight("assistant-refused", who, f"{desk}/settings", 403),
    ]


def in_the_portal(slug: str, who: str) -> list[Sight]:
    """What a client sees."""
    return [
        Sight("portal-today", who, f"/portal/{slug}/today"),
        Sight("portal-sessions", who, f"/portal/{slug}/sessions"),
        Sight("portal-plan", who, f"/portal/{slug}/plan"),
        Sight("portal-plan-explained", who, f"/portal/{slug}/plan/how-it-works"),
        Sight("portal-check-in", who, f"/portal/{slug}/plan/check-in"),
        Sight("portal-last-days", who, f"/portal/{slug}/plan/last-days"),
        Sight("portal-contact", who, f"/portal/{slug}/plan/contact"),
        Sight("portal-urge", who, f"/portal/{slug}/urge"),
        Sight("portal-tasks", who, f"/portal/{slug}/tasks"),
        Sight("portal-documents", who, f"/portal/{slug}/documents"),
        Sight("portal-details", who, f"/portal/{slug}/details"),
        Sight("portal-more", who, f"/portal/{slug}/more"),
        Sight("portal-mails", who, f"/portal/{slug}/mails"),
        Sight("portal-offline", who, f"/portal/{slug}/offline"),
        Sight("portal-help", who, f"/portal/{slug}/help"),
        Sight("portal-safety", who, f"/portal/{slug}/safety"),
        Sight("portal-hope", who, f"/portal/{slug}/hope"),
        Sight("portal-nowhere", who, f"/portal/{slug}/nowhere", 404),
    ]


def _link(site: Site, purpose: Purpose, email: str) -> str:
    with site.app.app_context():
        raw = accounts.mint_token(purpose, email, name="Newcomer")
        db.session.commit()
    return raw
