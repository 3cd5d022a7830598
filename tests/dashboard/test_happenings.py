"""What happened with a client: all of it in one statement, and to each member what is theirs."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import Engine, select, text

from coachhub.clients import services as clients
from coachhub.clients.rules import EngagementState, Hope
from coachhub.core import clock
from coachhub.core.db import db
from coachhub.core.ids import new_id
from coachhub.dashboard.happenings import LATELY, PAGE_SIZE
from coachhub.growth import services as growth
from coachhub.growth.models import GrowthTask
from coachhub.growth.rules import Act, Party
from coachhub.nocontact import services as nocontact
from coachhub.nocontact.rules import ContactAnswer, SlipAnswer
from coachhub.practices.rules import Role
from tests.booking.scene import at, open_shop
from tests.cast import Cast
from tests.growth.tasks import suggest_to
from tests.nocontact.plans import agreed_with, by_client, by_coach, client_of, in_north, make_ready
from tests.statements import counted
from tests.workers import work_off

PRIVATE = (
    "A hope was told.",
    "The plan was agreed.",
    "A slip was told.",
    "A slip was answered.",
    "A task was agreed.",
    "A task was done.",
    "The summary of ",
)
OPEN = (
    "The record was begun.",
    "The agreement was signed.",
    "The work together became active.",
    "A session was booked for ",
    "A session took place.",
    "The session of ",
    "The payment for ",
)
"""The beginnings of what everybody may read who sees the record and its sessions."""


def here(cast: Cast) -> str:
    return f"/app/north/clients/{cast.clients['ben']}"


def sentences(page: str) -> list[str]:
    """What the timeline of a page says, in order."""
    found = re.findall(r'<li class="timeline__entry">.*?<p>(?:<a [^>]*>)?(.*?)<', page, re.DOTALL)
    return [" ".join(one.split()) for one in found]


def _guide(cast: Cast) -> None:
    """Mara and Ben agree on a plan and a task; a slip is told and answered, a hope told."""
    ben, coach, oneself = client_of(cast), by_coach(cast), by_client(cast)
    make_ready(ben, by=coach)
    clients.tell_hope(ben, Hope.NOT_SURE, None, key=new_id(), by=oneself)
    plan = agreed_with(ben, by=oneself)
    draft = nocontact.CheckInDraft(plan.starts_on, ContactAnswer.BY_ME)
    nocontact.check_in(plan, draft, by=oneself)
    [event] = nocontact.events_page(plan, 1).rows
    answer = nocontact.Answer(SlipAnswer.CONTINUE, "As it was")
    nocontact.answer_slip(plan, event, answer, by=coach)
    task = suggest_to(ben, by=coach)
    growth.act(task, Act.AGREE, by=oneself, party=Party.CLIENT)
    growth.act(task, Act.FINISH, by=oneself, party=Party.CLIENT)


@pytest.fixture
def full(cast: Cast, superuser: Engine) -> Cast:
    """Ben, with whom something of each kind has happened."""
    in_north(cast, lambda: _guide(cast))
    open_shop(cast, price=9500)
    mara = cast.browser("mara")
    for days in (2, 3):
        start = at(days, 23).isoformat()
        assert mara.fill(f"{here(cast)}/sessions/new", start=start).status_code == 303
    page = mara.get(f"{here(cast)}/sessions").text
    first, second = dict.fromkeys(re.findall(r"/app/north/bookings/[0-9a-f-]{36}", page))
    mara.fill(f"{first}/summary/draft", recap="Monday")
    mara.post(f"{first}/summary/publication", {"version": "1"})
    assert mara.post(f"{first}/payment/mark").status_code == 303
    assert mara.fill(f"{second}/cancellation").status_code == 303
    with superuser.begin() as past:
        begin = clock.now() - timedelta(minutes=1)
        past.execute(
            text(
                "UPDATE booking SET starts_at = :a, ends_at = :b, during = tstzrange(:a, :b, '[)') "
                "WHERE id = :id"
            ),
            {"a": begin, "b": begin + timedelta(seconds=30), "id": first[-36:]},
        )
    assert mara.post(f"{first}/completion").status_code == 303
    work_off(cast.app)
    return cast


@pytest.mark.parametrize(("who", "hidden"), [("mara", ()), ("olga", PRIVATE), ("tove", PRIVATE)])
def test_each_reads_what_they_may_know(full: Cast, who: str, hidden: tuple[str, ...]) -> None:
    full.join("olga", Role.OWNER)
    browser = full.browser(who)
    page = browser.get(f"{here(full)}/happenings")
    assert page.status_code == 200
    said = "\n".join(sentences(page.text))
    for words in (*OPEN, *PRIVATE):
        assert (words in said) == (words not in hidden), words
    own = re.findall(r'<li class="timeline__entry">.*?</li>', page.text, re.DOTALL)
    for way in dict.fromkeys(re.findall(r'href="([^"]+)"', "".join(own))):
        assert browser.get(way).status_code == 200, way


def test_the_overview_has_the_newest_and_the_way_to_all(full: Cast) -> None:
    mara = full.browser("mara")
    every = sentences(mara.get(f"{here(full)}/happenings").text)
    page = mara.get(here(full)).text
    assert sentences(page) == every[:LATELY]
    assert f'href="{here(full)}/happenings"' in page
    with counted(full.app) as sent:
        mara.get(here(full))
    assert sum("UNION ALL" in one for one in sent) == 1


def test_all_is_a_page_at_a_time(cast: Cast) -> None:
    def suggest_many() -> None:
        for _number in range(PAGE_SIZE):
            task = suggest_to(client_of(cast), by=by_coach(cast))
            task.agreed_at = clock.now()

    in_north(cast, suggest_many)
    mara = cast.browser("mara")
    first, second = (
        sentences(mara.get(f"{here(cast)}/happenings?page={number}").text) for number in (1, 2)
    )
    assert first == ["A task was agreed."] * PAGE_SIZE
    assert "The record was begun." in second


def test_what_was_never_agreed_or_sent_is_not_told(cast: Cast) -> None:
    def begin() -> None:
        make_ready(client_of(cast), by=by_coach(cast))
        task = db.session.scalars(select(GrowthTask)).one()
        growth.act(task, Act.TAKE_BACK, by=by_coach(cast), party=Party.COACH)

    in_north(cast, begin)
    said = sentences(cast.browser("mara").get(here(cast)).text)
    assert not [one for one in said if "task" in one]


def test_every_state_of_the_work_has_its_sentence(cast: Cast) -> None:
    for state in EngagementState:

        def stand(state: EngagementState = state) -> None:
            row = clients.find_client(cast.north, cast.clients["ben"])
            assert row
            row.engagement.state = state

        in_north(cast, stand)
        assert cast.browser("mara").get(here(cast)).status_code == 200
