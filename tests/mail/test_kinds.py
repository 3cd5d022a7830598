import pytest
from flask import Flask

from coachhub.app import COMPOSERS


@pytest.mark.parametrize("kind", COMPOSERS)
def test_each_kind_of_mail_has_its_words(app: Flask, kind: str) -> None:
    package, _, name = kind.partition("/")
    for part in ("subject.txt", "body.txt", "body.html"):
        app.jinja_env.get_template(f"{package}/mail/{name}/{part}")
