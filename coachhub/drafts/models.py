from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from coachhub.core.data_class import DataClass
from coachhub.core.db import Base, stamp, text_of
from coachhub.core.private import PrivateText, sealed
from coachhub.practices.models import Owned


class FormDraft(Owned, Base):
    """What somebody typed into a form and has not sent; for nobody but them."""

    __tablename__ = "form_draft"
    __table_args__ = (UniqueConstraint("practice_id", "user_id", "page"),)

    user_id: Mapped[UUID] = mapped_column(ForeignKey("user.id"))
    page: Mapped[str] = text_of(DataClass.BUSINESS)
    """The path of the form's page, and what tells it apart from another one there."""
    sitting: Mapped[UUID]
    """The opening of the form that wrote in it last."""
    saved_at: Mapped[datetime] = stamp()
    thrown_at: Mapped[datetime | None]
    """Since when it is thrown away; for a while that can be taken back."""
    fields_sealed: Mapped[bytes | None] = sealed()

    fields = PrivateText()
    """Names and values as they were typed, as JSON."""
