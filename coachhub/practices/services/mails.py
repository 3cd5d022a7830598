"""What members do about mails that could not be sent and addresses that take none, and which mails
people want.
"""

from collections.abc import Collection
from uuid import UUID

from coachhub.audit import services as audit
from coachhub.core.actor import Actor
from coachhub.mail import services as mail
from coachhub.mail.models import Delivery, MailPause
from coachhub.mail.rules import WISHES, Sort


def send_mail_again(delivery: Delivery, *, by: Actor) -> None:
    """A mail that failed will be tried anew. Raises mail's NotFailed."""
    mail.send_again(delivery)
    audit.record(delivery.practice_id, "mail.sent_again", by=by, about=delivery)


def note_failed_mails(practice_id: UUID, *, by: Actor, without: Collection[str] = ()) -> None:
    """The practice knows of the mails that failed so far, but for kinds that the member isn't
    shown; they are counted no more.
    """
    count = mail.failures_seen(practice_id, without=without)
    if count:
        audit.record(practice_id, "mail.failures_seen", by=by, count=count)


def resume_mail(pause: MailPause, *, by: Actor) -> None:
    """Mails go to this address again."""
    audit.record(pause.practice_id, "mail.resumed", by=by, about=pause, why=pause.why)
    mail.resume(pause)


def want_mails(practice_id: UUID, address: str, wanted: Collection[Sort], *, by: Actor) -> None:
    """Of what one may do without, the person wants these sorts and no others."""
    unwanted = mail.want_mails(practice_id, address, wanted)
    if unwanted is not None:
        without = ", ".join(sorted(unwanted))
        audit.record(practice_id, "mail.wishes_changed", by=by, without=without)


def change_wish(wish: mail.Wish, *, is_wanted: bool, by: Actor) -> None:
    """The person wants, or doesn't want, this one sort; of the others nothing changes."""
    unwanted = mail.unwanted_mails(wish.practice_id, wish.address)
    wanted = set(WISHES) - unwanted - {wish.sort} | ({wish.sort} if is_wanted else set())
    want_mails(wish.practice_id, wish.address, wanted, by=by)
