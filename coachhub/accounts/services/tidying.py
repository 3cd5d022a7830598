"""What is over is forgotten after a while."""

from datetime import timedelta

from sqlalchemy import delete, func

from coachhub.accounts.models import Device, OneTimeToken
from coachhub.accounts.rules import IDLE_AT_MOST, SIGNED_IN_AT_MOST
from coachhub.core.db import db

KEEP_ENDED = timedelta(days=30)


def forget_ended() -> None:
    """Links used up or run out, and devices signed out or idled out, are gone after 30 days.

    A browser whose device is forgotten has to be known anew to be spared others' failed tries.
    """
    oldest = func.now() - KEEP_ENDED
    token_ended = func.coalesce(OneTimeToken.used_at, OneTimeToken.expires_at)
    device_ended = func.coalesce(
        Device.ended_at,
        func.least(Device.seen_at + IDLE_AT_MOST, Device.created_at + SIGNED_IN_AT_MOST),
    )
    db.session.execute(delete(OneTimeToken).where(token_ended < oldest))
    db.session.execute(delete(Device).where(device_ended < oldest))
