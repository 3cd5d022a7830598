"""A plan is drafted in steps: what is taken, what is refused and kept."""

import re
from datetime import timedelta

import pytest

from coachhub.clients import services as clients
from coachhub.clients.models import Engagement
from coachhub.clients.rules import EngagementState
from coachhub.core.db import db
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
    today,
)
from tests.visitor import AS_SCRIPT, Visitor


def test_a_draft_is_written_in_steps(ready: Cast, mara: Visitor, ben: Visitor) -> None:
    new = f"{desk_of(ready)}/new"
    rules = mara.fill(new, rationale=RATIONALE).location
    assert rules.endswith("/rules")
    agreed = {"rules_on": ["no_writing", "no_looking"], "rules_slip": ["no_looking"]}
    before = mara.fill(rules, **agreed, own_rules="Sundays by the river", back="1").location
    assert mara.form(before)["rationale"] == [RATIONALE]
    assert mara.fill(before, length="45").location == rules
    kept = mara.form(rules)
    assert [kept[name] for name in agreed] == list(agreed.values())
    last = mara.fill(rules).location
    assert last.endswith("/proposal")
    page = mara.get(last).text
    for words in ("No contact, 45 days", RATIONALE, "profiles", "Sundays by the river"):
        assert words in page
    assert "friends" not in page
    for step in (before, rules):
        assert f'href="{step}"' in page
    assert mara.get(new).location == before
    assert mara.post(last).status_code == 303
    for words in (RATIONALE, "profiles", "Sundays by the river"):
        assert words in ben.get(PORTAL).text
    there = mara.get(new).location
    assert "A plan is prepared already" in mara.get(there).text
    assert mara.get(rules).location == mara.get(before).location == there


def test_the_rules_of_limited_contact_are_its_own(ready: Cast, mara: Visitor) -> None:
    typed = {"rationale": RATIONALE, "kind": "limited", "reason": "children"}
    rules = mara.get(mara.fill(f"{desk_of(ready)}/new", **typed).location).text
    assert "about what has to be settled" in rules
    assert "call, write or react" not in rules


def test_two_coaches_edit_and_nothing_is_lost(ready: Cast, mara: Visitor) -> None:
    in_north(ready, lambda: draft_for(client_of(ready), by=by_coach(ready)))
    edit = f"{plan_at(mara, desk_of(ready))}/edit"
    before = mara.form(edit)
    assert (
        mara.post(edit, {**before, "rationale": "Theirs, long enough to count"}).status_code == 303
    )
    late = mara.post(edit, {**before, "rationale": "Mine, which is long enough too"})
    assert late.status_code == 409
    assert "Theirs, long enough" in late.text
    assert "Mine, which is long" in late.text
    assert mara.send_again(late).status_code == 303


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ({"rationale": "Too short"}, "in a sentence or two"),
        ({"rationale": ""}, "This is needed"),
        ({"length": "0", "other_days": "20"}, "21 to 90 days"),
        ({"length": "0", "other_days": "91"}, "21 to 90 days"),
        ({"length": "0"}, "how many days"),
        ({"kind": "limited"}, "needs a reason"),
        ({"starts_on": "2020-01-01"}, "From today on"),
        ({"starts_on": "0001-01-01"}, "From today on"),
        ({"starts_on": "9999-12-31"}, "From today on"),
        ({"starts_on": "9999-12-31", "show_dates": "1"}, "From today on"),
        ({"starts_on": "0001-01-01", "show_dates": "1"}, "From today on"),
        ({"starts_on": "soon"}, "A date, please"),
        ({"already_since": "2999-01-01"}, "not before the first day"),
        (
            {
                "already_since": str(today() + timedelta(days=1)),
                "starts_on": str(today() + timedelta(days=5)),
            },
            "Today or a day before it",
        ),
        ({"already_since": "0001-01-01"}, "within ten years"),
    ],
)
def test_a_draft_is_refused_and_kept(
    ready: Cast, mara: Visitor, typed: dict[str, object], message: str
) -> None:
    values = {"rationale": RATIONALE, "other_days": "", **typed}
    answer = mara.fill(f"{desk_of(ready)}/new", **values)
    assert answer.status_code == 422
    assert message in answer.text
    assert str(values["rationale"]) in answer.text
    in_north(ready, lambda: draft_for(client_of(ready), by=by_coach(ready)))
    answer = mara.fill(f"{plan_at(mara, desk_of(ready))}/edit", **values)
    assert answer.status_code == 422
    assert message in answer.text


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ({"own_rules": "a\nb\nc\nd\ne\nf"}, "Five at most"),
        ({"rules_on": "smile"}, "choose from what is offered"),
        ({"rules_slip": "smile"}, "choose from what is offered"),
    ],
)
def test_rules_are_refused_and_kept(
    ready: Cast, mara: Visitor, typed: dict[str, object], message: str
) -> None:
    in_north(ready, lambda: draft_for(client_of(ready), by=by_coach(ready)))
    rules = f"{plan_at(mara, desk_of(ready))}/rules"
    answer = mara.fill(rules, **{"own_rules": "Sundays by the river", **typed})
    assert answer.status_code == 422
    assert message in answer.text
    assert str(typed.get("own_rules", "Sundays by the river")) in answer.text


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
@pytest.mark.parametrize("ahead", [0, 3])
def test_a_start_out_of_reach_is_refused_and_kept(
    ready: Cast, mara: Visitor, ahead: int, day: str
) -> None:
    starts_on = today() + timedelta(days=ahead)
    in_north(ready, lambda: agreed_with(client_of(ready), by=by_client(ready), starts_on=starts_on))
    start = f"{plan_at(mara, desk_of(ready))}/start"
    answer = mara.post(start, {"new_start": day, "start_words": "Another week"})
    assert answer.status_code == 422
    assert "Not that far" in answer.text
    assert "Another week" in answer.text


