"""Under which name we are asked, through which proxies, and where our links lead."""

from typing import Any

import pytest

from coachhub.accounts.access import UNKNOWN_IP, client_ip
from coachhub.mail.services import link
from tests.cast import PASSWORD, Cast, email_of
from tests.visitor import BASE_URL, MakeApp
from tests.web.answers import check

FOREIGN = [
    "evil.example",
    "coachhub.test.evil.example",
    "evil.example#coachhub.test",
    "evilcoachhub.test",
    "www.coachhub.test",
    "coachhub.test@evil.example",
    "coachhub.test:@evil.example",
    "evil.example:443",
    "127.0.0.1",
    "[::1]",
    "localhost",
    "coachhub.test.",
    "coachhub.test\t",
    "coachhub.test/evil",
    "coachhub.test, evil.example",
    "",
]
FORWARDED = {
    "X-Forwarded-For": "203.0.113.9",
    "X-Forwarded-Host": "evil.example",
    "X-Forwarded-Proto": "http",
    "X-Forwarded-Prefix": "/evil",
    "X-Real-Ip": "203.0.113.9",
    "Forwarded": "for=203.0.113.9;host=evil.example;proto=http",
    "X-Original-Url": "/app/harbour/clients",
    "X-Rewrite-Url": "/app/harbour/clients",
    "X-Host": "evil.example",
}


@pytest.mark.parametrize("host", FOREIGN)
@pytest.mark.parametrize("path", ["/login", "/forgot", "/healthz", "/nowhere"])
def test_a_foreign_host_is_refused(cast: Cast, host: str, path: str) -> None:
    answer = cast.app.test_client().get(path, base_url=BASE_URL, headers={"Host": host})
    assert answer.status_code == 400
    assert "evil" not in answer.text
    check(answer)


def test_our_own_host_is_served(cast: Cast) -> None:
    http = cast.app.test_client()
    assert http.get("/login", base_url=BASE_URL).status_code == 200


def test_redirects_name_no_host(cast: Cast) -> None:
    answer = cast.browser(None).get("/account", headers=FORWARDED)
    assert answer.location == "/login?next=/account"


def test_forwarded_headers_of_nobodys_proxy_mean_nothing(cast: Cast) -> None:
    with cast.app.test_request_context("/", base_url=BASE_URL, headers=FORWARDED):
        assert client_ip() == UNKNOWN_IP
    answer = cast.browser("mara").get("/app/north/clients", headers=FORWARDED)
    assert answer.status_code == 200
    assert "evil" not in answer.text


@pytest.mark.parametrize(
    ("forwarded", "seen"),
    [
        ("203.0.113.9", "203.0.113.9"),
        ("10.0.0.1, 203.0.113.9", "203.0.113.9"),
        ("spoofed, 198.51.100.7", "198.51.100.7"),
    ],
)
def test_one_proxy_of_ours_is_believed_once(make_app: MakeApp, forwarded: str, seen: str) -> None:
    app = make_app(proxy_hops=1)
    addresses: list[str] = []
    app.before_request(lambda: addresses.append(client_ip()))
    headers = {"X-Forwarded-For": forwarded}
    app.test_client().get("/healthz", base_url=BASE_URL, headers=headers)
    assert addresses == [seen]


def test_a_proxy_cant_smuggle_a_host_in(make_app: MakeApp) -> None:
    app = make_app(proxy_hops=1)
    headers = {"X-Forwarded-Host": "evil.example"}
    assert app.test_client().get("/", base_url=BASE_URL, headers=headers).status_code == 400


def test_mailed_links_lead_to_the_configured_address(cast: Cast) -> None:
    asked: dict[str, Any] = {"headers": FORWARDED}
    with cast.app.test_request_context("/forgot", base_url="https://evil.example", **asked):
        assert link("public.invitation", token="t") == f"{BASE_URL}/invite/t"


@pytest.mark.parametrize(
    "way",
    [
        "//evil.example",
        "///evil.example",
        "/\\evil.example",
        "\\/evil.example",
        "https://evil.example",
        "https:evil.example",
        "http:///evil.example",
        "javascript:alert(1)",
        "data:text/html,x",
        "/app//evil.example",
        "/app/../../evil",
        "/app/north/..//evil.example",
        "/account\n//evil.example",
        "/account\r\nLocation: https://evil.example",
        "/account%0d%0aSet-Cookie:a=b",
        "/\tevil.example",
        " //evil.example",
        "/account@evil.example",
        "/account#@evil.example",
        "/logout",
        "/static/1/css/app.css",
        "/reset/token",
        "/login?next=/login",
        "account",
        "",
        "/",
        "/app/north/clients?x=https://evil.example",
        "/app/north/\u2028clients",
        "/app/" + "a" * 3000,
        "/account?next=//evil.example",
    ],
)
def test_no_trick_leads_elsewhere_after_the_sign_in(cast: Cast, way: str) -> None:
    stranger = cast.browser(None)
    form = {"email": email_of("ben"), "password": PASSWORD}
    answer = stranger.post("/login", form, query_string={"next": way})
    assert answer.status_code == 303
    assert answer.location in ("/account", "/account/places")
