"""What a coach keeps in mind about a client."""

import pytest
from sqlalchemy import Engine

from tests.cast import Cast
from tests.rows import everything
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