@pytest.mark.parametrize("days", ["21", "90"])
def test_both_ends_are_taken(ready: Cast, mara: Visitor, days: str) -> None:
    typed = {"rationale": RATIONALE, "length": "0", "other_days": days}
    assert mara.fill(f"{desk_of(ready)}/new", **typed).status_code == 303
    assert f"{days} days" in mara.get(desk_of(ready)).text


def test_a_draft_is_kept_while_it_is_written(ready: Cast, mara: Visitor, ben: Visitor) -> None:
    new = f"{desk_of(ready)}/new"
    form = mara.form(new)
    for _lost_answer in range(2):
        kept = mara.post(new, {**form, "rationale": RATIONALE}, headers=AS_SCRIPT)
        assert kept.status_code == 200
        assert 'name="version" type="hidden" value="1"' in kept.text
    there = kept.headers["HX-Replace-Url"]
    assert there.endswith("/edit")
    more = {**form, "version": "1", "rationale": f"{RATIONALE}\r\nAnd rest."}
    after = mara.post(there, more, headers=AS_SCRIPT)
    assert after.status_code == 200
    assert 'value="2"' in after.text
    assert mara.form(there)["rationale"] == [f"{RATIONALE}\nAnd rest."]
    assert RATIONALE not in ben.get(PORTAL).text


def test_the_dates_follow_what_is_chosen(ready: Cast, mara: Visitor) -> None:
    """Also while it can't be kept as it is."""
    new = f"{desk_of(ready)}/new"
    first = today() + timedelta(days=2)
    form = {**mara.form(new), "starts_on": first.isoformat(), "length": "45"}
    for since, status in (("2999-01-01", 422), ("", 200)):
        sent = {**form, "rationale": RATIONALE, "already_since": since, "version": "1"}
        told = mara.post(new, sent, headers=AS_SCRIPT)
        assert told.status_code == status
        [line] = re.findall(r'<p class="said" id="dates">([^<]*)', told.text)
        last = first + timedelta(days=44)
        line = line.replace("\xa0", " ")
        assert f"{first:%b} {first.day}, {first.year}" in line
        assert f"{last:%b} {last.day}, {last.year}, 45 days." in line
    there = told.headers["HX-Replace-Url"]
    none = {**form, "version": "1", "rationale": RATIONALE, "length": "0", "other_days": ""}
    told = mara.post(there, none, headers=AS_SCRIPT)
    assert re.search(r'id="dates" hidden>\s*</p>', told.text)


