"""A valid request to every endpoint: what stands in its address, and the form it takes."""

from datetime import timedelta
from typing import Any

from coachhub.accounts.rules import Purpose
from coachhub.core import clock
from tests.access import (
    client_samples,
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


def _task(*, agreed: bool = False) -> Any:
    return lambda world, name: {**_carla(world, name), "task_id": world.task(agreed=agreed)}


def _own_task(*, agreed: bool = False) -> Any:
    return lambda world, _name: {"practice": "north", "task_id": world.task(agreed=agreed)}


def _entry(world: World, name: str | None) -> Args:
    task = _task(agreed=True)(world, name)
    return {**task, "entry_id": world.entry(task["task_id"])}


def _template(world: World, _name: str | None) -> Args:
    return {"practice": "north", "template_key": world.template()}


def _type(world: World, _name: str | None) -> Args:
    return {"practice": "north", "type_id": world.type()}


def _carla_with_something_to_book(world: World, name: str | None) -> Args:
    world.type()
    return _carla(world, name)


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


def _coach(world: World, _name: str | None) -> Args:
    return {"practice": "north", "coach_id": world.cast.members["idris"]}


def _block(world: World, name: str | None) -> Args:
    return {**_coach(world, name), "block_id": world.block()}


def _guest(*, held: bool = False) -> Any:
    return lambda world, _name: {"practice": "north", "token": world.guest(held=held)}


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


def _address(world: World, name: str | None) -> str:
    return email_of(name or world.fresh())


def _invited(world: World, name: str | None) -> Args:
    return {"token": world.invitation_link(_address(world, name))}


def _static(world: World, _name: str | None) -> Args:
    return {"version": "1", "path": "css/app.css"}


def _device(world: World, name: str | None) -> Args:
    return {"device_id": world.device(name or "ben")}


_ARGUMENTS: dict[tuple[str, str], Any] = {
    **payments_samples.ARGUMENTS,
    **nocontact_samples.ARGUMENTS,
    **safety_samples.ARGUMENTS,
    ("public.theme", "GET"): _north,
    ("public.logo", "GET"): _north,
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
    ("growth.library", "GET"): _north,
    ("growth.new_template", "GET"): _north,
    ("growth.edit_template", "GET"): _template,
    ("growth.retire", "POST"): _template,
    ("growth.tasks", "GET"): _carla,
    ("growth.choose", "GET"): _carla,
    ("growth.suggest", "GET"): _carla,
    ("growth.task", "GET"): _task(),
    ("growth.edit", "GET"): _task(),
    ("growth.take_back", "POST"): _task(),
    ("growth.stop", "POST"): _task(agreed=True),
    ("growth.answer", "POST"): _entry,
    ("growth.seen", "POST"): _entry,
    ("public.practice", "GET"): _north,
    ("public.book", "GET"): _type,
    ("public.details", "GET"): _guest(held=True),
    ("public.guest", "GET"): _guest(),
    ("public.guest_move", "GET"): _guest(),
    ("public.guest_cancel", "GET"): _guest(),
    ("public.guest_calendar", "GET"): _guest(),
    ("practices.public_page", "GET"): _north,
    ("booking.session_types", "GET"): _north,
    ("booking.new_type", "GET"): _north,
    ("booking.edit_type", "GET"): _type,
    ("booking.retire", "POST"): _type,
    ("booking.availability", "GET"): _north,
    ("booking.coach_hours", "GET"): _coach,
    ("booking.blocks", "GET"): _coach,
    ("booking.unblock", "POST"): _block,
    ("booking.calendar", "GET"): _north,
    ("booking.session", "GET"): _booking,
    ("booking.move", "GET"): _booking,
    ("booking.cancel", "GET"): _booking,
    ("booking.complete", "POST"): _booking,
    ("booking.no_show", "POST"): _booking,
    ("booking.sessions", "GET"): _carla,
    ("booking.book", "GET"): _carla_with_something_to_book,
    ("clients.agreement", "GET"): _north,
    ("portal.agreement", "GET"): _agreed,
    ("portal.sessions", "GET"): _north,
    ("portal.book_session", "GET"): _type,
    ("portal.session", "GET"): _booking,
    ("portal.move_session", "GET"): _booking,
    ("portal.cancel_session", "GET"): _booking,
    ("sessions.note", "GET"): _booking,
    ("sessions.summary", "GET"): _booking,
    ("sessions.draft", "GET"): _booking,
    ("sessions.preview", "GET"): _summary(printed=False),
    ("sessions.publish", "POST"): _summary(printed=False),
    ("sessions.download", "GET"): _summary(printed=True),
    ("portal.documents", "GET"): _north,
    ("portal.document", "GET"): _document,
    ("portal.document_pdf", "GET"): _document,
    ("portal.tasks", "GET"): _north,
    ("portal.task", "GET"): _own_task(agreed=True),
    ("portal.fit_task", "GET"): _own_task(),
    ("portal.agree_task", "POST"): _own_task(),
    ("portal.decline_task", "POST"): _own_task(),
    ("portal.finish_task", "POST"): _own_task(agreed=True),
    ("portal.stop_task", "POST"): _own_task(agreed=True),
    ("portal.today", "GET"): _north,
    **client_samples.ARGUMENTS,
    **intake_samples.ARGUMENTS,
    ("portal.details", "GET"): _north,
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


_PACE = {"rhythm": "a_week", "amount": "3", "minutes": "", "weekdays": []}
_WHAT = {
    "category": "joy",
    "more_categories": [],
    "kind": "habit",
    "difficulty": "1",
    "why": "",
}
_OWN = {"words": "Hum", "version": "1", "weeks": "", "days": "", "tags": []}
_WHEN = {
    "starts_on": "2027-03-15",
    **dict.fromkeys(("ends_on", "cue", "action", "small_version"), ""),
}


def _suggestion(_world: World, _name: str | None) -> Data:
    words = {"words": "Sing in the kitchen", "how_known": "", "version": "1"}
    return {**words, **_WHAT, **_PACE, **_WHEN, "knowingly": "y"}


_TYPE = {
    "title": "A walk",
    "description": "",
    "minutes": "60",
    "price": "95",
    "place": "in_person",
    "audience": "public",
    "is_first_call": [],
    "buffer_minutes": "0",
    "free_hours": "24",
    "kept_percent": "50",
    "moves_allowed": "2",
    "version": "1",
}
_DAYS = {f"day_{number}": "0:00-24:00" for number in range(7)}


def _start(world: World, _name: str | None) -> Data:
    return {"start": world.hour().isoformat()}


def _hours(world: World, _name: str | None) -> Data:
    rules = {"notice_hours": "0", "horizon_days": "365", "step_minutes": "60", "most_a_day": "24"}
    version = world.calendar_version("idris")
    return {**_DAYS, **rules, "zone": "UTC", "meeting_place": "", "version": version}


def _time_off(world: World, _name: str | None) -> Data:
    begin = world.hour()
    end = begin + timedelta(minutes=30)
    times = {"begins_at": f"{begin:%Y-%m-%dT%H:%M}", "ends_at": f"{end:%Y-%m-%dT%H:%M}"}
    return {**times, "note": ""}


_FORMS: dict[str, Any] = {
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
        "version": "0",
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
    "public.book": _start,
    "public.details": lambda world, _name: {
        "name": "Somebody",
        "email": email_of(world.fresh()),
        "zone": ZONE,
        **dict.fromkeys(("phone", "note", "safe_contact"), ""),
        "accepts_terms": "y",
    },
    "public.guest_move": _start,
    "public.guest_cancel": lambda _world, _name: {"reason": ""},
    "practices.public_page": lambda world, _name: {
        "is_listed": "y",
        "approach": "",
        "limits": "",
        "version": world.version("settings"),
    },
    "booking.new_type": lambda _world, _name: _TYPE,
    "booking.edit_type": lambda _world, _name: _TYPE,
    "booking.coach_hours": _hours,
    "booking.blocks": _time_off,
    "booking.move": _start,
    "booking.cancel": lambda _world, _name: {"reason": ""},
    "booking.book": _start,
    "portal.book_session": _start,
    "portal.move_session": _start,
    "portal.cancel_session": lambda _world, _name: {"reason": ""},
    "growth.new_template": lambda _world, _name: {**_OWN, **_WHAT, **_PACE},
    "growth.edit_template": lambda _world, _name: {**_OWN, **_WHAT, **_PACE},
    "growth.suggest": _suggestion,
    "growth.edit": _suggestion,
    "growth.answer": lambda _world, _name: {"feedback": "You kept at it. What helped?"},
    "portal.task": lambda _world, _name: {
        "outcome": "done",
        "done_on": clock.today(ZONE).isoformat(),
        **dict.fromkeys(("reflection", "minutes", "mood_before", "mood_after"), ""),
        "verdict": "keep",
    },
    "portal.fit_task": lambda _world, _name: {
        "words": "Sing",
        "version": "1",
        **_PACE,
        **_WHEN,
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
    "portal.mails": lambda _world, _name: {"sorts": ["news"]},
    **client_samples.FORMS,
    **intake_samples.FORMS,
}
