"""Clients from a file: every line is looked at, and only what was shown is taken."""

import re
from io import BytesIO
from typing import Any

import pytest
from flask import Flask
from flask_babel import force_locale
from sqlalchemy import Engine, text
from werkzeug.test import TestResponse

from coachhub.clients import services as clients
from coachhub.clients.csv_file import BadFile, Line, compared, read_sheet, tidied
from coachhub.clients.rules import LARGEST_FILE, MOST_LINES, Column, Fault, Problem
from coachhub.clients.words import column_names
from coachhub.core import tenancy
from coachhub.core.db import db
from coachhub.core.web.i18n import LOCALES
from coachhub.core.zones import listed
from tests.cast import ZONE, Cast, email_of
from tests.clients.files import IMPORT, send_file
from tests.rows import audited, everything
from tests.statements import counted
from tests.visitor import BASE_URL, Visitor

COACH = {"": "c1", "idris test": "c2", "idris@example.org": "c2"}
GOOD = "name,e-mail\nJonas,jonas@example.org\nMia,mia@example.org\n"


def judged(file: str, *known: str) -> list[Line]:
    lines = tidied(read_sheet(file.encode()).lines, zone=ZONE, coaches=COACH)
    return compared(lines, known, {"c1", "c2"})


@pytest.mark.parametrize(
    ("cells", "problem"),
    [
        ("name,e-mail\n,a@example.org", ("name", Problem.MISSING)),
        (f"name\n{'x' * 81}", ("name", Problem.TOO_LONG)),
        (f"name\n{'x' * 200_000}", ("name", Problem.TOO_LONG)),
        ("name\nMia\u202egpj.exe", ("name", Problem.SEVERAL_LINES)),
        ('name\n"two\nlines"', ("name", Problem.SEVERAL_LINES)),
        ("name,e-mail\nMia,mia at home", ("email", Problem.NO_ADDRESS)),
        ("name,e-mail\nMia,KNOWN@example.org", ("email", Problem.KNOWN_ADDRESS)),
        ("name,time zone\nMia,Atlantis", ("zone", Problem.UNKNOWN_ZONE)),
        ("name,time zone\nMia,Etc/GMT+1", ("zone", Problem.UNKNOWN_ZONE)),
        ("name,coach\nMia,Somebody", ("coach", Problem.UNKNOWN_COACH)),
        ("name\nMia,what is this", ("name", Problem.TOO_MANY_CELLS)),
    ],
)
def test_each_problem_is_named_at_its_column(cells: str, problem: tuple[str, Problem]) -> None:
    for line in judged(cells, "known@example.org"):
        assert line.problems == (problem,)


def test_of_two_lines_with_one_address_the_first_good_one_is_taken() -> None:
    lines = judged("name,e-mail\n,m@example.org\nMia,m@example.org\nMo,M@example.org")
    assert [line.problems for line in lines] == [
        (("name", Problem.MISSING),),
        (),
        (("email", Problem.ADDRESS_TWICE),),
    ]


@pytest.mark.parametrize(
    ("cells", "column", "value"),
    [
        ("name\n  Mia  ", Column.NAME, "Mia"),
        ("NAME\nMia", Column.ZONE, ZONE),
        ("name;time zone\nMia;europe/lisbon", Column.ZONE, "Europe/Lisbon"),
        ("name;time zone\nMia;Asia/Calcutta", Column.ZONE, "Asia/Kolkata"),
        ("name;time zone\nMia;etc/utc", Column.ZONE, "UTC"),
        ("name;e_mail\nMia;Mia@Example.org", Column.EMAIL, "mia@example.org"),
        ("name,Coach\nMia,IDRIS@example.org", Column.COACH, "c2"),
        ("name,coach\nMia,Idris Test", Column.COACH, "c2"),
        ("name\nMia", Column.COACH, "c1"),
        ('name\n"Example, Mia"', Column.NAME, "Example, Mia"),
        ("name\n=1+1", Column.NAME, "=1+1"),
        ("Nom;Courriel\nMia;mia@example.org", Column.EMAIL, "mia@example.org"),
        ("nom,Prénom d'usage\nMia Test,Mia", Column.PREFERRED_NAME, "Mia"),
        ("NOM,TÉLÉPHONE\nMia,+33 1", Column.PHONE, "+33 1"),
        ("\ufeffname\r\nMia\r\n\r\n", Column.NAME, "Mia"),
    ],
)
def test_a_line_is_read_as_it_will_be_stored(cells: str, column: Column, value: str) -> None:
    [line] = judged(cells)
    assert line.problems == ()
    assert line.values[column] == value


