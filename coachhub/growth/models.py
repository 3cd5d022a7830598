from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, Index, SmallInteger, false, text
from sqlalchemy.orm import Mapped, mapped_column

from coachhub.core.data_class import DataClass
from coachhub.core.db import Base, one_of, stamp, text_of, texts_of
from coachhub.core.private import PrivateText, sealed
from coachhub.growth.rules import (
    OPEN,
    Category,
    Closing,
    FeedbackState,
    Kind,
    Outcome,
    Pace,
    Party,
    Rhythm,
    Tag,
    TaskState,
    Verdict,
)
from coachhub.practices.models import Owned

_OPEN = ", ".join(f"'{state}'" for state in sorted(OPEN))
_CATEGORIES = ", ".join(f"'{category}'" for category in Category)
_TAGS = ", ".join(f"'{tag}'" for tag in Tag)


class TaskTemplate(Owned, Base):
    """A task that the practice wrote for its own library, beside those that come with coachhub."""

    __tablename__ = "task_template"
    __table_args__ = (
        one_of("category", Category),
        one_of("kind", Kind),
        one_of("rhythm", Rhythm),
        CheckConstraint("difficulty BETWEEN 1 AND 3", name="difficulty"),
        CheckConstraint(f"more_categories <@ ARRAY[{_CATEGORIES}]", name="more_categories"),
        CheckConstraint(f"tags <@ ARRAY[{_TAGS}]", name="tags"),
        Index(None, "practice_id", "retired_at"),
    )

    words: Mapped[str] = text_of(DataClass.BUSINESS)
    why: Mapped[str] = text_of(DataClass.BUSINESS, server_default="")
    category: Mapped[str] = text_of(DataClass.BUSINESS)
    more_categories: Mapped[list[str]] = texts_of(DataClass.BUSINESS, server_default="{}")
    kind: Mapped[str] = text_of(DataClass.BUSINESS)
    rhythm: Mapped[str] = text_of(DataClass.BUSINESS)
    amount: Mapped[int] = mapped_column(SmallInteger, server_default=text("1"))
    weekdays: Mapped[int] = mapped_column(SmallInteger, server_default=text("0"))
    minutes: Mapped[int | None] = mapped_column(SmallInteger)
    weeks: Mapped[int | None] = mapped_column(SmallInteger)
    days: Mapped[int | None] = mapped_column(SmallInteger)
    difficulty: Mapped[int] = mapped_column(SmallInteger, server_default=text("1"))
    tags: Mapped[list[str]] = texts_of(DataClass.BUSINESS, server_default="{}")
    created_at: Mapped[datetime] = stamp()
    retired_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column(server_default=text("1"))


