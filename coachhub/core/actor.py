"""Who acts: a person in a role, or the program itself."""

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True)
class Actor:
    """The person and the role in which they act; the audit keeps both."""

    user_id: UUID | None
    role: str


STRANGER = Actor(None, "stranger")
PROGRAM = Actor(None, "program")
OPERATOR = Actor(None, "operator")
