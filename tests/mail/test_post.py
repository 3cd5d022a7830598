from uuid import UUID

import pytest
from flask import Flask
from sqlalchemy import Engine, select

from coachhub.core import tenancy
from coachhub.core.db import db
from coachhub.mail import services as mail
from coachhub.mail.models import Delivery
from tests.workers import jobs

pytestmark = pytest.mark.every_postgres


def test_a_mail_is_a_row_and_a_job(scope: Flask, practice_id: UUID, superuser: Engine) -> None:
    delivery = mail.post("sample/hello", practice_id, "ben@example.org")
    db.session.commit()
    [job] = jobs(superuser)
    assert delivery.state == "waiting"
    assert (job["task_name"], job["args"]) == (
        "mail.deliver",
        {"practice_id": str(practice_id), "delivery_id": str(delivery.id)},
    )


def test_a_rollback_takes_both(scope: Flask, practice_id: UUID, superuser: Engine) -> None:
    mail.post("sample/hello", practice_id, "ben@example.org")
    db.session.rollback()
    tenancy.enter_practice(practice_id)
    assert (db.session.scalars(select(Delivery)).all(), jobs(superuser)) == ([], [])


def test_a_mail_of_no_practice_is_the_instance_s(scope: Flask, practice_id: UUID) -> None:
    tenancy.enter_practice(practice_id)
    mail.post("sample/hello", tenancy.INSTANCE, "ben@example.org")
    db.session.commit()
    assert db.session.scalars(select(Delivery)).all() == []
    assert tenancy.current().practice_id == practice_id


@pytest.mark.parametrize("end", ["\n", "\r", "\r\nBcc: eve@example.org"])
def test_an_address_of_two_lines_is_refused(scope: Flask, practice_id: UUID, end: str) -> None:
    with pytest.raises(mail.BadAddress):
        mail.post("sample/hello", practice_id, "ben@example.org" + end)


def test_what_the_mail_is_about_is_in_no_job(
    scope: Flask, practice_id: UUID, superuser: Engine
) -> None:
    mail.post("sample/hello", practice_id, "canary-7431@example.org", name="canary-7431")
    db.session.commit()
    assert "canary-7431" not in str(jobs(superuser))


def test_a_link_lies_under_the_configured_base(app: Flask) -> None:
    with app.test_request_context(base_url="https://evil.example"):
        link = mail.link("static_asset", version="v", path="a b.css")
    assert link == "https://coachhub.test/static/v/a%20b.css"