class GrowthTask(Owned, Base):
    """Something a client does for their own growth: suggested by the coach, agreed by the client.

    A copy of its own, whatever becomes of the template it came from.
    """

    __tablename__ = "growth_task"
    __table_args__ = (
        ForeignKeyConstraint(
            ["practice_id", "client_id"],
            ["client.practice_id", "client.id"],
            ondelete="CASCADE",
        ),
        one_of("category", Category),
        one_of("kind", Kind),
        one_of("rhythm", Rhythm),
        one_of("state", TaskState),
        one_of("closed_by", Party),
        CheckConstraint("state <> 'active'", name="active_follows_from_the_date"),
        CheckConstraint("difficulty BETWEEN 1 AND 3", name="difficulty"),
        CheckConstraint("amount BETWEEN 1 AND 60", name="amount"),
        CheckConstraint("weekdays BETWEEN 0 AND 127", name="weekdays"),
        CheckConstraint("ends_on >= starts_on", name="ends_after_its_start"),
        CheckConstraint(f"more_categories <@ ARRAY[{_CATEGORIES}]", name="more_categories"),
        Index(None, "practice_id", "client_id", "state"),
        Index(
            "ix_growth_task_practice_id_open",
            "practice_id",
            "client_id",
            postgresql_where=text(f"state IN ({_OPEN})"),
        ),
    )

    client_id: Mapped[UUID]
    category: Mapped[str] = text_of(DataClass.BUSINESS)
    more_categories: Mapped[list[str]] = texts_of(DataClass.BUSINESS, server_default="{}")
    kind: Mapped[str] = text_of(DataClass.BUSINESS)
    rhythm: Mapped[str] = text_of(DataClass.BUSINESS)
    amount: Mapped[int] = mapped_column(SmallInteger, server_default=text("1"))
    weekdays: Mapped[int] = mapped_column(SmallInteger, server_default=text("0"))
    minutes: Mapped[int | None] = mapped_column(SmallInteger)
    difficulty: Mapped[int] = mapped_column(SmallInteger, server_default=text("1"))
    starts_on: Mapped[date]
    ends_on: Mapped[date | None]
    state: Mapped[str] = text_of(DataClass.BUSINESS)
    looks_back: Mapped[bool] = mapped_column(server_default=false())
    """Whether it came from a template that looks back: it waits while safety comes first."""
    created_at: Mapped[datetime] = stamp()
    agreed_at: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]
    closed_by: Mapped[str | None] = text_of(DataClass.BUSINESS)
    """Who ended it, client or coach: only they may take that back."""
    version: Mapped[int] = mapped_column(server_default=text("1"))
    words_sealed: Mapped[bytes | None] = sealed()
    why_sealed: Mapped[bytes | None] = sealed()
    cue_sealed: Mapped[bytes | None] = sealed()
    action_sealed: Mapped[bytes | None] = sealed()
    small_version_sealed: Mapped[bytes | None] = sealed()
    how_known_sealed: Mapped[bytes | None] = sealed()

    words = PrivateText()
    """The task itself: verb and object, amount, when and where; for a reflection, the prompt."""
    why = PrivateText()
    """Why this helps, in the coach's words to the client."""
    cue = PrivateText()
    """When: the first half of the if-then line."""
    action = PrivateText()
    """Then I will: its second half."""
    small_version = PrivateText()
    """A version small enough for a bad day."""
    how_known = PrivateText()
    """How the client will know that it is done."""

    @property
    def pace(self) -> Pace:
        """How often, from when and until when."""
        return Pace(Rhythm(self.rhythm), self.amount, self.weekdays, self.starts_on, self.ends_on)

    @property
    def closing(self) -> Closing | None:
        """How it ended, if it has and that is known."""
        if self.closed_at is None or self.closed_by is None:
            return None
        return Closing(Party(self.closed_by), self.closed_at, self.agreed_at is not None)


class TaskEntry(Owned, Base):
    """One time a task was done, or one answer to a reflection, told by the client."""

    __tablename__ = "task_entry"
    __table_args__ = (
        ForeignKeyConstraint(
            ["practice_id", "task_id"],
            ["growth_task.practice_id", "growth_task.id"],
            ondelete="CASCADE",
        ),
        one_of("outcome", Outcome),
        one_of("verdict", Verdict),
        one_of("feedback_state", FeedbackState),
        CheckConstraint("mood_before BETWEEN 0 AND 10", name="mood_before"),
        CheckConstraint("mood_after BETWEEN 0 AND 10", name="mood_after"),
        CheckConstraint("minutes BETWEEN 0 AND 1440", name="minutes"),
        Index(None, "practice_id", "task_id", "done_on"),
        Index(
            "ix_task_entry_practice_id_waiting",
            "practice_id",
            "task_id",
            postgresql_where=text("feedback_state = 'waiting' AND is_shared"),
        ),
    )

    task_id: Mapped[UUID]
    done_on: Mapped[date]
    outcome: Mapped[str] = text_of(DataClass.BUSINESS)
    minutes: Mapped[int | None] = mapped_column(SmallInteger)
    mood_before: Mapped[int | None] = mapped_column(SmallInteger)
    mood_after: Mapped[int | None] = mapped_column(SmallInteger)
    verdict: Mapped[str | None] = text_of(DataClass.BUSINESS)
    is_shared: Mapped[bool]
    created_at: Mapped[datetime] = stamp()
    feedback_state: Mapped[str] = text_of(DataClass.BUSINESS)
    feedback_at: Mapped[datetime | None]
    reflection_sealed: Mapped[bytes | None] = sealed()
    who_was_glad_sealed: Mapped[bytes | None] = sealed()
    feedback_sealed: Mapped[bytes | None] = sealed()

    reflection = PrivateText()
    """What surprised the client; for a reflection, what they wrote."""
    who_was_glad = PrivateText()
    """Who was glad about it, by whatever the client calls them."""
    feedback = PrivateText()
    """What the coach says to it."""
