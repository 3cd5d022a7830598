"""What lets a phone keep the portal."""

import json
import re

import pytest

from tests.cast import Cast

PAGES = ["manifest.webmanifest", "worker.js", "offline"]


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize(("who", "code"), [("cleo", 404), ("tove", 403), (None, 303)])
def test_it_is_for_the_client_alone(cast: Cast, page: str, who: str | None, code: int) -> None:
    assert cast.browser(who).get(f"/portal/north/{page}").status_code == code


def test_the_manifest_names_the_practice_and_pictures_that_are_there(cast: Cast) -> None:
    ben = cast.browser("ben")
    answer = ben.get("/portal/north/manifest.webmanifest")
    assert answer.mimetype == "application/manifest+json"
    manifest = json.loads(answer.text)
    assert (manifest["name"], manifest["scope"]) == ("North", "/portal/north/")
    for icon in manifest["icons"]:
        assert ben.get(icon["src"]).mimetype == "image/png"
    for shortcut in manifest["shortcuts"]:
        assert ben.get(shortcut["url"]).status_code == 200


def test_all_that_the_worker_keeps_is_there(cast: Cast) -> None:
    ben = cast.browser("ben")
    answer = ben.get("/portal/north/worker.js")
    assert answer.mimetype == "text/javascript"
    paths = re.findall(r'"(/[^"]+)"', answer.text)
    assert "/portal/north/offline" in paths
    assert [path for path in paths if ben.get(path).status_code != 200] == []


def test_the_offline_page_says_nothing_of_the_client(cast: Cast) -> None:
    page = cast.browser("ben").get("/portal/north/offline").text
    assert "Whom you can call" in page
    assert [word for word in ("Ben", "Mara", "csrf") if word in page] == []
