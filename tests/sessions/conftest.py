"""Mara, and a session of Ben's."""

import pytest

from tests.booking.scene import at, open_shop
from tests.cast import Cast
from tests.visitor import Visitor


@pytest.fixture
def mara(cast: Cast) -> Visitor:
    return cast.browser("mara")


@pytest.fixture
def session(cast: Cast, mara: Visitor) -> str:
    """The path of a session of Ben's, on a day that is the next one already where he lives."""
    open_shop(cast)
    new = f"/app/north/clients/{cast.clients['ben']}/sessions"
    assert mara.fill(f"{new}/new", start=at(3, 23).isoformat()).status_code == 303
    page = mara.get(new).text
    return next(word for word in page.split('"') if word.startswith("/app/north/bookings/"))
