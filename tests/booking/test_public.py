"""Somebody without an account books a session, and changes it."""

import re
from datetime import timedelta
from unittest.mock import patch
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from flask import Flask
from sqlalchemy import Engine, text

from coachhub.booking import services as booking
from coachhub.booking.rules import Place
from coachhub.booking.words import EARLY_WISH
from coachhub.core import tenancy
from coachhub.core.actor import Actor
from coachhub.core.db import db
from tests.booking.scene import at, open_hours, open_shop
from tests.cast import ZONE, Cast, email_of
from tests.clients.test_mail_paused import pause
from tests.page_form import form_of
from tests.rows import everything
from tests.statements import counted
from tests.visitor import Visitor
from tests.workers import work_off

GUEST = {
    "name": "Noor Haddad",
    "email": "noor@example.org",
    "note": "The evenings",
    "safe_contact": "Mail only",
    "accepts_terms": "y",
    "starts_early": "y",
}


def _hold(visitor: Visitor, what: UUID, days: int = 3, hour: int = 10) -> str:
    """The path of the details of a held time."""
    page = f"/p/north/book/{what}"
    answer = visitor.fill(page, start=at(days, hour).isoformat())
    assert answer.status_code == 303, answer.text
    path: str = answer.location
    return path


def _book(visitor: Visitor, what: UUID, days: int = 3, **typed: str) -> str:
    """The path of a booked session."""
    answer = visitor.fill(_hold(visitor, what, days), **{**GUEST, **typed})
    assert answer.status_code == 303, answer.text
    path: str = answer.location
    return path


@pytest.fixture
def stranger(app: Flask) -> Visitor:
    return Visitor(app)


def test_the_page_of_the_practice_leads_to_a_booked_session(
    cast: Cast, stranger: Visitor, superuser: Engine
) -> None:
    what = open_shop(cast)
    page = stranger.get("/p/north").text
    assert "Single session" in page
    assert "€95.00" in page
    assert f"/p/north/book/{what}" in page
    own = stranger.get(_book(stranger, what)).text
    assert "Confirmed" in own
    assert "https://meet.example/room" in own
    with superuser.connect() as connection:
        row = connection.execute(text("SELECT * FROM booking")).one()
    assert (row.state, row.price, row.starts_at) == ("confirmed", 9500, at(3))
    assert "The evenings" not in everything(superuser)
    agenda = cast.browser("mara").get(f"/app/north/calendar?week={at(3):%Y-%m-%d}").text
    assert "Noor Haddad" in agenda


def test_the_held_time_is_nobody_else_s(cast: Cast, stranger: Visitor, app: Flask) -> None:
    what = open_shop(cast)
    _hold(stranger, what)
    refused = Visitor(app).fill(f"/p/north/book/{what}", start=at(3).isoformat())
    assert refused.status_code == 409
    assert "taken a moment ago" in refused.text
    assert (
        at(3, 11).isoformat()
        in Visitor(app).get(f"/p/north/book/{what}?day={at(3):%Y-%m-%d}&zone=UTC").text
    )


def test_a_held_time_is_free_again_after_a_quarter_of_an_hour(
    cast: Cast, stranger: Visitor, app: Flask, superuser: Engine
) -> None:
    what = open_shop(cast)
    path = _hold(stranger, what)
    with superuser.begin() as past:
        past.execute(text("UPDATE booking SET held_until = now() - interval '1 second'"))
    late = stranger.post(path, GUEST)
    assert late.status_code == 303
    assert "quarter of an hour is over" in stranger.get(late.location).text
    assert _book(Visitor(app), what)


def test_the_same_form_sent_twice_holds_once(
    cast: Cast, stranger: Visitor, superuser: Engine
) -> None:
    what = open_shop(cast)
    form = stranger.form(f"/p/north/book/{what}") | {"start": at(3).isoformat()}
    assert {stranger.post(f"/p/north/book/{what}", form).status_code for _ in range(2)} == {303}
    with superuser.connect() as connection:
        assert connection.scalar(text("SELECT count(*) FROM booking")) == 1


def test_who_comes_back_chooses_anew_and_their_time_is_free_again(
    cast: Cast, app: Flask, stranger: Visitor, superuser: Engine
) -> None:
    what = open_shop(cast)
    details = _hold(stranger, what)
    found = re.search(r'href="([^"]+)"[^>]*>Another time<', stranger.get(details).text)
    assert found
    back = found[1].replace("&amp;", "&")
    assert f"day={at(3):%Y-%m-%d}" in back
    value = f'value="{at(3).isoformat()}"'
    assert value in stranger.get(back).text
    assert value not in Visitor(app).get(back).text
    assert stranger.fill(back, start=at(3, 11).isoformat()).status_code == 303
    assert value in Visitor(app).get(back).text
    assert "nothing was booked" in stranger.get(stranger.post(details, GUEST).location).text
    with superuser.connect() as connection:
        states = connection.scalars(text("SELECT state FROM booking ORDER BY starts_at")).all()
    assert states == ["expired", "held"]


