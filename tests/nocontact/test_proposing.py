"""A plan is proposed: what is missing is said, and what becomes of it stands on both sides."""

import html
import re
from datetime import timedelta

from coachhub.core.db import db
from coachhub.nocontact.rules import Kind, Reason
from coachhub.safety.models import SafetyFlag
from coachhub.safety.rules import FlagKind, FlagState, Level
from tests.cast import Cast
from tests.nocontact.plans import (
    PORTAL,
    RATIONALE,
    agreed_with,
    by_client,
    by_coach,
    client_of,
    desk_of,
    draft_for,
    in_north,
    make_ready,
    plan_at,
    propose_to,
    today,
)
from tests.visitor import AS_SCRIPT, Visitor


def test_a_wish_brings_the_draft_back(ready: Cast, mara: Visitor, ben: Visitor) -> None:
    in_north(ready, lambda: propose_to(client_of(ready), by=by_coach(ready)))
    own = plan_at(ben, PORTAL)
    assert ben.fill(f"{own}/change", words="Rather three weeks").status_code == 303
    assert "Rather three weeks" in mara.get(desk_of(ready)).text
    assert "your coach is at it" in ben.get(PORTAL).text


def test_agreed_twice_leads_to_the_plan(ready: Cast, ben: Visitor) -> None:
    in_north(ready, lambda: propose_to(client_of(ready), by=by_coach(ready)))
    own = plan_at(ben, PORTAL)
    ben.get(f"{PORTAL}/how-it-works")
    for _time in range(2):
        answer = ben.post(f"{own}/agreement", {"version": "1"})
        assert "Agreed. You can pause it" in ben.get(answer.location).text
    assert "Day 1 of 30" in ben.get(PORTAL).text


def test_a_plan_that_was_withdrawn_shows_no_days(ready: Cast, ben: Visitor) -> None:
    in_north(ready, lambda: propose_to(client_of(ready), by=by_coach(ready)))
    ben.post(f"{plan_at(ben, PORTAL)}/withdrawal")
    page = ben.get(PORTAL).text
    assert "Withdrawn, 30 days" in page
    assert "What was proposed" in page
    assert "What is agreed" not in page
    assert "not reported" not in page


def test_a_draft_that_was_never_proposed_stays_at_the_desk(
    ready: Cast, mara: Visitor, ben: Visitor
) -> None:
    in_north(ready, lambda: draft_for(client_of(ready), by=by_coach(ready)))
    mara.post(f"{plan_at(mara, desk_of(ready))}/withdrawal")
    page = ben.get(PORTAL).text
    assert "No plan yet" in page
    assert RATIONALE not in page


def test_without_the_explainer_nothing_is_agreed(ready: Cast, ben: Visitor) -> None:
    in_north(ready, lambda: propose_to(client_of(ready), by=by_coach(ready)))
    own = plan_at(ben, PORTAL)
    answer = ben.post(f"{own}/agreement", {"version": "1"})
    assert "open “How it works” first" in ben.get(answer.location).text


def test_a_task_of_the_practice_to_begin_with_says_its_language(cast: Cast, mara: Visitor) -> None:
    in_north(cast, lambda: make_ready(client_of(cast), by=by_coach(cast), task=False))
    in_north(cast, lambda: draft_for(client_of(cast), by=by_coach(cast)))
    assert mara.fill("/app/north/tasks/new", words="Hum a song").status_code == 303
    draft = plan_at(mara, desk_of(cast))
    assert ">Hum a song</a>" in mara.get(f"{draft}/proposal").text
    assert mara.fill("/account", locale="fr").status_code == 303
    assert ' lang="en">Hum a song</a>' in mara.get(f"{draft}/proposal").text


def test_what_is_missing_stands_by_the_proposal(cast: Cast, mara: Visitor) -> None:
    def prepare() -> None:
        make_ready(client_of(cast), by=by_coach(cast), task=False)
        draft_for(client_of(cast), by=by_coach(cast))

    in_north(cast, prepare)
    draft = plan_at(mara, desk_of(cast))
    late = mara.fill(f"{draft}/proposal")
    assert late.status_code == 422
    assert "No task goes with it yet" in late.text
    assert "or say why there is none" in late.text
    assert len(set(re.findall(r"tasks/new\?template=([^\"&]+)", late.text))) == 3
    assert mara.send_again(late, without_tasks="Sleep first").status_code == 303


def test_what_is_missing_leads_to_where_one_sees_to_it(cast: Cast, mara: Visitor) -> None:
    def prepare() -> None:
        make_ready(client_of(cast), by=by_coach(cast))
        pet = {"kind": Kind.LIMITED, "reason": Reason.PET, "starts_on": today() - timedelta(days=3)}
        plan = draft_for(client_of(cast), by=by_coach(cast), **pet)
        flag = SafetyFlag(
            practice_id=plan.practice_id, client_id=plan.client_id, state=FlagState.DISCUSSED
        )
        flag.put(FlagKind.ASKED_TO_STOP, Level.CAUTION)
        db.session.add(flag)

    in_north(cast, prepare)
    draft = plan_at(mara, desk_of(cast))
    page = mara.get(f"{draft}/proposal").text
    assert "The first day is over" in page
    assert "They were asked not to be in contact" in page
    assert page.count(f'href="{draft}/edit"') == 2