@pytest.mark.parametrize("zone", ["UTC", "Europe/Berlin", "Etc/UTC", "Asia/Calcutta", "of old"])
def test_the_practices_own_zone_is_no_fault_of_a_line(zone: str) -> None:
    [line] = tidied(read_sheet(b"name\nMia").lines, zone=zone, coaches=COACH)
    assert line.problems == ()
    assert line.values[Column.ZONE] == listed(zone)


def test_a_practice_in_utc_takes_clients_in(cast: Cast, mara: Visitor, superuser: Engine) -> None:
    assert mara.fill("/app/north/settings", zone="UTC").status_code == 303
    preview = send_file(mara, cast, "name,time zone\nMia,\nJonas,utc\n").location
    assert "Add 2 clients" in mara.get(preview).text
    assert mara.post(f"{preview}/confirmation").status_code == 303
    assert _count(superuser, "client WHERE zone = 'UTC'") == 2
    assert _count(superuser, "settings WHERE zone = 'UTC'") == 1


def test_a_line_goes_by_its_number_in_the_file() -> None:
    lines = judged('name,phone\n"Mia","1\n2"\n\nJonas,3\n')
    assert [line.number for line in lines] == [2, 5]


@pytest.mark.parametrize(
    ("sent", "fault"),
    [
        (b"", Fault.EMPTY),
        (b"name\n", Fault.EMPTY),
        (b"\n \n", Fault.EMPTY),
        (b"first,last\nMia,Example", Fault.NO_NAMES),
        (b"name,e-mail,email\nMia,,", Fault.COLUMN_TWICE),
        ("name\nÉmile".encode("latin-1"), Fault.NOT_UTF8),
        (b"name\nM\0ia", Fault.NOT_UTF8),
        (b'name\n"Mia', Fault.NOT_CSV),
        (b"x" * (LARGEST_FILE + 1), Fault.TOO_LARGE),
        (b"name\n" + b"M\n" * (MOST_LINES + 1), Fault.TOO_MANY_LINES),
    ],
)
def test_a_file_that_cannot_be_read_says_why(sent: bytes, fault: Fault) -> None:
    with pytest.raises(BadFile) as bad:
        read_sheet(sent)
    assert bad.value.fault == fault


@pytest.mark.parametrize("language", LOCALES)
def test_columns_are_read_as_each_language_calls_them(app: Flask, language: str) -> None:
    with app.test_request_context(), force_locale(language):
        names = column_names()
    [line] = read_sheet(f"{';'.join(names)}\n{';'.join(Column)}".encode()).lines
    assert line.values == {column: column.value for column in Column}


def test_the_sample_can_be_read(cast: Cast) -> None:
    mara = cast.browser("mara")
    answer = mara.get(f"{IMPORT}/sample.csv")
    assert [line.problems for line in judged(answer.text)] == [(), ()]
    mara.fill("/account", locale="fr")
    french = mara.get(f"{IMPORT}/sample.csv").text
    assert french.startswith("nom,prénom d’usage,pronoms,e-mail,téléphone,fuseau horaire,coach\r\n")
    assert judged(french) == judged(answer.text)
    assert answer.headers["Content-Disposition"] == "attachment; filename=clients.csv"


@pytest.fixture
def mara(cast: Cast) -> Visitor:
    return cast.browser("mara")


def _count(superuser: Engine, table: str = "client") -> int:
    with superuser.connect() as connection:
        found: int = connection.execute(text(f"SELECT count(*) FROM {table}")).scalar_one()  # noqa: S608
    return found


