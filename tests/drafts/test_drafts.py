"""What is typed into a form stays until it is sent or thrown away, for whoever typed it alone."""

from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import Engine, text
from werkzeug.test import TestResponse

from coachhub.core import tenancy
from coachhub.core.db import db
from coachhub.drafts.jobs import tidy
from coachhub.drafts.rules import LONGEST, MOST
from coachhub.practices.rules import Role
from tests.cast import Cast
from tests.page_form import form_of
from tests.rows import everything, stored
from tests.visitor import AS_SCRIPT, Visitor

WORDS = "Ask about the heron by the river"
DESK, PORTAL = "/app/north/draft", "/portal/north/draft"


@pytest.fixture
def mara(cast: Cast) -> Visitor:
    return cast.browser("mara")


@pytest.fixture
def remark(cast: Cast) -> str:
    return f"/app/north/clients/{cast.clients['ben']}/remark"


def keep(browser: Visitor, form: dict[str, Any], where: str = DESK, **typed: Any) -> TestResponse:
    """What the page's script sends while one types into this form."""
    return browser.post(where, {**form, **typed}, headers=AS_SCRIPT)


def drafts_left(superuser: Engine) -> int:
    count: int = stored(superuser, "SELECT count(*) AS n FROM form_draft").n
    return count


def test_it_is_there_again_on_the_same_page(mara: Visitor, remark: str) -> None:
    answer = keep(mara, mara.form(remark), remark=WORDS)
    assert answer.status_code == 200
    assert "Draft kept" in answer.text
    page = mara.get(remark).text
    assert form_of(page)["remark"] == [WORDS]
    assert "is here, not sent yet." in page
    assert "Throw it away" in page


def test_a_page_with_nothing_left_on_it_promises_no_more_than_to_keep(
    mara: Visitor, remark: str
) -> None:
    page = mara.get(remark).text
    assert "Kept while you write." in page
    assert "not sent yet" not in page
    assert 'class="saving saving--draft small sub scripted-only"' in page


def test_what_is_sent_takes_its_draft_along(mara: Visitor, remark: str, superuser: Engine) -> None:
    form = mara.form(remark)
    keep(mara, form, remark="Ask about")
    keep(mara, form, remark=WORDS)
    assert drafts_left(superuser) == 1
    assert mara.post(remark, {**form, "remark": WORDS}).status_code == 303
    assert drafts_left(superuser) == 0
    assert "not sent yet" not in mara.get(remark).text


def test_what_was_left_is_sent_from_the_page_that_shows_it(
    mara: Visitor, remark: str, superuser: Engine
) -> None:
    keep(mara, mara.form(remark), remark=WORDS)
    assert mara.fill(remark).status_code == 303
    assert drafts_left(superuser) == 0
    assert mara.form(remark)["remark"] == [WORDS]


def test_what_is_refused_stays_kept(mara: Visitor, remark: str, superuser: Engine) -> None:
    form = mara.form(remark)
    keep(mara, form, remark=WORDS)
    refused = mara.post(remark, {**form, "remark": "x" * 5001})
    assert refused.status_code == 422
    assert drafts_left(superuser) == 1
    again = form_of(refused.text)
    assert again["draft-sitting"] == form["draft-sitting"]
    assert keep(mara, again, remark="x").status_code == 200


def test_a_record_that_changed_meanwhile_shows_both_texts(
    cast: Cast, mara: Visitor, remark: str, superuser: Engine
) -> None:
    keep(mara, mara.form(remark), remark=WORDS)
    elsewhere = {**mara.form(remark), "remark": "Written elsewhere"}
    del elsewhere["draft-sitting"], elsewhere["draft-after"]
    assert mara.post(remark, elsewhere).status_code == 303
    assert mara.form(remark)["remark"] == [WORDS]
    late = mara.fill(remark)
    assert late.status_code == 409
    assert "Written elsewhere" in late.text
    assert form_of(late.text)["remark"] == [WORDS]
    assert drafts_left(superuser) == 1
    assert mara.send_again(late).status_code == 303
    assert drafts_left(superuser) == 0


def test_a_key_stays_the_same_so_that_one_thing_is_made(cast: Cast, mara: Visitor) -> None:
    pin = f"/app/north/clients/{cast.clients['ben']}/pin"
    form = mara.form(pin)
    keep(mara, form, words=WORDS)
    assert mara.form(pin)["key"] == form["key"]


def test_two_windows_are_never_mixed(mara: Visitor, remark: str, superuser: Engine) -> None:
    first, second = mara.form(remark), mara.form(remark)
    assert keep(mara, first, remark=WORDS).status_code == 200
    late = keep(mara, second, remark="Typed in the other window")
    assert late.status_code == 409
    assert "in another window" in late.text
    assert mara.form(remark)["remark"] == [WORDS]
    assert keep(mara, first, remark=f"{WORDS}.").status_code == 200
    assert mara.post(remark, {**second, "remark": "Sent from there"}).status_code == 303
    assert drafts_left(superuser) == 1
    assert mara.form(remark)["remark"] == [f"{WORDS}."]


def test_who_opened_the_draft_goes_on_with_it_and_the_first_window_is_told(
    mara: Visitor, remark: str
) -> None:
    first = mara.form(remark)
    keep(mara, first, remark="Ask about")
    second = mara.form(remark)
    assert keep(mara, second, remark=WORDS).status_code == 200
    assert keep(mara, first, remark="Ask").status_code == 409
    assert keep(mara, second, remark=f"{WORDS}.").status_code == 200