def test_a_time_that_went_meanwhile_costs_nobody_what_they_hold(
    cast: Cast, app: Flask, stranger: Visitor
) -> None:
    what = open_shop(cast)
    details = _hold(stranger, what)
    page = stranger.form(f"/p/north/book/{what}")
    _hold(Visitor(app), what, 4)
    page["start"] = [at(4).isoformat()]
    assert stranger.post(f"/p/north/book/{what}", page).status_code == 409
    assert stranger.get(details).status_code == 200


def test_a_known_address_attaches_and_tells_nothing(
    cast: Cast, stranger: Visitor, superuser: Engine
) -> None:
    what = open_shop(cast)
    own = stranger.get(_book(stranger, what, email="Ben@Example.org", name="Not Ben")).text
    assert "Ben Test" not in own
    with superuser.connect() as connection:
        assert connection.scalar(text("SELECT client_id FROM booking")) == cast.clients["ben"]
        names = connection.scalars(text("SELECT name FROM client")).all()
    assert "Not Ben" not in names


def test_a_second_first_call_is_told_to_the_coach_alone(
    cast: Cast, app: Flask, superuser: Engine
) -> None:
    what = open_shop(cast, is_first_call=True, price=0)
    for days in (3, 4):
        own = Visitor(app).get(_book(Visitor(app), what, days))
        assert "Confirmed" in own.text
    with superuser.connect() as connection:
        _first, second = connection.scalars(text("SELECT id FROM booking ORDER BY starts_at")).all()
    mara = cast.browser("mara")
    assert "not their first call" in mara.get(f"/app/north/bookings/{second}").text


def test_a_new_person_is_a_lead(cast: Cast, stranger: Visitor, superuser: Engine) -> None:
    _book(stranger, open_shop(cast))
    with superuser.connect() as connection:
        row = connection.execute(
            text(
                "SELECT c.user_id, e.state FROM client c JOIN engagement e ON e.client_id = c.id "
                "WHERE c.email = 'noor@example.org'"
            )
        ).one()
    assert tuple(row) == (None, "lead")


def test_a_guest_moves_and_cancels(cast: Cast, stranger: Visitor, superuser: Engine) -> None:
    own = _book(stranger, open_shop(cast))
    moved = stranger.fill(f"{own}/move", start=at(5, 12).isoformat())
    assert moved.status_code == 303
    for act in ("move", "cancellation"):
        assert "(UTC)" in stranger.get(f"{own}/{act}").text
    assert "there is nothing to pay" in stranger.get(f"{own}/cancellation").text
    assert stranger.fill(f"{own}/cancellation", reason="A cold").status_code == 303
    assert "You cancelled it" in stranger.get(own).text
    with superuser.connect() as connection:
        row = connection.execute(text("SELECT * FROM booking")).one()
        states = connection.scalars(text("SELECT state FROM booking_change ORDER BY id")).all()
    assert (row.starts_at, row.moves, row.sequence) == (at(5, 12), 1, 2)
    assert states == ["held", "confirmed", "confirmed", "cancelled_by_client"]


def test_a_guest_is_told_where_the_mail_goes(cast: Cast, stranger: Visitor) -> None:
    own = stranger.get(_book(stranger, open_shop(cast))).text
    assert "An e-mail goes to noor@example.org, with a calendar file" in own


def test_a_guest_whom_no_mail_reaches_is_told_how_to_come_back(
    cast: Cast, stranger: Visitor, superuser: Engine
) -> None:
    pause(superuser, cast, "ben")
    own = stranger.get(_book(stranger, open_shop(cast), email=email_of("ben"))).text
    assert "Booked. Keep the address of this page" in own
    assert "An e-mail goes to" not in own


def test_a_guest_whom_no_mail_reaches_is_promised_none(
    cast: Cast, stranger: Visitor, superuser: Engine
) -> None:
    own = _book(stranger, open_shop(cast), email=email_of("ben"))
    pause(superuser, cast, "ben")
    assert stranger.fill(f"{own}/move", start=at(5, 12).isoformat()).status_code == 303
    assert "Moved. You find the new time here; no e-mail is sent." in stranger.get(own).text
    assert stranger.fill(f"{own}/cancellation").status_code == 303
    assert "Cancelled. No e-mail is sent." in stranger.get(own).text


