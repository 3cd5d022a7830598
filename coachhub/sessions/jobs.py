from uuid import UUID

from coachhub.core import clock
from coachhub.core.db import db
from coachhub.jobs.services import task
from coachhub.mail import services as mail
from coachhub.practices.models import Practice
from coachhub.sessions import services as sessions
from coachhub.sessions.pdf import print_summary
from coachhub.sessions.rules import SummaryState


@task("sessions.print")
def print_published(practice_id: UUID, *, summary_id: UUID) -> None:
    """The PDF of a published summary is there, and its client is told that something waits."""
    summary = sessions.find_summary(practice_id, summary_id)
    if summary is None or summary.state != SummaryState.PUBLISHED or summary.printed_at:
        return
    content = print_summary(summary, db.session.get_one(Practice, practice_id))
    summary.keep_pdf(content, clock.now())
    client = summary.booking.client
    if client is not None and client.email and client.user_id:
        mail.post(sessions.MAIL, practice_id, client.email, about_id=summary.id)