def test_nothing_is_a_client_before_it_is_confirmed(
    cast: Cast, mara: Visitor, superuser: Engine
) -> None:
    before = _count(superuser)
    preview = send_file(mara, cast, GOOD).location
    page = mara.get(preview).text
    assert "jonas@example.org" in page
    assert "Add 2 clients" in page
    assert _count(superuser) == before
    assert "jonas" not in everything(superuser).lower()
    done = mara.post(f"{preview}/confirmation")
    assert done.location == "/app/north/clients?show=active&sort=newest"
    assert _count(superuser) == before + 2
    assert "Jonas" in mara.get(done.location).text
    assert _count(superuser, "client_import WHERE lines_sealed IS NOT NULL") == 0


def test_a_second_press_takes_nobody_in_again(cast: Cast, mara: Visitor, superuser: Engine) -> None:
    preview = send_file(mara, cast, "name\nWithout an address\n").location
    for _twice in range(2):
        assert mara.post(f"{preview}/confirmation").status_code == 303
    assert _count(superuser, "client WHERE name LIKE 'Without%'") == 1
    assert "One client came from it." in mara.get(preview).text
    rows = [row for row in audited(superuser) if row.action == "clients.imported"]
    assert [row.detail for row in rows] == [{"count": 1}]


def test_bad_lines_are_named_and_left_out(cast: Cast, mara: Visitor, superuser: Engine) -> None:
    file = (
        f"name,e-mail,diary\nJonas,jonas@\nAnna,{email_of('anna')}\nMia,,x\n,,\n ,m@example.org\n"
    )
    preview = send_file(mara, cast, file).location
    page = mara.get(preview).text.replace("<b>", "").replace("</b>", "")
    for words in (
        "Line 2",
        "e-mail “jonas@”: doesn’t look like an e-mail address",
        "Line 3",
        f"e-mail “{email_of('anna')}”: a client of this practice has this address already",
        "Line 6",
        "name: nothing stands there",
        "left out: diary",
        "Add one client",
    ):
        assert words in page
    assert "Mia" in mara.get(f"{preview}?show=good").text
    before = _count(superuser)
    assert mara.post(f"{preview}/confirmation").status_code == 303
    assert _count(superuser) == before + 1


def test_an_address_that_became_known_meanwhile_is_shown_first(
    cast: Cast, mara: Visitor, superuser: Engine
) -> None:
    preview = send_file(mara, cast, GOOD).location
    new = {"name": "Jonas", "email": "jonas@example.org", "coach_id": cast.members["mara"]}
    assert mara.fill("/app/north/clients/new", **new).status_code == 303
    before = _count(superuser)
    late = mara.post(f"{preview}/confirmation")
    assert late.status_code == 409
    assert "has this address already" in late.text
    assert _count(superuser) == before
    assert mara.post(f"{preview}/confirmation").status_code == 303
    assert _count(superuser) == before + 1


def test_a_coach_who_left_meanwhile_is_shown_first(cast: Cast, mara: Visitor) -> None:
    preview = send_file(mara, cast, "name,coach\nMia,idris@example.org\n").location
    assert mara.post(f"/app/north/settings/members/{cast.members['idris']}/end").status_code == 303
    late = mara.post(f"{preview}/confirmation")
    assert late.status_code == 409
    assert "no coach you can choose" in late.text


def test_a_coach_imports_for_themselves_alone(cast: Cast) -> None:
    idris = cast.browser("idris")
    own = {"coach_id": cast.members["idris"]}
    page = idris.get(send_file(idris, cast, "name,coach\nMia,Mara Test\n", **own).location).text
    assert "no coach you can choose" in page
    assert send_file(idris, cast, GOOD).status_code == 422


