"""What a coach keeps in mind about a client."""

import re

import pytest
from sqlalchemy import Engine, text

from coachhub.clients.jobs import tidy
from coachhub.core import tenancy
from coachhub.core.db import db
from tests.cast import Cast
from tests.rows import audited, everything, stored
from tests.undoing import undo
from tests.versions import NO_VERSIONS


def _remark(cast: Cast) -> str:
    return f"/app/north/clients/{cast.clients['ben']}/remark"


def test_it_is_kept_sealed(cast: Cast, superuser: Engine) -> None:
    mara = cast.browser("mara")
    assert mara.fill(_remark(cast), remark="Likes\nplain words").status_code == 303
    assert mara.form(_remark(cast))["remark"] == ["Likes\nplain words"]
    assert "plain words" not in everything(superuser)


def test_it_can_be_taken_away(cast: Cast) -> None:
    mara = cast.browser("mara")
    mara.fill(_remark(cast), remark="Gone soon")
    assert mara.fill(_remark(cast), remark="").status_code == 303
    assert mara.form(_remark(cast))["remark"] == [""]


@pytest.mark.parametrize("words", ["", "Other words"])
def test_what_it_replaced_comes_back(cast: Cast, superuser: Engine, words: str) -> None:
    mara = cast.browser("mara")
    mara.fill(_remark(cast), remark="The long story")
    saved = mara.fill(_remark(cast), remark=words)
    assert "long story" not in everything(superuser)
    assert "It is as it was" in undo(mara, saved.location)
    assert mara.form(_remark(cast))["remark"] == ["The long story"]
    assert audited(superuser)[-1].action == "client.remark_brought_back"


def test_the_first_one_and_one_saved_unchanged_have_no_way_back(cast: Cast) -> None:
    mara = cast.browser("mara")
    for _twice in range(2):
        saved = mara.fill(_remark(cast), remark="The same")
        page = mara.get(saved.location).text
        assert "Your remark is saved." in page
        assert 'class="toast"' not in page


@NO_VERSIONS
def test_it_stays_where_the_record_was_saved_since(cast: Cast, version: str) -> None:
    mara = cast.browser("mara")
    mara.fill(_remark(cast), remark="The first")
    mara.fill(_remark(cast), remark="The second")
    late = mara.post(f"{_remark(cast)}/return", {"version": version})
    assert "taken back any more" in mara.get(late.location).text
    assert mara.form(_remark(cast))["remark"] == ["The second"]


def test_what_it_replaced_is_kept_for_an_hour(cast: Cast, superuser: Engine) -> None:
    mara = cast.browser("mara")
    mara.fill(_remark(cast), remark="The first")
    page = mara.get(mara.fill(_remark(cast), remark="The second").location).text
    [version] = re.findall(r'name="version" value="(\d+)"', page)
    _tidied(cast)
    assert _kept(superuser) == 1
    with superuser.begin() as connection:
        connection.execute(text("UPDATE client SET remark_replaced_at = now() - interval '61 min'"))
    late = mara.post(f"{_remark(cast)}/return", {"version": version})
    assert "taken back any more" in mara.get(late.location).text
    assert mara.form(_remark(cast))["remark"] == ["The second"]
    _tidied(cast)
    assert _kept(superuser) == 0


def _tidied(cast: Cast) -> None:
    with cast.app.app_context():
        tenancy.enter_practice(cast.north)
        tidy(cast.north)
        db.session.commit()


def _kept(superuser: Engine) -> int:
    return int(stored(superuser, "SELECT count(remark_before_sealed) AS n FROM client").n)


def test_a_late_save_shows_both_and_loses_neither(cast: Cast) -> None:
    mara = cast.browser("mara")
    before = mara.form(_remark(cast))
    cast.browser("mara").fill(_remark(cast), remark="Written on the phone")
    late = mara.post(_remark(cast), {**before, "remark": "Written at the desk"})
    assert late.status_code == 409
    assert "Written on the phone" in late.text
    assert "Written at the desk" in late.text
    assert mara.send_again(late).status_code == 303
    assert mara.form(_remark(cast))["remark"] == ["Written at the desk"]


def test_it_refuses_what_is_too_long_and_keeps_it(cast: Cast) -> None:
    answer = cast.browser("mara").fill(_remark(cast), remark="long " * 1001)
    assert answer.status_code == 422
    assert "At most 5000 letters" in answer.text
    assert "long long long" in answer.text


@pytest.mark.parametrize(
    ("who", "code"), [("cleo", 404), ("idris", 403), ("tove", 403), ("ben", 403)]
)
def test_it_refuses_others(cast: Cast, who: str, code: int) -> None:
    assert cast.browser(who).get(_remark(cast)).status_code == code


def test_it_asks_strangers_to_sign_in(cast: Cast) -> None:
    assert cast.browser(None).get(_remark(cast)).location == f"/login?next={_remark(cast)}"


@NO_VERSIONS
def test_what_is_no_version_counts_as_late(cast: Cast, version: str) -> None:
    mara = cast.browser("mara")
    mara.fill(_remark(cast), remark="Theirs 2")
    late = mara.fill(_remark(cast), remark="Mine 1", version=version)
    assert late.status_code == 409
    assert "Theirs 2" in late.text
    assert "Mine 1" in late.text


def test_it_takes_no_other_method(cast: Cast) -> None:
    assert cast.browser("mara").open("DELETE", _remark(cast)).status_code == 405
