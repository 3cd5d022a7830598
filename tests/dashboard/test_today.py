"""The first page at the desk: who waits, and the day; the client's first page."""

import re
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from flask import Flask
from sqlalchemy import Engine, text

from coachhub.accounts.models import User
from coachhub.clients.models import Client
from coachhub.core import clock, tenancy
from coachhub.core.actor import Actor
from coachhub.core.db import db
from coachhub.core.ids import new_id
from coachhub.dashboard import today
from coachhub.dashboard.reasons import Reason, once_for_safety
from coachhub.growth import services as growth
from coachhub.growth.rules import Act, Outcome, Party
from coachhub.practices import services as practices
from tests.booking.scene import at, open_shop
from tests.cast import ZONE, Cast
from tests.growth.tasks import suggest_to
from tests.statements import counted
from tests.visitor import Visitor
from tests.workers import work_off


def _tell(cast: Cast, who: str = "ben") -> None:
    """A client tells Mara of a task."""
    with cast.app.app_context():
        tenancy.enter_practice(cast.north)
        by = Actor(cast.users["mara"], "coach")
        client = db.session.get_one(Client, (cast.north, cast.clients[who]))
        task = suggest_to(client, by=by)
        growth.act(task, Act.AGREE, by=by, party=Party.CLIENT)
        draft = growth.EntryDraft(clock.today(ZONE), Outcome.DONE, is_shared=True)
        growth.write_entry(task, draft, by=by, key=new_id())
        suggest_to(client, by=by, words="Write to an aunt")
        db.session.commit()


def _book(cast: Cast, days: int) -> str:
    open_shop(cast)
    mara = cast.browser("mara")
    sessions = f"/app/north/clients/{cast.clients['ben']}/sessions"
    assert mara.fill(f"{sessions}/new", start=at(days, 23).isoformat()).status_code == 303
    page = mara.get(sessions).text
    return next(word for word in page.split('"') if word.startswith("/app/north/bookings/"))


def _began(superuser: Engine, before: timedelta) -> None:
    """The session that was booked began so long before now, and takes an hour."""
    begin = clock.now() - before
    with superuser.begin() as past:
        past.execute(
            text(
                "UPDATE booking SET starts_at = :a, ends_at = :b, during = tstzrange(:a, :b, '[)')"
            ),
            {"a": begin, "b": begin + timedelta(hours=1)},
        )


def test_a_quiet_day_says_so(cast: Cast) -> None:
    page = cast.browser("mara").get("/app/north/").text
    assert "Nobody is waiting for you" in page
    assert "No session today" in page


STEPS = ("Offer a first kind", "Say when you work", "Write the agreement", "Add a first client")


def _steps_of(cast: Cast, who: str, practice: str) -> list[str]:
    page = cast.browser(who).get(f"/app/{practice}/").text
    return [step for step in STEPS if step in page]


def test_a_new_practice_reads_which_steps_are_open(cast: Cast, app: Flask) -> None:
    with app.app_context():
        user = db.session.get_one(User, cast.users["cleo"])
        practices.open_practice(
            user, name="Bay", slug="bay", zone=ZONE, currency="EUR", locale="en"
        )
        db.session.commit()
    cleo = cast.browser("cleo")
    done = list(STEPS)
    for path, typed in (
        ("/app/bay/session-types/new", {"title": "First talk"}),
        (cleo.get("/app/bay/availability").location, {}),
        ("/app/bay/settings/agreement", {}),
        ("/app/bay/clients/new", {"name": "Ada Kern"}),
    ):
        assert _steps_of(cast, "cleo", "bay") == done
        assert cleo.fill(path, **typed).status_code == 303
        done = done[1:]
    assert _steps_of(cast, "cleo", "bay") == []
    assert "A quiet day" in cleo.get("/app/bay/").text


def test_a_member_reads_of_the_steps_they_may_take(cast: Cast) -> None:
    assert _steps_of(cast, "mara", "north") == list(STEPS[:3])
    assert _steps_of(cast, "idris", "north") == ["Say when you work"]
    assert _steps_of(cast, "tove", "north") == []


def test_a_step_says_what_to_do_and_what_holds_clients_up_comes_first(cast: Cast) -> None:
    page = cast.browser("mara").get("/app/north/").text
    said = re.findall(r'<p class="said">([^<]+)</p>\s*<p class="sub', page)
    assert said == ["Write the agreement", "Offer a first kind of session", "Say when you work"]


def test_an_assistant_reads_of_what_she_sees_to(cast: Cast) -> None:
    page = cast.browser("tove").get("/app/north/").text
    assert "A quiet day. When a session is to be closed or a payment" in page
    assert "of a task" not in page


