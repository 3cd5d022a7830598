from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from uuid import UUID

import pytest
from flask import Flask
from sqlalchemy import Engine, text

from coachhub.mail import delivery as sending
from tests.mail.conftest import Read
from tests.mail.post_office import PostOffice
from tests.workers import eventually, work_off

Post = Callable[..., UUID]


def test_a_mail_is_sent_and_recorded(
    sender: Flask, office: PostOffice, post: Post, delivery: Read
) -> None:
    post()
    work_off(sender)
    assert len(office.letters) == 1
    row = delivery()
    assert (row["state"], row["tries"], row["last_error"]) == ("sent", 1, None)
    assert row["sent_at"] is not None
    assert row["body_sealed"] is None


def test_its_head_says_who_writes_to_whom(
    sender: Flask, office: PostOffice, post: Post, practice_id: UUID
) -> None:
    delivery_id = post()
    work_off(sender)
    [letter] = office.letters
    assert letter["From"] == '"Praxis Zoë, “Nord”" <coachhub@coachhub.test>'
    assert letter["To"] == "ben@example.org"
    assert letter["Subject"] == "Grüße & more"
    assert letter["Message-ID"] == f"<{delivery_id.hex}.{practice_id.hex}@coachhub.test>"
    assert letter["Auto-Submitted"] == "auto-generated"
    assert office.names == ["coachhub.test"]


def test_it_is_text_and_html_and_only_html_is_escaped(
    sender: Flask, office: PostOffice, post: Post
) -> None:
    post(name="<b>Ben</b>")
    work_off(sender)
    [letter] = office.letters
    plain, html = (letter.get_body((kind,)) for kind in ("plain", "html"))
    assert plain
    assert "Hello <b>Ben</b> & all of Praxis Zoë" in plain.get_content()
    assert html
    assert "Hello &lt;b&gt;Ben&lt;/b&gt;" in html.get_content()


def test_nothing_to_say_is_dropped(
    sender: Flask, office: PostOffice, post: Post, delivery: Read
) -> None:
    post(name="nobody")
    work_off(sender)
    assert (office.letters, delivery()["state"]) == ([], "dropped")


def test_an_interrupted_one_is_sent_again_under_its_id(
    sender: Flask, office: PostOffice, post: Post, delivery: Read, superuser: Engine
) -> None:
    delivery_id = post()
    with superuser.begin() as connection:
        connection.execute(text("UPDATE delivery SET state = 'sending', tries = 1"))
    work_off(sender)
    [letter] = office.letters
    assert letter["Message-ID"].startswith(f"<{delivery_id.hex}.")
    assert (delivery()["state"], delivery()["tries"]) == ("sent", 2)


@pytest.mark.parametrize("state", ["sent", "dropped", "failed"])
def test_one_that_is_settled_is_left_alone(
    sender: Flask, office: PostOffice, post: Post, superuser: Engine, state: str
) -> None:
    post()
    with superuser.begin() as connection:
        connection.execute(text("UPDATE delivery SET state = :state"), {"state": state})
    work_off(sender)
    assert office.letters == []


def test_no_transaction_is_open_while_the_server_is_spoken_to(
    sender: Flask, office: PostOffice, post: Post, superuser: Engine
) -> None:
    letters: list[str] = []
    is_open = text(
        "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() "
        "AND usename = 'coachhub_app' AND state LIKE 'idle in transaction%'"
    )

    def none_is_open() -> bool:
        with superuser.connect() as connection:
            return bool(connection.scalar(is_open) == 0)

    def look() -> None:
        eventually(none_is_open, seconds=2)  # beside it the worker notes that it lives
        letters.append("looked")

    office.on_letter = look
    post()
    work_off(sender)
    assert letters == ["looked"]


def test_one_that_another_worker_sent_meanwhile_is_not_sent_twice(
    sender: Flask, office: PostOffice, post: Post, delivery: Read, superuser: Engine
) -> None:
    post()
    with ThreadPoolExecutor(1) as pool:
        with sending._one_in_doubt:
            slow = pool.submit(work_off, sender)
            eventually(lambda: delivery()["state"] == "sending")
            with superuser.begin() as connection:
                connection.execute(text("UPDATE delivery SET state = 'sent'"))
        slow.result(timeout=30)
    assert office.letters == []
