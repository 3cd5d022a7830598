"""What a cancellation or a move means, by the policy that was shown when the session was booked."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from coachhub.booking.rules.states import BookingState

PERCENT = 100

QUIET_FROM, QUIET_UNTIL = time(21), time(8)
"""Between these, by the client's clock, nobody is reminded of anything."""
REMIND_BEFORE = timedelta(hours=24)
REMINDER_LATE = timedelta(hours=2)


@dataclass(frozen=True)
class Policy:
    """`free_hours` are real hours before the start; `kept_percent` of the price is kept later."""

    free_hours: int
    kept_percent: int
    moves: int

    def free_until(self, starts_at: datetime) -> datetime:
        """The instant until which cancelling and moving cost nothing."""
        return starts_at - timedelta(hours=self.free_hours)


@dataclass(frozen=True)
class Cancelling:
    """What a cancellation now would be. Amounts are minor units of the price's currency."""

    state: BookingState
    kept: int
    returned: int

    def after(self, back: int) -> "Cancelling":
        """What is left of it where so much went back before."""
        price = self.kept + self.returned
        return Cancelling(self.state, min(self.kept, price - back), max(self.returned - back, 0))


def cancelled_now(
    policy: Policy, *, price: int, starts_at: datetime, now: datetime, by_coach: bool
) -> Cancelling:
    """The state that follows and who has what of the price. A coach who cancels returns it all."""
    if by_coach:
        return Cancelling(BookingState.CANCELLED_BY_COACH, 0, price)
    if now <= policy.free_until(starts_at):
        return Cancelling(BookingState.CANCELLED_BY_CLIENT, 0, price)
    kept = price * policy.kept_percent // PERCENT
    return Cancelling(BookingState.LATE_CANCELLED, kept, price - kept)


def may_move(policy: Policy, *, moved: int, starts_at: datetime, now: datetime) -> bool:
    """Whether the client may still move the session themselves."""
    return moved < policy.moves and now <= policy.free_until(starts_at)


@dataclass(frozen=True)
class Terms:
    """What holds for a session from now on. `kept` is what its client pays who cancels after
    `free_until`; 0 where cancelling costs nothing until it begins.
    """

    free_until: datetime
    kept: int
    is_late: bool
    may_move: bool


def terms(
    policy: Policy, *, price: int, starts_at: datetime, now: datetime, moved: int = 0
) -> Terms:
    """What holds for a session that was moved so often, or would be if it were booked now."""
    late = cancelled_now(policy, price=price, starts_at=starts_at, now=starts_at, by_coach=False)
    return Terms(
        policy.free_until(starts_at),
        late.kept,
        now > policy.free_until(starts_at),
        may_move(policy, moved=moved, starts_at=starts_at, now=now),
    )


def reminder_at(starts_at: datetime, zone: str) -> datetime:
    """When to remind: 24 hours before, but never in the quiet hours; then on the evening before."""
    at = (starts_at - REMIND_BEFORE).astimezone(ZoneInfo(zone))
    if QUIET_UNTIL <= at.time() < QUIET_FROM:
        return at
    evening = at.date() if at.time() >= QUIET_FROM else at.date() - timedelta(days=1)
    return datetime.combine(evening, QUIET_FROM, at.tzinfo) - timedelta(hours=1)


def may_remind(starts_at: datetime, zone: str, now: datetime) -> bool:
    """Whether the reminder may go out now: about when it was meant to, and never at night."""
    is_day = QUIET_UNTIL <= now.astimezone(ZoneInfo(zone)).time() < QUIET_FROM
    return is_day and abs(now - reminder_at(starts_at, zone)) <= REMINDER_LATE
