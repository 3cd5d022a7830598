"""A kind of mail for tests: "sample/hello" greets whom its params name."""

from flask import Flask
from jinja2 import ChoiceLoader, DictLoader

from coachhub.clients import services as clients
from coachhub.core.db import db
from coachhub.mail import services as mail
from coachhub.mail.models import Delivery
from coachhub.practices.emails import colours_of

TEMPLATES = {
    "sample/mail/hello/subject.txt": "{{ subject }}",
    "sample/mail/hello/body.txt": "Hello {{ name }} & all of {{ practice_name }}",
    "sample/mail/hello/body.html": "<p>Hello {{ name }} & all of {{ practice_name }}</p>",
}
PRACTICE_NAME = "Praxis Zoë, “Nord”"


def hello(delivery: Delivery) -> mail.Message | None:
    """A greeting; nothing to say to nobody; an error when asked to break."""
    name = delivery.params.get("name", "Ben")
    if name == "nobody":
        return None
    if name == "break":
        delivery.params = {"name": "a change that is rolled back"}
        db.session.flush()
        raise RuntimeError
    subject = delivery.params.get("subject", "Grüße & more")
    return mail.Message({"name": name, "subject": subject}, "en", "Europe/Berlin", PRACTICE_NAME)


def known_to(app: Flask) -> Flask:
    """The application knows how to write the letter."""
    mail.register(
        app, {"sample/hello": hello}, is_discreet=clients.is_discreet, colours_of=colours_of
    )
    app.jinja_env.loader = ChoiceLoader([DictLoader(TEMPLATES), app.jinja_env.loader])  # type: ignore[list-item]
    return app
