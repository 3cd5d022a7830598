"""Forged requests: each that may change something, sent the ways a foreign page could send it."""

from http import HTTPStatus
from typing import Any

import pytest

from coachhub.core.web.policy import policy_of
from tests.access.routes import UNSAFE, sample, who_may
from tests.access.samples import form
from tests.access.world import World
from tests.rows import fingerprint
from tests.visitor import BASE_URL, Visitor

Headers = dict[str, str]
NO_TOKEN = ""

FORGERIES: dict[str, tuple[str | None, Headers, int]] = {
    "no token": (NO_TOKEN, {}, 400),
    "wrong token": ("wrong", {}, 400),
    "another session's token": ("theirs", {}, 400),
    "foreign origin": (None, {"Origin": "https://evil.example"}, 403),
    "origin that begins like ours": (None, {"Origin": f"{BASE_URL}.evil.example"}, 403),
    "our origin without its lock": (None, {"Origin": "http://coachhub.test"}, 403),
    "our origin at another port": (None, {"Origin": f"{BASE_URL}:8443"}, 403),
    "opaque origin": (None, {"Origin": "null"}, 403),
    "other site": (None, {"Sec-Fetch-Site": "cross-site"}, 403),
    "sister site": (None, {"Sec-Fetch-Site": "same-site"}, 403),
    "typed address": (None, {"Sec-Fetch-Site": "none"}, 403),
}
"""By what is wrong: the token (None: the right one), the headers, and the answer."""


PROVEN_BY_ADDRESS = {"public.mail_wish"}
"""Mail programs send these without a token; the secret in the address is the proof."""


@pytest.mark.parametrize("endpoint", UNSAFE)
def test_no_forged_form_changes_anything(world: World, endpoint: str) -> None:
    name = who_may(endpoint)
    browser, other = world.browser(name), world.browser("mara")
    path, data = sample(world, endpoint, "POST", name), form(world, endpoint, name)
    tokens = {None: browser.token(), "theirs": other.token()}
    before = fingerprint(world.superuser)
    asks_again = answers_to_old_pages(world, endpoint, name, data)
    for forgery, (token, headers, code) in FORGERIES.items():
        if forgery == "another session's token" and asks_again:
            code = asks_again  # noqa: PLW2901
        if code == HTTPStatus.BAD_REQUEST and endpoint in PROVEN_BY_ADDRESS:
            continue
        answer = _send(browser, path, data, tokens.get(token, token), headers)
        assert (forgery, answer.status_code) == (forgery, code)
    assert fingerprint(world.superuser) == before


def answers_to_old_pages(
    world: World, endpoint: str, name: str | None, data: dict[str, Any]
) -> int | None:
    """How a form that Mara typed is answered, where words may be kept for her and there are some.

    It is asked once more of her, and of others that she sign in (`tests/accounts/test_kept_tabs`).
    """
    declared = policy_of(world.app.view_functions[endpoint])
    if not data or not declared or not declared.carries or _has_file(data):
        return None
    return 409 if name == "mara" else 401


def _has_file(data: dict[str, Any]) -> bool:
    return any(isinstance(value, tuple) for value in data.values())


@pytest.mark.parametrize("endpoint", UNSAFE)
def test_no_other_way_to_send_it_changes_anything(world: World, endpoint: str) -> None:
    """As a link, as a form by GET, and with another method named in the request."""
    name = who_may(endpoint)
    browser = world.browser(name)
    path, data = sample(world, endpoint, "POST", name), form(world, endpoint, name)
    data = {**data, "csrf_token": browser.token(), "_method": "POST"}
    override = {"X-HTTP-Method-Override": "POST", "X-HTTP-Method": "POST"}
    before = fingerprint(world.superuser)
    for method in ("GET", "HEAD", "OPTIONS"):
        browser.open(method, path, query_string=data, headers=override)
        browser.open(method, path, data=data, headers=override)
    assert fingerprint(world.superuser) == before


def test_values_in_the_address_are_no_form(world: World) -> None:
    olga = world.browser("olga")
    olga.post("/app/north/settings/members?name=X&email=x@example.org&roles=owner")
    assert "x@example.org" not in olga.get("/app/north/settings/members").text


def test_the_token_may_come_in_a_header(world: World) -> None:
    olga = world.browser("olga")
    headers = {"X-CSRFToken": olga.token(), "HX-Request": "true"}
    path = sample(world, "accounts.end_other_devices", "POST", "olga")
    answer = olga.http.post(path, base_url=BASE_URL, headers=headers)
    assert answer.status_code == 303


def test_signed_in_pages_hand_scripts_their_token(world: World) -> None:
    assert '<meta name="csrf-token"' in world.browser("olga").get("/app/north/clients").text


@pytest.mark.parametrize("path", ["/", "/signup/sent", "/forgot/sent", "/nowhere"])
def test_pages_without_a_form_start_no_session(world: World, path: str) -> None:
    assert "Set-Cookie" not in world.browser(None).get(path).headers


def _send(
    browser: Visitor, path: str, data: dict[str, Any], token: str | None, headers: Headers
) -> Any:
    ours = {"Origin": BASE_URL, "Sec-Fetch-Site": "same-origin"}
    sent = data if token == NO_TOKEN else {**data, "csrf_token": token}
    return browser.http.post(path, data=sent, base_url=BASE_URL, headers={**ours, **headers})
