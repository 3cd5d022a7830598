"""Where work with a client stands, and who works with them."""

import pytest
from sqlalchemy import Engine, text

from coachhub.practices.rules import Role
from tests.cast import Cast
from tests.rows import audited, stored
from tests.undoing import undo

STORED = "SELECT * FROM engagement WHERE client_id = :id"


def _carla(cast: Cast) -> str:
    return f"/app/north/clients/{cast.clients['carla']}/engagement"


def test_their_coach_notes_the_next_step(cast: Cast, superuser: Engine) -> None:
    assert cast.browser("idris").fill(_carla(cast), state="on_hold").status_code == 303
    assert stored(superuser, STORED, id=cast.clients["carla"]).state == "on_hold"


def test_only_steps_that_can_follow_are_offered(cast: Cast) -> None:
    page = cast.browser("idris").get(_carla(cast)).text
    states = ("lead", "active", "on_hold", "completing", "completed")
    offered = [state for state in states if f'value="{state}"' in page]
    assert offered == ["active", "on_hold", "completing"]


@pytest.mark.parametrize("state", ["lead", "onboarding", "completed", "nonsense", ""])
def test_it_takes_no_other_step(cast: Cast, superuser: Engine, state: str) -> None:
    assert cast.browser("idris").fill(_carla(cast), state=state).status_code == 422
    assert stored(superuser, STORED, id=cast.clients["carla"]).state == "active"


def test_an_owner_hands_a_client_over(cast: Cast, superuser: Engine) -> None:
    cast.join("olga", Role.OWNER)
    to = cast.members["mara"]
    assert cast.browser("olga").fill(_carla(cast), coach_id=str(to)).status_code == 303
    row = stored(superuser, STORED, id=cast.clients["carla"])
    assert (row.coach_id, row.state) == (to, "active")


def test_coach_and_step_change_in_one_save(cast: Cast, superuser: Engine) -> None:
    cast.join("olga", Role.OWNER)
    to = cast.members["mara"]
    answer = cast.browser("olga").fill(_carla(cast), coach_id=str(to), state="on_hold")
    assert answer.status_code == 303
    row = stored(superuser, STORED, id=cast.clients["carla"])
    assert (row.coach_id, row.state) == (to, "on_hold")


def test_a_coach_who_has_left_stays_chosen_until_another_is(cast: Cast, superuser: Engine) -> None:
    mara = cast.browser("mara")
    mara.post(f"/app/north/settings/members/{cast.members['idris']}/end")
    assert "Idris Test (does not coach here any more)" in mara.get(_carla(cast)).text
    assert mara.fill(_carla(cast), state="on_hold").status_code == 303
    row = stored(superuser, STORED, id=cast.clients["carla"])
    assert (row.coach_id, row.state) == (cast.members["idris"], "on_hold")


@pytest.mark.parametrize("name", ["tove", "olga", "cleo"])
def test_nobody_is_handed_to_who_is_no_coach(cast: Cast, name: str) -> None:
    cast.join("olga", Role.OWNER)
    answer = cast.browser("mara").fill(_carla(cast), coach_id=str(cast.members[name]))
    assert answer.status_code == 422


def test_a_coach_is_not_asked_whose_client_it_is(cast: Cast) -> None:
    assert "coach_id" not in cast.browser("idris").form(_carla(cast))


@pytest.mark.parametrize(("who", "code"), [("cleo", 404), ("tove", 403), ("carla", 403)])
def test_it_refuses_others(cast: Cast, who: str, code: int) -> None:
    assert cast.browser(who).get(_carla(cast)).status_code == code


def test_it_asks_strangers_to_sign_in(cast: Cast) -> None:
    assert cast.browser(None).get(_carla(cast)).location == f"/login?next={_carla(cast)}"


def test_it_takes_no_other_method(cast: Cast) -> None:
    assert cast.browser("mara").open("PUT", _carla(cast)).status_code == 405


def test_a_step_is_taken_back(cast: Cast, superuser: Engine) -> None:
    idris, before = cast.browser("idris"), stored(superuser, STORED, id=cast.clients["carla"])
    noted = idris.fill(_carla(cast), state="on_hold")
    assert "It is as it was" in undo(idris, noted.location)
    assert stored(superuser, STORED, id=cast.clients["carla"]) == before
    assert audited(superuser)[-1].action == "engagement.stepped_back"


@pytest.mark.parametrize(
    ("after", "late"),
    [
        ("UPDATE engagement SET changed_at = now() - interval '61 min'", "on_hold"),
        ("UPDATE engagement SET state = 'completing'", "on_hold"),
        ("UPDATE engagement SET state = 'ended_early'", "ended_early"),
        ("UPDATE engagement SET state_before = NULL, changed_before_at = NULL", "on_hold"),
        ("SELECT 1", ""),
    ],
)
def test_a_step_stays_once_it_is_late(cast: Cast, superuser: Engine, after: str, late: str) -> None:
    idris = cast.browser("idris")
    idris.fill(_carla(cast), state="on_hold")
    with superuser.begin() as connection:
        connection.execute(text(after))
    before = stored(superuser, STORED, id=cast.clients["carla"])
    refused = idris.post(f"{_carla(cast)}/return", {"last": late})
    assert "taken back any more" in idris.get(refused.location).text
    assert stored(superuser, STORED, id=cast.clients["carla"]) == before


def test_an_end_and_a_change_of_coach_are_not_offered_to_be_taken_back(cast: Cast) -> None:
    cast.join("olga", Role.OWNER)
    olga, to = cast.browser("olga"), str(cast.members["mara"])
    for typed in ({"coach_id": to, "state": "on_hold"}, {"state": "ended_early"}):
        page = olga.get(olga.fill(_carla(cast), **typed).location).text
        assert "Noted." in page
        assert 'class="toast"' not in page


def test_it_says_beforehand_that_an_end_stays(cast: Cast) -> None:
    assert "An end can’t be taken back" in cast.browser("idris").get(_carla(cast)).text
