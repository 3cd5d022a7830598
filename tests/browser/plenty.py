"""Fills the crowded practice with much of everything that stands on a page, and all of it long: to
be photographed. It takes its time; `crowd.gather` alone is quicker.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import cycle
from uuid import UUID

from coachhub.booking import services as booking
from coachhub.booking.models import Booking, Calendar, SessionType
from coachhub.booking.rules import Audience, Place, Source, Window
from coachhub.clients import csv_file
from coachhub.clients import services as clients
from coachhub.clients.models import Client
from coachhub.clients.rules import EngagementState
from coachhub.core import clock
from coachhub.core.actor import Actor
from coachhub.core.db import db
from coachhub.core.ids import new_id
from coachhub.growth import services as growth
from coachhub.growth.rules import Act, Category, Kind, Outcome, Party, Rhythm
from coachhub.intake import services as intake
from coachhub.intake.rules import Passage, trace_of
from coachhub.mail import services as mail
from coachhub.mail.rules import DeliveryState
from coachhub.payments import services as payments
from coachhub.payments.models import Payment, Refund
from coachhub.payments.rules import Cause, PaymentState, Problem, RefundState
from coachhub.practices import services as practices
from coachhub.practices.models import Member, Practice
from coachhub.practices.rules import Role
from coachhub.safety import services as safety
from coachhub.safety.rules import ActionKind, Answer, Filler, Question
from coachhub.sessions import services as sessions
from coachhub.sessions.rules import Model, Section
from tests.browser.words import LONG_NAME, ONE_WORD, REMARK, SENTENCE
from tests.cast import email_of, make_user

ZONE = "America/Argentina/ComodRivadavia"
TITLE = f"A long first conversation about {ONE_WORD[:40]}"
SUM = 98_765_432
PAST, COMING, TODAY = range(2, 140, 7), range(3, 60, 4), range(6, 23)
TASKS, OWN_TEMPLATES, MAILS, COLLEAGUES, DAYS_OFF = 30, 30, 40, 6, 12
STATES = (
    (PaymentState.PAID, None),
    (PaymentState.OPEN, None),
    (PaymentState.PROCESSING, None),
    (PaymentState.UNKNOWN, None),
    (PaymentState.FAILED, Problem.REFUSED),
    (PaymentState.MISMATCHED, Problem.AMOUNT),
    (PaymentState.PAID, Problem.REFUND),
)
SHEET = "name,email,phone,time zone,coach\n"


@dataclass(frozen=True)
class Room:
    """What there is in the practice: its owner acts, and coaches the client and others."""

    practice: Practice
    coach: Member
    by: Actor
    client: Client
    others: Sequence[Client]

    @property
    def id(self) -> UUID:
        return self.practice.id

    def oneself(self) -> Actor:
        """The client, acting."""
        assert self.client.user_id
        return Actor(self.client.user_id, "client")


def fill(room: Room) -> None:
    """Much of everything is there."""
    _settle(room)
    _employ(room)
    held = _sessions(room)
    _money(room, held)
    _write_up(room, held)
    _tasks(room)
    _safety(room)
    _mails(room)
    _import(room)


def _settle(room: Room) -> None:
    """What the practice says of itself, and the client signs."""
    settings = practices.settings_of(room.id)
    practices.show_face(settings, version=settings.version, by=room.by, hue=None, sentence=SENTENCE)
    values: dict[str, object] = {
        "approach": REMARK * 2,
        "limits": REMARK,
        "privacy": REMARK * 2,
    }
    practices.change_settings(
        room.practice, settings, version=settings.version, by=room.by, values=values
    )
    clients.publish_agreement(room.id, REMARK * 4, number=1, by=room.by)
    clients.publish_agreement(room.id, REMARK * 5, number=2, by=room.by)
    clients.sign(room.client, number=2, name=room.client.name, ip="127.0.0.1", by=room.oneself())


def _employ(room: Room) -> None:
    """Many work there, and more are asked to."""
    roles = cycle(([Role.COACH], [Role.ASSISTANT], list(Role)))
    for number in range(COLLEAGUES):
        user = make_user(f"colleague{number}")
        user.name = f"{LONG_NAME} {number}"
        asked = practices.invite(
            room.id, email=user.email, name=user.name, roles=next(roles), by=room.by
        )
        practices.accept(room.id, asked.id, user)
        email = email_of(f"{ONE_WORD[:50].lower()}{number}")
        practices.invite(room.id, email=email, name=LONG_NAME, roles=next(roles), by=room.by)


def _sessions(room: Room) -> list[Booking]:
    """All hours of today, and sessions of the client that were, did not come about, and will be."""
    types = [_offer(room, number) for number in range(12)]
    values = {
        "zone": "Europe/Berlin",
        "most_a_day": 24,
        "step_minutes": 60,
        "horizon_days": 90,
        "notice_hours": 0,
        "meeting_place": f"https://meet.example.org/{ONE_WORD}/{ONE_WORD}",
    }
    hours = [Window(day, begin * 60, begin * 60 + 90) for day in range(7) for begin in (7, 10, 14)]
    calendar = booking.set_hours(room.id, room.coach.id, hours, values, version=1, by=room.by)
    kinds = cycle(types)
    for hour, client in zip(TODAY, cycle(room.others), strict=False):
        _book(room, calendar, next(kinds), (0, hour), client)
    past = [_book(room, calendar, next(kinds), (-days, 9), room.client) for days in PAST]
    coming = [_book(room, calendar, next(kinds), (days, 9), room.client) for days in COMING]
    for number, one in enumerate(past[1:]):
        if number % 5 == 3:
            booking.mark_no_show(one, by=room.by)
        else:
            booking.complete(one, by=room.by)
    for one in coming[1::5]:
        booking.cancel(one, by=room.by, by_coach=True, reason=SENTENCE)
    for one in coming[2::5]:
        booking.cancel(one, by=room.oneself(), by_coach=False, reason=SENTENCE)
    _take_time_off(room)
    return past + coming


def _offer(room: Room, number: int) -> SessionType:
    values = {
        "title": f"{TITLE} {number}",
        "description": REMARK[:280],
        "minutes": 45,
        "price": 0 if number % 6 == 5 else SUM // (1 + number),
        "place": list(Place)[number % len(Place)],
        "audience": list(Audience)[number % len(Audience)],
        "is_first_call": False,
    }
    return booking.offer_type(room.id, values, currency="EUR", by=room.by, key=new_id())


def _book(
    room: Room, calendar: Calendar, what: SessionType, when: tuple[int, int], client: Client
) -> Booking:
    days, hour = when
    day = clock.now().astimezone(UTC) + timedelta(days=days)
    found = booking.book_for(
        calendar,
        what,
        datetime(day.year, day.month, day.day, hour, tzinfo=UTC),
        client,
        key=new_id(),
        source=Source.DESK,
        by=room.by,
        anywhere=True,
    )
    found.note = SENTENCE
    return found


def _take_time_off(room: Room) -> None:
    now = clock.now().replace(minute=0, second=0, microsecond=0)
    for number in range(DAYS_OFF):
        begin = now + timedelta(days=100 + 9 * number)
        booking.add_block(
            room.id,
            room.coach.id,
            begin,
            begin + timedelta(days=1 + number),
            f"{ONE_WORD} {SENTENCE}"[:80],
            by=room.by,
            key=new_id(),
        )


def _money(room: Room, held: Sequence[Booking]) -> None:
    """A payment in each state, some with money that went back; and what nobody has paid."""
    if payments.may_open(room.practice):
        payments.open_account(room.practice, by=room.by)
    priced = [one for one in held if one.price and one.state != "cancelled_by_client"]
    for one, (state, problem) in zip(priced[1:], STATES, strict=False):
        _pay(one, state, problem)
    for one in priced[9:14]:
        paid = payments.mark_paid(one, by=room.by)
        payments.pay_back(paid, 123_456, cause=Cause.BY_HAND, by=room.by, reason=SENTENCE)


def _pay(session: Booking, state: PaymentState, problem: Problem | None) -> None:
    back = session.price // 3 if state is PaymentState.PAID else 0
    is_refused = problem is Problem.REFUND
    row = Payment(
        practice_id=session.practice_id,
        booking_id=session.id,
        state=state,
        problem=problem,
        amount=session.price,
        currency=session.currency,
        refunded=0 if is_refused else back,
        paid_at=clock.now() if state is PaymentState.PAID else None,
    )
    db.session.add(row)
    db.session.flush()
    if back:
        refund = Refund(
            practice_id=row.practice_id,
            payment_id=row.id,
            state=RefundState.FAILED if is_refused else RefundState.DONE,
            cause=Cause.AT_STRIPE,
            amount=back,
        )
        db.session.add(refund)


def _write_up(room: Room, held: Sequence[Booking]) -> None:
    """Summaries, one of them in three versions and questioned; a note, and a draft."""
    told = [one for one in held if one.state == "completed"]
    for one in told[:8]:
        for _ in range(3 if one is told[0] else 1):
            draft = sessions.save_draft(one, _words(), version=0, by=room.by)
            sessions.publish(draft, version=draft.version, by=room.by)
    newest, *_ = sessions.published_for(room.id, room.client.id, 1).rows
    sessions.ask_correction(newest, REMARK[:400], by=room.oneself())
    sessions.save_draft(told[9], _words(), version=0, by=room.by)
    shared = intake.Typed(Passage(REMARK, is_marked=True), trace_of(Passage()))
    written = dict.fromkeys(("grow_goal", "grow_will"), shared)
    sessions.write_note(told[1], Model.GROW, written, by=room.by)


def _words() -> dict[Section, str]:
    lines = "\n".join(f"{SENTENCE} {number}" for number in range(6))
    return dict.fromkeys(Section, lines) | {Section.RECAP: f"{ONE_WORD}\n{SENTENCE}\n{SENTENCE}"}


def _tasks(room: Room) -> None:
    """Suggested, agreed, told of many times, ended; and a library of one's own."""
    for number in range(TASKS):
        task = growth.suggest(
            room.client, _draft(room, number), by=room.by, key=new_id(), knowingly=True
        )
        if number % 4 == 0:
            continue
        growth.act(task, Act.AGREE, by=room.oneself(), party=Party.CLIENT)
        for ago in range(12 if number == 1 else number % 3):
            entry = growth.EntryDraft(
                task.starts_on + timedelta(days=ago),
                list(Outcome)[ago % len(Outcome)],
                is_shared=ago % 5 > 0,
                reflection=f"{ONE_WORD} {REMARK[:300]}",
                who_was_glad=SENTENCE[:100],
                mood_before=3,
                mood_after=10,
            )
            row = growth.write_entry(task, entry, by=room.oneself(), key=new_id())
            if ago % 2:
                growth.answer_entry(row, REMARK[:200], by=room.by)
        if number % 4 == 3:
            growth.act(task, Act.STOP, by=room.oneself(), party=Party.CLIENT)
    for number in range(OWN_TEMPLATES):
        template = {
            "words": f"{ONE_WORD} {SENTENCE[:100]} {number}",
            "category": list(Category)[number % len(Category)],
            "kind": Kind.HABIT,
            "rhythm": Rhythm.A_WEEK,
            "amount": 3,
        }
        growth.write_template(room.id, template, by=room.by, key=new_id())


