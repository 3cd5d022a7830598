from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Index
from sqlalchemy.orm import Mapped

from coachhub.core.data_class import DataClass
from coachhub.core.db import Base, OfPractice, json_of, stamp, text_of


class AuditEvent(OfPractice, Base):
    """Who did or opened what. The application may add rows and read them, never change one."""

    __tablename__ = "audit_event"
    __table_args__ = (Index(None, "practice_id", "at"),)

    at: Mapped[datetime] = stamp()
    action: Mapped[str] = text_of(DataClass.BUSINESS)
    actor_id: Mapped[UUID | None]
    role: Mapped[str] = text_of(DataClass.BUSINESS)
    subject: Mapped[str | None] = text_of(DataClass.BUSINESS)
    subject_id: Mapped[UUID | None]
    request_id: Mapped[str | None] = text_of(DataClass.BUSINESS)
    detail: Mapped[dict[str, Any]] = json_of(DataClass.BUSINESS, default=dict)