def test_what_two_windows_write_of_a_draft_stands_side_by_side(ready: Cast, mara: Visitor) -> None:
    new = f"{desk_of(ready)}/new"
    form = mara.form(new)
    mara.post(new, {**form, "rationale": RATIONALE})
    there = f"{plan_at(mara, desk_of(ready))}/edit"
    opened = mara.form(there)
    mara.post(there, {**opened, "rationale": f"{RATIONALE} On the phone."}, headers=AS_SCRIPT)
    mine = {**opened, "rationale": f"{RATIONALE} At the desk."}
    late = mara.post(there, mine, headers=AS_SCRIPT)
    assert late.status_code == 409
    assert 'name="version"' not in late.text
    for address, sent in ((there, mine), (new, {**form, "rationale": mine["rationale"]})):
        both = mara.post(address, sent)
        assert both.status_code == 409
        assert "On the phone." in both.text
        assert "At the desk." in both.text
        assert "data-autosaves" not in both.text
    assert mara.send_again(both).status_code == 303
    assert mara.form(there)["rationale"] == [f"{RATIONALE} At the desk."]


def test_rules_are_kept_while_they_are_chosen(ready: Cast, mara: Visitor) -> None:
    in_north(ready, lambda: draft_for(client_of(ready), by=by_coach(ready)))
    there = f"{plan_at(mara, desk_of(ready))}/rules"
    opened = mara.form(there)
    kept = mara.post(there, {**opened, "rules_on": "no_news"}, headers=AS_SCRIPT)
    assert kept.status_code == 200
    assert 'name="version" type="hidden" value="2"' in kept.text
    assert 'id="dates"' not in kept.text
    assert mara.form(there)["rules_on"] == ["no_news"]
    late = {**opened, "own_rules": "Sundays by the river"}
    assert mara.post(there, late, headers=AS_SCRIPT).status_code == 409
    both = mara.post(there, late)
    assert both.status_code == 409
    assert "<li>I don’t ask friends for news of them.</li>" in both.text
    assert "Sundays by the river" in both.text
    assert "data-autosaves" not in both.text
    assert mara.send_again(both).status_code == 303
    assert mara.form(there)["own_rules"] == ["Sundays by the river"]


def test_a_draft_that_was_proposed_meanwhile_is_not_changed(ready: Cast, mara: Visitor) -> None:
    in_north(ready, lambda: draft_for(client_of(ready), by=by_coach(ready)))
    draft = plan_at(mara, desk_of(ready))
    opened = {step: mara.form(f"{draft}/{step}") for step in ("edit", "rules")}
    assert mara.post(f"{draft}/proposal").status_code == 303
    late = mara.post(f"{draft}/edit", {**opened["edit"], "rationale": f"{RATIONALE} Mine."})
    assert late.status_code == 409
    assert "It is proposed already" in late.text
    assert f"{RATIONALE} Mine." in late.text
    late = mara.post(f"{draft}/rules", {**opened["rules"], "own_rules": "Mine as well"})
    assert late.status_code == 409
    assert "It is proposed already" in late.text
    assert "Mine as well" in late.text


def test_half_a_draft_is_kept_as_it_is(ready: Cast, mara: Visitor) -> None:
    new = f"{desk_of(ready)}/new"
    typed = {"kind": "limited", "reason": "", "rationale": "Enough"}
    kept = mara.post(new, {**mara.form(new), **typed}, headers=AS_SCRIPT)
    assert kept.status_code == 200
    assert "Limited contact needs a reason" not in kept.text.partition('id="mistakes"')[0]
    step = kept.headers["HX-Replace-Url"]
    assert {name: mara.form(step)[name] for name in typed} == {
        "kind": ["limited"],
        "reason": [""],
        "rationale": ["Enough"],
    }
    shorter = {**mara.form(step), "rationale": ""}
    assert mara.post(step, shorter, headers=AS_SCRIPT).status_code == 200
    refused = mara.fill(step)
    assert refused.status_code == 422
    assert "2 things need another look" in refused.text
    last = mara.get(step.replace("/edit", "/proposal")).text
    assert "Limited contact needs a reason." in last
    assert "Why this length and kind is not said yet." in last
    assert "They were asked" not in last
    assert "Propose it" not in last
    assert '<p class="strong">Limited contact, 30 days</p>' in last
    assert mara.get(desk_of(ready)).status_code == 200


