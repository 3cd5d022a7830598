from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, Index, SmallInteger, text
from sqlalchemy.dialects.postgresql import ARRAY, ExcludeConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship
from sqlalchemy.types import Date

from coachhub.clients.models import Client
from coachhub.core.data_class import DataClass
from coachhub.core.db import Base, one_of, stamp, text_of
from coachhub.core.private import PrivateText, sealed
from coachhub.nocontact.rules import (
    LIVE,
    PREPARED,
    Kind,
    Outcome,
    Party,
    PlanState,
    Reason,
    Rule,
    RuleKey,
    Span,
    Wish,
    WishState,
)
from coachhub.practices.models import Owned


def _among(states: frozenset[PlanState]) -> str:
    return "state IN ({})".format(", ".join(f"'{state}'" for state in sorted(states)))


def of_plan(**options: Any) -> ForeignKeyConstraint:  # noqa: ANN401
    """The row belongs to a plan, and goes with it."""
    return ForeignKeyConstraint(
        ["practice_id", "plan_id"],
        ["no_contact_plan.practice_id", "no_contact_plan.id"],
        ondelete="CASCADE",
        **options,
    )


class NoContactPlan(Owned, Base):
    """A time of distance that coach and client agree on.

    `starts_on`, `ends_on` and `days` are those of the present run; runs that a slip closed are rows
    of their own. `days` counts what is to be kept, `ends_on` has the pauses in it.
    """

    __tablename__ = "no_contact_plan"
    __table_args__ = (
        ForeignKeyConstraint(
            ["practice_id", "client_id"],
            ["client.practice_id", "client.id"],
            ondelete="CASCADE",
        ),
        one_of("state", PlanState),
        one_of("kind", Kind),
        one_of("reason", Reason),
        one_of("outcome", Outcome),
        CheckConstraint(
            "(kind = 'limited' OR reason IS NULL) AND "
            "(kind = 'full' OR reason IS NOT NULL OR state IN ('draft', 'withdrawn'))",
            name="limited_for_a_reason",
        ),
        CheckConstraint(
            "days >= 21 AND (days <= 180 OR coalesce(reason = 'children', false))", name="days"
        ),
        CheckConstraint("ends_on >= starts_on + days - 1", name="ends_with_its_days"),
        CheckConstraint("already_since < starts_on", name="already_before_its_start"),
        Index(
            "uq_no_contact_plan_practice_id_live",
            "practice_id",
            "client_id",
            unique=True,
            postgresql_where=text(_among(LIVE)),
        ),
        Index(
            "uq_no_contact_plan_practice_id_prepared",
            "practice_id",
            "client_id",
            unique=True,
            postgresql_where=text(_among(PREPARED)),
        ),
        Index(None, "practice_id", "client_id", "id"),
    )

    client_id: Mapped[UUID]
    kind: Mapped[str] = text_of(DataClass.BUSINESS)
    reason: Mapped[str | None] = text_of(DataClass.BUSINESS)
    days: Mapped[int] = mapped_column(SmallInteger)
    starts_on: Mapped[date]
    ends_on: Mapped[date]
    already_since: Mapped[date | None]
    """Since when there is no contact already; told, and never counted."""
    zone: Mapped[str] = text_of(DataClass.BUSINESS)
    """Where the client's days were last reckoned."""
    travel: Mapped[list[date]] = mapped_column(
        ARRAY(Date), info={"data_class": DataClass.BUSINESS}, server_default="{}"
    )
    """Dates lost on the way over the date line."""
    state: Mapped[str] = text_of(DataClass.BUSINESS)
    created_at: Mapped[datetime] = stamp()
    proposed_at: Mapped[datetime | None]
    explained_at: Mapped[datetime | None]
    explainer_version: Mapped[int | None] = mapped_column(SmallInteger)
    agreed_at: Mapped[datetime | None]
    agreed_version: Mapped[int | None]
    held_at: Mapped[datetime | None]
    """Since when the client would agree, and waits for the coach to look at it once more."""
    start_corrected_at: Mapped[datetime | None]
    review_since: Mapped[date | None]
    """Since when a talk about the whole is due; a slip that is told late begins it anew."""
    closed_on: Mapped[date | None]
    read_until: Mapped[datetime | None]
    """Answers of the coach up to then, the client has had before their eyes."""
    outcome: Mapped[str | None] = text_of(DataClass.BUSINESS)
    version: Mapped[int] = mapped_column(server_default=text("1"))
    rationale_sealed: Mapped[bytes | None] = sealed()
    without_tasks_sealed: Mapped[bytes | None] = sealed()
    wish_sealed: Mapped[bytes | None] = sealed()

    client: Mapped[Client] = relationship()

    rationale = PrivateText()
    """Why this length and kind, in the coach's words to the client."""
    without_tasks = PrivateText()
    """Why it is proposed though no task goes with it."""
    wish = PrivateText()
    """What the client would like to have otherwise before agreeing."""

    @property
    def span(self) -> Span:
        """The days of the present run."""
        return Span(self.starts_on, self.ends_on)


