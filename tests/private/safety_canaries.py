"""Canaries in everything that coach and client write about safety."""

import re

from tests.cast import Cast

ANSWERED = "might_act"
ABOUT = "self_harm"
NOTE = "canary step: she walks by the lake"
REASON = "canary reason: the sister moved in"
LIFTED = "canary lifted: the paper lay on the table"
SET = "canary set: another paper came"
PHRASES = (ANSWERED, ABOUT, NOTE, REASON, LIFTED, SET)


def fill(cast: Cast) -> None:
    """Ben answers the questions; Mara sees to what they raise."""
    mara, ben = cast.browser("mara"), cast.browser("ben")
    questions = "/portal/north/safety"
    assert ben.fill(questions).status_code == 422
    assert ben.fill(questions, harm=ANSWERED, order="binds_me").status_code == 303
    own = f"/app/north/clients/{cast.clients['ben']}/safety"
    assert mara.post(f"{own}/acknowledgement").status_code == 303
    assert mara.fill(f"{own}/actions/new", kind="spoke", note=NOTE).status_code == 303
    [flag] = re.findall(rf"{own}/flags/[0-9a-f-]{{36}}/closing", mara.get(own).text)
    assert mara.fill(flag, reason=REASON).status_code == 422
    assert mara.fill(flag, ending="settled", reason=REASON).status_code == 303
    assert mara.fill(f"{own}/hold/end", reason=LIFTED).status_code == 303
    assert mara.fill(f"{own}/hold", reason=SET).status_code == 303
    page = mara.get(own).text
    for phrase in (NOTE, REASON, LIFTED, SET):
        assert phrase in page
