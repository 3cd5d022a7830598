"""Money at the desk: what is owed, marked, given back; and the practice's account."""

import re

import pytest
from sqlalchemy import Engine, text

from tests.booking.scene import at
from tests.payments.shop import Shop
from tests.statements import counted
from tests.undoing import undo
from tests.visitor import Visitor

LIST = "/app/north/payments"
ACCOUNT = "/app/north/settings/payments"


@pytest.fixture
def mara(shop: Shop) -> Visitor:
    return shop.cast.browser("mara")


@pytest.fixture
def session(shop: Shop, mara: Visitor) -> str:
    """A session of Ben's that Mara booked: confirmed at once."""
    new = f"/app/north/clients/{shop.cast.clients['ben']}/sessions/new"
    assert mara.fill(new, start=at(6).isoformat()).status_code == 303
    return f"/app/north/bookings/{shop.booking_id()}"


def test_what_the_coach_books_is_to_be_paid_and_can_be_marked(
    shop: Shop, mara: Visitor, session: str
) -> None:
    assert "to be paid" in mara.get(session).text
    assert mara.post(f"{session}/payment/mark").status_code == 303
    assert shop.stands() == ("confirmed", "marked_paid")
    assert "marked as paid" in mara.get(session).text
    ben = shop.cast.browser("ben")
    own = session.replace("/app/north/bookings", "/portal/north/sessions")
    assert "€95.00 paid" in ben.get(own).text
    assert "directly to your coach" in ben.get(f"{own}/receipt").text
    (row,) = shop.rows("SELECT role, detail FROM audit_event WHERE action = 'payment.marked_paid'")
    assert (row.role, row.detail["amount"]) == ("owner", 9500)


def test_its_pages_are_about_the_client(mara: Visitor, session: str) -> None:
    mara.post(f"{session}/payment/mark")
    for path in ("payment", "payment/refund"):
        page = mara.get(f"{session}/{path}").text
        assert '<h1 class="person__name">Ben Test</h1>' in page
        assert page.count("<h1") == 1
        assert re.search(r'/payments" aria-current="page">\s*Payments', page)


def test_a_mark_is_set_once_and_taken_back(shop: Shop, mara: Visitor, session: str) -> None:
    mara.post(f"{session}/payment/mark")
    again = mara.post(f"{session}/payment/mark")
    assert "paid already" in mara.get(again.location).text
    mara.post(f"{session}/payment/unmark")
    assert "to be paid" in mara.get(session).text
    late = mara.post(f"{session}/payment/unmark")
    assert "marked as paid, or" in mara.get(late.location).text
    mara.post(f"{session}/payment/mark")
    states = [row.state for row in shop.rows("SELECT state FROM payment ORDER BY created_at")]
    assert states == ["unmarked", "marked_paid"]


def test_whoever_cancels_reads_what_becomes_of_the_money(
    shop: Shop, mara: Visitor, session: str
) -> None:
    cancel = f"{session}/cancellation"
    assert "Nothing was paid, and nothing will be owed." in mara.get(cancel).text
    mara.post(f"{session}/payment/mark")
    assert "Ben gets back whatever was paid" in mara.get(cancel).text


def test_what_was_paid_by_hand_goes_back_by_hand(shop: Shop, mara: Visitor, session: str) -> None:
    mara.post(f"{session}/payment/mark")
    mara.fill(f"{session}/cancellation")
    shop.work()
    assert "to be given back" in mara.get(f"{LIST}?show=look").text
    assert "all of it goes back" in mara.get(f"{session}/payment").text
    assert shop.rows("SELECT 1 FROM refund") == []
    noted = mara.fill(f"{session}/payment/refund", reason="In cash")
    assert "Noted" in mara.get(noted.location).text
    assert mara.get(f"{session}/payment").text.count("given back") >= 2
    assert shop.stripe.asked("/v1/refunds") == []
    assert mara.get(f"{session}/payment/refund").status_code == 303


def test_money_past_stripe_confirms_what_waits_for_it(shop: Shop, guest: Visitor) -> None:
    shop.book(guest)
    tove = shop.cast.browser("tove")
    tove.post(f"/app/north/bookings/{shop.booking_id()}/payment/mark")
    assert shop.stands() == ("confirmed", "marked_paid")


def test_nobody_marks_what_is_being_paid_by_card(shop: Shop, guest: Visitor) -> None:
    shop.go(guest, shop.book(guest))
    tove = shop.cast.browser("tove")
    answer = tove.post(f"/app/north/bookings/{shop.booking_id()}/payment/mark")
    assert "paying by card at this moment" in tove.get(answer.location).text
    assert shop.stands() == ("pending_payment", "open")


def test_nothing_is_owed_for_a_cancelled_session(shop: Shop, mara: Visitor, session: str) -> None:
    mara.fill(f"{session}/cancellation")
    answer = mara.post(f"{session}/payment/mark")
    assert "Nothing is to be paid" in mara.get(answer.location).text


