"""The pages that somebody comes to who follows every link: what there is to see for them, found
rather than listed.
"""

from collections import Counter, deque
from collections.abc import Collection, Iterator
from html.parser import HTMLParser
from http import HTTPStatus
from urllib.parse import parse_qs, urlsplit

from flask.testing import FlaskClient
from werkzeug.exceptions import HTTPException
from werkzeug.routing import MapAdapter

from tests.browser.pages import Sight
from tests.browser.site import Site


class _Links(HTMLParser):
    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        link = dict(attrs).get("href") or ""
        if tag == "a" and link.startswith("/"):
            self.found.append(link.partition("#")[0])


def wander(
    site: Site,
    who: str | None,
    start: str,
    *,
    most: int,
    without: Collection[str] = (),
    seen_so_far: Collection[Sight] = (),
) -> Iterator[Sight]:
    """What this person finds from a page on, a sight each: of pages that differ in nothing but what
    they are about, so many, those that were seen so far counted in. Endpoints that are nothing to
    look at are left out.
    """
    browser, routes = _browser(site, who), site.app.url_map.bind("")
    seen, kinds = {start}, Counter[str]()
    paths = deque([start])
    shown = Counter(_kind(routes, one.path) for one in seen_so_far if one.who == who)
    name = who.partition("@")[0] if who else "stranger"
    while paths:
        path = paths.popleft()
        kind = _kind(routes, path)
        if kind is None or kind.partition("?")[0] in without or kinds[kind] >= most:
            continue
        answer = browser.get(path, base_url=site.url)
        if answer.status_code != HTTPStatus.OK or answer.mimetype != "text/html":
            continue
        kinds[kind] += 1
        if kinds[kind] > shown[kind]:
            yield Sight(f"{name} {kind.replace('?', ' by ')} {kinds[kind]}", who, path)
        links = dict.fromkeys(_Links(answer.text).found)
        paths.extend(link for link in links if link not in seen)
        seen.update(links)


def _browser(site: Site, who: str | None) -> FlaskClient:
    """A client without a window in which this person is signed in."""
    browser = site.app.test_client()
    if who:
        host = urlsplit(site.url).hostname
        browser.set_cookie(*site.cookie(who), domain=host or "")
    return browser


def _kind(routes: MapAdapter, path: str) -> str | None:
    """Which page it is, and what its address asks for besides."""
    parts = urlsplit(path)
    try:
        endpoint, _ = routes.match(parts.path, method="GET")
    except HTTPException:  # a POST alone, or nothing of ours
        return None
    asked = ",".join(sorted(parse_qs(parts.query)))
    return f"{endpoint}?{asked}" if asked else str(endpoint)
