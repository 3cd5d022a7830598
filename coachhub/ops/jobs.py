"""Jobs of whoever runs the installation."""

from datetime import timedelta
from uuid import UUID

from coachhub.audit import services as audit
from coachhub.core import clock, private, reseal
from coachhub.core.actor import OPERATOR
from coachhub.jobs.services import enqueue, task

REST = timedelta(minutes=10)
"""Before old keys are dropped: longer than any transaction that may still seal with one."""


@task("ops.reseal")
def reseal_practice(practice_id: UUID) -> None:
    """Seal some of the practice's texts with its newest key, and go on in the next job.

    Killed anywhere, it goes on where it was: what is done is recognised by its key.
    """
    if reseal.reseal_some(practice_id):
        enqueue("ops.reseal", practice_id)
    else:
        enqueue("ops.retire_keys", practice_id, at=clock.now() + REST)


@task("ops.retire_keys")
def retire_keys(practice_id: UUID) -> None:
    """Drop the practice's older data keys, if no text needs them any more."""
    if reseal.count_old(practice_id):
        enqueue("ops.reseal", practice_id)
        return
    store = private.keystore()
    ring = store.ring(practice_id)
    for key_id in [name for name in ring.keys if name != ring.newest]:
        audit.record(practice_id, "key.dropped", by=OPERATOR, key=key_id)
        store.drop_key(practice_id, key_id)
