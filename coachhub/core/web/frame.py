"""What the layouts draw around a page."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any


@dataclass(frozen=True)
class Logo:
    """A practice's sign: where it is to be had, how many pixels wide it is drawn, and by which
    light it would be lost on the wall ("day", "evening" or none).
    """

    url: str
    width: int
    lost: str | None = None


@dataclass(frozen=True)
class Item:
    """A room one can go to. `count` is how many things wait there."""

    label: str
    icon: str
    url: str
    is_current: bool
    count: int = 0


@dataclass(frozen=True)
class Way:
    """A page one can go to, and what it is called."""

    label: str
    url: str


@dataclass(frozen=True)
class Me:
    """The signed-in person, as the frame shows them."""

    name: str
    initial: str
    zone_label: str
    account_url: str
    id: str = ""
    """Tells pages of one person from those of another who signed in meanwhile."""


@dataclass(frozen=True)
class Notice:
    """What must be known before anything else on a page, with the way to it if there is one."""

    words: str
    act: str = ""
    url: str = ""


@dataclass(frozen=True)
class Flag:
    """What is about a client's safety: a kind of status, a word, and where to see to it."""

    mark: str
    word: str
    url: str


@dataclass(frozen=True)
class PlanLine:
    """A client's plan in one line: its words in parts, the strip of its days, and the way to it."""

    parts: Sequence[str]
    strip: Any
    url: str

    @property
    def words(self) -> str:
        return " · ".join(self.parts)


@dataclass(frozen=True)
class ForYou:
    """Why a client waits for the member: a kind of status, a word, where to see to it, and how the
    way there is called.
    """

    mark: str
    word: str
    url: str
    act: str


@dataclass(frozen=True)
class ClientHead:
    """What stands above every page about one client. `tabs` are the pages there are of them."""

    name: str
    line: str
    state: str
    """Where the work together stands, in a word."""
    tabs: Sequence[Item]
    called: str = ""
    """The name they like to be called by, which tells the tabs of a browser apart."""
    next_session: str | None = None
    next_there: str = ""
    """When that is by the client's clock, where they read another one."""
    notice: Notice | None = None
    flag: Flag | None = None
    find_plan: Callable[[], PlanLine | None] = lambda: None
    find_reasons: Callable[[], Sequence[ForYou]] = lambda: ()
    said: str = ""
    """Where the reason leads that the head says otherwise."""

    @cached_property
    def plan(self) -> PlanLine | None:
        """How the plan goes that holds or is prepared; asked for only where the head is drawn."""
        return self.find_plan()

    @cached_property
    def reasons(self) -> Sequence[ForYou]:
        """Why they wait for the reader, the gravest first; asked for only where they are drawn."""
        return self.find_reasons()

    @property
    def whys(self) -> Sequence[ForYou]:
        """Those of them that the head doesn't say already."""
        return [one for one in self.reasons if one.url != self.said]


@dataclass(frozen=True)
class Frame:
    """The practice around a page, the ways from here, and the person."""

    practice_name: str
    practice_url: str
    logo: Logo | None
    theme_url: str | None
    tongue: Mapping[str, str]
    """The language of what the practice itself wrote, where the page speaks another one."""
    items: Sequence[Item]
    me: Me | None = None
    signout_url: str = ""
    is_discreet: bool = False
    """Whether no page tells at first sight what it is for, and each can be left at once."""
    switch_url: str | None = None
    finder_url: str | None = None
    write_url: str | None = None
    """Where somebody goes who wants to write to their former partner."""
    foot: Sequence[Way] = ()
    """What stands at the foot of public pages: who answers for them, and what is stored."""
    has_more_room: bool = False
    """Whether the last of the items leads to all the rest, so that a phone's bar needs no menu."""

    @property
    def room(self) -> str:
        """What the bar calls the place where one is."""
        return next((item.label for item in self.items if item.is_current), self.items[0].label)
