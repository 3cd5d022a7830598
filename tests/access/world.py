"""North and Harbour with everybody in, and the makers of things that one request uses up."""

import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from copy import copy
from datetime import datetime, timedelta
from itertools import count
from uuid import UUID

from flask import Flask
from sqlalchemy import Engine, text

from coachhub.accounts import services as accounts
from coachhub.accounts.models import User
from coachhub.accounts.rules import Purpose
from coachhub.booking import services as booking
from coachhub.booking.models import Block, Booking, SessionType
from coachhub.booking.rules import Source
from coachhub.booking.words import EARLY_WISH
from coachhub.clients import services as clients
from coachhub.clients.models import Client
from coachhub.clients.rules import EngagementState
from coachhub.core import clock, tenancy
from coachhub.core.actor import Actor
from coachhub.core.db import db
from coachhub.core.ids import new_id
from coachhub.growth import services as growth
from coachhub.growth.models import GrowthTask, TaskTemplate
from coachhub.growth.rules import Act, Outcome, Party
from coachhub.mail import services as mail
from coachhub.mail.rules import DeliveryState
from coachhub.practices import services as practices
from coachhub.practices.models import Member
from coachhub.practices.rules import Role
from coachhub.sessions import services as sessions
from coachhub.sessions.rules import Section
from tests.access import client_things, intake_things, mail_things, nocontact_things, safety_things
from tests.booking.scene import at, offer, open_hours
from tests.cast import ZONE, Cast, email_of, make_user
from tests.growth.tasks import suggest_to
from tests.pictures import picture, png
from tests.visitor import Visitor