NO_RULES: dict[str, object] = {"rules_on": [], "rules_slip": [], "own_rules": ""}


def test_a_plan_without_rules_is_kept_and_not_proposed(ready: Cast, mara: Visitor) -> None:
    in_north(ready, lambda: draft_for(client_of(ready), by=by_coach(ready)))
    draft = plan_at(mara, desk_of(ready))
    step = f"{draft}/rules"
    assert mara.post(step, {**mara.form(step), **NO_RULES}, headers=AS_SCRIPT).status_code == 200
    for page in (desk_of(ready), draft):
        assert "<h3>The rules</h3>" not in mara.get(page).text
    refused = mara.fill(step)
    assert refused.status_code == 422
    assert 'id="rules_on-error"' in refused.text
    assert "No rule is chosen." in refused.text
    assert mara.fill(step, back="1").location == f"{draft}/edit"
    last = mara.get(f"{draft}/proposal").text
    assert "Propose it" not in last
    assert last.count(f'href="{step}"') == 2
    refused = mara.post(f"{draft}/proposal")
    assert refused.status_code == 409
    assert "Not proposed yet" in refused.text


def filled(page: str) -> list[str]:
    """What the filled buttons of a page say."""
    main = page.partition("<main")[2]
    found: list[str] = re.findall(
        r'class="button button--main[^"]*"[^>]*>(?:<svg.*?</svg>)?([^<]+)', main, re.DOTALL
    )
    return found


def test_a_wish_makes_the_change_come_first(ready: Cast, mara: Visitor, ben: Visitor) -> None:
    in_north(ready, lambda: propose_to(client_of(ready), by=by_coach(ready)))
    ben.fill(f"{plan_at(ben, PORTAL)}/change", words="Rather three weeks")
    page = mara.get(desk_of(ready)).text
    assert set(filled(page)) == {"Change the draft"}
    assert page.count("Propose it") == 1


def test_a_proposal_beside_a_plan_has_the_one_filled_button(ready: Cast, ben: Visitor) -> None:
    in_north(ready, lambda: agreed_with(client_of(ready), by=by_client(ready)))
    assert filled(ben.get(PORTAL).text) == ["Today’s check-in"]
    in_north(ready, lambda: propose_to(client_of(ready), by=by_coach(ready)))
    page = ben.get(PORTAL).text
    assert filled(page) == ["How it works"]
    assert "Today’s check-in" in page


def _without_a_task(cast: Cast) -> None:
    make_ready(client_of(cast), by=by_coach(cast), task=False)
    draft_for(client_of(cast), by=by_coach(cast))


def test_why_there_is_no_task_is_kept(cast: Cast, mara: Visitor) -> None:
    in_north(cast, lambda: _without_a_task(cast))
    draft = plan_at(mara, desk_of(cast))
    last = f"{draft}/proposal"
    assert "Why it is proposed without a task</label>" in mara.get(last).text
    assert mara.fill(last, back="1", without_tasks="Sleep first").location == f"{draft}/rules"
    assert mara.form(last)["without_tasks"] == ["Sleep first"]
    form = {**mara.form(last), "without_tasks": "Sleep first, then walks"}
    saved = mara.post(last, form, headers=AS_SCRIPT)
    assert saved.status_code == 200
    assert ">Saved " in saved.text
    long = mara.post(last, {**form, "without_tasks": "x" * 601}, headers=AS_SCRIPT)
    assert long.status_code == 422
    assert "Not saved yet." in long.text
    assert mara.form(last)["without_tasks"] == ["Sleep first, then walks"]
    assert mara.fill(last).status_code == 303
    late = mara.post(last, {**form, "without_tasks": "Late"}, headers=AS_SCRIPT)
    assert late.status_code == 409


def test_a_task_for_a_plan_leads_back_to_its_proposal(cast: Cast, mara: Visitor) -> None:
    in_north(cast, lambda: _without_a_task(cast))
    last = f"{plan_at(mara, desk_of(cast))}/proposal"
    offered = re.findall(r'href="([^"]*tasks/new[^"]*)"', mara.get(last).text)
    task = html.unescape(offered[0])
    assert mara.get(mara.fill(task).location).location == last
    assert "No task goes with it yet" not in mara.get(last).text
    [choice] = re.findall(r'href="([^"]*tasks/choice[^"]*)"', mara.get(task).text)
    found = re.findall(r'href="([^"]*tasks/new[^"]*)"', mara.get(html.unescape(choice)).text)
    assert all("purpose=plan" in one for one in found)
    assert "tasks" in mara.fill(task.partition("?")[0] + "?purpose=none", words="Walk").location


def test_a_rule_of_their_own_is_enough(ready: Cast, mara: Visitor) -> None:
    in_north(ready, lambda: draft_for(client_of(ready), by=by_coach(ready)))
    draft = plan_at(mara, desk_of(ready))
    step = f"{draft}/rules"
    answer = mara.fill(step, **{**NO_RULES, "own_rules": "Sundays by the river"})
    assert answer.location == f"{draft}/proposal"
    assert mara.post(answer.location).status_code == 303