def test_who_told_of_a_task_stands_first(cast: Cast) -> None:
    _tell(cast)
    page = cast.browser("mara").get("/app/north/").text
    assert "told you how a task went" in page
    assert "Answer Ben" in page
    for other in ("idris", "tove"):
        assert "told you" not in cast.browser(other).get("/app/north/").text


def test_a_wish_for_other_words_stands_before(cast: Cast, app: Flask) -> None:
    session = _book(cast, 2)
    mara, ben = cast.browser("mara"), cast.browser("ben")
    mara.fill(f"{session}/summary/draft", recap="Monday")
    mara.post(f"{session}/summary/publication", {"version": "1"})
    work_off(app)
    page = ben.get("/portal/north/documents").text
    document = next(word for word in page.split('"') if "/north/documents/" in word)
    ben.fill(document, correction="It was Tuesday")
    _tell(cast)
    page = mara.get("/app/north/").text
    assert page.index("say something differently") < page.index("told you how a task went")
    assert "It was Tuesday" not in page


def test_a_session_that_was_wants_closing(cast: Cast, superuser: Engine) -> None:
    _book(cast, 2)
    _began(superuser, timedelta(days=2))
    for who in ("mara", "tove"):
        page = cast.browser(who).get("/app/north/").text
        assert "had a session" in page
        assert "Say how it went" in page
        assert "1\N{NO-BREAK SPACE}session is still to be closed." in page
        assert "waiting for" not in page


def test_a_coach_counts_their_own_sessions(cast: Cast, superuser: Engine) -> None:
    _book(cast, 2)
    noon = datetime.combine(clock.today(ZONE), time(12), ZoneInfo(ZONE))
    _began(superuser, clock.now() - noon)
    held = "1\N{NO-BREAK SPACE}session today"
    page = cast.browser("mara").get("/app/north/").text
    assert held in page
    assert "60 minutes with people" in page
    assert "another coach" not in page
    with superuser.begin() as past:
        past.execute(text("UPDATE booking SET coach_id = :id"), {"id": cast.members["idris"]})
    page = cast.browser("mara").get("/app/north/").text
    assert "No session of yours today." in page
    assert "With another coach:\N{NO-BREAK SPACE}1." in page
    assert "with people" not in page
    assert "Idris Test" in page
    assert held in cast.browser("idris").get("/app/north/").text
    assert held in cast.browser("tove").get("/app/north/").text


def test_only_who_waits_for_a_word_is_counted_so(cast: Cast, superuser: Engine) -> None:
    _book(cast, 2)
    _began(superuser, timedelta(days=2))
    _tell(cast)
    page = cast.browser("mara").get("/app/north/").text
    assert "1\N{NO-BREAK SPACE}person is waiting for a word from you." in page
    assert "1\N{NO-BREAK SPACE}session is still to be closed." in page


def test_what_is_not_paid_stands_at_the_foot(cast: Cast, superuser: Engine) -> None:
    _book(cast, 2)
    assert "not paid yet" not in cast.browser("mara").get("/app/north/").text
    _began(superuser, timedelta(days=2))
    for who, told in (("mara", True), ("tove", True), ("idris", False)):
        page = cast.browser(who).get("/app/north/").text
        assert ("€95.00 from Ben is not paid yet." in page) == told
        assert ("/app/north/payments?show=due" in page) == told


def test_the_client_sees_what_is_for_today(cast: Cast) -> None:
    _book(cast, 2)
    _tell(cast)
    page = cast.browser("ben").get("/portal/north/today").text
    assert "Single session" in page
    assert "suggests a task" in page


@pytest.mark.parametrize(("who", "path"), [("mara", "/app/north/"), ("ben", "/portal/north/today")])
def test_it_takes_few_queries(cast: Cast, who: str, path: str) -> None:
    _book(cast, 2)
    _tell(cast)
    browser = cast.browser(who)
    browser.get(path)
    with counted(cast.app) as sent:
        assert browser.get(path).status_code == 200
    assert len(sent) <= 8, sent


def test_the_month_is_told_in_a_sentence(cast: Cast, superuser: Engine) -> None:
    _book(cast, 2)
    begin = clock.now()
    with superuser.begin() as past:
        past.execute(
            text(
                "UPDATE booking SET state = 'completed', starts_at = :a, ends_at = :b, "
                "during = tstzrange(:a, :b, '[)')"
            ),
            {"a": begin, "b": begin + timedelta(hours=1)},
        )
    for who, told in (("mara", True), ("idris", False)):
        page = cast.browser(who).get("/app/north/").text
        assert ("1 session took place; no summary yet." in page) == told


def test_it_says_which_session_comes_next_or_that_none_does(cast: Cast, superuser: Engine) -> None:
    _book(cast, 2)
    _began(superuser, timedelta(minutes=1))
    page = cast.browser("mara").get("/app/north/").text
    assert "1\N{NO-BREAK SPACE}session today; it has begun or is over." in page