def test_what_cant_be_kept_is_named_and_the_rest_kept(ready: Cast, mara: Visitor) -> None:
    in_north(ready, lambda: draft_for(client_of(ready), by=by_coach(ready)))
    step = f"{plan_at(mara, desk_of(ready))}/edit"
    wrong = {"length": "0", "other_days": "500", "starts_on": "", "rationale": "Enough"}
    said = mara.post(step, {**mara.form(step), **wrong}, headers=AS_SCRIPT)
    assert said.status_code == 422
    assert ", all but: Another number of days, First day</p>" in said.text
    assert 'id="other_days-error">' in said.text
    form = mara.form(step)
    assert (form["length"], form["starts_on"]) == (["30"], [str(today())])
    assert form["rationale"] == ["Enough"]
    right = {**form, "length": "0", "other_days": "40", "rationale": RATIONALE}
    said = mara.post(step, right, headers=AS_SCRIPT)
    assert said.status_code == 200
    assert '<span id="other_days-error" hidden></span>' in said.text
    assert '<div id="mistakes" hidden></div>' in said.text


def test_why_it_is_not_saved_keeps_the_spaces_of_french(ready: Cast, mara: Visitor) -> None:
    new = f"{desk_of(ready)}/new"
    form = mara.form(new)
    in_north(ready, lambda: draft_for(client_of(ready), by=by_coach(ready)))
    assert mara.fill("/account", locale="fr").status_code == 303
    said = mara.post(new, {**form, "rationale": "x" * 2001}, headers=AS_SCRIPT)
    assert said.status_code == 422
    why = said.text.partition('id="mistakes"')[0]
    assert "\N{NO-BREAK SPACE}: " in why
    assert not re.search(r"\w: ", why)


def test_what_a_plan_needs_comes_before_its_form(cast: Cast, mara: Visitor) -> None:
    new = f"{desk_of(cast)}/new"
    for page in (desk_of(cast), new):
        text = mara.get(page).text
        assert "No agreement is published yet." in text
        assert 'class="way" href="/app/north/settings/agreement"' in text
        assert f'href="{new}"' not in text
        assert 'name="rationale"' not in text
    in_north(cast, lambda: make_ready(client_of(cast), by=by_coach(cast)))
    assert f'href="{new}"' in mara.get(desk_of(cast)).text
    form = mara.form(new)

    def move_on() -> None:
        clients.publish_agreement(cast.north, "Otherwise", number=2, by=by_coach(cast))

    in_north(cast, move_on)
    refused = mara.post(new, {**form, "rationale": RATIONALE})
    assert refused.status_code == 422
    assert "agreement that holds now is not signed" in refused.text
    assert RATIONALE in refused.text
    to_sign = f'href="/app/north/clients/{cast.clients["ben"]}#agreement"'
    assert to_sign in mara.get(desk_of(cast)).text


def test_work_that_is_not_active_leads_to_the_engagement(cast: Cast, mara: Visitor) -> None:
    def prepare() -> None:
        make_ready(client_of(cast), by=by_coach(cast))
        engagement = db.session.query(Engagement).filter_by(client_id=cast.clients["ben"]).one()
        engagement.state = EngagementState.ONBOARDING

    in_north(cast, prepare)
    text = mara.get(f"{desk_of(cast)}/new").text
    assert "The work together is not active yet" in text
    assert f'href="/app/north/clients/{cast.clients["ben"]}/engagement"' in text
