"""Forms of session types, hours and sessions."""

import re
from datetime import UTC, datetime
from typing import Any

from flask import request
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import (
    BooleanField,
    DateTimeLocalField,
    Field,
    IntegerField,
    RadioField,
    StringField,
    TextAreaField,
)
from wtforms.validators import InputRequired, NumberRange, Optional, ValidationError
from wtforms.widgets import HiddenInput

from coachhub.booking.day_field import DayField
from coachhub.booking.models import SessionType
from coachhub.booking.rules import (
    Audience,
    Place,
    Window,
    instants_of,
    is_within_a_year,
    is_within_reach,
)
from coachhub.booking.words import (
    AUDIENCE_WORDS,
    EARLY_WISH,
    EARLY_WISHES,
    PLACE_WORDS,
    time_words,
)
from coachhub.core import clock, money
from coachhub.core.web.forms import (
    Form,
    KeyField,
    VersionField,
    at_most,
    choices_of,
    one_line,
    required,
)
from coachhub.core.web.i18n import weekday_names
from coachhub.core.web.typesetting import sentence
from coachhub.core.web.zones import ZoneField

WEEKDAYS = 5
"""The days that are often alike, Monday first."""
_DAY_AND_ROW = re.compile(r"([0-6])(?:-(\d{1,4}))?")
_NEEDED = _l("This is needed.")


def _number(label: Any, least: int, most: int, default: int) -> IntegerField:  # noqa: ANN401
    message = _l("A number from %(least)s to %(most)s, please.", least=least, most=most)
    return IntegerField(
        label, [InputRequired(_NEEDED), NumberRange(least, most, message)], default=default
    )


TYPE_FIELDS = (
    "version",
    "title",
    "description",
    "minutes",
    "price",
    "place",
    "audience",
    "is_first_call",
    "buffer_minutes",
    "free_hours",
    "kept_percent",
    "moves_allowed",
)


class TypeForm(Form):
    key = KeyField()
    version = VersionField()
    title = StringField(_l("What it is called"), [required(), at_most(80), one_line])
    description = TextAreaField(_l("What happens in it"), [at_most(600)])
    minutes = _number(_l("Minutes"), 10, 480, 60)
    price = StringField(_l("Price"), [at_most(12)])
    place = RadioField(_l("Where"), choices=choices_of(PLACE_WORDS), default=Place.VIDEO)
    audience = RadioField(
        _l("Who may book it"), choices=choices_of(AUDIENCE_WORDS), default=Audience.PUBLIC
    )
    is_first_call = BooleanField(_l("A first call: once for each person"))
    buffer_minutes = _number(_l("Your break after it, in minutes"), 0, 240, 15)
    free_hours = _number(_l("Cancel or move for free until (hours before)"), 0, 72, 24)
    kept_percent = _number(_l("What you keep of the price after that, per cent"), 0, 100, 50)
    moves_allowed = _number(_l("How many times a client may move it"), 0, 9, 2)

    def __init__(self, *, currency: str, **values: Any) -> None:  # noqa: ANN401
        self._currency = currency
        super().__init__(**values)

    def validate_price(self, field: StringField) -> None:
        try:
            money.minor_units(field.data, self._currency)
        except ValueError:
            raise ValidationError(_l("Please write an amount, or 0 for free.")) from None

    @classmethod
    def about(cls, row: SessionType) -> "TypeForm":
        """The form as it describes this kind of session."""
        names = [name for name in TYPE_FIELDS if name != "price"]
        stored = {name: getattr(row, name) for name in names}
        return cls(currency=row.currency, price=money.written(row.price, row.currency), **stored)

    def offered(self) -> dict[str, Any]:
        """The kind of session that the form describes."""
        price = money.minor_units(self.price.data, self._currency)
        return {**self.values("key", "version"), "price": price}


class HoursForm(Form):
    """The week's hours, a `DayField` each day; one without times is a day off."""

    version = VersionField()
    zone = ZoneField(_l("Time zone"))
    day_0 = DayField(weekday=0)
    day_1 = DayField(weekday=1)
    day_2 = DayField(weekday=2)
    day_3 = DayField(weekday=3)
    day_4 = DayField(weekday=4)
    day_5 = DayField(weekday=5)
    day_6 = DayField(weekday=6)
    notice_hours = _number(_l("Hours of notice before a booking"), 0, 336, 12)
    horizon_days = _number(_l("Days ahead one can book"), 1, 365, 60)
    step_minutes = _number(_l("Minutes between starting times"), 5, 240, 30)
    most_a_day = _number(_l("Sessions a day at most"), 1, 24, 5)
    less = ""
    """The day that was just told to have a time less."""
    meeting_place = StringField(_l("Link, number or address"), [at_most(300), one_line])

    def __init__(self, **values: Any) -> None:  # noqa: ANN401
        super().__init__(**values)
        for day, name in zip(self.days(), weekday_names(), strict=True):
            day.label.text = sentence(name)

    def days(self) -> list[DayField]:
        """The fields of the week, Monday first."""
        return [field for field in self if isinstance(field, DayField)]

    def rearrange(self) -> bool:
        """Do what a button among the days asks for, if it was one that was pressed: a row more for
        a day ("more"), one less ("less": the numbers of day and row), or the other weekdays like
        Monday ("alike"). It saves nothing.
        """
        asked = {name for name in ("more", "less", "alike") if name in request.form}
        days = self.days()
        match = _DAY_AND_ROW.fullmatch(request.form.get("less") or request.form.get("more", ""))
        if "alike" in asked:
            for day in days[1:WEEKDAYS]:
                day.data = list(days[0].data)
        elif match and match[2]:
            days[int(match[1])].drop(int(match[2]))
            self.less = days[int(match[1])].label.text
        elif match:
            days[int(match[1])].add()
        return bool(asked)

    def windows(self) -> list[Window]:
        """The week's working hours."""
        return [window for day in self.days() for window in day.windows()]

    def rules(self) -> dict[str, Any]:
        """How times are offered."""
        return self.values("version", *(day.name for day in self.days()))