class PlanRule(Owned, Base):
    """One rule of a plan. The words of those that come along are the program's."""

    __tablename__ = "plan_rule"
    __table_args__ = (
        of_plan(),
        one_of("rule_key", RuleKey),
        Index(None, "practice_id", "plan_id", "position"),
    )

    plan_id: Mapped[UUID]
    position: Mapped[int] = mapped_column(SmallInteger)
    rule_key: Mapped[str] = text_of(DataClass.BUSINESS)
    is_on: Mapped[bool]
    counts_as_slip: Mapped[bool]
    words_sealed: Mapped[bytes | None] = sealed()

    words = PrivateText()
    """A rule of their own, in words."""

    @property
    def rule(self) -> Rule:
        """The rule as far as slips go."""
        return Rule(RuleKey(self.rule_key), self.is_on, self.counts_as_slip)


class PlanRun(Owned, Base):
    """A run of a plan that is over; its days stay the client's.

    No day lies in two runs of a plan: the constraint holds those that are over apart, and triggers
    keep the present one after them.
    """

    __tablename__ = "plan_run"
    __table_args__ = (
        of_plan(),
        CheckConstraint("ends_on >= starts_on", name="ends_after_its_start"),
        ExcludeConstraint(
            ("practice_id", "="),
            ("plan_id", "="),
            (text("daterange(starts_on, ends_on, '[]')"), "&&"),
            name="ex_plan_run_plan_days",
            using="gist",
        ),
        Index(None, "practice_id", "plan_id", "starts_on"),
    )

    plan_id: Mapped[UUID]
    starts_on: Mapped[date]
    ends_on: Mapped[date]

    @property
    def span(self) -> Span:
        return Span(self.starts_on, self.ends_on)


class PlanPause(Owned, Base):
    """A time in which a plan rests. While it lasts, `ends_on` is where it ends at the latest."""

    __tablename__ = "plan_pause"
    __table_args__ = (
        of_plan(),
        CheckConstraint("ends_on >= starts_on - 1", name="ends_after_its_start"),
        Index(None, "practice_id", "plan_id", "starts_on"),
        Index(
            "uq_plan_pause_practice_id_plan_id_running",
            "practice_id",
            "plan_id",
            unique=True,
            postgresql_where=text("resumed_at IS NULL"),
        ),
    )

    plan_id: Mapped[UUID]
    starts_on: Mapped[date]
    ends_on: Mapped[date]
    resumed_at: Mapped[datetime | None]

    @property
    def span(self) -> Span:
        return Span(self.starts_on, self.ends_on)


class PlanWish(Owned, Base):
    """A change of a plan that one side asks for and the other agrees to, or doesn't."""

    __tablename__ = "plan_wish"
    __table_args__ = (
        of_plan(),
        ForeignKeyConstraint(
            ["practice_id", "event_id"], ["contact_event.practice_id", "contact_event.id"]
        ),
        one_of("kind", Wish),
        one_of("asked_by", Party),
        one_of("state", WishState),
        CheckConstraint("days BETWEEN 1 AND 180", name="days"),
        Index(
            "uq_plan_wish_practice_id_plan_id_waiting",
            "practice_id",
            "plan_id",
            "kind",
            unique=True,
            postgresql_where=text("state = 'waiting'"),
        ),
        Index(None, "practice_id", "event_id"),
    )

    plan_id: Mapped[UUID]
    kind: Mapped[str] = text_of(DataClass.BUSINESS)
    asked_by: Mapped[str] = text_of(DataClass.BUSINESS)
    state: Mapped[str] = text_of(DataClass.BUSINESS)
    days: Mapped[int | None] = mapped_column(SmallInteger)
    starts_on: Mapped[date | None]
    event_id: Mapped[UUID | None]
    """The slip that it answers."""
    created_at: Mapped[datetime] = stamp()
    decided_at: Mapped[datetime | None]
    words_sealed: Mapped[bytes | None] = sealed()

    words = PrivateText()
    """Why, in the words of who asks."""


class PlanStep(Owned, Base):
    """One thing that happened with a plan: who, when, from where to where, and why."""

    __tablename__ = "plan_step"
    __table_args__ = (of_plan(), Index(None, "practice_id", "plan_id", "id"))

    plan_id: Mapped[UUID]
    at: Mapped[datetime] = stamp()
    act: Mapped[str] = text_of(DataClass.BUSINESS)
    before: Mapped[str | None] = text_of(DataClass.BUSINESS)
    after: Mapped[str] = text_of(DataClass.BUSINESS)
    by_user_id: Mapped[UUID | None]
    by_party: Mapped[str] = text_of(DataClass.BUSINESS)
    reason_sealed: Mapped[bytes | None] = sealed()

    reason = PrivateText()
