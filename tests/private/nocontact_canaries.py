"""Canaries in everything that coach and client write about a plan and its days."""

from coachhub.core import tenancy
from coachhub.core.db import db
from coachhub.core.ids import new_id
from coachhub.nocontact import services as nocontact
from coachhub.nocontact.rules import (
    ContactAnswer,
    ContactKind,
    Party,
    Reaction,
    RuleKey,
    SlipAnswer,
    Wish,
)
from coachhub.programs import services as programs
from tests.cast import Cast
from tests.nocontact.plans import a_draft, by_client, by_coach, client_of, make_ready, today

RATIONALE = "canary rationale: until the geese are back"
WITHOUT_TASKS = "canary lack of tasks: sleep comes first"
OWN_RULE = "canary rule: not past the bakery on Sundays"
WISH = "canary wish: rather without the bakery"
LINES = ("canary line: fog over the harbour", "canary line: the fog is gone")
DID = ("canary deed: swam to the buoy", "canary deed: swam back")
REPLY = "canary reply: all the way to the buoy"
SLIP = ("canary trigger: the ferry's horn", "canary need: to be asked", "canary note: two lines")
OVERRULING = "canary overruling: it was about the keys"
ANSWER = "canary answer: who else could have asked"
ASKED = "canary question: ten days more"
PHRASES = (
    RATIONALE,
    WITHOUT_TASKS,
    OWN_RULE,
    WISH,
    *LINES,
    *DID,
    REPLY,
    *SLIP,
    OVERRULING,
    ANSWER,
    ASKED,
)


def fill(cast: Cast) -> None:
    """Mara and Anna make a plan; Anna tells of her days, and Mara answers."""
    with cast.app.app_context():
        tenancy.enter_practice(cast.north)
        coach, oneself, anna = by_coach(cast), by_client(cast, "anna"), client_of(cast, "anna")
        make_ready(anna, by=coach, task=False)
        own = nocontact.RuleDraft(RuleKey.OWN, is_on=True, counts_as_slip=False, words=OWN_RULE)
        draft = a_draft(rationale=RATIONALE)
        draft.rules.append(own)
        plan = nocontact.make_plan(anna, draft, by=coach, key=new_id())
        programs.propose_plan(plan, without_tasks=WITHOUT_TASKS, by=coach)
        nocontact.ask_for_change(plan, WISH, version=1, by=oneself)
        db.session.commit()
        programs.propose_plan(plan, without_tasks=WITHOUT_TASKS, by=coach)
        plan.wish = WISH
        nocontact.open_explainer(plan, by=oneself)
        nocontact.agree(plan, version=1, starts_on=None, by=oneself)
        for line, did in zip(LINES, DID, strict=True):
            said = nocontact.CheckInDraft(today(), ContactAnswer.NONE, did=did, line=line)
            row = nocontact.check_in(plan, said, by=oneself)
        nocontact.answer_check_in(row, Reaction.READ, REPLY, by=coach)
        told = nocontact.EventDraft(
            today(), ContactKind.BY_ME, led_to=SLIP[0], needs=SLIP[1], note=SLIP[2]
        )
        event = nocontact.tell(plan, told, by=oneself, key=new_id())
        nocontact.answer_slip(plan, event, nocontact.Answer(SlipAnswer.CONTINUE, ANSWER), by=coach)
        nocontact.overrule(plan, event, OVERRULING, counts=False, by=coach)
        asked = nocontact.Asked(Wish.EXTEND, 10, words=ASKED)
        nocontact.ask(plan, asked, by=coach, party=Party.COACH)
        db.session.commit()
    _read_again(cast)


def _read_again(cast: Cast) -> None:
    """The coach reads what was written, and pages refuse some of it."""
    mara = cast.browser("mara")
    desk = f"/app/north/clients/{cast.clients['anna']}/plan"
    page = mara.get(desk).text.replace("&#39;", "'")
    for phrase in (RATIONALE, OWN_RULE, LINES[1], REPLY, SLIP[2], OVERRULING, ANSWER):
        assert phrase in page, phrase
    assert mara.fill(f"{desk}/new", rationale=RATIONALE, length="1").status_code == 422
