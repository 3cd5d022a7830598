"""What the layouts draw around a page."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Item:
    """A room one can go to. `count` is how many things wait there."""

    label: str
    icon: str
    url: str
    is_current: bool
    count: int = 0


@dataclass(frozen=True)
class Me:
    """The signed-in person, as the frame shows them."""

    name: str
    initial: str
    zone_label: str
    account_url: str


@dataclass(frozen=True)
class ClientHead:
    """What stands above every page about one client. `tabs` are the pages there are of them."""

    name: str
    line: str
    tabs: Sequence[Item]


@dataclass(frozen=True)
class Frame:
    """The practice around a page, the ways from here, and the person."""

    practice_name: str
    practice_url: str
    logo_url: str | None
    theme_url: str | None
    items: Sequence[Item]
    me: Me | None = None
    signout_url: str = ""
    switch_url: str | None = None
