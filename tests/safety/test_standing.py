"""Where clients stand, as floors above ask for it: in one query, by practice."""

from datetime import UTC, datetime
from uuid import UUID

from coachhub.core import tenancy
from coachhub.core.db import db
from coachhub.core.ids import new_id
from coachhub.safety import services as safety
from coachhub.safety.models import LegalHold, SafetyFlag, SafetyScreen
from coachhub.safety.rules import Filler, FlagKind, FlagState, Level
from tests.cast import Cast
from tests.statements import counted

THEN = datetime(2026, 3, 1, tzinfo=UTC)
LATER = datetime(2026, 3, 8, tzinfo=UTC)


def screen(cast: Cast, who: str, at: datetime) -> None:
    db.session.add(
        SafetyScreen(
            practice_id=cast.north,
            client_id=cast.clients[who],
            filled_by=Filler.CLIENT,
            answered_at=at,
        )
    )


def flag(cast: Cast, who: str, kind: FlagKind, level: Level, state: FlagState) -> None:
    closed_at = LATER if state == FlagState.CLOSED else None
    flag = SafetyFlag(
        practice_id=cast.north, client_id=cast.clients[who], state=state, closed_at=closed_at
    )
    flag.put(kind, level)
    db.session.add(flag)


def test_it_says_of_each_where_they_stand_in_one_query(cast: Cast) -> None:
    with cast.app.app_context():
        tenancy.enter_practice(cast.north)
        screen(cast, "ben", THEN)
        screen(cast, "ben", LATER)
        flag(cast, "ben", FlagKind.AFRAID, Level.URGENT, FlagState.CLOSED)
        flag(cast, "ben", FlagKind.ASKED_TO_STOP, Level.CAUTION, FlagState.OPEN)
        db.session.add(
            LegalHold(
                practice_id=cast.north,
                client_id=cast.clients["anna"],
                set_by=cast.users["mara"],
            )
        )
        db.session.commit()
        tenancy.enter_practice(cast.north)
        asked: list[UUID] = [cast.clients[name] for name in ("ben", "anna", "carla", "ruth")]
        unknown = new_id()
        with counted(cast.app) as said:
            found = safety.standings_of(cast.north, [*asked, unknown])
        ben, anna, *others = found.values()
        assert ben.answered_at == LATER
        assert (ben.urgent, ben.asked_to_stop, ben.undiscussed) == (False, True, True)
        assert anna.legal_hold
        assert others == [safety.Standing()] * 3
        assert len(said) == 1
