"""What people see of a practice first: its sentence and its colour."""

import pytest
from sqlalchemy import Engine

from tests.cast import Cast
from tests.rows import stored
from tests.versions import NO_VERSIONS

FACE = "/app/north/settings/face"
THEME = "/p/north/theme.css"
STORED = "SELECT s.* FROM settings s JOIN practice p ON p.id = s.practice_id WHERE p.slug = 'north'"


def test_it_shows_the_chosen_face(cast: Cast) -> None:
    mara = cast.browser("mara")
    answer = mara.fill(FACE, sentence="Sleep, laugh and choose again.", hue="165")
    assert (answer.status_code, answer.location) == (303, FACE)
    assert f'href="{THEME}?v=165"' in mara.get(FACE).text
    assert "Sleep, laugh and choose again." in cast.browser("ben").get("/portal/north/today").text


def test_the_first_time_it_leads_on_to_a_first_session(cast: Cast) -> None:
    mara = cast.browser("mara")
    answer = mara.post(f"{FACE}?first=1", {**mara.form(FACE), "hue": ""})
    assert answer.location == "/app/north/session-types/new?first=1"


def test_a_colour_can_be_given_up(cast: Cast) -> None:
    mara = cast.browser("mara")
    mara.fill(FACE, hue="165")
    assert cast.browser(None).get(THEME).status_code == 200
    mara.fill(FACE, hue="")
    assert cast.browser(None).get(THEME).status_code == 404


def test_it_asks_strangers_to_sign_in(cast: Cast) -> None:
    assert cast.browser(None).get(FACE).location == f"/login?next={FACE}"


@pytest.mark.parametrize(("who", "code"), [("cleo", 404), ("tove", 403), ("idris", 403)])
def test_it_refuses_others(cast: Cast, who: str, code: int) -> None:
    assert cast.browser(who).get(FACE).status_code == code


@pytest.mark.parametrize(
    ("field", "typed", "message"),
    [
        ("sentence", "x" * 201, "At most 200 letters"),
        ("hue", "166", "choose from what is offered"),
        ("hue", "165;}", "choose from what is offered"),
        ("hue", "red", "choose from what is offered"),
    ],
)
def test_it_refuses_and_keeps_what_was_typed(
    cast: Cast, superuser: Engine, field: str, typed: str, message: str
) -> None:
    answer = cast.browser("mara").fill(FACE, **{"sentence": "Kept.", field: typed})
    assert answer.status_code == 422
    assert message in answer.text
    assert "Kept." in answer.text or field == "sentence"
    assert stored(superuser, STORED).hue is None


def test_a_late_save_shows_both_and_loses_neither(cast: Cast, superuser: Engine) -> None:
    mara = cast.browser("mara")
    before = mara.form(FACE)
    cast.browser("mara").fill(FACE, sentence="Theirs.", hue="165")
    late = mara.post(FACE, {**before, "sentence": "Mine.", "hue": "320"})
    assert late.status_code == 409
    for words in (
        "Saved meanwhile: Theirs.",
        "Saved meanwhile: Pine",
        "Mine.",
        "in another window",
    ):
        assert words in late.text
    assert mara.send_again(late).status_code == 303
    assert stored(superuser, STORED).sentence == "Mine."


@NO_VERSIONS
def test_what_is_no_version_counts_as_late(cast: Cast, version: str) -> None:
    late = cast.browser("mara").fill(FACE, sentence="Mine 1", version=version)
    assert late.status_code == 409
    assert "Saved meanwhile" in late.text
    assert "Mine 1" in late.text


def test_it_takes_no_other_method(cast: Cast) -> None:
    assert cast.browser("mara").open("DELETE", FACE).status_code == 405