def test_thrown_away_it_is_gone_and_can_be_brought_back(mara: Visitor, remark: str) -> None:
    keep(mara, mara.form(remark), remark=WORDS)
    away = mara.post(f"{DESK}/away", {**mara.form(remark), "remark": WORDS})
    assert (away.status_code, away.location) == (303, remark)
    page = mara.get(remark).text
    assert form_of(page)["remark"] == [""]
    assert "Thrown away." in page
    assert f'action="{DESK}/back"' in page
    back = mara.post(f"{DESK}/back", {"draft-page": remark, "draft-sitting": uuid4()})
    assert back.status_code == 303
    assert mara.form(remark)["remark"] == [WORDS]
    assert (
        "any more"
        in mara.get(
            mara.post(f"{DESK}/back", {"draft-page": remark, "draft-sitting": uuid4()}).location
        ).text
    )


def test_after_it_was_thrown_away_the_page_is_kept_as_any_other(mara: Visitor, remark: str) -> None:
    form = mara.form(remark)
    keep(mara, form, remark="Ask about")
    mara.post(f"{DESK}/away", form)
    assert keep(mara, mara.form(remark), remark=WORDS).status_code == 200
    assert mara.form(remark)["remark"] == [WORDS]


def test_without_a_script_the_button_leads_back(mara: Visitor, remark: str) -> None:
    answer = mara.post(DESK, {**mara.form(remark), "remark": WORDS})
    assert (answer.status_code, answer.location) == (303, remark)
    assert mara.form(remark)["remark"] == [WORDS]


def test_nobody_else_ever_gets_it(cast: Cast, mara: Visitor, remark: str) -> None:
    page = "/app/north/settings/page"
    keep(mara, mara.form(page), approach=WORDS)
    assert WORDS in mara.get(page).text
    cast.join("olga", Role.OWNER)
    olga = cast.browser("olga")
    assert WORDS not in olga.get(page).text
    taken = {name: value for name, value in mara.form(page).items() if name != "csrf_token"}
    assert olga.post(f"{DESK}/away", taken).status_code == 303
    assert olga.post(f"{DESK}/back", taken).status_code == 303
    assert olga.fill(page, approach="Hers").status_code == 303
    assert WORDS in mara.get(page).text


def test_it_is_kept_for_no_page_elsewhere(cast: Cast, mara: Visitor, remark: str) -> None:
    form = mara.form(remark)
    for page in ("/portal/north/hope", "/app/harbour/settings/page", "//example.org", ""):
        assert keep(mara, {**form, "draft-page": page}).status_code == 404
    assert keep(mara, form, "/app/harbour/draft").status_code == 404
    assert keep(mara, {**form, "draft-sitting": "no id"}).status_code == 404


def test_a_stranger_is_told_to_sign_in(cast: Cast, stranger: Visitor) -> None:
    for where in (DESK, PORTAL):
        assert keep(stranger, {}, where).status_code == 401


def test_too_long_is_said(mara: Visitor, remark: str, superuser: Engine) -> None:
    answer = keep(mara, mara.form(remark), remark="x" * LONGEST)
    assert answer.status_code == 422
    assert "longer than a draft may be" in answer.text
    form = mara.form(remark)
    far = {**form, "draft-page": f"{remark}?{'x' * 300}"}
    assert keep(mara, far, remark=WORDS).status_code == 422
    assert drafts_left(superuser) == 0


def test_of_too_many_the_oldest_go(mara: Visitor, remark: str, superuser: Engine) -> None:
    form = mara.form(remark)
    for number in range(MOST + 2):
        page = {"draft-page": f"{remark}?n={number}", "draft-sitting": uuid4()}
        assert keep(mara, {**form, **page}, remark=WORDS).status_code == 200
    with superuser.connect() as connection:
        left = set(connection.scalars(text("SELECT page FROM form_draft")))
    assert len(left) == MOST
    assert not {f"{remark}?n=0", f"{remark}?n=1"} & left


def test_it_is_sealed(mara: Visitor, remark: str, superuser: Engine) -> None:
    keep(mara, mara.form(remark), remark=WORDS)
    assert WORDS not in everything(superuser)
    assert stored(superuser, "SELECT fields_sealed FROM form_draft").fields_sealed[:3] == b"v1|"


@pytest.mark.parametrize(
    ("age", "is_left"),
    [
        ("saved_at = now() - interval '13 days'", True),
        ("saved_at = now() - interval '15 days'", False),
        ("thrown_at = now() - interval '23 hours'", True),
        ("thrown_at = now() - interval '25 hours'", False),
    ],
)
def test_after_two_weeks_it_is_gone_and_a_day_after_it_was_thrown_away(
    mara: Visitor, remark: str, superuser: Engine, age: str, *, is_left: bool
) -> None:
    keep(mara, mara.form(remark), remark=WORDS)
    with superuser.begin() as connection:
        practice = connection.scalar(text(f"UPDATE form_draft SET {age} RETURNING practice_id"))  # noqa: S608
    with mara.app.app_context():
        tenancy.enter_practice(practice)
        tidy(practice)
        db.session.commit()
    assert drafts_left(superuser) == is_left
