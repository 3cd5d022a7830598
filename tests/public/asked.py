"""People who are asked to North, each with the link that was mailed to them."""

from coachhub.accounts.models import User
from coachhub.core.db import db
from tests.cast import Cast, make_user
from tests.mailed import mailed_path
from tests.visitor import Visitor

MEMBERS = "/app/north/settings/members"
CLIENTS = "/app/north/clients"
NEW = "dora@example.org"
PASSWORD = "nineteen slow herons"


def ask_member(cast: Cast, email: str = NEW, *roles: str) -> str:
    """Mara asks somebody to work at North; the path of the link."""
    form = {"name": "Dora Field", "email": email, "roles": list(roles) or ["assistant"]}
    assert cast.browser("mara").post(MEMBERS, form).status_code == 303
    return mailed_path(cast.app, cast.north, email)


def ask_client(cast: Cast, email: str = NEW) -> str:
    """Mara takes somebody on and asks them to their portal; the path of the link."""
    mara = cast.browser("mara")
    record = mara.fill(f"{CLIENTS}/new", name="Dora Field", email=email).location
    assert mara.post(f"{record}/invitation").status_code == 303
    return mailed_path(cast.app, cast.north, email)


def ask(cast: Cast, kind: str, email: str = NEW) -> str:
    """The path of a link for a "member" or a "client"."""
    return ask_member(cast, email) if kind == "member" else ask_client(cast, email)


def make_account(cast: Cast, name: str = "dora") -> Visitor:
    """Somebody has an account already; a browser that they are signed in to."""
    with cast.app.app_context():
        user: User = make_user(name)
        db.session.commit()
        cast.users[name] = user.id
    return cast.browser(name)


def join(visitor: Visitor, path: str, **typed: str) -> object:
    """A newcomer fills in the form behind the link."""
    return visitor.fill(path, password=PASSWORD, **typed)
