"""Forms of no-contact plans at the coach's desk."""

from dataclasses import replace
from datetime import date
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import (
    BooleanField,
    DateField,
    Field,
    IntegerField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.validators import InputRequired, Length, NumberRange, Optional, ValidationError

from coachhub.core.web.forms import (
    Form,
    KeyField,
    VersionField,
    at_most,
    choices_of,
    one_line,
    required,
)
from coachhub.nocontact.models import NoContactPlan
from coachhub.nocontact.rules import (
    AHEAD_AT_MOST,
    DEFAULTS,
    LEAST_REASON,
    LONGEST,
    OWN_RULES_AT_MOST,
    PAUSE_AT_MOST,
    SHORTEST,
    Kind,
    Outcome,
    Reaction,
    Reason,
    RuleKey,
    SlipAnswer,
    Span,
    is_length,
    may_be_since,
    may_begin,
)
from coachhub.nocontact.services import Answer, PlanDraft, RuleDraft
from coachhub.nocontact.words import (
    DECISION_WORDS,
    KIND_WORDS,
    OUTCOME_WORDS,
    REACTION_WORDS,
    REASON_WORDS,
    rule_words,
)

PRESETS = (21, 30, 45, 60, 90)
OTHER = 0
WORDS_AT_MOST = 2000


def _between(least: int, most: int) -> NumberRange:
    return NumberRange(
        least, most, _l("A number from %(least)s to %(most)s, please.", least=least, most=most)
    )


class PlanForm(Form):
    """The first step of a draft: how much distance, for how long, and why."""

    key = KeyField()
    version = VersionField()
    kind = RadioField(_l("How much distance"), choices=choices_of(KIND_WORDS), default=Kind.FULL)
    reason = SelectField(
        _l("Why some contact has to be"),
        choices=choices_of({"": _l("Please choose"), **REASON_WORDS}),
        default="",
    )
    length = RadioField(_l("How long"), coerce=int, default=30)
    other_days = IntegerField(_l("Another number of days"), [Optional()])
    starts_on = DateField(_l("First day"), [InputRequired(_l("This is needed."))])
    already_since = DateField(_l("No contact already since"), [Optional()])
    rationale = TextAreaField(
        _l("Why this length and kind, in words to your client"),
        [
            required(),
            Length(LEAST_REASON, message=_l("Please say it in a sentence or two, at least.")),
            at_most(WORDS_AT_MOST),
        ],
    )

    def __init__(self, *args: Any, today: date, **values: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **values)
        self._today = today
        presets = {number: _("%(n)s days", n=number) for number in PRESETS}
        self.length.choices = choices_of({**presets, OTHER: _("another number")})

    @property
    def days(self) -> int:
        """How many days are asked for; 0 if it can't be told."""
        chosen: int = self.length.data or OTHER
        return chosen if chosen != OTHER else (self.other_days.data or 0)

    def validate_reason(self, field: SelectField) -> None:
        if self.kind.data == Kind.LIMITED and not field.data:
            raise ValidationError(_l("Limited contact needs a reason."))

    def validate_length(self, field: RadioField) -> None:
        if field.data == OTHER and self.other_days.data is None:
            raise ValidationError(_l("Please say how many days."))

    def validate_other_days(self, field: IntegerField) -> None:
        if self.length.data == OTHER and field.data is not None and not is_length(field.data):
            raise ValidationError(
                _l("A plan has %(least)s to %(most)s days.", least=SHORTEST, most=LONGEST)
            )

    def validate_starts_on(self, field: DateField) -> None:
        if field.data and not may_begin(field.data, self._today):
            raise ValidationError(
                _l("From today on, and within %(days)s days, please.", days=AHEAD_AT_MOST)
            )

    def may_begin_so(self) -> bool:
        """Whether a plan may begin on that day; what is wrong with it is said at the field."""
        return bool(self.starts_on.validate(self, [PlanForm.validate_starts_on]))

    def validate_already_since(self, field: DateField) -> None:
        if field.data and self.starts_on.data and field.data >= self.starts_on.data:
            raise ValidationError(_l("This is not before the first day."))
        if field.data and not may_be_since(field.data, self._today):
            raise ValidationError(_l("Today or a day before it, within ten years, please."))

    @property
    def left_out(self) -> list[Field]:
        """What can't be kept as it is, not even of a draft that isn't finished."""
        is_unfinished = {
            self.reason.name: not self.reason.data,
            self.rationale.name: len(self.rationale.data) <= WORDS_AT_MOST,
        }
        return [one for one in self if one.errors and not is_unfinished.get(one.name)]

    def draft(self, stored: PlanDraft) -> PlanDraft:
        """The plan that the form describes; what can't be kept of it stays as it is stored."""
        draft, wrong = stored, {one.name for one in self.left_out}
        if not wrong & {"kind", "reason"}:
            kind, reason = Kind(self.kind.data), None
            if kind is Kind.LIMITED and self.reason.data:
                reason = Reason(self.reason.data)
            draft = replace(draft, kind=kind, reason=reason)
        if not wrong & {"length", "other_days"}:
            draft = replace(draft, days=self.days)
        if "rationale" not in wrong:
            draft = replace(draft, rationale=self.rationale.data)
        first = draft.starts_on if "starts_on" in wrong else self.starts_on.data
        since = draft.already_since if "already_since" in wrong else self.already_since.data
        since = since if since and since < first else None
        return replace(draft, starts_on=first, already_since=since)


class RulesForm(Form):
    """The second step: what is agreed, and what of it counts as a slip."""

    version = VersionField()
    rules_on = SelectMultipleField(_l("What is agreed"))
    rules_slip = SelectMultipleField(_l("Not keeping these counts as a slip"))
    own_rules = TextAreaField(_l("Rules of your own, one per line"), [at_most(1000)])

    def __init__(self, *args: Any, plan: NoContactPlan, **values: Any) -> None:  # noqa: ANN401
        super().__init__(*args, version=plan.version, **values)
        words = choices_of({key: rule_words(key, plan.kind) for key in DEFAULTS})
        self.rules_on.choices = self.rules_slip.choices = words

    def validate_rules_on(self, field: SelectMultipleField) -> None:
        if not field.data and not self._own():
            raise ValidationError(_l("No rule is chosen."))

    def validate_own_rules(self, field: TextAreaField) -> None:
        if len(field.data.splitlines()) > OWN_RULES_AT_MOST:
            raise ValidationError(_l("Five at most, please."))

    @property
    def left_out(self) -> list[Field]:
        """What can't be kept as it is, not even of a draft that isn't finished."""
        return [one for one in self if one.errors and (one is not self.rules_on or one.data)]

    def _own(self) -> list[str]:
        return [line.strip() for line in self.own_rules.data.splitlines() if line.strip()]

    def rules(self) -> list[RuleDraft]:
        """The rules that the form describes."""
        listed = [
            RuleDraft(key, key in self.rules_on.data, key in self.rules_slip.data)
            for key in DEFAULTS
        ]
        return listed + [
            RuleDraft(RuleKey.OWN, is_on=True, counts_as_slip=False, words=line)
            for line in self._own()
        ]


def values_of(plan: NoContactPlan) -> dict[str, Any]:
    """What the first step says of a plan that is there."""
    is_preset = plan.days in PRESETS
    return {
        "kind": plan.kind,
        "reason": plan.reason or "",
        "length": plan.days if is_preset else OTHER,
        "other_days": None if is_preset else plan.days,
        "starts_on": plan.starts_on,
        "already_since": plan.already_since,
        "rationale": plan.rationale,
        "version": plan.version,
    }


def rule_values_of(rules: list[RuleDraft]) -> dict[str, Any]:
    """What the second step says of the rules that are there."""
    return {
        "rules_on": [rule.key for rule in rules if rule.is_on],
        "rules_slip": [rule.key for rule in rules if rule.counts_as_slip],
        "own_rules": "\n".join(rule.words for rule in rules if rule.key is RuleKey.OWN),
    }


class PauseForm(Form):
    pause_days = IntegerField(
        _l("For how many days, at most"),
        [InputRequired(_l("This is needed.")), _between(1, PAUSE_AT_MOST)],
        default=7,
    )
    pause_reason = StringField(_l("Why the pause"), [required(), at_most(300), one_line])


class ExtendForm(Form):
    keeps_draft = True

    more_days = IntegerField(
        _l("By how many days"),
        [InputRequired(_l("This is needed.")), _between(1, LONGEST)],
        default=7,
    )
    more_words = TextAreaField(
        _l("Why, in words to your client"),
        [
            required(),
            Length(LEAST_REASON, message=_l("Please say it in a sentence, at least.")),
            at_most(1000),
        ],
    )


class StartForm(Form):
    new_start = DateField(_l("The first day"), [InputRequired(_l("This is needed."))])
    start_words = StringField(_l("Why"), [required(), at_most(300), one_line])


class EndForm(Form):
    end_reason = StringField(_l("Why it ends, for the history"), [at_most(300), one_line])


class ReviewForm(Form):
    keeps_draft = True

    outcome = RadioField(_l("What you decided together"))
    review_words = TextAreaField(_l("What you both take from it"), [at_most(2000)])

    def __init__(self, *args: Any, offered: list[Outcome], **values: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **values)
        self.outcome.choices = choices_of({one: OUTCOME_WORDS[one] for one in offered})


class SlipAnswerForm(Form):
    keeps_draft = True

    decision = RadioField(
        _l("What becomes of the plan"),
        default=SlipAnswer.CONTINUE,
        validate_choice=False,
    )
    more = IntegerField(_l("By how many days"), [Optional()])
    run_start = DateField(_l("The new run begins"), [Optional()])
    run_days = IntegerField(_l("Its days"), [Optional(), _between(SHORTEST, LONGEST)])
    words = TextAreaField(_l("Your words"), [required(), at_most(2000)])

    def __init__(self, *args: Any, most: int, starts: Span, holds: bool, **values: Any) -> None:  # noqa: ANN401
        """`most` days may be asked for, and on the days of `starts` a new run may begin; neither
        where no change of the plan would hold (not `holds`). What can't be is not offered.
        """
        super().__init__(*args, run_start=starts.first, **values)
        days = {SlipAnswer.EXTEND: most, SlipAnswer.NEW_RUN: starts.days}
        offered = [one for one in SlipAnswer if one not in days or (holds and days[one])]
        self._most = most
        self.decision.choices = choices_of({one: DECISION_WORDS[one] for one in offered})
        self._offered = offered

    def validate_more(self, field: IntegerField) -> None:
        if field.data is not None and self._most:
            _between(1, self._most)(self, field)

    def validate_decision(self, field: RadioField) -> None:
        if field.data not in self._offered:
            raise ValidationError(_l("This can’t be chosen here; please take another."))
        if field.data == SlipAnswer.EXTEND and self.more.data is None:
            raise ValidationError(_l("Please say by how many days."))
        if field.data == SlipAnswer.NEW_RUN and None in (self.run_start.data, self.run_days.data):
            raise ValidationError(_l("Please say when the new run begins, and how long it is."))

    def answer(self) -> Answer:
        """What the coach decides and says."""
        decision = SlipAnswer(self.decision.data)
        is_run = decision is SlipAnswer.NEW_RUN
        return Answer(
            decision,
            self.words.data,
            days=self.run_days.data if is_run else self.more.data,
            starts_on=self.run_start.data if is_run else None,
        )


class OverruleForm(Form):
    counts = BooleanField()
    overruling = StringField(_l("Why you see it so"), [required(), at_most(300), one_line])


NO_REACTION = "none"
"""Chosen to take back a word that was chosen; at first nothing is."""


class ReplyForm(Form):
    keeps_draft = True

    reaction = RadioField(
        _l("A short word"),
        [Optional()],
        choices=choices_of({**REACTION_WORDS, NO_REACTION: _l("None of these")}),
    )
    reply = TextAreaField(_l("Or in your own words"), [at_most(1000)])

    def validate_reply(self, field: TextAreaField) -> None:
        if not field.data and self.chosen() is None:
            raise ValidationError(_l("Please choose a word, or write one."))

    def chosen(self) -> Reaction | None:
        is_one = self.reaction.data in set(Reaction)
        return Reaction(self.reaction.data) if is_one else None
