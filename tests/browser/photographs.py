"""Photographs every page, on a phone and a desk, by day and in the evening, and lays them out.

`bin/screenshots [FOLDER]`; the folder is var/screenshots by default. Three practices: the demo's,
a new one, and one with everything long and much.
"""

import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import groupby
from pathlib import Path

from PIL import Image

from coachhub.accounts import services as accounts
from coachhub.clients.models import Client
from coachhub.core import tenancy
from coachhub.core.db import db
from coachhub.ops import database, demo_cast
from coachhub.ops.postgres import Cluster, Urls, find_binaries
from coachhub.practices import services as practices
from config import load
from tests.browser import crowd, pages
from tests.browser.browsers import DESK, PHONE, Windows, chromium
from tests.browser.pages import Sight
from tests.browser.site import Site, running
from tests.cast import ZONE, make_user
from tests.conftest import environment
from tests.mail.post_office import PostOffice

MANY = 400
THUMB_WIDTH = {PHONE: 300, DESK: 520}
THUMB_HEIGHT = 900
COLUMNS = {PHONE: 7, DESK: 4}
GAP = 12


def main() -> None:
    """Make the pictures, and print where the sheets of them are."""
    folder = Path(sys.argv[1] if len(sys.argv) > 1 else "var/screenshots").absolute()
    with _site() as site, chromium() as browser:
        rooms = {"demo": _demo(site), "new": _new(site), "crowd": _crowd(site)}
        for room, sights in rooms.items():
            for width in (PHONE, DESK):
                for theme in ("light", "dark"):
                    shots = folder / f"{room}-{width}-{theme}"
                    _photograph(Windows(browser, site), sights, shots, width, theme)
                    _lay_out(shots, sights, width)
                    print(shots.with_suffix(".png"), flush=True)  # noqa: T201


@contextmanager
def _site() -> Iterator[Site]:
    with tempfile.TemporaryDirectory(prefix="coachhub-pictures-") as var, _database(var) as urls:
        office = PostOffice()
        office.open()
        with running(environment(urls, Path(var)), office) as site:
            yield site
        office.close()


@contextmanager
def _database(var: str) -> Iterator[Urls]:
    cluster = Cluster(Path(var), find_binaries(), durable=False)
    cluster.start()
    try:
        cluster.ensure_database("coachhub")
        urls = cluster.urls("coachhub")
        database.upgrade(load(environment(urls, Path(var))))
        yield urls
    finally:
        cluster.erase()


def _demo(site: Site) -> list[Sight]:
    with site.app.app_context():
        demo_cast.seed()
        for person in (demo_cast.MARA, demo_cast.TOVE, demo_cast.ANNA.person, demo_cast.IDRIS):
            user = accounts.find_user(person.email)
            assert user
            site.people[person.email] = user.id
        practice = practices.find_practice(demo_cast.SLUG)
        assert practice
        tenancy.enter_practice(practice.id)
        clients = db.session.query(Client).filter_by(email="anna@example.org")
        anna = clients.one().id
        colleague = practices.members_of(practice.id)[1].id
    slug = demo_cast.SLUG
    return [
        *pages.at_the_door(site),
        *pages.of_oneself("mara@example.org"),
        Sight("places", "idris@example.org", "/account/places"),
        *pages.at_the_desk(slug, "mara@example.org", anna, colleague),
        *pages.assisting(slug, "tove@example.org", anna),
        *pages.in_the_portal(slug, "anna@example.org"),
    ]


def _new(site: Site) -> list[Sight]:
    with site.app.app_context():
        owner = make_user("neela")
        practices.open_practice(
            owner, name="Nine Lamps", slug="nine", zone=ZONE, currency="EUR", locale="en_GB"
        )
        site.people["neela"] = owner.id
        db.session.commit()
    return [
        Sight("clients", "neela", "/app/nine/clients"),
        Sight("face-first", "neela", "/app/nine/settings/face?first=1"),
        Sight("members", "neela", "/app/nine/settings/members"),
        Sight("mail", "neela", "/app/nine/settings/mail"),
    ]


def _crowd(site: Site) -> list[Sight]:
    found = crowd.gather(site, number=MANY)
    return [
        *pages.of_oneself("ursula"),
        *pages.at_the_desk(crowd.SLUG, "ursula", found.client, found.colleague),
        *pages.assisting(crowd.SLUG, "ulf", found.client),
        *pages.in_the_portal(crowd.SLUG, "uta"),
    ]


def _photograph(
    windows: Windows, sights: Sequence[Sight], shots: Path, width: int, theme: str
) -> None:
    shots.mkdir(parents=True, exist_ok=True)
    for who, seen in groupby(sights, key=lambda sight: sight.who):
        page = windows.open(who, width=width, color_scheme=theme)
        for sight in seen:
            page.goto(sight.path)
            page.screenshot(path=shots / f"{sight.name}.png", full_page=True)
    windows.close()


def _lay_out(shots: Path, sights: Sequence[Sight], width: int) -> None:
    """One picture of all, side by side in rows, each cut off at some height."""
    thumbs = [_thumb(shots / f"{sight.name}.png", THUMB_WIDTH[width]) for sight in sights]
    columns = COLUMNS[width]
    rows = [thumbs[start : start + columns] for start in range(0, len(thumbs), columns)]
    heights = [max(thumb.height for thumb in row) + GAP for row in rows]
    across = columns * (THUMB_WIDTH[width] + GAP)
    sheet = Image.new("RGB", (across, sum(heights)), "gray")
    for number, row in enumerate(rows):
        for place, thumb in enumerate(row):
            left, top = place * (THUMB_WIDTH[width] + GAP), sum(heights[:number])
            sheet.paste(thumb, (left, top))
    sheet.save(shots.with_suffix(".png"))


def _thumb(path: Path, width: int) -> Image.Image:
    with Image.open(path) as shot:
        small = shot.convert("RGB").resize((width, round(shot.height * width / shot.width)))
    return small.crop((0, 0, width, min(small.height, THUMB_HEIGHT)))


if __name__ == "__main__":
    main()
