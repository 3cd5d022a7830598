"""The sentence that a client is to keep in mind."""

import re

from sqlalchemy import Engine

from coachhub.core.ids import new_id
from tests.cast import Cast
from tests.rows import audited, everything
from tests.undoing import undo

TODAY = "/portal/north/today"
WORDS = "One evening isn’t the plan"


def _pin(cast: Cast) -> str:
    return f"/app/north/clients/{cast.clients['ben']}/pin"


def test_the_client_finds_it_until_it_is_replaced(cast: Cast, superuser: Engine) -> None:
    mara, ben = cast.browser("mara"), cast.browser("ben")
    assert mara.fill(_pin(cast), words=WORDS).status_code == 303
    page = ben.get(TODAY).text
    assert "One evening isn’t the plan" in page
    assert "Mara, for you to keep in mind" in page
    assert mara.fill(_pin(cast), words="The morning after").status_code == 303
    page = ben.get(TODAY).text
    assert "The morning after" in page
    assert "One evening" not in page
    assert "One evening" in mara.get(_pin(cast)).text
    assert "The morning after" in mara.get(_pin(cast).removesuffix("/pin")).text
    assert "The morning after" not in everything(superuser)


def test_it_can_be_taken_down_and_stays_in_the_history(cast: Cast) -> None:
    mara = cast.browser("mara")
    mara.fill(_pin(cast), words="The first")
    mara.fill(_pin(cast), words="The second")
    for _twice in range(2):
        assert mara.post(f"{_pin(cast)}/removal").status_code == 303
    page = cast.browser("ben").get(TODAY).text
    assert "The first" not in page
    assert "The second" not in page
    history = mara.get(_pin(cast)).text
    assert "The second" in history
    assert "taken down" in history


def test_the_same_form_sent_twice_pins_once(cast: Cast) -> None:
    mara, key = cast.browser("mara"), new_id()
    for _twice in range(2):
        assert mara.fill(_pin(cast), words=WORDS, key=key).status_code == 303
    assert mara.get(_pin(cast)).text.count("One evening") == 1


def test_it_refuses_none_and_too_many_words(cast: Cast) -> None:
    mara = cast.browser("mara")
    assert mara.fill(_pin(cast), words=" ").status_code == 422
    answer = mara.fill(_pin(cast), words="long " * 41)
    assert answer.status_code == 422
    assert "long long" in answer.text


def test_others_see_none_of_it(cast: Cast) -> None:
    cast.browser("mara").fill(_pin(cast), words=WORDS)
    assert "One evening" not in cast.browser("anna").get(TODAY).text
    assert "One evening" not in cast.browser("tove").get(_pin(cast).removesuffix("/pin")).text


def test_what_was_taken_down_is_put_up_again(cast: Cast, superuser: Engine) -> None:
    mara, ben = cast.browser("mara"), cast.browser("ben")
    mara.fill(_pin(cast), words="The first")
    taken = mara.post(f"{_pin(cast)}/removal")
    assert "It is as it was" in undo(mara, taken.location)
    assert "The first" in ben.get(TODAY).text
    assert audited(superuser)[-1].action == "pin.put_up_again"


def test_what_was_replaced_meanwhile_stays_down(cast: Cast) -> None:
    mara = cast.browser("mara")
    mara.fill(_pin(cast), words="The first")
    taken = mara.post(f"{_pin(cast)}/removal")
    [back] = re.findall(r'action="([^"]+/return)"', mara.get(taken.location).text)
    mara.fill(_pin(cast), words="The second")
    late = mara.post(back)
    assert "taken back any more" in mara.get(late.location).text
    page = cast.browser("ben").get(TODAY).text
    assert "The second" in page
    assert "The first" not in page