def test_late_it_is_no_longer_moved_and_half_is_kept(
    cast: Cast, stranger: Visitor, superuser: Engine
) -> None:
    own = _book(stranger, open_shop(cast))
    with superuser.begin() as past:
        past.execute(text("UPDATE booking SET free_hours = 72"))
        past.execute(text("UPDATE booking SET free_hours = 72, created_at = now()"))
    _bring_near(superuser)
    refused = stranger.get(f"{own}/move")
    assert refused.status_code == 303
    assert "You still pay €47.50 of the price." in stranger.get(f"{own}/cancellation").text
    stranger.fill(f"{own}/cancellation")
    shown = stranger.get(own).text
    assert "You cancelled it" in shown
    assert "€47.50 of the price of €95.00 is to be paid for it" in shown
    assert "can read it" in shown
    assert "can change the session" not in shown


def _bring_near(superuser: Engine) -> None:
    near = at(1, 23)
    with superuser.begin() as past:
        past.execute(
            text(
                "UPDATE booking SET starts_at = :begin, ends_at = :end, "
                "during = tstzrange(:begin, :end, '[)')"
            ),
            {"begin": near, "end": near + timedelta(hours=1)},
        )


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ({"name": ""}, "This is needed"),
        ({"email": "nobody"}, "look like an e-mail address"),
        ({"email": "a@b.org\nBcc: c@d.org"}, "look like an e-mail address"),
        ({"zone": "Here"}, "choose from what is offered"),
        ({"note": "x" * 201}, "At most 200 letters"),
        ({"accepts_terms": ""}, "Please read it"),
        ({"starts_early": ""}, "please tick the box, or choose a later time"),
    ],
)
def test_bad_details_are_refused_and_kept(
    cast: Cast, stranger: Visitor, typed: dict[str, str], message: str
) -> None:
    path = _hold(stranger, open_shop(cast))
    data = {**GUEST, "safe_contact": "Kept words", **typed}
    answer = stranger.fill(path, **{name: value for name, value in data.items() if value})
    assert answer.status_code == 422
    assert message in answer.text.replace("&#39;", "'")
    assert "Kept words" in answer.text


@pytest.mark.parametrize(
    ("days", "price", "asks"), [(14, 9500, True), (16, 9500, False), (3, 0, False)]
)
def test_a_wish_is_asked_for_only_while_one_could_withdraw(
    cast: Cast, stranger: Visitor, superuser: Engine, days: int, price: int, *, asks: bool
) -> None:
    path = _hold(stranger, open_shop(cast, price=price), days, 0)
    assert ("days to withdraw are over" in stranger.get(path).text) is asks
    typed = {name: value for name, value in GUEST.items() if name != "starts_early" or asks}
    assert stranger.fill(path, **typed).status_code == 303
    with superuser.connect() as connection:
        row = connection.execute(text("SELECT * FROM booking")).one()
    assert (row.wished_early_at is not None, row.wished_early_text) == (
        asks,
        EARLY_WISH if asks else "",
    )
    page = cast.browser("mara").get(f"/app/north/bookings/{row.id}").text
    assert (f"within the fourteen days to withdraw (text {EARLY_WISH})" in page) is asks


def test_one_that_became_so_soon_while_they_wrote_is_asked_for(
    cast: Cast, stranger: Visitor
) -> None:
    path = _hold(stranger, open_shop(cast))
    with patch.object(booking, "begins_early", lambda *_: False):  # as it was a moment ago
        assert "days to withdraw are over" not in stranger.get(path).text
        answer = stranger.fill(path, **{**GUEST, "starts_early": ""})
    assert answer.status_code == 422
    assert "please tick the box, or choose a later time" in answer.text
    assert GUEST["email"] in answer.text
    assert stranger.send_again(answer, starts_early="y").status_code == 303


@pytest.mark.parametrize("start", ["", "soon", "2026-01-01T10:00:00", "' OR 1=1"])
def test_what_is_no_time_is_refused(cast: Cast, stranger: Visitor, start: str) -> None:
    answer = stranger.fill(f"/p/north/book/{open_shop(cast)}", start=start)
    assert answer.status_code == 422
    assert "Please choose a time" in answer.text


@pytest.mark.parametrize("days", [-1, 400])
def test_a_time_that_is_not_offered_is_taken(cast: Cast, stranger: Visitor, days: int) -> None:
    answer = stranger.fill(f"/p/north/book/{open_shop(cast)}", start=at(days).isoformat())
    assert answer.status_code == 409


