from uuid import UUID

from coachhub.accounts.models import User
from coachhub.clients import services as clients
from coachhub.core.db import db
from coachhub.jobs.services import periodic, task


@periodic("clients.tidy", cron="41 * * * *", each_practice=True)
def tidy(practice_id: UUID) -> None:
    """Forget the files that clients were, or were not, imported from, and remarks of before."""
    clients.forget_imports(practice_id)
    clients.forget_remarks_before(practice_id)


@task("clients.write_in_their_language")
def write_in_their_language(_instance: UUID, *, user_id: UUID) -> None:
    """A person chose a language: the mails they get as a client are written in it too."""
    user = db.session.get(User, user_id)
    if user is not None:
        clients.speak_to(user)