def test_a_reason_leads_to_its_act(cast: Cast) -> None:
    _tell(cast)
    client = f"/app/north/clients/{cast.clients['ben']}"
    mara = cast.browser("mara")
    [act] = re.findall(r'href="([^"]+)">Answer Ben<', mara.get("/app/north/").text)
    assert re.fullmatch(rf"{client}/tasks/[0-9a-f-]{{36}}", act)
    assert f'<a class="button button--main" href="{act}">Answer Ben</a>' in mara.get(client).text
    assert "Answer Ben" not in cast.browser("tove").get(client).text


def test_who_waits_for_nothing_is_invited_or_comes_next(cast: Cast) -> None:
    client = f"/app/north/clients/{cast.clients['ben']}"
    booking = f'button--main" href="{client}/sessions/new"'
    open_shop(cast)
    assert booking in cast.browser("mara").get(client).text
    _book(cast, 2)
    assert booking not in cast.browser("mara").get(client).text


def _call(cast: Cast, who: str, name: str) -> None:
    with cast.app.app_context():
        tenancy.enter_practice(cast.north)
        db.session.get_one(Client, (cast.north, cast.clients[who])).name = name
        db.session.commit()


def test_people_who_are_called_the_same_are_told_apart(cast: Cast, superuser: Engine) -> None:
    _call(cast, "ben", "Lena Reinhardt")
    _book(cast, 2)
    _began(superuser, timedelta(minutes=-5))
    _tell(cast)
    row, wall = 'timeline__who">', 'ruler__who">'
    page = cast.browser("mara").get("/app/north/").text
    assert f"{row}Lena<" in page
    assert f"{wall}Lena<" in page
    _call(cast, "anna", "Lena Kern")
    _tell(cast, "anna")
    page = cast.browser("mara").get("/app/north/").text
    assert f"{row}Lena Reinhardt<" in page
    assert f"{row}Lena Kern<" in page
    assert f"{wall}Lena Reinhardt<" in page


def _reasons(kind: str, many: int) -> list[Reason]:
    client = Client(practice_id=new_id(), name="Ben Adler")
    return [Reason(kind, client, clock.now(), 1, None, None, None, "north")] * many


def test_many_of_a_kind_are_one_line(app: Flask) -> None:
    with app.test_request_context():
        few, many = _reasons("mail_paused", 3), _reasons("session_open", 17)
        lines = today.in_lines([*few, *many])
        assert [line.words for line in lines] == ["", "", "", "17 sessions to close"]
        assert len(lines[-1].reasons) == 17


def test_each_whose_safety_it_is_about_stands_for_themselves(app: Flask) -> None:
    with app.test_request_context():
        lines = today.in_lines(_reasons("safety_answers", 9))
    assert [line.words for line in lines] == [""] * 9


def test_what_is_about_one_person_s_safety_stands_once(app: Flask) -> None:
    seen, answers = _reasons("safety_alert", 1)[0], _reasons("safety_answers", 1)[0]
    again = replace(answers, client=seen.client)
    slips = [replace(one, client=seen.client) for one in _reasons("slip", 2)]
    assert once_for_safety([seen, answers, again, *slips]) == [seen, answers, *slips]


def test_many_sessions_are_a_line_each(cast: Cast) -> None:
    open_shop(cast)
    mara, ben = cast.browser("mara"), cast.clients["ben"]
    for hour in range(8, 17):
        new = f"/app/north/clients/{ben}/sessions/new"
        assert mara.fill(new, start=at(3, hour).isoformat()).status_code == 303
        if hour == 15:
            assert _day(mara, cast).count('class="ruler__item ') == 8
    page = _day(mara, cast)
    assert "ruler__item" not in page
    assert page.count('class="brief__who reach" href="/app/north/bookings/') == 9


def _day(mara: Visitor, cast: Cast) -> str:
    with time_machine.travel(at(3, 7), tick=False):
        mara.be(cast.users["mara"])
        page: str = mara.get("/app/north/").text
    mara.be(cast.users["mara"])
    return page


def test_a_payment_is_told_by_the_day_of_its_session(app: Flask) -> None:
    [one] = _reasons("payment_odd", 1)
    begins = datetime(2027, 3, 18, 10, tzinfo=UTC)
    with app.test_request_context():
        said = replace(one, begins_at=begins).sentence.replace("\N{NO-BREAK SPACE}", " ")
    assert said == "has a payment to look into, for the session on Thu, Mar 18."


def test_a_session_of_today_is_said_so(app: Flask) -> None:
    [one] = _reasons("session_open", 1)
    with app.test_request_context():
        assert one.sentence.startswith("had a session today, at ")
        assert "today" not in replace(one, since=one.since - timedelta(days=2)).sentence
