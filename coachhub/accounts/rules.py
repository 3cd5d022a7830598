"""What is true of people, their devices and their one-time links."""

import re
from collections.abc import Collection, Iterable
from datetime import datetime, timedelta
from enum import StrEnum
from unicodedata import normalize

from email_validator import EmailNotValidError, validate_email


class Purpose(StrEnum):
    """What a one-time link opens, and nothing else."""

    SIGN_UP = "sign_up"
    RESET = "reset"
    MEMBER_INVITATION = "member_invitation"
    CLIENT_INVITATION = "client_invitation"


LIFETIME = {
    Purpose.SIGN_UP: timedelta(hours=24),
    Purpose.RESET: timedelta(minutes=60),
    Purpose.MEMBER_INVITATION: timedelta(days=7),
    Purpose.CLIENT_INVITATION: timedelta(days=7),
}

TOKEN_BYTES = 32

IDLE_AT_MOST = timedelta(hours=24)
SIGNED_IN_AT_MOST = timedelta(days=14)
SEEN_EVERY = timedelta(minutes=1)
"""How exactly a device's last use is known."""

STAFF_IDLE_AT_MOST = timedelta(hours=2)
STAFF_SIGNED_IN_AT_MOST = timedelta(hours=24)


def is_stale_for_staff(
    now: datetime,
    *,
    signed_in_at: datetime,
    seen_at: datetime,
    idle_at_most: timedelta = STAFF_IDLE_AT_MOST,
) -> bool:
    """Whether somebody who works in a practice must sign in again."""
    return (
        now - seen_at > min(idle_at_most, STAFF_IDLE_AT_MOST)
        or now - signed_in_at > STAFF_SIGNED_IN_AT_MOST
    )


class NotAnAddress(ValueError):
    """The text is no e-mail address that mail can be sent to."""


def normal_email(text: str) -> str:
    """The one form in which an address is kept and compared. Raises NotAnAddress.

    Letters beyond ASCII stand in domains only, in their ASCII form: not every mail server takes
    them before the @, and databases differ on their lower case.
    """
    try:
        parsed = validate_email(
            normalize("NFC", text.strip()), check_deliverability=False, allow_smtputf8=False
        )
    except EmailNotValidError as error:
        raise NotAnAddress(str(error)) from None
    return str(parsed.ascii_email).lower()


_SEGMENT = r"[\w~-][\w.~-]*"
_WAY_ON = re.compile(
    rf"/(?:(?:app|portal|invite|p)/{_SEGMENT}|account|signup)(?:/{_SEGMENT})*/?(?:\?[\w.~%=&+-]*)?",
    re.ASCII,
)
LONGEST_WAY = 2_000


def way_on(path: str | None) -> str | None:
    """The path, if it is one of ours that one may be led on, or back, to; else none.

    A list of what may be, so that no trick of spelling leads to another host.
    """
    if path and len(path) <= LONGEST_WAY and _WAY_ON.fullmatch(path):
        return path
    return None


# The first that fits: browsers name their ancestors too.
_BROWSERS = (
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser/", "Samsung Internet"),
    ("Firefox/", "Firefox"),
    ("FxiOS/", "Firefox"),
    ("CriOS/", "Chrome"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
)
_SYSTEMS = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("CrOS", "ChromeOS"),
    ("Mac OS X", "Mac"),
    ("Linux", "Linux"),
)


def device_label(user_agent: str) -> str:
    """A browser by the names people know: "Firefox, Windows"; empty where it says nothing."""
    names = [
        next((name for sign, name in signs if sign in user_agent), "")
        for signs in (_BROWSERS, _SYSTEMS)
    ]
    return ", ".join(name for name in names if name)


SHORTEST_PASSWORD = 12
LONGEST_PASSWORD = 256
PRODUCT = "coachhub"

_EDGES = re.compile(r"^[\W\d_]+|[\W\d_]+$")
_BETWEEN_WORDS = re.compile(r"[\W_]+")
_SHORTEST_WORD = 4


def is_common(password: str, common: Collection[str]) -> bool:
    """Whether a password is a common one, repeats one, or is one with a few digits around it."""
    folded = password.casefold()
    core = _EDGES.sub("", folded)
    return (
        folded in common
        or (core in common and len(core) * 2 >= len(folded))
        or any(unit in common for unit in _repeated(folded))
    )


def _repeated(text: str) -> Iterable[str]:
    """The shorter texts that make up the whole when repeated."""
    for length in range(1, len(text) // 2 + 1):
        if len(text) % length == 0 and text == text[:length] * (len(text) // length):
            yield text[:length]


def guessable_word(password: str, known: Iterable[str]) -> str | None:
    """The first word in the password that whoever knows the person would try.

    `known` are names and addresses; their words count from four letters on.
    """
    folded = password.casefold()
    words = (word for text in (PRODUCT, *known) for word in _BETWEEN_WORDS.split(text.casefold()))
    return next((word for word in words if len(word) >= _SHORTEST_WORD and word in folded), None)
