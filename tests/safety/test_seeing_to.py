"""The coach sees to flags; an owner looks a second time; a day unseen tells the owner again."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import Engine, text

from coachhub.clients.models import Client
from coachhub.core import tenancy
from coachhub.core.actor import Actor
from coachhub.core.db import db
from coachhub.core.ids import new_id
from coachhub.mail.letters import text_of
from coachhub.practices.rules import Role
from coachhub.safety import services as safety
from coachhub.safety.rules import Answer, Ending, Filler, FlagKind, Level, Question
from coachhub.safety.services import Standing
from tests.cast import Cast
from tests.mailed import letter, mailed_path, message
from tests.overtaking import overtake
from tests.rows import everything
from tests.safety.answering import answer, safety_of
from tests.visitor import Visitor
from tests.workers import make_due, work_off


@pytest.fixture
def mara(cast: Cast) -> Visitor:
    return cast.browser("mara")


@pytest.fixture
def olga(cast: Cast) -> Visitor:
    """A second owner, who coaches nobody."""
    cast.join("olga", Role.OWNER)
    return cast.browser("olga")


def standing(cast: Cast, name: str = "ben") -> Standing:
    with cast.app.app_context():
        tenancy.enter_practice(cast.north)
        return safety.standing_of(cast.north, cast.clients[name])


def mails(superuser: Engine) -> list[str]:
    with superuser.connect() as connection:
        query = text("SELECT recipient FROM delivery WHERE kind LIKE 'safety%' ORDER BY recipient")
        return list(connection.scalars(query))


def ways(page: str, act: str) -> list[str]:
    """The addresses of this act on a page."""
    return re.findall(rf'"(/app/north/[^"]+/{act})"', page)


def note_a_step(mara: Visitor, cast: Cast) -> None:
    assert mara.fill(f"{safety_of(cast)}/actions/new", kind="spoke").status_code == 303


def test_coach_and_owners_are_told_without_a_word_of_what(
    cast: Cast, olga: Visitor, superuser: Engine
) -> None:
    answer(cast.browser("carla"), afraid="yes", order="binds_me")
    assert mails(superuser) == ["idris@example.org", "mara@example.org", "olga@example.org"]
    for address in mails(superuser):
        sent = letter(cast.app, cast.north, address)
        assert sent["Subject"] == "Please open a record"
        words = text_of(sent).lower().replace("coachhub.test", "")
        for word in ("carla", "test", "afraid", "order", "urgent", "danger", "safety of"):
            assert word not in words
        assert mailed_path(cast.app, cast.north, address) == safety_of(cast, "carla")


def test_what_can_wait_is_not_mailed(cast: Cast, superuser: Engine) -> None:
    answer(cast.browser("ben"), afraid="sometimes", asked_to_stop="yes")
    assert mails(superuser) == []


def test_nothing_is_mailed_of_what_was_seen_meanwhile(cast: Cast, mara: Visitor) -> None:
    answer(cast.browser("ben"), others="yes")
    mara.post(f"{safety_of(cast)}/acknowledgement")
    assert message(cast.app, cast.north, "mara@example.org") is None


def test_the_owner_is_told_again_after_a_day_unseen(
    cast: Cast, olga: Visitor, superuser: Engine
) -> None:
    answer(cast.browser("ben"), harm="might_act")
    with superuser.connect() as connection:
        query = text("SELECT scheduled_at - now() FROM procrastinate_jobs WHERE task_name = :name")
        [wait] = connection.scalars(query, {"name": safety.TELL_AGAIN})
    assert timedelta(hours=23, minutes=59) < wait <= timedelta(hours=24)
    before = mails(superuser)
    for _time in range(2):
        make_due(superuser)
        work_off(cast.app)
    assert sorted([*before, "mara@example.org", "olga@example.org"]) == mails(superuser)


def test_the_owner_is_left_alone_once_it_was_seen(
    cast: Cast, mara: Visitor, superuser: Engine
) -> None:
    answer(cast.browser("ben"), harm="might_act", order="binds_me")
    mara.post(f"{safety_of(cast)}/acknowledgement")
    before = mails(superuser)
    make_due(superuser)
    work_off(cast.app)
    assert mails(superuser) == before


def test_what_waits_already_is_not_mailed_again(
    cast: Cast, mara: Visitor, superuser: Engine
) -> None:
    ben = cast.browser("ben")
    for _time in range(3):
        answer(ben, harm="might_act")
    assert mails(superuser) == ["mara@example.org"]
    answer(ben, harm="might_act", others="yes")
    assert mails(superuser) == ["mara@example.org"] * 2
    mara.post(f"{safety_of(cast)}/acknowledgement")
    answer(ben, harm="might_act")
    assert mails(superuser) == ["mara@example.org"] * 3


def test_answering_again_does_not_put_the_owner_off(cast: Cast, superuser: Engine) -> None:
    ben = cast.browser("ben")
    answer(ben, harm="might_act")
    answer(ben, harm="might_act")
    make_due(superuser)
    work_off(cast.app)
    assert mails(superuser) == ["mara@example.org"] * 2


def test_the_banner_stands_until_it_was_seen(cast: Cast, mara: Visitor) -> None:
    answer(cast.browser("ben"), afraid="yes")
    record = f"/app/north/clients/{cast.clients['ben']}"
    words = "There is something about their safety to look at"
    assert words in mara.get(record).text
    assert "for you to see now" in mara.get("/app/north/").text
    [seen] = ways(mara.get(safety_of(cast)).text, "acknowledgement")
    assert mara.post(seen).status_code == 303
    page = mara.get(record).text
    assert words not in page
    assert "Safety: urgent" in page
    assert "0800 1110111" in mara.get(safety_of(cast)).text
    assert "for you to see now" not in mara.get("/app/north/").text
    assert standing(cast).urgent


def test_an_order_that_names_them_is_seen_and_then_talked_about(
    cast: Cast, mara: Visitor, olga: Visitor
) -> None:
    answer(cast.browser("ben"), order="binds_me")
    record = f"/app/north/clients/{cast.clients['ben']}"
    assert "their coach has not seen" in olga.get("/app/north/").text
    [seen] = ways(mara.get(safety_of(cast)).text, "acknowledgement")
    mara.post(seen)
    assert "waits to be seen" not in mara.get(record).text
    assert "their coach has not seen" not in olga.get("/app/north/").text
    assert "there is something to talk about" in mara.get("/app/north/").text
    assert not standing(cast).may_propose_plan
    [discussion] = ways(mara.get(safety_of(cast)).text, "discussion")
    mara.post(discussion)
    assert "there is something to talk about" not in mara.get("/app/north/").text
    assert standing(cast).may_propose_plan


def _marks(page: str, word: str) -> list[str]:
    """The kinds of the marks, in the head and in the list, that have this word."""
    return re.findall(rf'status--(\w+)"><svg[^>]*><use[^>]*></use></svg>{word}<', page)


def test_a_caution_is_talked_about_then_closed(cast: Cast, mara: Visitor) -> None:
    answer(cast.browser("ben"), watched="yes")
    record = f"/app/north/clients/{cast.clients['ben']}"
    assert "there is something to talk about" in mara.get("/app/north/").text
    assert "Safety: to talk about" in mara.get(record).text
    assert _marks(mara.get(safety_of(cast)).text, "to talk about") == ["need", "need"]
    [discussion] = ways(mara.get(safety_of(cast)).text, "discussion")
    assert mara.post(discussion).status_code == 303
    assert _marks(mara.get(safety_of(cast)).text, "talked about") == ["wait", "wait"]
    page = mara.get(record).text
    assert "talked about" in page
    assert "Safety: " not in page
    assert standing(cast).may_propose_plan
    assert standing(cast).perspective_off
    [closing] = ways(mara.get(safety_of(cast)).text, "closing")
    assert mara.fill(closing, ending="settled", reason="").status_code == 422
    assert mara.fill(closing, ending="settled", reason="It stopped in May").status_code == 303
    assert "It stopped in May" in mara.get(safety_of(cast)).text
    assert not standing(cast).perspective_off
    late = mara.post(discussion)
    assert "somewhere else by now" in mara.get(late.location).text


def test_in_a_practice_of_one_a_written_reason_closes_what_is_urgent(
    cast: Cast, mara: Visitor
) -> None:
    answer(cast.browser("ben"), afraid="yes")
    mara.post(f"{safety_of(cast)}/acknowledgement")
    [closing] = ways(mara.get(safety_of(cast)).text, "closing")
    refused = mara.fill(closing, ending="settled", reason="She moved to her aunt")
    assert refused.status_code == 422
    assert "note first what you did" in refused.text
    assert "She moved to her aunt" in refused.text
    note_a_step(mara, cast)
    assert mara.send_again(refused).status_code == 303
    assert not standing(cast).urgent


def test_with_an_owner_beside_the_coach_two_people_close(
    cast: Cast, mara: Visitor, olga: Visitor
) -> None:
    answer(cast.browser("ben"), afraid="yes")
    mara.post(f"{safety_of(cast)}/acknowledgement")
    note_a_step(mara, cast)
    [closing] = ways(mara.get(safety_of(cast)).text, "closing")
    mara.fill(closing, ending="settled", reason="She moved to her aunt")
    assert standing(cast).urgent
    assert "waits for your second look" in olga.get("/app/north/").text
    page = olga.get(safety_of(cast)).text
    assert "Spoke with them" in page
    assert "She moved to her aunt" not in page
    [confirmation] = ways(page, "confirmation")
    own = mara.post(confirmation)
    assert "somebody else has to look" in mara.get(own.location).text
    [back] = ways(page, "return")
    olga.post(back)
    assert "Close the flag" in mara.get(safety_of(cast)).text
    mara.fill(closing, ending="settled", reason="She moved to her aunt, and stays")
    olga.post(confirmation)
    assert not standing(cast).urgent


def test_a_new_worrying_answer_opens_it_again(cast: Cast, mara: Visitor) -> None:
    ben = cast.browser("ben")
    answer(ben, harm="might_act")
    mara.post(f"{safety_of(cast)}/acknowledgement")
    answer(ben, harm="thoughts")
    assert standing(cast).unseen
    with cast.app.app_context():
        tenancy.enter_practice(cast.north)
        [flag] = safety.unclosed_flags(cast.north, cast.clients["ben"])
        assert (flag.kind, flag.level, flag.state) == ("self_harm", "urgent", "open")


def test_the_tables_say_nothing_of_what_a_flag_is_about(
    cast: Cast, mara: Visitor, superuser: Engine
) -> None:
    ben = cast.browser("ben")
    ben.post("/portal/north/safety/talk")
    worst = {
        "harm": "might_act",
        "violence": "both",
        "order": "both",
        "asked_to_stop": "yes",
        "reachable": "no",
    }
    answer(ben, **worst)
    mara.post(f"{safety_of(cast)}/acknowledgement")
    for way in ways(mara.get(safety_of(cast)).text, "discussion"):
        mara.post(way)
    for way in ways(mara.get(safety_of(cast)).text, "closing"):
        for ending in ("settled", "reached_out"):
            mara.fill(way, ending=ending, reason="Said so")
    query = text("SELECT * FROM safety_flag")
    with superuser.connect() as connection:
        rows = [dict(row) for row in connection.execute(query).mappings()]
        answered = text("SELECT DISTINCT length(answers_sealed) FROM safety_screen")
        answer(cast.browser("carla"))
        assert len(connection.scalars(answered).all()) == 1
    assert len(rows) == 8
    words = {*FlagKind, *Level, *Ending}
    assert not words & {value for row in rows for value in row.values() if isinstance(value, str)}
    for sealed in ("about_sealed", "ending_sealed"):
        lengths = {len(row[sealed]) for row in rows if row[sealed] is not None}
        assert len(lengths) == 1


def test_only_their_own_free_word_ends_a_wish_for_no_contact(cast: Cast, mara: Visitor) -> None:
    answer(cast.browser("ben"), asked_to_stop="yes")
    page = mara.get(safety_of(cast)).text
    mara.post(ways(page, "discussion")[0])
    assert standing(cast).asked_to_stop
    [closing] = ways(mara.get(safety_of(cast)).text, "closing")
    assert mara.fill(closing, ending="settled", reason="Surely").status_code == 422
    assert mara.fill(closing, ending="reached_out", reason="A letter").status_code == 303
    assert not standing(cast).asked_to_stop


def test_a_hold_is_set_and_lifted_with_a_reason(cast: Cast, mara: Visitor) -> None:
    hold = f"{safety_of(cast)}/hold"
    assert mara.fill(hold).status_code == 422
    assert mara.fill(hold, reason="Seen the order").status_code == 303
    assert standing(cast).legal_hold
    again = mara.fill(hold, reason="Once more")
    assert "somewhere else by now" in mara.get(again.location).text
    assert mara.fill(f"{hold}/end", reason="Ended in May").status_code == 303
    assert not standing(cast).legal_hold
    assert "Ended in May" in mara.get(safety_of(cast)).text


def test_they_go_through_the_questions_together(cast: Cast, mara: Visitor) -> None:
    form = {"harm": "thoughts", "others": "no"}
    assert mara.fill(f"{safety_of(cast)}/questions").status_code == 422
    assert mara.fill(f"{safety_of(cast)}/questions", **form).status_code == 303
    page = mara.get(safety_of(cast)).text
    assert "together with their coach" in page
    assert "Thoughts of ending their life" in page


@pytest.mark.parametrize("done_at", ["2999-01-01T10:00", "2020-01-01T10:00", "", "soon"])
def test_a_step_has_a_time_that_can_be(cast: Cast, mara: Visitor, done_at: str) -> None:
    refused = mara.fill(
        f"{safety_of(cast)}/actions/new", kind="spoke", done_at=done_at, note="She came"
    )
    assert refused.status_code == 422
    assert "She came" in refused.text


def test_two_windows_that_discuss_at_once_do_it_once(cast: Cast, superuser: Engine) -> None:
    answer(cast.browser("ben"), watched="yes")

    def discuss() -> str:
        tenancy.enter_practice(cast.north)
        [flag] = safety.unclosed_flags(cast.north, cast.clients["ben"])
        try:
            safety.discuss(flag, by=Actor(cast.users["mara"], Role.COACH))
        except safety.NotPossible:
            return "late"
        return "done"

    assert overtake(cast.app, superuser, discuss, discuss) == ("done", "late")


def test_acknowledging_at_once_leaves_one_trace(cast: Cast, superuser: Engine) -> None:
    answer(cast.browser("ben"), afraid="yes")

    def acknowledge() -> None:
        tenancy.enter_practice(cast.north)
        client = db.session.get_one(Client, (cast.north, cast.clients["ben"]))
        safety.acknowledge(client, by=Actor(cast.users["mara"], Role.COACH))

    overtake(cast.app, superuser, acknowledge, acknowledge)
    with superuser.connect() as connection:
        query = text("SELECT count(*) FROM audit_event WHERE action = 'safety.acknowledge'")
        assert connection.scalar(query) == 1


def test_answering_at_once_raises_each_flag_once(cast: Cast, superuser: Engine) -> None:
    def answer_so() -> None:
        tenancy.enter_practice(cast.north)
        client = db.session.get_one(Client, (cast.north, cast.clients["ben"]))
        by = Actor(cast.users["ben"], "client")
        answers = {Question.AFRAID: Answer.YES}
        safety.answer(client, answers, filled_by=Filler.CLIENT, by=by, key=new_id())

    overtake(cast.app, superuser, answer_so, answer_so)
    with cast.app.app_context():
        tenancy.enter_practice(cast.north)
        flags = safety.unclosed_flags(cast.north, cast.clients["ben"])
        assert [flag.kind for flag in flags] == ["afraid", "left_open"]


def test_the_audit_names_who_and_no_content(cast: Cast, mara: Visitor, superuser: Engine) -> None:
    answer(cast.browser("ben"), harm="might_act", order="binds_me")
    mara.post(f"{safety_of(cast)}/acknowledgement")
    note_a_step(mara, cast)
    with superuser.connect() as connection:
        query = text(
            "SELECT action, role FROM audit_event WHERE action LIKE 'safety.%' ORDER BY at, id"
        )
        found = [tuple(row) for row in connection.execute(query)]
        details = text("SELECT string_agg(detail::text, ' ') FROM audit_event")
        said = connection.scalar(details)
    assert found == [
        ("safety.answered", "client"),
        ("safety.flag_raised", "client"),
        ("safety.flag_raised", "client"),
        ("safety.hold_set", "client"),
        ("safety.acknowledge", "owner"),
        ("safety.acknowledge", "owner"),
        ("safety.action_noted", "owner"),
    ]
    for content in ("self_harm", "might_act", "order_binds", "spoke"):
        assert content not in said
    assert "might_act" not in everything(superuser)


def test_the_tasks_that_look_back_are_withheld(cast: Cast, mara: Visitor) -> None:
    tasks = f"/app/north/clients/{cast.clients['ben']}/tasks"
    words = "moments when you stopped listening"
    assert words in mara.get(f"{tasks}/choice").text
    answer(cast.browser("ben"), violence="toward_me")
    page = mara.get(f"{tasks}/choice").text
    assert words not in page
    assert "Safety comes first" in page
    assert "What they say" not in page
    refused = mara.get(f"{tasks}/new?template=t08")
    assert refused.status_code == 303
    assert "not offered while safety comes first" in mara.get(refused.location).text
    assert mara.get(f"{tasks}/new?template=t34").status_code == 200
