"""What may follow what in a plan's life, cell by cell."""

from itertools import product

import pytest

from coachhub.nocontact.rules import CLOSED, LIVE, PREPARED, Act, Party, PlanState, following

S, A, P = PlanState, Act, Party
POSSIBLE = {
    (S.DRAFT, A.PROPOSE, P.COACH): S.PROPOSED,
    (S.DRAFT, A.WITHDRAW, P.COACH): S.WITHDRAWN,
    (S.DRAFT, A.WITHDRAW, P.CLIENT): S.WITHDRAWN,
    (S.PROPOSED, A.AGREE, P.CLIENT): S.SCHEDULED,
    (S.PROPOSED, A.ASK_CHANGE, P.CLIENT): S.DRAFT,
    (S.PROPOSED, A.WITHDRAW, P.COACH): S.WITHDRAWN,
    (S.PROPOSED, A.WITHDRAW, P.CLIENT): S.WITHDRAWN,
    (S.SCHEDULED, A.START, P.PROGRAM): S.ACTIVE,
    (S.SCHEDULED, A.CHANGE_START, P.CLIENT): S.SCHEDULED,
    (S.SCHEDULED, A.WITHDRAW, P.COACH): S.WITHDRAWN,
    (S.SCHEDULED, A.WITHDRAW, P.CLIENT): S.WITHDRAWN,
    (S.SCHEDULED, A.REPLACE, P.CLIENT): S.REPLACED,
    (S.ACTIVE, A.CORRECT_START, P.COACH): S.ACTIVE,
    (S.ACTIVE, A.CHECK_IN, P.CLIENT): S.ACTIVE,
    (S.ACTIVE, A.TELL, P.CLIENT): S.ACTIVE,
    (S.ACTIVE, A.PAUSE, P.COACH): S.PAUSED,
    (S.ACTIVE, A.EXTEND, P.CLIENT): S.ACTIVE,
    (S.ACTIVE, A.RESTART, P.CLIENT): S.ACTIVE,
    (S.ACTIVE, A.RUN_OUT, P.PROGRAM): S.REVIEW_DUE,
    (S.ACTIVE, A.END, P.COACH): S.ENDED_EARLY,
    (S.ACTIVE, A.END, P.CLIENT): S.ENDED_EARLY,
    (S.ACTIVE, A.REPLACE, P.CLIENT): S.REPLACED,
    (S.PAUSED, A.CHECK_IN, P.CLIENT): S.PAUSED,
    (S.PAUSED, A.TELL, P.CLIENT): S.PAUSED,
    (S.PAUSED, A.RESUME, P.COACH): S.ACTIVE,
    (S.PAUSED, A.RESUME, P.CLIENT): S.ACTIVE,
    (S.PAUSED, A.RESUME, P.PROGRAM): S.ACTIVE,
    (S.PAUSED, A.EXTEND, P.CLIENT): S.PAUSED,
    (S.PAUSED, A.END, P.COACH): S.ENDED_EARLY,
    (S.PAUSED, A.END, P.CLIENT): S.ENDED_EARLY,
    (S.PAUSED, A.REPLACE, P.CLIENT): S.REPLACED,
    (S.REVIEW_DUE, A.CHECK_IN, P.CLIENT): S.REVIEW_DUE,
    (S.REVIEW_DUE, A.TELL, P.CLIENT): S.REVIEW_DUE,
    (S.REVIEW_DUE, A.EXTEND, P.CLIENT): S.ACTIVE,
    (S.REVIEW_DUE, A.REVIEW, P.COACH): S.COMPLETED,
    (S.REVIEW_DUE, A.LEAVE_UNREVIEWED, P.PROGRAM): S.COMPLETED,
}


@pytest.mark.parametrize("state", PlanState)
def test_what_follows(state: PlanState) -> None:
    for act, party in product(Act, Party):
        found = following(state, act, party)
        assert found == POSSIBLE.get((state, act, party)), (state, act, party)


def test_each_state_is_prepared_live_or_closed() -> None:
    assert set(PlanState) == PREPARED | LIVE | CLOSED
    assert not PREPARED & LIVE
    assert {S.COMPLETED, S.ENDED_EARLY, S.WITHDRAWN, S.REPLACED} == CLOSED
