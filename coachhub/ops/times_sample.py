"""Times to choose from, by two clocks, for the styleguide."""

from datetime import UTC, date, datetime, timedelta

from coachhub.booking.picker import Clocks, Day, Other, Part, Picker, Rule, Time, two_clocks

TODAY, CHOSEN = date(2027, 3, 4), date(2027, 3, 10)
PARTS = [
    Part("8:00-12:00", "#morning", is_current=False),
    Part("12:00-16:00", "#afternoon", is_current=True),
]
RULE = Rule(
    "Free to cancel or move until 24 hours before it begins.",
    "Free to cancel or move until {until}.",
    "It begins in less than 24 hours: if you cancel, €47.50 is kept.",
)


def picker(*, has_times: bool) -> Picker:
    """A month, and the times of a day of it or none."""
    month = date(2027, 3, 1)
    weeks = [
        [
            Day(
                on,
                3 if has_times and on.day % 3 else 0,
                "#day",
                is_chosen=on == CHOSEN,
                is_today=on == TODAY,
            )
            for on in (month + timedelta(days=7 * week + day) for day in range(7))
        ]
        for week in range(4)
    ]
    times = [
        Time("2027-03-10T11:00Z", "12:00", "6:00", is_night=True),
        Time("2027-03-10T15:00Z", "16:00", "10:00"),
        Time("2027-03-10T17:00Z", "18:00", "12:00"),
    ]
    return Picker(
        month=month,
        weeks=weeks,
        day=CHOSEN if has_times else None,
        times=times if has_times else [],
        next_day=None,
        earlier_url=None,
        later_url="#later",
        zone="Europe/Berlin",
        other=Other(
            "America/New_York", "Ben is in New York", "Ben", "at night for Ben", is_coming=True
        ),
        clocks=_clocks() if has_times else None,
        rule=RULE,
    )


def _clocks() -> Clocks:
    begin = datetime(2027, 3, 10, 11, tzinfo=UTC)
    return two_clocks(
        [begin, begin + timedelta(hours=6)],
        60,
        here="Europe/Berlin",
        there="America/New_York",
        whose="Ben",
        is_own_night=False,
    )
