"""Each page that there is, and what it says to the browser."""

import pytest

from tests.access.routes import sample, who_may
from tests.access.table import rows
from tests.access.world import World
from tests.web.answers import check

STORED_BY_BROWSERS = ("/static/", "/p/north/logo.png", "/p/north/photo.jpg", "/p/north/theme.css")
PAGES = [endpoint for endpoint, method in rows() if method == "GET"]


@pytest.mark.parametrize("endpoint", PAGES)
def test_each_page_has_them(world: World, endpoint: str) -> None:
    name = who_may(endpoint, "GET") if endpoint != "ops.readyz" else None
    path = sample(world, endpoint, "GET", name)
    answer = world.browser(name).get(path)
    check(answer)
    if not path.startswith(STORED_BY_BROWSERS):
        assert answer.headers["Cache-Control"] == "no-store"
        assert "Cookie" in answer.headers["Vary"]
