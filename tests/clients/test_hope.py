"""What a client hopes for: told from time to time, never overwritten, sealed to the last letter."""

import re

import pytest
from sqlalchemy import Engine, text

from coachhub.clients.rules import Hope
from coachhub.core.ids import new_id
from coachhub.practices.rules import Role
from tests.cast import Cast
from tests.rows import audited, everything
from tests.undoing import undo

OWN = "/portal/north/hope"


def _record(cast: Cast) -> str:
    return f"/app/north/clients/{cast.clients['ben']}"


def test_a_new_hope_stands_beside_the_earlier(cast: Cast) -> None:
    mara, ben = cast.browser("mara"), cast.browser("ben")
    assert ben.fill(OWN, hope=Hope.TOGETHER_AGAIN, sureness="8").status_code == 303
    assert mara.fill(f"{_record(cast)}/hope", hope=Hope.NOT_SURE).status_code == 303
    page = mara.get(_record(cast)).text
    assert "Not sure" in page
    assert "before: together again" in page
    assert "8 of 10 sure" in page
    history = ben.get(OWN).text
    assert "said by you" in history
    assert "noted by Mara Test" in history


def test_it_is_sealed_in_one_length_whatever_it_says(cast: Cast, superuser: Engine) -> None:
    ben = cast.browser("ben")
    for hope in Hope:
        for sureness in ("", "0", "10"):
            assert ben.fill(OWN, hope=hope, sureness=sureness).status_code == 303
    with superuser.connect() as connection:
        lengths = connection.scalars(text("SELECT DISTINCT length(answer_sealed) FROM hope")).all()
        told = connection.scalar(text("SELECT count(*) FROM hope"))
    assert (told, len(lengths)) == (9, 1)
    assert not [hope for hope in Hope if hope in everything(superuser)]
    assert not [hope for hope in Hope if hope in str(audited(superuser))]


def test_the_same_form_sent_twice_tells_once(cast: Cast, superuser: Engine) -> None:
    ben, key = cast.browser("ben"), new_id()
    for _twice in range(2):
        assert ben.fill(OWN, hope=Hope.MOVE_ON, key=key).status_code == 303
    with superuser.connect() as connection:
        assert connection.scalar(text("SELECT count(*) FROM hope")) == 1


@pytest.mark.parametrize("typed", [{}, {"hope": "win"}, {"hope": "move_on", "sureness": "11"}])
def test_it_asks_again_for_what_is_no_answer(cast: Cast, typed: dict[str, str]) -> None:
    assert cast.browser("ben").fill(OWN, **typed).status_code == 422
    assert cast.browser("mara").fill(f"{_record(cast)}/hope", **typed).status_code == 422


@pytest.mark.parametrize("who", ["olga", "tove"])
def test_nobody_but_their_coach_sees_it_at_the_desk(cast: Cast, who: str) -> None:
    from_ben = cast.browser("ben").fill(OWN, hope=Hope.MOVE_ON)
    assert from_ben.status_code == 303
    if who == "olga":
        cast.join("olga", Role.OWNER)
    assert "Move on" not in cast.browser(who).get(_record(cast)).text


def _apart(superuser: Engine) -> None:
    """Each hope a day after the one before it; the last is of 10 March."""
    with superuser.begin() as connection:
        connection.execute(
            text(
                "UPDATE hope SET told_at = '2026-03-10 20:00+00'::timestamptz "
                "- (SELECT count(*) FROM hope later WHERE later.id > hope.id) * interval '1 day'"
            )
        )


def test_how_sure_they_were_is_drawn_where_it_was_told_on_three_days(
    cast: Cast, superuser: Engine
) -> None:
    mara, ben = cast.browser("mara"), cast.browser("ben")
    told = (
        (Hope.TOGETHER_AGAIN, "4"),
        (Hope.NOT_SURE, "9"),
        (Hope.MOVE_ON, "8"),
        (Hope.MOVE_ON, "6"),
    )
    for hope, sureness in told[:2]:
        ben.fill(OWN, hope=hope, sureness=sureness)
    page = ben.get(OWN).text
    assert "<figure" not in page
    assert "4 of 10 sure" in page
    assert "9 of 10 sure" not in page
    for hope, sureness in told[2:]:
        ben.fill(OWN, hope=hope, sureness=sureness)
    assert "<figure" not in ben.get(OWN).text
    _apart(superuser)
    for page in (ben.get(OWN).text, mara.get(f"{_record(cast)}/hope").text):
        assert "Told 3 times, between 4 and 8 of 10; the last time 6." in page
        assert "The hope was not the same each time." in page
        assert re.findall(r"<td>(\d+) of 10</td>", page) == ["6", "8", "4"]


