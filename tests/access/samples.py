"""A valid request to every endpoint: what stands in its address, and the form it takes."""

from typing import Any

from coachhub.accounts.rules import Purpose
from tests.access import (
    booking_samples,
    client_samples,
    draft_samples,
    growth_samples,
    intake_samples,
    mail_things,
    nocontact_samples,
    payments_samples,
    safety_samples,
)
from tests.access.world import World
from tests.cast import PASSWORD, ZONE, email_of

Args = dict[str, Any]
Data = dict[str, Any]
NEW_PASSWORD = "nineteen slow herons"


def arguments(world: World, endpoint: str, method: str, name: str | None) -> Args:
    """What stands in the address; for acts that use a thing up, a fresh one."""
    make = _ARGUMENTS.get((endpoint, method)) or _ARGUMENTS.get((endpoint, "GET"))
    return make(world, name) if make else {}


def form(world: World, endpoint: str, name: str | None) -> Data:
    """A valid form for this person to send there; empty where a button is all."""
    make = _FORMS.get(endpoint)
    return make(world, name) if make else {}


def _north(_world: World, _name: str | None) -> Args:
    return {"practice": "north"}


def _carla(world: World, _name: str | None) -> Args:
    return {"practice": "north", "client_id": world.cast.clients["carla"]}


def _client(portal: str) -> Any:
    return lambda world, _name: {"practice": "north", "client_id": world.client(portal)}


def _member(world: World, _name: str | None) -> Args:
    return {"practice": "north", "member_id": world.member()}


def _invitation(world: World, _name: str | None) -> Args:
    return {"practice": "north", "invitation_id": world.invitation()}


def _booking(world: World, _name: str | None) -> Args:
    return {"practice": "north", "booking_id": world.booking()}


def _agreed(world: World, name: str | None) -> Args:
    if not world.agreement_number():
        world.agreement()
    return _north(world, name)


def _summary(*, printed: bool) -> Any:
    def make(world: World, _name: str | None) -> Args:
        booked, summary = world.summary(printed=printed)
        found = {"practice": "north", "booking_id": booked}
        return {**found, "summary_id": summary} if printed else found

    return make


def _document(world: World, _name: str | None) -> Args:
    return {"practice": "north", "summary_id": world.summary()[1]}


def _delivery(world: World, _name: str | None) -> Args:
    return {"practice": "north", "delivery_id": world.delivery()}


def _pause(world: World, _name: str | None) -> Args:
    return {"practice": "north", "pause_id": mail_things.pause(world)}


def _carla_without_mail(world: World, name: str | None) -> Args:
    mail_things.pause(world)
    return _carla(world, name)


def _link(purpose: Purpose, *, known: bool) -> Any:
    def make(world: World, _name: str | None) -> Args:
        email = world.account() if known else email_of(world.fresh())
        return {"token": world.link(purpose, email)}

    return make


def _taken_back(world: World, _name: str | None) -> Args:
    return {"practice": "north", "invitation_id": world.invitation(is_taken_back=True)}


def _address(world: World, name: str | None) -> str:
    return email_of(name or world.fresh())


def _invited(world: World, name: str | None) -> Args:
    return {"token": world.invitation_link(_address(world, name))}


def _static(world: World, _name: str | None) -> Args:
    return {"version": "1", "path": "css/app.css"}


def _device(world: World, name: str | None) -> Args:
    return {"device_id": world.device(name or "ben")}


_ARGUMENTS: dict[tuple[str, str], Any] = {
    **booking_samples.ARGUMENTS,
    **growth_samples.ARGUMENTS,
    **payments_samples.ARGUMENTS,
    **nocontact_samples.ARGUMENTS,
    **safety_samples.ARGUMENTS,
    ("public.theme", "GET"): _north,
    ("public.logo", "GET"): _north,
    ("public.photo", "GET"): _north,
    ("public.imprint", "GET"): _north,
    ("public.privacy", "GET"): _north,
    ("public.stored", "GET"): _north,
    ("public.invitation", "GET"): _invited,
    ("static_asset", "GET"): _static,
    ("accounts.reset", "GET"): _link(Purpose.RESET, known=True),
    ("accounts.confirm", "GET"): _link(Purpose.SIGN_UP, known=False),
    ("accounts.end_device", "POST"): _device,
    ("dashboard.desk", "GET"): _north,
    ("dashboard.find", "GET"): _north,
    ("practices.settings", "GET"): _north,
    ("practices.face", "GET"): _north,
    ("practices.mail_log", "GET"): _north,
    ("practices.send_again", "POST"): _delivery,
    ("practices.note_failures", "POST"): _north,
    ("practices.resume_mail", "POST"): _pause,
    ("clients.resume_mail", "POST"): _carla_without_mail,
    ("public.mail_wish", "GET"): lambda world, _name: {"token": mail_things.wish(world)},
    ("portal.mails", "GET"): _north,
    ("practices.members", "GET"): _north,
    ("practices.roles", "GET"): _member,
    ("practices.end", "POST"): _member,
    ("practices.sign_out", "POST"): _member,
    ("practices.invite_again", "POST"): _invitation,
    ("practices.take_back", "POST"): _invitation,
    ("practices.put_back", "POST"): _taken_back,
    ("clients.clients", "GET"): _north,
    ("clients.new", "GET"): _north,
    ("clients.overview", "GET"): _carla,
    ("clients.edit", "GET"): _carla,
    ("clients.remark", "GET"): _carla,
    ("clients.engagement", "GET"): _carla,
    ("clients.engagement", "POST"): _client("open"),
    ("clients.invite", "POST"): _client("none"),
    ("clients.take_back", "POST"): _client("invited"),
    ("clients.close", "POST"): _client("open"),
    ("public.practice", "GET"): _north,
    ("practices.public_page", "GET"): _north,
    ("clients.agreement", "GET"): _north,
    ("portal.agreement", "GET"): _agreed,
    ("sessions.note", "GET"): _booking,
    ("sessions.summary", "GET"): _booking,
    ("sessions.draft", "GET"): _booking,
    ("sessions.preview", "GET"): _summary(printed=False),
    ("sessions.publish", "POST"): _summary(printed=False),
    ("sessions.download", "GET"): _summary(printed=True),
    ("portal.documents", "GET"): _north,
    ("portal.document", "GET"): _document,
    ("portal.document_pdf", "GET"): _document,
    ("portal.home", "GET"): _north,
    ("portal.today", "GET"): _north,
    **client_samples.ARGUMENTS,
    **draft_samples.ARGUMENTS,
    **intake_samples.ARGUMENTS,
    ("portal.details", "GET"): _north,
    ("portal.use_zone", "POST"): _north,
}