@pytest.mark.parametrize(
    ("show", "names"),
    [
        ("all", {"Ben Test", "Noor Haddad"}),
        ("due", set()),
        ("open", {"Ben Test"}),
        ("paid", {"Noor Haddad"}),
        ("back", set()),
        ("look", set()),
        ("nonsense", {"Ben Test", "Noor Haddad"}),
    ],
)
@pytest.mark.usefixtures("session")
def test_the_list_shows_what_is_asked_for(
    shop: Shop, mara: Visitor, guest: Visitor, show: str, names: set[str]
) -> None:
    shop.paid(guest)
    page = mara.get(f"{LIST}?show={show}").text
    assert {name for name in ("Ben Test", "Noor Haddad") if name in page} == names
    assert "€95.00 received in" in page
    assert "€0.00 given back" not in page


@pytest.mark.usefixtures("session")
def test_what_is_over_and_not_paid_is_found_at_once(mara: Visitor, superuser: Engine) -> None:
    assert "unpaid" not in mara.get(LIST).text
    with superuser.begin() as connection:
        connection.execute(
            text(
                "UPDATE booking SET starts_at = began, ends_at = now(), "
                "during = tstzrange(began, now()) "
                "FROM (SELECT now() - '2h'::interval AS began) AS past"
            )
        )
    assert "Still unpaid" in mara.get(LIST).text
    shown = mara.get(f"{LIST}?show=due").text
    assert "Ben Test" in shown
    assert "still unpaid" in shown


def test_a_coach_sees_the_money_of_their_own_sessions_alone(
    shop: Shop, session: str, guest: Visitor
) -> None:
    shop.paid(guest)
    idris = shop.cast.browser("idris")
    page = idris.get(LIST).text
    assert "Ben Test" not in page
    assert "€95.00" not in page
    assert idris.get(f"{session}/payment").status_code == 403


def test_a_clients_payments_have_a_tab(shop: Shop, mara: Visitor, session: str) -> None:
    page = mara.get(f"/app/north/clients/{shop.cast.clients['ben']}/payments").text
    assert "to be paid" in page
    assert f"{session}/payment" in page
    empty = mara.get(f"/app/north/clients/{shop.cast.clients['anna']}/payments").text
    assert "No payments yet" in empty
    assert re.search(r'/sessions">To the sessions<', empty)


@pytest.mark.parametrize(
    ("path", "most"),
    [(LIST, 8), ("/app/north/clients/{ben}/payments", 8), ("{session}/payment", 9)],
)
def test_a_page_takes_few_statements(
    shop: Shop, mara: Visitor, session: str, guest: Visitor, path: str, *, most: int
) -> None:
    shop.paid(guest)
    address = path.format(ben=shop.cast.clients["ben"], session=session)
    mara.get(address)
    with counted(shop.app) as sent:
        assert mara.get(address).status_code == 200
    assert len(sent) <= most, sent


def test_the_owner_decides_whether_cards_are_taken(
    shop: Shop, mara: Visitor, guest: Visitor
) -> None:
    assert "Clients pay by card" in mara.get(ACCOUNT).text
    mara.post(f"{ACCOUNT}/closing")
    assert "can take cards through Stripe" in mara.get(ACCOUNT).text
    own = shop.book(guest)
    assert shop.stands() == ("confirmed", None)
    assert "€95.00 to pay" in guest.get(own).text
    mara.post(f"{ACCOUNT}/opening")
    shop.book(Visitor(shop.app), days=4, email="other@example.org")
    assert len(shop.rows("SELECT 1 FROM booking WHERE state = 'pending_payment'")) == 1


def test_a_practice_without_the_key_cannot_open_one(shop: Shop) -> None:
    cleo = shop.cast.browser("cleo")
    account = "/app/harbour/settings/payments"
    assert "Payments by card are not available in your practice yet." in cleo.get(account).text
    cleo.post(f"{account}/opening")
    assert len(shop.rows("SELECT 1 FROM payment_account")) == 1


def test_what_was_begun_ends_well_after_the_account_is_closed(
    shop: Shop, mara: Visitor, guest: Visitor
) -> None:
    checkout = shop.go(guest, shop.book(guest))
    mara.post(f"{ACCOUNT}/closing")
    shop.stripe.happen(checkout, "pay")
    shop.tell()
    assert shop.stands() == ("confirmed", "paid")


def test_a_mark_and_its_end_are_taken_back_by_undo(shop: Shop, mara: Visitor, session: str) -> None:
    marked = mara.post(f"{session}/payment/mark")
    assert "to be paid again" in undo(mara, marked.location)
    assert "to be paid" in mara.get(session).text
    mara.post(f"{session}/payment/mark")
    unmarked = mara.post(f"{session}/payment/unmark")
    assert "Marked as paid" in undo(mara, unmarked.location)
    assert shop.stands() == ("confirmed", "marked_paid")