def _draft(room: Room, number: int) -> growth.TaskDraft:
    starts_on = clock.today(room.client.zone) - timedelta(days=14)
    return growth.TaskDraft(
        words=f"{ONE_WORD[:40]} {SENTENCE[:110]} {number}",
        why=REMARK[:300],
        category=list(Category)[number % len(Category)],
        more_categories=[Category.JOY, Category.KINDNESS],
        kind=Kind.HABIT,
        rhythm=Rhythm.A_WEEK,
        amount=3,
        minutes=90,
        difficulty=1 + number % 3,
        starts_on=starts_on,
        cue=SENTENCE[:100],
        action=SENTENCE[:100],
        small_version=SENTENCE[:100],
    )


def _safety(room: Room) -> None:
    """Cautions about the client; about another one, all that can be and what was done."""
    calm = {one: Answer.YES if one is Question.REACHABLE else Answer.NO for one in Question}
    uneasy = {Question.AFRAID: Answer.SOMETIMES, Question.VIOLENCE: Answer.IN_THE_PAST}
    worst = {
        Question.HARM: Answer.MIGHT_ACT,
        Question.AFRAID: Answer.YES,
        Question.VIOLENCE: Answer.BOTH,
        Question.ORDER: Answer.BOTH,
        Question.ASKED_TO_STOP: Answer.YES,
        Question.WATCHED: Answer.YES,
        Question.REACHABLE: Answer.NO,
        Question.OTHERS: Answer.YES,
    }
    for client, answers in ((room.client, calm | uneasy), (room.others[0], worst)):
        safety.answer(client, answers, filled_by=Filler.TOGETHER, by=room.by, key=new_id())
    for kind in ActionKind:
        for client in (room.client, room.others[0]):
            safety.note_action(client, kind, clock.now(), REMARK[:300], by=room.by, key=new_id())