@pytest.mark.parametrize("who", ["idris", "tove"])
def test_nobody_else_sees_the_lines(cast: Cast, mara: Visitor, who: str) -> None:
    preview = send_file(mara, cast, GOOD).location
    assert cast.browser(who).get(preview).status_code == 404
    assert cast.browser(who).post(f"{preview}/confirmation").status_code == 404


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"file": (BytesIO(b""), "")}, "Please choose a file."),
        ({"file": "no file"}, "Please choose a file."),
        ({"state": "completed"}, "choose from what is offered"),
        ({"file": (BytesIO(b'name\n"Mia'), "c.csv")}, "Line 2: This can’t be read"),
    ],
)
def test_it_asks_again_for_what_it_cannot_read(
    cast: Cast, mara: Visitor, more: dict[str, Any], words: str
) -> None:
    answer = send_file(mara, cast, GOOD, **more)
    assert answer.status_code == 422
    assert words in answer.text


def _send_large(visitor: Visitor, size: int) -> TestResponse:
    """A form of one large file, made by hand: the test client would make a file of its own."""
    fields = [
        f'--edge\r\nContent-Disposition: form-data; name="csrf_token"\r\n\r\n{visitor.token()}',
        '--edge\r\nContent-Disposition: form-data; name="file"; filename="c.csv"\r\n\r\n'
        + "x" * size,
        "--edge--\r\n",
    ]
    return visitor.http.post(
        IMPORT,
        data="\r\n".join(fields).encode(),
        content_type="multipart/form-data; boundary=edge",
        base_url=BASE_URL,
    )


@pytest.mark.parametrize(
    ("size", "status", "words"),
    [
        (LARGEST_FILE + 1, 422, "larger than 1 MB"),
        (13 * 1024 * 1024, 413, "larger than we take"),
    ],
)
def test_a_file_that_is_too_large_is_told_so(
    mara: Visitor, size: int, status: int, words: str
) -> None:
    answer = _send_large(mara, size)
    assert answer.status_code == status
    assert words in answer.text


def test_many_are_taken_in_a_few_statements(cast: Cast, app: Flask, mara: Visitor) -> None:
    file = "name,e-mail\n" + "".join(f"P{n},p{n}@example.org\n" for n in range(MOST_LINES))
    preview = send_file(mara, cast, file).location
    page = mara.get(preview).text
    assert len(re.findall("<tr>", page)) == 21
    with counted(app) as looked:
        mara.get(preview)
    assert len(looked) <= 8, looked
    with counted(app) as sent:
        assert mara.post(f"{preview}/confirmation").status_code == 303
    assert len(sent) < 25, len(sent)


def test_what_was_read_is_forgotten_after_a_day(
    cast: Cast, app: Flask, mara: Visitor, superuser: Engine
) -> None:
    old, new = send_file(mara, cast, GOOD).location, send_file(mara, cast, GOOD).location
    with superuser.begin() as connection:
        aged = "UPDATE client_import SET created_at = now() - interval '25 hours' WHERE id = :id"
        connection.execute(text(aged), {"id": old.rpartition("/")[2]})
    with app.app_context():
        tenancy.enter_practice(cast.north)
        clients.forget_imports(cast.north)
        db.session.commit()
    assert mara.get(old).status_code == 404
    assert mara.get(new).status_code == 200


def test_a_file_that_waits_is_found_again_by_who_sent_it(cast: Cast, mara: Visitor) -> None:
    words = "waits for you to look at it"
    assert words not in mara.get(IMPORT).text
    preview = send_file(mara, cast, GOOD).location.removeprefix(BASE_URL)
    page = mara.get(IMPORT).text
    assert words in page
    assert f'href="{preview}"' in page
    assert words not in cast.browser("idris").get(IMPORT).text
    assert mara.post(f"{preview}/confirmation").status_code == 303
    assert words not in mara.get(IMPORT).text


def test_the_newest_are_the_file_s_lines_in_their_order(cast: Cast, mara: Visitor) -> None:
    people = [f"Line {number:02}" for number in range(12)]
    preview = send_file(mara, cast, "name\n" + "\n".join(people)).location
    assert mara.post(f"{preview}/confirmation").status_code == 303
    page = mara.get("/app/north/clients?sort=newest").text
    assert re.findall(r'class="ledger__who"><a href="[^"]+">(Line \d+)</a>', page) == people
