"""A field for a weekday's working hours: rows of two times, as `<input type="time">` has them."""

import re
from collections.abc import Iterable
from itertools import zip_longest
from typing import Any

from flask_babel import gettext as _
from wtforms import Field
from wtforms.validators import ValidationError
from wtforms.widgets import TimeInput

from coachhub.booking.rules import Window, in_order, overlapping, span
from coachhub.core.web.i18n import minute_of_day

HOUR, DAY = 60, 24 * 60
_TIME = re.compile(r"([01]?\d|2[0-3]):([0-5]\d)(?::00(?:\.0+)?)?")

Row = tuple[str, str]
"""From and to, as they were typed; both empty: not used."""


class DayField(Field):  # type: ignore[misc]
    """A weekday's hours; Monday is 0. `data` are its rows. Sent as many times of one name, two by
    two. `wrong` are the numbers of the rows that an error is about, `lands` is the row that was
    just asked for; -1 is the button that adds one.
    """

    widget = TimeInput()
    data: list[Row]

    def __init__(self, label: Any = None, *, weekday: int, **options: Any) -> None:  # noqa: ANN401
        super().__init__(label, **options)
        self.weekday = weekday
        self.wrong: set[int] = set()
        self.lands: int | None = None

    def process_data(self, value: Iterable[Window] | None) -> None:
        """The rows of hours that stand."""
        self.data = [(_typed(one.begins), _typed(one.ends)) for one in value or ()]

    def process_formdata(self, valuelist: list[str]) -> None:
        """The rows that were sent; a time that has no other is half a row."""
        times = [value.strip() for value in valuelist]
        self.data = list(zip_longest(times[::2], times[1::2], fillvalue=""))

    def pre_validate(self, form: Any) -> None:  # noqa: ANN401, ARG002
        """Each row in use must be hours that end after they begin, and none share time."""
        found = {number: self._window(number) for number in self._used()}
        both = overlapping(in_order(found.values()))
        if both:
            self.wrong = {number for number, one in found.items() if one in both}
            one, two = (_said(window) for window in both)
            raise ValidationError(_("%(one)s and %(two)s overlap.", one=one, two=two))

    def windows(self) -> list[Window]:
        """The hours, once they are valid."""
        return in_order(self._window(number) for number in self._used())

    def add(self) -> None:
        """Another row, to be filled in."""
        self.data = [*self.data, ("", "")]
        self.lands = len(self.data) - 1

    def drop(self, number: int) -> None:
        """The row is not wanted."""
        self.data = [row for at, row in enumerate(self.data) if at != number]
        self.lands = min(number, len(self.data) - 1)

    def _used(self) -> list[int]:
        return [number for number, row in enumerate(self.data) if any(row)]

    def _window(self, number: int) -> Window:
        begins, ends = (self._minutes(number, time) for time in self.data[number])
        window = span(self.weekday, begins, ends)
        if window is None:
            self.wrong = {number}
            raise ValidationError(
                _(
                    "%(begins)s to %(ends)s: it must end after it begins.",
                    begins=minute_of_day(begins),
                    ends=minute_of_day(ends),
                )
            )
        return window

    def _minutes(self, number: int, typed: str) -> int:
        """Minutes from midnight."""
        match = _TIME.fullmatch(typed)
        if match is None:
            self.wrong = {number}
            raise ValidationError(
                _("“%(part)s” can’t be read. Please write a time like 09:30.", part=typed)
                if typed
                else _("One of the two times is missing.")
            )
        return int(match[1]) * HOUR + int(match[2])


def _typed(minutes: int) -> str:
    """As the input has it; midnight at the end is 00:00."""
    return f"{minutes // HOUR % 24:02}:{minutes % HOUR:02}"


def _said(window: Window) -> str:
    return f"{minute_of_day(window.begins)}–{minute_of_day(window.ends % DAY)}"  # noqa: RUF001
