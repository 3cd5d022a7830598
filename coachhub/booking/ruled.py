"""What holds for the times that one may choose: until when they cost nothing, and then what."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from flask_babel import gettext as _

from coachhub.booking.models import Offered
from coachhub.booking.rules import Terms, terms
from coachhub.booking.words import Ahead, in_city, terms_words
from coachhub.core.web.i18n import clock_in


@dataclass(frozen=True)
class Rule:
    """What holds for a chosen time: `early` with "{until}" in it, or `late`. `before` is said while
    none is chosen.
    """

    before: str
    early: str
    late: str


@dataclass(frozen=True)
class Ruled:
    """What holds for times of such a session."""

    what: Offered
    zone: str
    whose: str
    """The city of that zone, where the coach reads another clock."""
    now: datetime
    moved: int

    def until(self, starts_at: datetime) -> datetime | None:
        """Until when the time costs nothing, if that is not over."""
        until = self.what.policy.free_until(starts_at)
        return until if until >= self.now else None

    def words(self, shown: Sequence[datetime]) -> Rule:
        """The rule before one of these times is chosen, and for each kind of them."""
        late = self._said(self.now)
        if not any(self.until(one) for one in shown):
            before = self._said(self.now, many=True) if len(shown) > 1 else late
            return Rule(before, late, late)
        before = self._said(self._early, self._before())
        early = self._said(self._early, in_city("{until}", self.whose) if self.whose else "{until}")
        return Rule(f"{before}{self._over(shown)}", early, late)

    @property
    def _early(self) -> datetime:
        return self.now + timedelta(hours=self.what.free_hours)

    def _before(self) -> str:
        """Until when cancelling is free, of any of the times."""
        hours = self.what.free_hours
        if not hours:
            return str(_("until it begins"))
        return str(_("until %(hours)s hours before it begins", hours=hours))

    def _over(self, shown: Sequence[datetime]) -> str:
        """What else holds where some of the times are nearer than that."""
        late = [one for one in shown if not self.until(one)]
        if not late or not self._terms(self.now).kept:
            return ""
        words = _(
            "Times up to %(time)s can no longer be cancelled free of charge.",
            time=clock_in(max(late), self.zone),
        )
        return f" {words}"

    def _terms(self, starts_at: datetime) -> Terms:
        return terms(
            self.what.policy,
            price=self.what.price,
            starts_at=starts_at,
            now=self.now,
            moved=self.moved,
        )

    def _said(self, starts_at: datetime, until: str = "{until}", *, many: bool = False) -> str:
        ahead = Ahead.ANY_TIME if many else Ahead.ONE_TIME
        return " ".join(terms_words(self._terms(starts_at), self.what, until, ahead=ahead))
