"""How long to go on trying, and what may travel in a job."""

import re
from datetime import timedelta

RETRY_AFTER = (
    timedelta(seconds=10),
    timedelta(minutes=1),
    timedelta(minutes=5),
    timedelta(minutes=30),
    timedelta(hours=3),
)
"""How long a failed job waits before each further try; after the last it is parked."""

MOST_RUNS = 20
"""A job whose worker died under it so often is parked: it may be what kills the workers."""

KEEP_PARKED = timedelta(days=30)

CODE = re.compile(r"[A-Za-z0-9_.:/-]{0,100}")
"""Ids, names of states and kinds: no spaces, so that nothing anybody wrote slips into a job."""


def is_code(value: str) -> bool:
    """Whether a text is short and plain enough to be no text at all."""
    return CODE.fullmatch(value) is not None
