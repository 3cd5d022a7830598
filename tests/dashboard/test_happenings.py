"""What happened with a client: all of it in one statement, and to each member what is theirs."""

import re
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select, text

from coachhub.clients import services as clients
from coachhub.clients.rules import EngagementState, Hope
from coachhub.core import clock
from coachhub.core.db import db
from coachhub.core.ids import new_id
from coachhub.dashboard.happenings import LATELY, PAGE_SIZE
from coachhub.growth import services as growth
from coachhub.growth.models import GrowthTask
from coachhub.growth.rules import Act, Outcome, Party
from coachhub.nocontact import services as nocontact
from coachhub.nocontact.rules import ContactAnswer, ContactKind, SlipAnswer
from coachhub.practices.rules import Role
from tests.booking.scene import at, open_shop
from tests.cast import Cast
from tests.growth.tasks import suggest_to
from tests.nocontact.plans import agreed_with, by_client, by_coach, client_of, in_north, make_ready
from tests.snapshot import Once
from tests.statements import counted
from tests.workers import work_off

PRIVATE = (
    "Ben said what they hope for.",
    "Ben agreed to the plan.",
    "Ben told you about a slip.",
    "A slip was answered.",
    "Ben agreed to a task.",
    "Ben did a task.",
    "Ben got the summary of ",
    "One check-in in the week of ",
    "Ben wrote about a task.",
)
OPEN = (
    "The record was begun.",
    "Ben signed the agreement.",
    "Coaching is under way.",
    "A session was booked for ",
    "Ben had a session.",
    "The session of ",
    "Ben paid for ",
)
"""The beginnings of what everybody may read who sees the record and its sessions."""


def here(cast: Cast) -> str:
    return f"/app/north/clients/{cast.clients['ben']}"


def sentences(page: str) -> list[str]:
    """What the timeline of a page says, in order."""
    found = re.findall(r'<li class="timeline__entry">.*?<p>(.*?)</p>', page, re.DOTALL)
    return [" ".join(re.sub(r"<.*?>", "", one, flags=re.DOTALL).split()) for one in found]


def _guide(cast: Cast) -> None:
    """Mara and Ben agree on a plan and a task; a slip is told and answered, a hope told."""
    ben, coach, oneself = client_of(cast), by_coach(cast), by_client(cast)
    make_ready(ben, by=coach)
    clients.tell_hope(ben, Hope.NOT_SURE, None, key=new_id(), by=oneself)
    plan = agreed_with(ben, by=oneself)
    draft = nocontact.CheckInDraft(plan.starts_on, ContactAnswer.BY_ME, mood=4)
    nocontact.check_in(plan, draft, by=oneself)
    [event] = nocontact.events_page(plan, 1).rows
    answer = nocontact.Answer(SlipAnswer.CONTINUE, "As it was")
    nocontact.answer_slip(plan, event, answer, by=coach)
    for is_shared, note in ((True, "My sister drove me home"), (False, "Nobody knows this")):
        told = nocontact.EventDraft(plan.starts_on, ContactKind.BY_ME, is_shared, note=note)
        nocontact.tell(plan, told, by=oneself, key=new_id())
    task = suggest_to(ben, by=coach)
    growth.act(task, Act.AGREE, by=oneself, party=Party.CLIENT)
    for is_shared, words in ((True, "The window was open"), (False, "The window stays mine")):
        entry = growth.EntryDraft(plan.starts_on, Outcome.DONE, is_shared, reflection=words)
        growth.write_entry(task, entry, by=oneself, key=new_id())
    growth.act(task, Act.FINISH, by=oneself, party=Party.CLIENT)


@pytest.fixture
def full(app: Flask, once: Once) -> Cast:
    """Ben, with whom something of each kind has happened."""
    return once(_fill).copy()


def _fill(app: Flask) -> Cast:
    cast = Cast.gather(app)
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
    in_north(cast, lambda: _put_into_the_past(first[-36:]))
    assert mara.post(f"{first}/completion").status_code == 303
    work_off(cast.app)
    return cast


def _put_into_the_past(booking_id: str) -> None:
    """It began a minute ago."""
    begin = clock.now() - timedelta(minutes=1)
    times = "starts_at = :a, ends_at = :b, during = tstzrange(:a, :b, '[)')"
    db.session.execute(
        text(f"UPDATE booking SET {times} WHERE id = :id"),  # noqa: S608  # from the line above
        {"a": begin, "b": begin + timedelta(seconds=30), "id": booking_id},
    )


def test_each_line_says_what_it_is_about(full: Cast) -> None:
    page = full.browser("mara").get(f"{here(full)}/happenings").text
    assert len(re.findall(r'timeline__about"><a [^>]*>Sing in the kitchen', page)) == 3
    assert "Mood 4 of 10." in page
    assert "status--ok" in page


def test_the_coach_reads_what_was_shared_and_nobody_what_was_not(full: Cast) -> None:
    full.join("olga", Role.OWNER)
    pages = {
        who: full.browser(who).get(f"{here(full)}/happenings").text
        for who in ("mara", "olga", "tove")
    }
    for words in ("My sister drove me home", "The window was open"):
        assert [who for who, page in pages.items() if words in page] == ["mara"]
    for words in ("Nobody knows this", "The window stays mine"):
        assert not [who for who, page in pages.items() if words in page]
    assert not [who for who in ("olga", "tove") if "Sing in the kitchen" in pages[who]]


@pytest.mark.parametrize(
    ("about", "first"),
    [
        ("plan", "Ben told you about a slip."),
        ("sessions", "The session of "),
        ("tasks", "Ben agreed to a task."),
        ("payments", "Ben paid for "),
        ("record", "The record was begun."),
    ],
)
def test_one_can_see_only_some_of_it(full: Cast, about: str, first: str) -> None:
    mara = full.browser("mara")
    with counted(full.app) as sent:
        page = mara.get(f"{here(full)}/happenings?about={about}").text
    assert len(sent) <= 8
    assert re.search(r"<time [^>]+>\w+, \w+ \d+(, \d{4})?, \d+:\d\d", page)
    said, every = sentences(page), sentences(mara.get(f"{here(full)}/happenings").text)
    assert any(one.startswith(first) for one in said)
    assert len(said) < len(every)
    assert set(said) <= set(every)
    [chip] = re.findall(r'class="chip" href="([^"]+)" aria-current="true"', page)
    assert chip.endswith(f"?about={about}#happenings")


def test_where_nothing_is_it_says_what_would_be_there(cast: Cast) -> None:
    page = cast.browser("mara").get(f"{here(cast)}/happenings?about=plan").text
    assert "A plan that is proposed, agreed on, kept or changed appears here." in page
    assert f'<a class="way" href="{here(cast)}/happenings">See everything' in page


def test_what_one_may_not_see_is_no_filter(full: Cast) -> None:
    page = full.browser("tove").get(f"{here(full)}/happenings?about=plan").text
    offered = re.findall(r'class="chip" href="[^"?]+\??([^"#]*)', page)
    assert offered == ["", "about=sessions", "about=payments", "about=record"]
    assert "The record was begun." in sentences(page)


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
    assert sum("UNION ALL" in one for one in sent) == 2  # and why they wait, in the head


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
    assert first == ["Ben agreed to a task."] * PAGE_SIZE
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
