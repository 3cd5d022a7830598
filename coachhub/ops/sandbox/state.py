"""All that the sandbox knows; gone when it ends."""

import secrets
import threading
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from coachhub.core import clock
from coachhub.ops.sandbox.errors import Refused, missing

Thing = dict[str, Any]


@dataclass(frozen=True)
class Reply:
    """What was answered under an idempotency key, and to which request."""

    request: tuple[str, object]
    status: int
    body: Thing


@dataclass
class Account:
    """One merchant's objects, by kind and id, the newest last."""

    things: dict[str, dict[str, Thing]] = field(default_factory=lambda: defaultdict(dict))
    replies: dict[str, Reply] = field(default_factory=dict)

    def keep(self, thing: Thing) -> Thing:
        """The object is there from now on."""
        self.things[thing["object"]][thing["id"]] = thing
        return thing

    def get(self, kind: str, id: str) -> Thing:
        """The object, or Stripe's refusal."""
        try:
            return self.things[kind][id]
        except KeyError:
            raise missing(kind, id) from None

    def newest(self, kind: str, fits: Callable[[Thing], bool]) -> list[Thing]:
        """The objects of a kind that fit, the newest first, as Stripe lists them."""
        return [one for one in reversed(self.things[kind].values()) if fits(one)]


@dataclass
class Fault:
    """What goes wrong with the next `times` requests to addresses that begin with `path`.

    "error": Stripe fails, and says so again to the same key. "lose": it acts, and the answer never
    arrives. "slow": it answers after so many seconds. "trickle": its answer comes letter by letter,
    and to no end in that time.
    """

    path: str
    kind: str
    times: int = 1
    seconds: float = 0.0


@dataclass
class Sandbox:
    """The accounts, what goes wrong, and where news of events go."""

    secret: str
    webhook_url: str | None = None
    holds_news: bool = False
    accounts: dict[str, Account] = field(default_factory=lambda: defaultdict(Account))
    faults: list[Fault] = field(default_factory=list)
    requests: list[Thing] = field(default_factory=list)
    """What was asked, as it came: for tests that look for what must not leave the application."""
    lock: threading.RLock = field(default_factory=threading.RLock)
    tell: Callable[[Thing], None] = field(default=lambda _event: None)

    def fault_of(self, path: str) -> Fault | None:
        """What goes wrong with this request; counted down."""
        for fault in self.faults:
            if path.startswith(fault.path) and fault.times > 0:
                fault.times -= 1
                return fault
        return None


def new_id(prefix: str) -> str:
    """An id that looks like one of Stripe's."""
    return f"{prefix}_{secrets.token_hex(12)}"


def now() -> int:
    """The present second."""
    return int(clock.now().timestamp())


def whole(value: object, param: str) -> int:
    """A whole number out of a form."""
    text = str(value)
    if not text.removeprefix("-").isdecimal():
        raise Refused(f"Invalid integer: {text}", code="parameter_invalid_integer", param=param)
    return int(text)
