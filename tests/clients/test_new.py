"""Taking a client on."""

import pytest
from sqlalchemy import Engine

from tests.cast import Cast, email_of
from tests.rows import stored

NEW = "/app/north/clients/new"
STORED = (
    "SELECT c.*, e.state, e.coach_id FROM client c "
    "JOIN engagement e ON e.client_id = c.id WHERE c.name = 'Dora Field'"
)


def test_it_takes_somebody_on(cast: Cast, superuser: Engine) -> None:
    mara = cast.browser("mara")
    answer = mara.fill(NEW, name=" Dora Field ", email="Dora@Example.org", pronouns="she")
    row = stored(superuser, STORED)
    assert (answer.status_code, answer.location) == (303, f"/app/north/clients/{row.id}")
    assert (row.email, row.pronouns, row.state) == ("dora@example.org", "she", "onboarding")
    assert (row.practice_id, row.coach_id) == (cast.north, cast.members["mara"])


def test_only_the_name_is_needed(cast: Cast, superuser: Engine) -> None:
    assert cast.browser("idris").fill(NEW, name="Dora Field").status_code == 303
    row = stored(superuser, STORED)
    assert (row.email, row.phone, row.coach_id) == (None, "", cast.members["idris"])


def test_two_without_an_address_are_two(cast: Cast) -> None:
    idris = cast.browser("idris")
    assert [idris.fill(NEW, name="Dora Field").status_code for _ in range(2)] == [303, 303]


def test_an_assistant_says_whose_client_it_is(cast: Cast, superuser: Engine) -> None:
    coach = cast.members["idris"]
    assert cast.browser("tove").fill(NEW, name="Dora Field", coach_id=str(coach)).status_code == 303
    assert stored(superuser, STORED).coach_id == coach


@pytest.mark.parametrize(
    ("field", "typed", "message"),
    [
        ("name", "", "This is needed."),
        ("name", "\t \u2003", "This is needed."),
        ("email", "dora@", "look like an e-mail address"),
        ("email", email_of("ben"), "Another client of this practice has this address."),
        ("email", "BEN@example.org", "Another client of this practice has this address."),
        ("coach_id", "", "choose from what is offered"),
        ("coach_id", "1", "choose from what is offered"),
        ("safe_contact", "x" * 1001, "At most 1000 letters"),
    ],
)
def test_it_refuses_and_keeps_what_was_typed(
    cast: Cast, superuser: Engine, field: str, typed: str, message: str
) -> None:
    form = {"name": "Dora Field", "pronouns": "she", field: typed}
    answer = cast.browser("mara").fill(NEW, **form)
    assert answer.status_code == 422
    assert message in answer.text
    assert 'value="she"' in answer.text
    assert stored(superuser, "SELECT count(*) AS n FROM client").n == 4


@pytest.mark.parametrize(("who", "code"), [("cleo", 404), ("ben", 403)])
def test_it_refuses_others(cast: Cast, who: str, code: int) -> None:
    assert cast.browser(who).get(NEW).status_code == code


def test_it_asks_strangers_to_sign_in(cast: Cast) -> None:
    assert cast.browser(None).get(NEW).location == f"/login?next={NEW}"


def test_it_takes_no_other_method(cast: Cast) -> None:
    assert cast.browser("mara").open("PUT", NEW).status_code == 405