def _of_our_days(_form: Form, field: DateTimeLocalField) -> None:
    if field.data and not is_within_reach(field.data.replace(tzinfo=UTC), clock.now()):
        raise ValidationError(_l("A time from the year 2000 to two years ahead, please."))


def _shown_by_clocks(form: "BlockForm | AnyTimeForm", field: DateTimeLocalField) -> None:
    within_reach = field.data and is_within_reach(field.data.replace(tzinfo=UTC), clock.now())
    if within_reach and not instants_of(field.data, form.zone):
        raise ValidationError(
            _l("Clocks skip this time that night. Please choose one before or after.")
        )


class BlockForm(Form):
    key = KeyField()
    begins_at = DateTimeLocalField(
        _l("From"), [InputRequired(_NEEDED), _of_our_days, _shown_by_clocks]
    )
    ends_at = DateTimeLocalField(
        _l("Until"), [InputRequired(_NEEDED), _of_our_days, _shown_by_clocks]
    )
    note = StringField(_l("Note"), [at_most(120), one_line])

    def __init__(self, *, zone: str) -> None:
        self.zone = zone
        super().__init__()

    def validate_ends_at(self, field: DateTimeLocalField) -> None:
        if field.data and self.begins_at.data and field.data <= self.begins_at.data:
            raise ValidationError(_l("It must end after it begins."))

    def span(self) -> tuple[datetime, datetime]:
        """The instants that the wall times name in the coach's zone; of those that clocks show
        twice, the ones that are further apart.
        """
        begins = instants_of(self.begins_at.data, self.zone)
        return begins[0], instants_of(self.ends_at.data, self.zone)[-1]


class InstantField(Field):  # type: ignore[misc]
    """An instant of our days, offset and all, as the slot picker sends it; `data` is None for
    anything else.
    """

    widget = HiddenInput()
    data: Any

    def _value(self) -> str:
        return self.data.isoformat() if self.data else ""

    def process_formdata(self, valuelist: list[str]) -> None:
        """The instant that was sent, in UTC."""
        try:
            sent = datetime.fromisoformat(valuelist[0])
        except (IndexError, ValueError):
            sent = None
        is_sound = sent and sent.tzinfo and is_within_reach(sent, clock.now())
        self.data = sent.astimezone(UTC) if sent and is_sound else None


class SlotForm(Form):
    """A time that was chosen from those that were offered."""

    key = KeyField()
    start = InstantField(_l("Time"))

    def validate_start(self, field: InstantField) -> None:
        if field.data is None:
            raise ValidationError(_l("Please choose a time."))


class OwnSlotForm(SlotForm):
    """A time that clients choose for themselves, and may have to ask for."""

    starts_early = BooleanField(EARLY_WISHES[EARLY_WISH][0])


class AnyTimeForm(Form):
    """A time by the clock of who books it, offered or not. Stands beside a SlotForm."""

    key = KeyField()
    begins_at = DateTimeLocalField(_l("Begins at"), [InputRequired(_NEEDED), _shown_by_clocks])
    which = RadioField(_l("Which of the two"), [Optional()], choices=[])
    """Asked where clocks show the time twice that night."""

    def __init__(self, *, zone: str) -> None:
        self.zone = zone
        super().__init__(prefix="any")

    def validate_begins_at(self, field: DateTimeLocalField) -> None:
        if field.data is None:
            return
        if not is_within_a_year(field.data.replace(tzinfo=UTC), clock.now()):
            raise ValidationError(_l("A time at most a year from now, please."))
        both = instants_of(field.data, self.zone)
        if len(both) > 1:
            self.which.choices = [(one.isoformat(), time_words(one, self.zone)) for one in both]

    def validate(self, extra_validators: Any = None) -> bool:  # noqa: ANN401
        """A time that clocks show twice must be one of the two."""
        is_valid = bool(super().validate(extra_validators))
        values = [value for value, _words in self.which.choices]
        if is_valid and values and self.which.data not in values:
            self.which.errors = [_("Clocks show this time twice that night. Please choose one.")]
            return False
        return is_valid

    @property
    def was_sent(self) -> bool:
        """Whether it was this form of the page that was sent."""
        return self.begins_at.name in request.form

    def instant(self) -> datetime:
        """The instant that the wall time names in their zone."""
        if self.which.choices:
            return datetime.fromisoformat(self.which.data)
        return instants_of(self.begins_at.data, self.zone)[0]


class CancelForm(Form):
    reason = TextAreaField(_l("Why, if you like to say"), [at_most(600)])
