from datetime import timedelta

import pytest

from coachhub.mail import rules


@pytest.mark.parametrize(
    ("tries", "wait"),
    [
        (1, timedelta(minutes=1)),
        (2, timedelta(minutes=5)),
        (3, timedelta(minutes=15)),
        (4, timedelta(hours=1)),
        (5, timedelta(hours=3)),
        (6, timedelta(hours=6)),
        (7, timedelta(hours=12)),
        (8, None),
    ],
)
def test_each_failure_waits_longer_and_the_last_is_the_end(
    tries: int, wait: timedelta | None
) -> None:
    assert rules.wait_after(tries) == wait
