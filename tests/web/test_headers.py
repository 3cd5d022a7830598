"""What each answer says to the browser, whatever it is an answer to."""

import pytest
from sqlalchemy import Engine, text

from tests.cast import Cast
from tests.visitor import BASE_URL, MakeApp, Visitor
from tests.web.answers import check


@pytest.mark.parametrize(
    ("method", "path", "code"),
    [
        ("GET", "/nowhere", 404),
        ("GET", "/static/1/nothing.css", 404),
        ("GET", "/app/nowhere/clients", 404),
        ("GET", "/app/north/settings", 403),
        ("GET", "/logout", 405),
        ("TRACE", "/", 405),
        ("GET", "/app/north/clients?q=%00", 400),
        ("GET", "/invite/spent", 410),
        ("GET", "/reset/spent", 410),
        ("POST", "/account", 422),
        ("OPTIONS", "/login", 200),
        ("HEAD", "/app/north/clients", 200),
        ("GET", "/account/places", 303),
    ],
)
def test_each_refusal_has_them(cast: Cast, method: str, path: str, code: int) -> None:
    idris = cast.browser("idris")
    data = {"data": {"name": ""}} if method == "POST" else {}
    answer = idris.open(method, path, **data)
    assert answer.status_code == code
    check(answer)
    assert path.startswith("/static") or answer.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("path", ["/login", "/", "/nowhere", "/p/north"])
def test_a_strangers_page_varies_with_the_languages_they_read(cast: Cast, path: str) -> None:
    stranger = cast.browser(None)
    answer = stranger.get(path, headers={"Accept-Language": "fr"})
    assert "Accept-Language" in answer.headers["Vary"]
    stranger.http.set_cookie("language", "fr", domain="coachhub.test")
    assert "Accept-Language" not in stranger.get(path).headers["Vary"]


@pytest.mark.parametrize(
    ("who", "path"),
    [
        ("mara", "/app/north/clients"),
        ("ben", "/portal/north/today"),
        (None, "/healthz"),
    ],
)
def test_nothing_else_does(cast: Cast, who: str | None, path: str) -> None:
    answer = cast.browser(who).get(path, headers={"Accept-Language": "fr"})
    assert answer.status_code == 200
    assert "Accept-Language" not in answer.headers.get("Vary", "")


def test_a_forged_form_a_large_one_and_a_stranger_get_them(cast: Cast) -> None:
    mara, stranger = cast.browser("mara"), cast.browser(None)
    large = b"x" * (1024 * 1024 + 1)
    headers = {"Content-Type": "application/x-www-form-urlencoded"}
    for answer, code in (
        (mara.post("/account", headers={"Origin": "https://evil.example"}), 403),
        (mara.http.post("/account", base_url=BASE_URL), 400),
        (mara.http.post("/account", data=large, base_url=BASE_URL, headers=headers), 413),
        (stranger.get("/account"), 303),
        (stranger.get("/account", headers={"HX-Request": "true"}), 401),
    ):
        assert answer.status_code == code
        check(answer)


def test_too_many_tries_get_them(cast: Cast) -> None:
    stranger = cast.browser(None)
    for _ in range(11):
        answer = stranger.post("/login", {"email": "ben@example.org", "password": "wrong wrong"})
    assert answer.status_code == 429
    assert int(answer.headers["Retry-After"]) > 0
    check(answer)


def test_a_fault_of_ours_has_them(cast: Cast, superuser: Engine) -> None:
    mara = cast.browser("mara")
    with superuser.begin() as connection:
        connection.execute(text("DELETE FROM settings"))
    answer = mara.get("/app/north/clients")
    assert answer.status_code == 500
    check(answer)


def test_static_files_are_kept_for_ever_under_their_own_address(stranger: Visitor) -> None:
    page = stranger.get("/login").text
    address = page.split('<link rel="stylesheet" href="')[1].split('"')[0]
    answer = stranger.get(address)
    check(answer)
    assert "immutable" in answer.headers["Cache-Control"]
    assert "Set-Cookie" not in answer.headers


def test_without_https_nobody_is_bound_to_it(make_app: MakeApp) -> None:
    base = "http://127.0.0.1:8000"
    app = make_app(base_url=base, trusted_hosts=("127.0.0.1",))
    answer = app.test_client().get("/login", base_url=base)
    assert "Strict-Transport-Security" not in answer.headers
    assert answer.headers["Set-Cookie"].startswith("coachhub=")


def test_the_session_is_one_strict_cookie(cast: Cast) -> None:
    answer = cast.browser(None).get("/login")
    cookies = answer.headers.getlist("Set-Cookie")
    assert len(cookies) == 1
    name, *flags = (part.strip() for part in cookies[0].split(";"))
    assert name.startswith("__Host-coachhub=")
    assert {"Secure", "HttpOnly", "Path=/", "SameSite=Lax"} == set(flags)
