"""The list of payments: searched, filtered by month and state in its address, whole or in part."""

import re
from collections.abc import Sequence
from uuid import UUID

import pytest
from werkzeug.test import TestResponse

from coachhub.payments.rules import receipt_number
from tests.booking.scene import at
from tests.payments.shop import Shop
from tests.visitor import AS_SCRIPT, Visitor

LIST = "/app/north/payments"
DAYS = (6, 40)
"""In how many days Ben's sessions are, in two months."""


@pytest.fixture
def mara(shop: Shop) -> Visitor:
    return shop.cast.browser("mara")


@pytest.fixture(autouse=True)
def sessions(shop: Shop, mara: Visitor, guest: Visitor) -> Sequence[str]:
    """Two of Ben's, to be paid, and one that a guest has paid; the months of Ben's."""
    for days in DAYS:
        new = f"/app/north/clients/{shop.cast.clients['ben']}/sessions/new"
        assert mara.fill(new, start=at(days).isoformat()).status_code == 303
    shop.paid(guest)
    return [f"{at(days):%Y-%m}" for days in DAYS]


def names(answer: TestResponse) -> list[str]:
    return re.findall(r'class="ledger__who"><a href="[^"]+">([^<]+)</a>', answer.text)


def sums(answer: TestResponse) -> str:
    [said] = re.findall(r'<p class="mt-4 sub wide" data-says>(.*?)</p>', answer.text)
    return str(said).replace("\xa0", " ")


def chips(answer: TestResponse) -> list[str]:
    found = re.findall(r'<a class="chip".*?</a>', answer.text, re.DOTALL)
    return [" ".join(re.sub("<[^>]+>", " ", one).split()) for one in found]


@pytest.mark.parametrize("looked_for", ["noor", "HADDAD", "noor@exa", "haddad noor"])
def test_payments_are_found_by_name_or_address(mara: Visitor, looked_for: str) -> None:
    answer = mara.get(LIST, query_string={"q": looked_for})
    assert names(answer) == ["Noor Haddad"]
    assert f'value="{looked_for}"' in answer.text


def test_a_payment_is_found_by_the_number_of_its_receipt(shop: Shop, mara: Visitor) -> None:
    [row] = shop.rows("SELECT id FROM payment WHERE state = 'paid'")
    number = receipt_number(row.id)
    assert names(mara.get(LIST, query_string={"q": number})) == ["Noor Haddad"]
    other = receipt_number(UUID(int=row.id.int ^ 1))
    assert names(mara.get(LIST, query_string={"q": other})) == []


def test_nothing_fits(mara: Visitor) -> None:
    page = mara.get(f"{LIST}?q=zzz").text
    assert "Nothing fits." in page
    assert f'<a class="way" href="{LIST}">All payments' in page


def test_a_month_shows_its_sessions(mara: Visitor, sessions: Sequence[str]) -> None:
    sooner, later = sessions
    page = mara.get(f"{LIST}?month={later}")
    assert names(page) == ["Ben Test"]
    assert f'<option value="{later}" selected>' in page.text
    assert f'<option value="{sooner}">' in page.text
    assert names(mara.get(f"{LIST}?month={later}&q=noor")) == []
    assert len(names(mara.get(f"{LIST}?month=1999-01"))) == 3
    assert len(names(mara.get(f"{LIST}?month=nonsense"))) == 3


def test_a_month_is_the_readers(shop: Shop, mara: Visitor) -> None:
    shop.change(
        "UPDATE booking SET starts_at = '2027-01-31 23:30Z', ends_at = '2027-02-01 00:30Z', "
        "during = '[2027-01-31 23:30Z,2027-02-01 00:45Z)' "
        "WHERE id = (SELECT booking_id FROM payment WHERE state = 'paid')"
    )
    assert names(mara.get(f"{LIST}?month=2027-02")) == ["Noor Haddad"]
    assert "Noor Haddad" not in names(mara.get(f"{LIST}?month=2027-01"))