def test_it_is_drawn_on_the_days_of_whoever_reads(cast: Cast, superuser: Engine) -> None:
    ben, mara = cast.browser("ben"), cast.browser("mara")
    ben.post("/portal/north/zone", {"zone": "Pacific/Kiritimati"})
    for _time in range(3):
        ben.fill(OWN, hope=Hope.MOVE_ON, sureness="5")
    _apart(superuser)
    for page, days in (
        (ben.get(OWN).text, ["Wed, Mar 11, 2026", "Tue, Mar 10, 2026", "Mon, Mar 9, 2026"]),
        (
            mara.get(f"{_record(cast)}/hope").text,
            ["Tue, Mar 10, 2026", "Mon, Mar 9, 2026", "Sun, Mar 8, 2026"],
        ),
    ):
        assert re.findall(r'<th scope="row">([^<]+)</th>', page) == days
        assert re.findall(r"<span>(\w+, \w+ \d+, 2026)</span>", page) == days


def test_one_hope_as_sure_as_before_is_said_so(cast: Cast, superuser: Engine) -> None:
    ben = cast.browser("ben")
    for _time in range(3):
        ben.fill(OWN, hope=Hope.MOVE_ON, sureness="0")
    _apart(superuser)
    page = ben.get(OWN).text
    assert "Told 3 times, 0 of 10 each time." in page
    assert "not the same" not in page


def test_what_was_just_told_is_taken_back(cast: Cast, superuser: Engine) -> None:
    mara, ben = cast.browser("mara"), cast.browser("ben")
    ben.fill(OWN, hope=Hope.TOGETHER_AGAIN)
    noted = mara.fill(f"{_record(cast)}/hope", hope=Hope.NOT_SURE)
    assert "It is as it was" in undo(mara, noted.location)
    assert audited(superuser)[-1].action == "hope.taken_back"
    told = ben.fill(OWN, hope=Hope.MOVE_ON)
    page = undo(ben, told.location)
    assert "It is as it was" in page
    with superuser.connect() as connection:
        assert connection.scalar(text("SELECT count(*) FROM hope")) == 1


def _way_back(page: str) -> str:
    [way] = re.findall(r'action="([^"]+/removal)"', page.split('class="toast"')[1])
    return str(way)


def test_an_earlier_one_and_one_told_long_ago_stay(cast: Cast, superuser: Engine) -> None:
    ben = cast.browser("ben")
    first, last = (
        _way_back(ben.get(ben.fill(OWN, hope=hope).location).text)
        for hope in (Hope.MOVE_ON, Hope.NOT_SURE)
    )
    with superuser.begin() as connection:
        connection.execute(text("UPDATE hope SET told_at = told_at - interval '61 min'"))
    for way in (first, last):
        assert "taken back any more" in ben.get(ben.post(way).location).text
    ben.fill(OWN, hope=Hope.MOVE_ON)
    assert "taken back any more" in ben.get(ben.post(last).location).text
    with superuser.connect() as connection:
        assert connection.scalar(text("SELECT count(*) FROM hope")) == 3


def test_nobody_takes_back_what_the_other_told(cast: Cast, superuser: Engine) -> None:
    mara, ben = cast.browser("mara"), cast.browser("ben")
    theirs = _way_back(ben.get(ben.fill(OWN, hope=Hope.MOVE_ON).location).text)
    hope_id = theirs.split("/")[-2]
    late = mara.post(f"{_record(cast)}/hope/{hope_id}/removal")
    assert "taken back any more" in mara.get(late.location).text
    with superuser.connect() as connection:
        assert connection.scalar(text("SELECT count(*) FROM hope")) == 1
