"""Every view declares who may come in; a view that doesn't stops the start."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any, TypeVar

from flask import Flask

View = Callable[..., Any]
V = TypeVar("V", bound=View)


class Audience(StrEnum):
    """Whom a page is for."""

    ANYBODY = "anybody"
    """People without an account, and those with one."""
    SIGNED_IN = "signed_in"
    MEMBER = "member"
    """A member of the practice in the address, with the right that the page asks for."""
    CLIENT = "client"
    """The client that the signed-in person is in the practice in the address."""


@dataclass(frozen=True)
class Policy:
    """Who may open a page: the audience and, for members, the right it takes."""

    audience: Audience
    right: str | None = None
    takes_words: bool = False

    @property
    def carries(self) -> bool:
        """Whether what was typed may come back to who typed it after they had to sign in.

        So at desk and portal. Forms of other pages hold passwords, unless they say otherwise.
        """
        return self.takes_words or self.audience in (Audience.MEMBER, Audience.CLIENT)


class Undeclared(Exception):
    """A view was registered without saying who may open it."""


def declare(view: V, policy: Policy) -> V:
    """Note the policy on the view, where the start-up check and the tests read it."""
    view.policy = policy  # type: ignore[attr-defined]
    return view


def anybody(view: V) -> V:
    """A page that needs no account."""
    return declare(view, Policy(Audience.ANYBODY))


def taking_words(view: V) -> V:
    """A page whose form has words in it, and never a password: they may be kept and come back."""
    policy = policy_of(view)
    if policy is None:
        raise Undeclared(view.__name__)
    return declare(view, replace(policy, takes_words=True))


def policy_of(view: View) -> Policy | None:
    """What the view declares, if it does."""
    policy: Policy | None = getattr(view, "policy", None)
    return policy


def refuse_undeclared(app: Flask) -> None:
    """Raise Undeclared if any route's view doesn't say who may open it."""
    bare = sorted(name for name, view in app.view_functions.items() if policy_of(view) is None)
    if bare:
        raise Undeclared(f"no access policy on: {', '.join(bare)}")