def test_sums_are_of_what_is_shown(mara: Visitor, sessions: Sequence[str]) -> None:
    assert sums(mara.get(LIST)) == "3 sessions: €95.00 received, €190.00 to be paid"
    assert sums(mara.get(f"{LIST}?show=paid")) == "1 session: €95.00 received"
    assert sums(mara.get(f"{LIST}?q=ben")) == "2 sessions: €190.00 to be paid"
    assert sums(mara.get(f"{LIST}?q=ben&month={sessions[1]}")) == "1 session: €95.00 to be paid"


def test_sums_tell_what_went_back(shop: Shop, mara: Visitor) -> None:
    [row] = shop.rows("SELECT booking_id FROM payment WHERE state = 'paid'")
    refund = f"/app/north/bookings/{row.booking_id}/payment/refund"
    assert mara.fill(refund, amount="20", reason="Late").status_code == 303
    said = "1 session: €95.00 received, €20.00 given back"
    assert sums(mara.get(f"{LIST}?q=noor")) == said


def test_two_currencies_are_two_sums(shop: Shop, mara: Visitor) -> None:
    shop.change("UPDATE booking SET currency = 'USD' WHERE starts_at = :when", when=at(DAYS[1]))
    assert sums(mara.get(f"{LIST}?q=ben")) == "2 sessions: €95.00 to be paid, $95.00 to be paid"


def test_another_filter_keeps_search_and_month(mara: Visitor, sessions: Sequence[str]) -> None:
    page = mara.get(f"{LIST}?q=ben&month={sessions[1]}")
    assert chips(page) == ["All", "To be paid 1"]
    assert f'href="{LIST}?q=ben&amp;month={sessions[1]}&amp;show=open#found"' in page.text


def test_what_is_over_and_unpaid_is_in_one_filter(shop: Shop, mara: Visitor) -> None:
    shop.change(
        "UPDATE booking SET starts_at = :begin, ends_at = :end,"
        " during = tstzrange(:begin, :end, '[)') WHERE starts_at = :was",
        begin=at(-2),
        end=at(-2, 11),
        was=at(DAYS[0]),
    )
    page = mara.get(LIST)
    assert chips(page) == ["All", "Still unpaid 1", "To be paid 1", "Paid 1"]
    assert "€95.00 to be paid, €95.00 still unpaid" in sums(page)
    assert sums(mara.get(f"{LIST}?show=due")) == "1 session: €95.00 still unpaid"
    assert "€95.00 to be paid" in sums(mara.get(f"{LIST}?show=open"))


@pytest.mark.parametrize("query", ["", "?q=ben", "?show=due", "?page=9"])
def test_a_part_is_the_one_that_the_page_includes(mara: Visitor, query: str) -> None:
    page, part = mara.get(LIST + query), mara.get(LIST + query, headers=AS_SCRIPT)
    assert "<html" not in part.text
    assert part.text.strip() in page.text


def test_a_coach_has_the_months_and_sums_of_their_own_sessions(shop: Shop) -> None:
    page = shop.cast.browser("idris").get(LIST).text
    assert "No payments yet." in page
    assert "<option" not in page


def test_without_payments_it_says_what_comes_first(shop: Shop) -> None:
    page = shop.cast.browser("idris").get(LIST).text
    assert "Say first when you work" in page
    assert "Book a session for a client" not in page


def test_a_long_list_has_pages_that_keep_the_search(shop: Shop, mara: Visitor) -> None:
    shop.change(
        "INSERT INTO booking SELECT (b).* FROM ("
        "SELECT jsonb_populate_record(booking, jsonb_build_object('id', gen_random_uuid(), "
        "'starts_at', starts_at + day, 'ends_at', ends_at + day, "
        "'during', tstzrange(starts_at + day, ends_at + day))) AS b "
        "FROM booking, generate_series(1, 30) AS n, make_interval(days => n) AS day "
        "WHERE starts_at = :when) AS more",
        when=at(DAYS[1]),
    )
    page = mara.get(f"{LIST}?q=ben&page=2")
    assert len(names(page)) == 12
    assert sums(page).startswith("32 sessions")
    assert "Page 2 of 2 · 32 in all" in page.text
    assert f'href="{LIST}?q=ben&amp;page=1#found"' in page.text
    assert len(names(mara.get(f"{LIST}?q=ben&page=9"))) == 12
