"""From a delivery and its words to the letter that goes out."""

import re
from email.headerregistry import Address, HeaderRegistry, UniqueUnstructuredHeader
from email.message import EmailMessage
from email.policy import EmailPolicy
from email.utils import format_datetime

import flask_babel
from flask import current_app

from coachhub.core import clock
from coachhub.core.web import i18n
from coachhub.mail import rules, wishes
from coachhub.mail.models import Delivery
from coachhub.mail.services import Message, colours_of, link


class _Whole(UniqueUnstructuredHeader):
    """A header in one line: folded, a long link would be encoded, which nobody decodes."""

    name: str

    def fold(self, *, policy: EmailPolicy) -> str:
        return f"{self.name}: {self}{policy.linesep}"


_GAP = re.compile(r"\n{3,}")
"""What a block that says nothing leaves between two paragraphs."""
_HEADERS = HeaderRegistry()
_HEADERS.map_to_type("list-unsubscribe", _Whole)  # type: ignore[arg-type]  # one of the mixins that it takes
_POLICY = EmailPolicy(header_factory=_HEADERS)


def write(delivery: Delivery, message: Message, *, sender: str) -> EmailMessage:
    """The letter in the reader's language, as text and as HTML, from the practice's name.

    Its id is the delivery's, so that a second copy is known as one. Raises ValueError for a header
    with a line break in it.
    """
    i18n.speak(message.locale, message.zone)
    flask_babel.refresh()
    letter = EmailMessage(policy=_POLICY)
    letter["From"] = Address(message.sender_name, addr_spec=sender)
    letter["To"] = Address(addr_spec=delivery.recipient)
    stop = _stop_link(delivery)
    letter["Subject"] = subject = _render(delivery.kind, "subject.txt", message)
    letter["Date"] = format_datetime(clock.now())
    letter["Message-ID"] = rules.message_id(
        delivery.practice_id, delivery.id, host=sender.rpartition("@")[2]
    )
    letter["Auto-Submitted"] = "auto-generated"
    if stop:
        letter["List-Unsubscribe"] = f"<{stop}>"
        letter["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    words = _render(delivery.kind, "body.txt", message, stop_link=stop)
    letter.set_content(_GAP.sub("\n\n", words))
    html = _render(
        delivery.kind,
        "body.html",
        message,
        stop_link=stop,
        subject=subject,
        colours=colours_of(delivery.practice_id),
    )
    letter.add_alternative(html, subtype="html")
    if message.calendar:
        letter.add_attachment(
            message.calendar,
            maintype="text",
            subtype="calendar",
            filename="session.ics",
            params={"method": message.calendar_method, "charset": "utf-8"},
        )
    return letter


def text_of(letter: EmailMessage) -> str:
    """The letter's words without its HTML."""
    part = letter.get_body(("plain",))
    return part.get_content() if isinstance(part, EmailMessage) else ""


def _stop_link(delivery: Delivery) -> str | None:
    """Where the reader says that they do without mails of this sort; None where they can't."""
    sort = rules.SORT_OF.get(delivery.kind)
    if sort not in rules.WISHES:
        return None
    wish = wishes.Wish(delivery.practice_id, sort, delivery.recipient)
    return link("public.mail_wish", token=wishes.token_of(wish))


def _render(kind: str, part: str, message: Message, **of_letter: object) -> str:
    """Without Flask's context processors: a mail knows of no request and no signed-in person."""
    package, _, name = kind.partition("/")
    template = current_app.jinja_env.get_template(f"{package}/mail/{name}/{part}")
    ours = {"locale": message.locale, "practice_name": message.sender_name}
    return template.render({**message.context, **ours, **of_letter}).strip()
