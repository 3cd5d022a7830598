"""What clients say of themselves."""

import pytest
from sqlalchemy import Engine

from tests.cast import Cast
from tests.rows import stored
from tests.versions import NO_VERSIONS

DETAILS = "/portal/north/details"
STORED = "SELECT * FROM client WHERE id = :id"
RECORD = "/app/north/clients"


def test_it_changes_their_own_details(cast: Cast, superuser: Engine) -> None:
    answer = cast.browser("ben").fill(DETAILS, preferred_name="Benno", phone="030 55")
    assert (answer.status_code, answer.location) == (303, "/portal/north/today")
    row = stored(superuser, STORED, id=cast.clients["ben"])
    assert (row.preferred_name, row.phone, row.name) == ("Benno", "030 55", "Ben Test")


def test_it_touches_nobody_else(cast: Cast, superuser: Engine) -> None:
    before = stored(superuser, STORED, id=cast.clients["anna"])
    cast.browser("ben").fill(DETAILS, preferred_name="Benno")
    assert stored(superuser, STORED, id=cast.clients["anna"]) == before


def test_their_coach_reads_it_too(cast: Cast) -> None:
    cast.browser("ben").fill(DETAILS, safe_contact="Never on Sundays")
    assert "Never on Sundays" in cast.browser("mara").get(f"{RECORD}/{cast.clients['ben']}").text
    assert "Never on Sundays" in cast.browser("ben").get(DETAILS).text


def test_it_asks_strangers_to_sign_in(cast: Cast) -> None:
    assert cast.browser(None).get(DETAILS).location == f"/login?next={DETAILS}"


@pytest.mark.parametrize(("who", "code"), [("cleo", 404), ("ruth", 404), ("mara", 403)])
def test_it_refuses_others(cast: Cast, who: str, code: int) -> None:
    assert cast.browser(who).get(DETAILS).status_code == code


@pytest.mark.parametrize(
    ("field", "typed", "message"),
    [
        ("preferred_name", "x" * 41, "At most 40 letters"),
        ("pronouns", "he\nthey", "on one line"),
        ("phone", "0" * 41, "At most 40 letters"),
        ("zone", "Here", "choose from what is offered"),
        ("safe_contact", "x" * 1001, "At most 1000 letters"),
    ],
)
def test_it_refuses_and_keeps_what_was_typed(
    cast: Cast, field: str, typed: str, message: str
) -> None:
    kept = {"phone": "030 1"} if field != "phone" else {"pronouns": "030 1"}
    answer = cast.browser("ben").fill(DETAILS, **kept, **{field: typed})
    assert answer.status_code == 422
    assert message in answer.text
    assert 'value="030 1"' in answer.text


def test_a_late_save_shows_both_and_loses_neither(cast: Cast, superuser: Engine) -> None:
    ben = cast.browser("ben")
    before = ben.form(DETAILS)
    record = f"{RECORD}/{cast.clients['ben']}/edit"
    cast.browser("mara").fill(record, safe_contact="By post only", phone="")
    late = ben.post(DETAILS, {**before, "safe_contact": "By phone", "phone": "030 9"})
    assert late.status_code == 409
    for words in ("Saved meanwhile: By post only", "By phone", 'value="030 9"', "(empty)"):
        assert words in late.text
    assert ben.send_again(late).status_code == 303
    assert stored(superuser, STORED, id=cast.clients["ben"]).phone == "030 9"


def test_their_own_save_in_another_window_is_called_so(cast: Cast) -> None:
    ben = cast.browser("ben")
    before = ben.form(DETAILS)
    ben.fill(DETAILS, phone="030 1")
    late = ben.post(DETAILS, before)
    assert "You saved this in another window" in late.text
    assert "Your coach wrote" not in late.text


def test_a_late_save_tells_nothing_but_their_own_details(cast: Cast) -> None:
    ben = cast.browser("ben")
    before = ben.form(DETAILS)
    cast.browser("mara").fill(f"{RECORD}/{cast.clients['ben']}/remark", remark="Between us")
    late = ben.post(DETAILS, before)
    assert late.status_code == 409
    assert "Between us" not in late.text


@NO_VERSIONS
def test_what_is_no_version_counts_as_late(cast: Cast, version: str) -> None:
    late = cast.browser("ben").fill(DETAILS, phone="Mine 1", version=version)
    assert late.status_code == 409
    assert "Saved meanwhile" in late.text
    assert "Mine 1" in late.text


def test_it_takes_no_other_method(cast: Cast) -> None:
    assert cast.browser("ben").open("DELETE", DETAILS).status_code == 405


def test_days_are_counted_where_the_device_is(cast: Cast, superuser: Engine) -> None:
    ben = cast.browser("ben")
    before = stored(superuser, STORED, id=cast.clients["ben"])
    answer = ben.post("/portal/north/zone", {"zone": "Europe/Lisbon"})
    assert (answer.status_code, answer.location) == (303, "/portal/north/today")
    assert "counted by the clock in Lisbon" in ben.get(answer.location).text
    row = stored(superuser, STORED, id=cast.clients["ben"])
    assert (row.zone, row.version, row.phone) == ("Europe/Lisbon", before.version + 1, before.phone)


@pytest.mark.parametrize("zone", ["", "Europe/Nowhere"])
def test_a_zone_that_is_none_is_chosen_among_the_details(
    cast: Cast, superuser: Engine, zone: str
) -> None:
    ben = cast.browser("ben")
    answer = ben.post("/portal/north/zone", {"zone": zone})
    assert (answer.status_code, answer.location) == (303, DETAILS)
    assert "Please choose your time zone here." in ben.get(DETAILS).text
    assert stored(superuser, STORED, id=cast.clients["ben"]).zone == "Europe/Berlin"