def _mails(room: Room) -> None:
    """Sent, failed, kept back, and on their way."""
    for number, state in zip(range(MAILS), cycle(DeliveryState), strict=False):
        recipient = email_of(f"{ONE_WORD[:50].lower()}.{number}")
        row = mail.post("practices/invitation", room.id, recipient)
        row.state, row.tries = DeliveryState(state), 8
        if state == DeliveryState.FAILED:
            row.last_error = f"550 5.1.1 <{recipient}>: Recipient address rejected: {ONE_WORD}"


def _import(room: Room) -> None:
    """A file with good lines and bad ones waits to be looked at."""
    sheet = csv_file.read_sheet("".join((SHEET, *_lines())).encode())
    coaches = {"": str(room.coach.id)}
    clients.keep_import(room.coach, sheet, zone=ZONE, coaches=coaches, state=EngagementState.ACTIVE)


def _lines() -> Iterator[str]:
    for number in range(60):
        email = "no address" if number % 3 else f"import{number}@example.org"
        zone = "Somewhere/Else" if number % 4 == 1 else ""
        phone = "+49 30 1234567 890" if number % 3 != 1 else ONE_WORD
        coach = "" if number % 3 != 1 else LONG_NAME
        yield f"{ONE_WORD} {number},{email},{phone},{zone},{coach}\n"