@pytest.mark.parametrize("path", ["/p/nowhere", "/p/north/bookings/nothing", "/p/north/book/x"])
def test_what_is_not_there_is_not_found(cast: Cast, stranger: Visitor, path: str) -> None:
    assert stranger.get(path).status_code == 404


def test_a_practice_without_a_page_shows_none(cast: Cast, stranger: Visitor) -> None:
    what = open_shop(cast)
    cast.browser("mara").fill("/app/north/settings/page", is_listed=[])
    assert stranger.get("/p/north").status_code == 404
    assert stranger.get(f"/p/north/book/{what}").status_code == 404


def test_a_session_for_clients_is_not_public(cast: Cast, stranger: Visitor) -> None:
    what = open_shop(cast, audience="client")
    assert stranger.get(f"/p/north/book/{what}").status_code == 404
    assert "Single session" not in stranger.get("/p/north").text


def test_mails_go_out_with_a_calendar_file(cast: Cast, stranger: Visitor, app: Flask) -> None:
    _book(stranger, open_shop(cast))
    work_off(app)
    mails = cast.browser("mara").get("/app/north/settings/mail").text.replace("<wbr>", "")
    assert "noor@example.org" in mails
    assert len(re.findall("mara@example.org", mails)) >= 1


@pytest.mark.parametrize("path", ["/p/north", "/p/north/book/{what}", "{own}", "{held}"])
def test_a_page_takes_few_queries(cast: Cast, stranger: Visitor, path: str) -> None:
    what = open_shop(cast)
    own, held = _book(stranger, what), _hold(stranger, what, 4)
    address = path.format(what=what, own=own, held=held)
    stranger.get(address)
    with counted(cast.app) as sent:
        assert stranger.get(address).status_code == 200
    assert len(sent) <= 8, sent


def test_whoever_asks_for_another_coach_keeps_their_zone(cast: Cast, stranger: Visitor) -> None:
    what = open_shop(cast)
    with cast.app.app_context():
        tenancy.enter_practice(cast.north)
        open_hours(cast.north, cast.members["idris"], Actor(cast.users["idris"], "coach"))
        db.session.commit()
    page = stranger.get(f"/p/north/book/{what}?zone=Asia/Tokyo").text
    assert f"coach={cast.members['idris']}&amp;zone=Asia/Tokyo" in page


@pytest.mark.parametrize(("zone", "says_both"), [("Africa/Accra", False), ("Asia/Tokyo", True)])
def test_a_time_is_said_twice_only_where_the_clocks_differ(
    cast: Cast, stranger: Visitor, zone: str, *, says_both: bool
) -> None:
    page = stranger.get(f"/p/north/book/{open_shop(cast)}?zone={zone}").text
    assert "Your coach is in UTC." in page
    assert ("UTC</span></label>" in page) is says_both
    assert ('class="clocks"' in page) is says_both


@pytest.mark.parametrize(
    ("days", "price", "asks"), [(13, 9500, True), (16, 9500, False), (3, 0, False)]
)
def test_in_the_portal_it_is_asked_for_beside_the_times(
    cast: Cast, superuser: Engine, days: int, price: int, *, asks: bool
) -> None:
    new, ben = f"/portal/north/sessions/new/{open_shop(cast, price=price)}", cast.browser("ben")
    start = at(days, 0)
    page = ben.get(new, query_string={"day": f"{start.astimezone(ZoneInfo(ZONE)):%Y-%m-%d}"}).text
    assert ("days to withdraw are over" in page) is asks
    unasked = ben.post(new, {**form_of(page), "start": start.isoformat()})
    assert unasked.status_code == (422 if asks else 303)
    if asks:
        assert 'id="mistakes" role="alert" tabindex="-1" data-focus' in unasked.text
        assert "please tick the box, or choose a later time" in unasked.text
        assert re.search(rf'value="{re.escape(start.isoformat())}"[^>]* checked', unasked.text)
        assert ben.send_again(unasked, starts_early="y").status_code == 303
    with superuser.connect() as connection:
        row = connection.execute(text("SELECT * FROM booking")).one()
    assert row.wished_early_text == (EARLY_WISH if asks else "")


@pytest.mark.parametrize(("place", "leads"), [(Place.VIDEO, True), (Place.PHONE, False)])
def test_a_link_is_where_to_meet_by_video_alone(
    cast: Cast, stranger: Visitor, place: Place, *, leads: bool
) -> None:
    own = stranger.get(_book(stranger, open_shop(cast, place=place))).text
    assert ("https://meet.example/room" in own) is leads
