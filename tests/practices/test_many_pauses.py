"""Many addresses that take no mails come in pages, beside the pages of the mails."""

import re

import pytest

from coachhub.core.db import db
from coachhub.mail.models import MailPause
from coachhub.mail.rules import Why
from tests.cast import Cast, email_of
from tests.nocontact.plans import in_north
from tests.statements import counted

LOG = "/app/north/settings/mail"
NUMBER = 120


@pytest.fixture
def many(cast: Cast) -> Cast:
    """So many addresses bounced, and that of a member before all of them."""

    def pause() -> None:
        for address in [email_of("idris"), *(f"n{one}@example.org" for one in range(NUMBER))]:
            db.session.add(MailPause(practice_id=cast.north, address=address, why=Why.BOUNCED))
            db.session.flush()

    in_north(cast, pause)
    return cast


def addresses(page: str) -> set[str]:
    return set(re.findall(r">(n\d+@example\.org)</td>", page.replace("<wbr>", "")))


def test_all_of_them_can_be_reached(many: Cast) -> None:
    mara = many.browser("mara")
    pages = [mara.get(f"{LOG}?paused={number}").text for number in range(1, 8)]
    assert len(set.union(*(addresses(page) for page in pages))) == NUMBER
    assert all(len(re.findall("Try again(?! in)", page)) == 20 for page in pages[:6])
    assert addresses(mara.get(f"{LOG}?paused=99").text) == addresses(pages[6])
    assert 'href="/app/north/settings/mail?paused=2#paused"' in pages[0]


def test_a_member_is_marked_however_many_there_are(many: Cast) -> None:
    page = many.browser("mara").get("/app/north/settings/members").text
    assert page.count(f'class="ledger__about" href="{LOG}?q=') == 1


def test_they_ask_little_of_the_database(many: Cast) -> None:
    mara = many.browser("mara")
    mara.get(LOG)
    with counted(many.app) as sent:
        mara.get(LOG)
    assert len(sent) <= 8, sent


def test_a_search_narrows_them_too(many: Cast) -> None:
    mara = many.browser("mara")
    assert addresses(mara.get(f"{LOG}?q=N119@").text) == {"n119@example.org"}
    assert len(addresses(mara.get(f"{LOG}?q=n1&paused=2").text)) == 11
