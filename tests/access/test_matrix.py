"""Every route by every method for every kind of person, by the table."""

import pytest
from werkzeug.test import TestResponse

from tests.access.routes import sample, who_may
from tests.access.samples import form
from tests.access.table import PEOPLE, Cell, cells, rows
from tests.access.world import World

AUTOMATIC = {"HEAD", "OPTIONS"}
REFUSALS = {"403", "404", "login"}


def test_each_route_and_method_has_its_row(world: World) -> None:
    routes = {
        (rule.endpoint, method)
        for rule in world.app.url_map.iter_rules()
        for method in (rule.methods or set()) - AUTOMATIC
    }
    assert sorted(rows()) == sorted(routes)


@pytest.mark.parametrize(
    "cell", [cell for cell in cells() if cell.expected not in REFUSALS], ids=str
)
def test_who_may_gets_what_the_table_says(world: World, cell: Cell) -> None:
    name = PEOPLE[cell.person]
    path = sample(world, cell.endpoint, cell.method, name)
    browser = world.browser(name)
    if cell.method == "POST":
        answer = browser.post(path, form(world, cell.endpoint, name))
    else:
        answer = browser.get(path)
        assert browser.open("HEAD", path).status_code == answer.status_code
    assert _word_for(answer) == cell.expected


@pytest.mark.parametrize(
    ("endpoint", "method"),
    dict.fromkeys((c.endpoint, c.method) for c in cells() if c.expected in REFUSALS),
)
def test_who_may_not_is_refused(world: World, endpoint: str, method: str) -> None:
    """All of them the very page, and the very form, that serves somebody else."""
    served = who_may(endpoint, method)
    path = sample(world, endpoint, method, served)
    sent = form(world, endpoint, served)
    refused = [
        cell
        for cell in cells()
        if (cell.endpoint, cell.method) == (endpoint, method) and cell.expected in REFUSALS
    ]
    found = {}
    for cell in refused:
        browser = world.browser(PEOPLE[cell.person])
        answer = browser.post(path, sent) if method == "POST" else browser.get(path)
        found[cell.person] = _word_for(answer)
    assert found == {cell.person: cell.expected for cell in refused}


@pytest.mark.parametrize(("endpoint", "method"), rows())
def test_asking_for_the_methods_opens_nothing(world: World, endpoint: str, method: str) -> None:
    path = sample(world, endpoint, method, None)
    answer = world.browser(None).open("OPTIONS", path)
    assert (answer.status_code, answer.text) == (200, "")


def _word_for(answer: TestResponse) -> str:
    asks_to_sign_in = answer.status_code == 303 and answer.location.startswith("/login")
    is_sign_out = "Clear-Site-Data" in answer.headers
    is_reset = answer.request.path.startswith("/reset/")
    return (
        "login" if asks_to_sign_in and not is_sign_out and not is_reset else str(answer.status_code)
    )
