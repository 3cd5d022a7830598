"""What the bench looks at: three practices of one coach, with few, many and very many clients."""

from dataclasses import dataclass
from uuid import UUID

from psycopg import Connection

from coachhub.accounts import services as accounts
from coachhub.clients.rules import EngagementState
from coachhub.core import private, tenancy
from coachhub.core.db import db
from coachhub.practices import services as practices

EMAIL = "bench@example.org"
PASSWORD = "nine patient lanterns"  # noqa: S105  # of a database that lives for minutes
FEW, MANY, VERY_MANY = 100, 400, 100_000

_CLIENTS = """
    INSERT INTO client (practice_id, id, name, sort_name, email, zone, locale)
    SELECT %(practice)s, gen_random_uuid(), 'Client ' || n, 'client ' || lpad(n::text, 7, '0'),
        'client-' || n || '@example.org', 'Europe/Berlin', 'en'
    FROM generate_series(1, %(count)s) AS n
"""
_ENGAGEMENTS = """
    INSERT INTO engagement (practice_id, id, client_id, coach_id, state)
    SELECT client.practice_id, gen_random_uuid(), client.id, member.id,
        (%(states)s::text[])[1 + ltrim(client.name, 'Client ')::int %% %(kinds)s]
    FROM client JOIN member USING (practice_id) WHERE practice_id = %(practice)s
"""


@dataclass(frozen=True)
class Practices:
    """Their ids; each is at the address of its name."""

    few: UUID
    many: UUID
    very_many: UUID


def open_practices() -> Practices:
    """The coach has an account and three practices, still without clients."""
    private.keystore().create(tenancy.INSTANCE)
    user = accounts.create_user(EMAIL, "Bench Coach", PASSWORD, "Europe/Berlin", "en")
    found = []
    for slug in ("few", "many", "very-many"):
        tenancy.enter_practice(None)
        practice = practices.open_practice(
            user, name=slug.title(), slug=slug, zone="Europe/Berlin", currency="EUR", locale="en"
        )
        found.append(practice.id)
    db.session.commit()
    return Practices(*found)


def take_on(connection: Connection, practice_id: UUID, count: int) -> None:
    """The practice has so many clients, in all states alike. For a connection past all walls."""
    connection.execute(_CLIENTS, {"practice": practice_id, "count": count})
    states = [state.value for state in EngagementState]
    values = {"practice": practice_id, "states": states, "kinds": len(states)}
    connection.execute(_ENGAGEMENTS, values)