def _record(world: World, name: str) -> Data:
    fields = ("preferred_name", "pronouns", "phone", "safe_contact")
    return {"name": name, "zone": ZONE, "locale": "en", **dict.fromkeys(fields, "")}


def _new_client(world: World, name: str | None) -> Data:
    coach = "nora" if name == "nora" else "idris"
    return {
        **_record(world, "Somebody New"),
        "email": email_of(world.fresh()),
        "coach_id": world.cast.members[coach],
    }


def _edited(world: World, _name: str | None) -> Data:
    record = _record(world, "Carla Test") | {"email": email_of("carla")}
    return record | {"version": world.version("client")}


def _own_details(world: World, name: str | None) -> Data:
    client = name if name in ("carla", "ben") else "carla"
    return {
        **dict.fromkeys(("preferred_name", "pronouns", "phone", "safe_contact"), ""),
        "zone": ZONE,
        "version": world.version("client", client),
    }


def _settings(world: World, _name: str | None) -> Data:
    return {
        "name": "North",
        "zone": ZONE,
        "currency": "EUR",
        "locale": "en",
        "desk_idle_minutes": "120",
        "version": world.version("settings"),
    }


def _practice(world: World, _name: str | None) -> Data:
    slug = f"new-{world.fresh()}"
    return {"name": slug, "slug": slug, "zone": ZONE, "currency": "EUR", "locale": "en"}


def _joining(world: World, name: str | None) -> Data:
    new = {"name": "Somebody", "zone": ZONE, "password": NEW_PASSWORD}
    return {} if name else new


_FORMS: dict[str, Any] = {
    **booking_samples.FORMS,
    **growth_samples.FORMS,
    **payments_samples.FORMS,
    **nocontact_samples.FORMS,
    **safety_samples.FORMS,
    "clients.agreement": lambda world, _name: {
        "body": "As agreed",
        "version": world.agreement_number(),
    },
    "portal.agreement": lambda world, name: {
        "version": world.agreement_number() or world.agreement(),
        "name": f"{(name or '').title()} Test",
        "has_read": "y",
    },
    "sessions.note": lambda _world, _name: {
        "model": "grow",
        "shown": "grow",
        "grow_goal": "To sleep",
    },
    "sessions.publish": lambda _world, _name: {"version": "1"},
    "sessions.draft": lambda _world, _name: {
        "version": "0",
        **dict.fromkeys(("focus", "went_well", "insights", "decisions", "actions"), ""),
        "recap": "A quiet week",
    },
    "portal.document": lambda _world, _name: {"correction": "It was Tuesday"},
    "practices.public_page": lambda world, _name: {
        "is_listed": "y",
        "contact": "hello@north.example",
        "approach": "",
        "limits": "",
        **dict.fromkeys(("imprint", "privacy"), "North, 1 Harbour Street"),
        "version": world.version("settings"),
    },
    "public.invitation": _joining,
    "accounts.see_to_look": lambda _world, _name: {"theme": "dark", "locale": "en_GB"},
    "accounts.sign_in": lambda _world, name: {
        "email": email_of(name or "ben"),
        "password": PASSWORD,
    },
    "accounts.forgot": lambda world, name: {"email": _address(world, name)},
    "accounts.reset": lambda _world, _name: {"password": NEW_PASSWORD},
    "accounts.sign_up": lambda world, _name: {"name": "New", "email": email_of(world.fresh())},
    "accounts.confirm": lambda _world, _name: {"password": NEW_PASSWORD, "zone": ZONE},
    "accounts.account": lambda _world, name: {
        "name": f"{name} Test",
        "zone": ZONE,
        "locale": "en",
    },
    "accounts.password": lambda _world, _name: {"current": PASSWORD, "password": PASSWORD},
    "practices.open_practice": _practice,
    "practices.settings": _settings,
    "practices.face": lambda world, _name: {
        "sentence": "A room by the water",
        "hue": "165",
        "version": world.version("settings"),
    },
    "practices.members": lambda world, _name: {
        "name": "Somebody",
        "email": email_of(world.fresh()),
        "roles": ["coach"],
    },
    "practices.roles": lambda _world, _name: {"roles": ["coach", "assistant"]},
    "clients.new": _new_client,
    "clients.edit": _edited,
    "clients.remark": lambda world, _name: {"remark": "", "version": world.version("client")},
    "clients.engagement": lambda world, _name: {
        "state": "on_hold",
        "coach_id": world.cast.members["idris"],
    },
    "portal.details": _own_details,
    "portal.use_zone": lambda _world, _name: {"zone": "Europe/Paris"},
    "portal.mails": lambda _world, _name: {"sorts": ["news"]},
    **client_samples.FORMS,
    **draft_samples.FORMS,
    **intake_samples.FORMS,
}
