"""A running site for the run, a browser for these tests, and windows for each one."""

from collections.abc import Iterator
from urllib.parse import urlsplit
from uuid import UUID

import pytest
from playwright.sync_api import Browser

from coachhub.ops.postgres import Urls
from tests.browser import crowd
from tests.browser.browsers import Windows, chromium
from tests.browser.planned import ben_in_a_plan
from tests.browser.site import Site, running
from tests.cast import Cast
from tests.conftest import environment, fresh_database
from tests.mail.post_office import PostOffice

CLIENTS = 60  # more than a page of the list


@pytest.fixture(scope="session")
def site(server: Urls, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """coachhub on a database of its own. The tests share it: each changes only what it made."""
    office = PostOffice()
    office.open()
    var = tmp_path_factory.mktemp("var")
    with fresh_database(server) as urls, running(environment(urls, var), office) as started:
        started.people.update(Cast.gather(started.app).users)
        yield started
    office.close()


@pytest.fixture(scope="session")
def found(site: Site) -> crowd.Crowd:
    """A practice with long names and full lists on that site; it can be there only once."""
    return crowd.gather(site, number=CLIENTS)


# For no longer than this folder: while Playwright runs, its thread can run no other event loop.
@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    with chromium() as started:
        yield started


@pytest.fixture
def windows(browser: Browser, site: Site) -> Iterator[Windows]:
    """Windows to open; afterwards no page may have complained or asked another host for anything.

    What the content policy stops is a complaint too.
    """
    opened = Windows(browser, site)
    yield opened
    opened.close()
    assert opened.complaints == []
    assert opened.hosts <= {urlsplit(site.url).netloc, *opened.may_ask}


@pytest.fixture
def in_a_plan(site: Site) -> Iterator[UUID]:
    """Ben, in a plan that began today."""
    with ben_in_a_plan(site) as client_id:
        yield client_id
