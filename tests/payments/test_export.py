"""The list of payments as a file."""

from sqlalchemy import Engine

from tests.booking.scene import at
from tests.clients.files import table
from tests.payments.shop import Shop
from tests.rows import audited
from tests.statements import counted
from tests.visitor import Visitor

EXPORT = "/app/north/payments.csv"


def test_what_was_paid_and_is_open_is_in_the_file(
    shop: Shop, guest: Visitor, superuser: Engine
) -> None:
    mara = shop.cast.browser("mara")
    new = f"/app/north/clients/{shop.cast.clients['ben']}/sessions/new"
    assert mara.fill(new, start=at(6).isoformat()).status_code == 303
    shop.paid(guest)
    head, *rows = table(mara.get(EXPORT))
    assert head[:4] == ["Date", "Time", "Name", "Session"]
    assert {tuple(row[2:3] + row[5:10]) for row in rows} == {
        ("Ben Test", "EUR", "95.00", "0.00", "0.00", "95.00"),
        ("Noor Haddad", "EUR", "95.00", "95.00", "0.00", "0.00"),
    }
    assert [bool(row[10]) for row in rows] == [row[7] == "95.00" for row in rows]
    assert [row[2] for row in table(mara.get(f"{EXPORT}?q=noor"))[1:]] == ["Noor Haddad"]
    assert [row[2] for row in table(mara.get(f"{EXPORT}?show=open"))[1:]] == ["Ben Test"]
    noted = [one.detail for one in audited(superuser) if one.action == "payments.exported"]
    assert noted == [{"count": 2}, {"count": 1}, {"count": 1}]


def test_a_file_of_many_lines_asks_no_more(shop: Shop) -> None:
    mara = shop.cast.browser("mara")
    new = f"/app/north/clients/{shop.cast.clients['ben']}/sessions/new"
    mara.get(EXPORT)
    asked = []
    for day in (6, 7, 8):
        assert mara.fill(new, start=at(day).isoformat()).status_code == 303
        with counted(shop.cast.app) as statements:
            assert len(table(mara.get(EXPORT))) == day - 4
        asked.append(len(statements))
    assert len(set(asked)) == 1