class World:
    """The cast, with Olga (owner only) and Nora (a coach without clients)."""

    def __init__(self, app: Flask, superuser: Engine) -> None:
        self.app, self.superuser = app, superuser
        self.cast = Cast.gather(app)
        self.cast.join("olga", Role.OWNER)
        self.cast.join("nora", Role.COACH)
        self._hours = count()
        with self.inside(self.cast.north):
            for coach in ("mara", "idris"):
                open_hours(self.cast.north, self.cast.members[coach], self.by, horizon_days=365)
            settings = practices.settings_of(self.cast.north)
            practices.show_face(
                settings, version=1, by=self.by, hue=165, sentence="A room by the water"
            )
            settings.imprint = settings.privacy = "North, 1 Harbour Street"
            practices.put_up_logo(settings, png(), by=self.by)
            practices.put_up_photo(settings, picture("JPEG"), by=self.by)

    def copy(self) -> "World":
        """The same world, for a module whose tests let others join."""
        found = copy(self)
        found.cast, found._hours = self.cast.copy(), count()
        return found

    @property
    def by(self) -> Actor:
        return Actor(self.cast.users["mara"], Role.OWNER)

    def browser(self, name: str | None) -> Visitor:
        return self.cast.browser(name)

    @contextmanager
    def inside(self, practice_id: UUID) -> Iterator[None]:
        """Work in a practice as the application does, and commit."""
        with self.app.app_context():
            tenancy.enter_practice(practice_id)
            yield
            db.session.commit()

    def version(self, table: str, client: str = "carla") -> int:
        """Which saving of North's settings, or of a client's record, is the newest."""
        which = "practice_id = :practice" + (" AND id = :client" if table == "client" else "")
        sql = f"SELECT version FROM {table} WHERE {which}"  # noqa: S608  # a name in the tests
        with self.superuser.connect() as connection:
            values = {"practice": self.cast.north, "client": self.cast.clients[client]}
            found: int = connection.execute(text(sql), values).scalar_one()
        return found

    def fresh(self) -> str:
        """A first name that nobody has yet."""
        return f"p{secrets.token_hex(4)}"

    def member(self) -> UUID:
        """Somebody new works at North."""
        return self.cast.join(self.fresh(), Role.ASSISTANT)

    def invitation(self, practice: str = "north", *, is_taken_back: bool = False) -> UUID:
        """Somebody is invited to work in a practice, or was."""
        name, practice_id = self.fresh(), getattr(self.cast, practice)
        with self.inside(practice_id):
            asked = practices.invite(
                practice_id, email=email_of(name), name=name, roles=[Role.COACH], by=self.by
            )
            if is_taken_back:
                practices.take_back(asked, by=self.by)
            return asked.id

    def delivery(self, practice: str = "north") -> UUID:
        """A mail of a practice could not be sent."""
        practice_id = getattr(self.cast, practice)
        with self.inside(practice_id):
            delivery = mail.post("practices/invitation", practice_id, email_of(self.fresh()))
            delivery.state = DeliveryState.FAILED
            return delivery.id

    def foreign(self, kind: str) -> UUID:
        """The id of something that belongs to Harbour, or to its owner."""
        make: dict[str, Callable[[], UUID]] = {
            "client_id": lambda: self.cast.clients["ruth"],
            "member_id": lambda: self.cast.members["cleo"],
            "coach_id": lambda: self.cast.members["cleo"],
            "invitation_id": lambda: self.invitation("harbour"),
            "device_id": lambda: self.device("cleo"),
            "pause_id": lambda: mail_things.pause(self, "harbour"),
            "delivery_id": lambda: self.delivery("harbour"),
            "type_id": lambda: self.type("harbour"),
            "booking_id": lambda: self.booking("harbour"),
            "summary_id": lambda: self.summary("harbour")[1],
            "block_id": lambda: self.block("harbour"),
            "import_id": lambda: client_things.waiting_import(self, "cleo", "harbour"),
            "hope_id": lambda: client_things.hope_told(self, "harbour"),
            "pin_id": lambda: client_things.pin_taken_down(self, "harbour"),
            "tag_id": lambda: client_things.tag(self, "harbour"),
            "version_id": lambda: intake_things.version(self, "harbour"),
            "plan_id": lambda: nocontact_things.plan(self, practice="harbour"),
            "wish_id": lambda: nocontact_things.wish(self, "harbour")[1],
            "event_id": lambda: nocontact_things.event(self, "harbour")[1],
            "check_in_id": lambda: nocontact_things.check_in(self, "harbour")[1],
            "flag_id": lambda: safety_things.foreign_flag(self),
            "template_key": lambda: self.template("harbour"),
            "task_id": lambda: self.task("harbour"),
            "entry_id": lambda: self.entry(self.task("harbour", agreed=True), "harbour"),
        }
        return make[kind]()

    def client(self, portal: str = "none") -> UUID:
        """Idris coaches somebody new; their portal is "none", "invited" or "open"."""
        name = self.fresh()
        with self.inside(self.cast.north):
            coach = db.session.get_one(Member, (self.cast.north, self.cast.members["idris"]))
            values: dict[str, str | None] = {
                "name": name,
                "email": email_of(name),
                "zone": ZONE,
                "locale": "en",
            }
            client = clients.add_client(
                self.cast.north, coach, by=self.by, values=values, state=EngagementState.ACTIVE
            )
            if portal != "none":
                clients.invite(client, by=self.by)
            if portal == "open":
                clients.accept(self.cast.north, client.id, make_user(name))
            return client.id

    def task(self, practice: str = "north", *, agreed: bool = False) -> UUID:
        """Carla of North, or Ruth of Harbour, is suggested a task, and perhaps agrees."""
        practice_id = getattr(self.cast, practice)
        client_id = self.cast.clients["carla" if practice == "north" else "ruth"]
        with self.inside(practice_id):
            row = db.session.get_one(Client, (practice_id, client_id))
            task = suggest_to(row, by=self.by)
            if agreed:
                growth.act(task, Act.AGREE, by=self.by, party=Party.CLIENT)
            return task.id

    def end_task(self, task_id: UUID, party: Party, practice: str = "north") -> None:
        """Client or coach ends an agreed task."""
        practice_id = getattr(self.cast, practice)
        with self.inside(practice_id):
            task = db.session.get_one(GrowthTask, (practice_id, task_id))
            growth.act(task, Act.STOP, by=self.by, party=party)

    def entry(self, task_id: UUID, practice: str = "north") -> UUID:
        """The client tells of a task."""
        practice_id = getattr(self.cast, practice)
        with self.inside(practice_id):
            task = db.session.get_one(GrowthTask, (practice_id, task_id))
            draft = growth.EntryDraft(task.starts_on, Outcome.DONE, is_shared=True)
            return growth.write_entry(task, draft, by=self.by, key=new_id()).id

    def template(self, practice: str = "north") -> UUID:
        """A practice writes a task of its own."""
        practice_id = getattr(self.cast, practice)
        values = {"words": "Hum a song", "category": "joy", "kind": "habit", "rhythm": "a_week"}
        with self.inside(practice_id):
            return growth.write_template(practice_id, values, by=self.by, key=new_id()).id

    def retire_template(self, template_id: UUID, practice: str = "north") -> None:
        """A practice takes such a task out of its library."""
        practice_id = getattr(self.cast, practice)
        with self.inside(practice_id):
            row = db.session.get_one(TaskTemplate, (practice_id, template_id))
            growth.retire_template(row, by=self.by)

    def calendar_version(self, coach: str) -> int:
        """Which saving of a coach's hours is the newest."""
        with self.inside(self.cast.north):
            calendar = booking.calendar_of(self.cast.north, self.cast.members[coach])
            assert calendar
            return calendar.version

    def hour(self) -> datetime:
        """A time that nobody has booked yet."""
        number = next(self._hours)
        return at(2 + number // 20, number % 20)

    def type(self, practice: str = "north") -> UUID:
        """A practice offers one more kind of session."""
        practice_id = getattr(self.cast, practice)
        with self.inside(practice_id):
            for earlier in booking.list_types(practice_id):
                booking.retire_type(earlier, by=self.by)
            return offer(practice_id, self.by).id

    def booking(self, practice: str = "north") -> UUID:
        """Carla has a session with Idris, or Ruth with Cleo."""
        practice_id = getattr(self.cast, practice)
        who, coach = ("carla", "idris") if practice == "north" else ("ruth", "cleo")
        what = self.type(practice)
        with self.inside(practice_id):
            calendar = booking.calendar_of(practice_id, self.cast.members[coach])
            calendar = calendar or open_hours(practice_id, self.cast.members[coach], self.by)
            return booking.book_for(
                calendar,
                db.session.get_one(SessionType, (practice_id, what)),
                self.hour(),
                db.session.get_one(Client, (practice_id, self.cast.clients[who])),
                key=new_id(),
                source=Source.DESK,
                by=self.by,
                anywhere=True,
            ).id

    def agreement(self) -> int:
        """North publishes one more version of its agreement; its number."""
        with self.inside(self.cast.north):
            current = clients.current_agreement(self.cast.north)
            number = current.number + 1 if current else 1
            clients.publish_agreement(self.cast.north, "As agreed", number=number, by=self.by)
            return number

    def agreement_number(self) -> int:
        """The number of the version that holds."""
        with self.inside(self.cast.north):
            current = clients.current_agreement(self.cast.north)
            return current.number if current else 0

    def summary(self, practice: str = "north", *, printed: bool = True) -> tuple[UUID, UUID]:
        """A session with a summary, or with a draft of one: the ids of both."""
        practice_id, booked = getattr(self.cast, practice), self.booking(practice)
        with self.inside(practice_id):
            session = booking.find_booking(practice_id, booked)
            assert session
            words = {Section.RECAP: "A quiet week"}
            row = sessions.save_draft(session, words, version=0, by=self.by)
            if printed:
                sessions.publish(row, version=row.version, by=self.by)
                row.keep_pdf(b"%PDF-1.7", clock.now())
            return booked, row.id

    def guest(self, *, held: bool = False) -> str:
        """The secret of somebody's booking with Mara, or of a time that is only held."""
        what = self.type()
        with self.inside(self.cast.north):
            calendar = booking.calendar_of(self.cast.north, self.cast.members["mara"])
            assert calendar
            found = booking.hold(
                calendar,
                db.session.get_one(SessionType, (self.cast.north, what)),
                self.hour(),
                key=new_id(),
                zone=ZONE,
            )
            if not held:
                self.fill_in(found)
                booking.confirm(found)
            return booking.mint_link(found)

    def fill_in(self, found: Booking) -> None:
        """Somebody says who they are, of whom a time is held."""
        name = self.fresh()
        who = booking.Guest(
            name=name,
            email=email_of(name),
            zone=ZONE,
            locale="en",
            early_wish=EARLY_WISH,
        )
        booking.fill_in(found, who, coach=found.coach)

    def block(self, practice: str = "north") -> UUID:
        """A coach takes an hour off."""
        practice_id = getattr(self.cast, practice)
        coach = self.cast.members["idris" if practice == "north" else "cleo"]
        begin = self.hour()
        with self.inside(practice_id):
            return booking.add_block(
                practice_id,
                coach,
                begin,
                begin + timedelta(minutes=30),
                "Dentist",
                by=self.by,
                key=new_id(),
            ).id

    def remove_block(self, block_id: UUID, practice: str = "north") -> None:
        """The hour off is taken away."""
        practice_id = getattr(self.cast, practice)
        with self.inside(practice_id):
            booking.remove_block(db.session.get_one(Block, (practice_id, block_id)), by=self.by)

    def retire_type(self, type_id: UUID, practice: str = "north") -> None:
        """A practice offers a kind of session no more."""
        practice_id = getattr(self.cast, practice)
        with self.inside(practice_id):
            row = db.session.get_one(SessionType, (practice_id, type_id))
            booking.retire_type(row, by=self.by)

    def device(self, name: str) -> UUID:
        """The person is signed in on one more device."""
        with self.app.app_context():
            user = db.session.get_one(User, self.cast.users[name])
            device_id = accounts.sign_in(user, label="").device.id
            db.session.commit()
            return device_id

    def link(self, purpose: Purpose, email: str) -> str:
        """The secret of a mailed link."""
        with self.app.app_context():
            raw = accounts.mint_token(purpose, email, name="Somebody")
            db.session.commit()
            return raw

    def account(self) -> str:
        """The address of somebody new with an account."""
        with self.app.app_context():
            user = make_user(self.fresh())
            db.session.commit()
            return user.email

    def invitation_link(self, email: str) -> str:
        """The secret of an invitation to work in some third practice."""
        slug = f"new-{self.fresh()}"
        with self.app.app_context():
            user = make_user(self.fresh())
            practice = practices.open_practice(
                user, name=slug, slug=slug, zone=ZONE, currency="EUR", locale="en"
            )
            by = Actor(user.id, Role.OWNER)
            asked = practices.invite(
                practice.id, email=email, name="Somebody", roles=[Role.ASSISTANT], by=by
            )
            raw = accounts.mint_token(
                Purpose.MEMBER_INVITATION, email, for_practice=practice.id, for_row=asked.id
            )
            db.session.commit()
            return raw

    def tidy(self) -> None:
        """Nobody belongs to more places than before: practices that a test opened are closed."""
        with self.superuser.begin() as connection:
            close = "UPDATE practice SET state = 'closed' WHERE slug LIKE 'new-%'"
            connection.execute(text(f"{close} AND state <> 'closed'"))
            connection.execute(text("DELETE FROM rate_limit"))
