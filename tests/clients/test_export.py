"""The list of clients as a file, and the lines of an import that were refused."""

import re

import pytest
from sqlalchemy import Engine

from tests.cast import Cast
from tests.clients.files import IMPORT, send_file, table
from tests.rows import audited

EXPORT = "/app/north/clients.csv"
HEAD = ["name", "preferred name", "pronouns", "e-mail", "phone", "time zone", "coach"]


def test_whom_one_sees_is_in_the_file(cast: Cast, superuser: Engine) -> None:
    head, *rows = table(cast.browser("mara").get(f"{EXPORT}?show=all"))
    assert head == [*HEAD, "state", "since", "tags"]
    [ben] = [row for row in rows if row[0] == "Ben Test"]
    assert ben[3] == "ben@example.org"
    assert ben[6] == "Mara Test"
    assert re.fullmatch(r"\d{4}-\d\d-\d\d", ben[8])
    last = audited(superuser)[-1]
    assert (last.action, last.detail) == ("clients.exported", {"count": len(rows)})


def test_a_coach_gets_their_own_clients_alone(cast: Cast) -> None:
    rows = table(cast.browser("idris").get(f"{EXPORT}?show=all"))[1:]
    assert {row[6] for row in rows} <= {"Idris Test"}


def test_what_is_looked_for_is_in_the_file(cast: Cast) -> None:
    assert [row[0] for row in table(cast.browser("mara").get(f"{EXPORT}?q=ben"))[1:]] == [
        "Ben Test"
    ]
    assert table(cast.browser("mara").get(f"{EXPORT}?q=nobodycalledthis"))[1:] == []


@pytest.mark.parametrize("name", ["=HYPERLINK(1)", "+1", "-2", "@sum"])
def test_no_cell_is_a_formula(cast: Cast, name: str) -> None:
    mara = cast.browser("mara")
    assert mara.fill("/app/north/clients/new", name=name).status_code == 303
    found = [row[0] for row in table(mara.get(f"{EXPORT}?show=all"))]
    assert f"'{name}" in found
    assert name not in found


def test_an_export_can_be_imported(cast: Cast) -> None:
    mara = cast.browser("mara")
    new = {"name": "=Ella", "email": "", "phone": "+49 30 1", "zone": "Europe/Berlin"}
    assert mara.fill("/app/north/clients/new", **new).status_code == 303
    exported = mara.get(f"{EXPORT}?q=ella").data
    preview = mara.get(send_file(mara, cast, exported.decode("utf-8-sig")).location)
    assert "=Ella" in preview.text
    assert "One person would be added" in preview.text


@pytest.mark.parametrize("read_in", ["fr", "en"])
def test_an_export_in_french_can_be_imported(cast: Cast, read_in: str) -> None:
    mara = cast.browser("mara")
    new = {"name": "Ella", "preferred_name": "El", "email": "", "zone": "Europe/Lisbon"}
    assert mara.fill("/app/north/clients/new", **new).status_code == 303
    assert mara.fill("/account", locale="fr").status_code == 303
    exported = mara.get(f"{EXPORT}?q=ella")
    head, row = table(exported)
    assert head[:2] == ["nom", "prénom d’usage"]
    assert head[-3:] == ["état", "depuis", "étiquettes"]
    assert row[:2] == ["Ella", "El"]
    assert mara.fill("/account", locale=read_in).status_code == 303
    preview = mara.get(send_file(mara, cast, exported.data).location).text
    assert "Ella" in preview
    assert ("One person would be added" if read_in == "en" else "Une personne serait") in preview


def test_refused_lines_come_back_with_why(cast: Cast) -> None:
    mara = cast.browser("mara")
    sent = send_file(
        mara, cast, "name,e-mail,coach\nJonas,jonas at home,\nMia,m@example.org,Nobody\nOk,,\n"
    )
    page = mara.get(sent.location).text
    [address] = re.findall(r'href="([^"]+refused\.csv)"', page)
    head, *rows = table(mara.get(address))
    assert head == [*HEAD, "What is wrong"]
    assert [(row[0], row[3], row[6]) for row in rows] == [
        ("Jonas", "jonas at home", "Mara Test"),
        ("Mia", "m@example.org", "Nobody"),
    ]
    assert rows[0][7].startswith("e-mail: ")
    assert IMPORT in address
