"""Bodies and addresses that no browser of ours would send."""

import pytest

from tests.cast import Cast
from tests.visitor import BASE_URL, Visitor

MEGABYTE = 1024 * 1024
CLIENTS = "/app/north/clients"


@pytest.mark.parametrize(
    "path",
    [f"{CLIENTS}?q=%00", f"{CLIENTS}?q=a%00b&sort=x", "/app/%00/clients", "/p/%00/theme.css"],
)
def test_a_nul_in_the_address_is_refused(cast: Cast, path: str) -> None:
    assert cast.browser("mara").get(path).status_code == 400


@pytest.mark.parametrize("field", ["name", "safe_contact", "email", "zone", "csrf_token", "other"])
def test_a_nul_in_a_form_is_refused(cast: Cast, field: str) -> None:
    answer = cast.browser("mara").fill(f"{CLIENTS}/new", **{"name": "Dora", field: "a\0b"})
    assert answer.status_code == 400


@pytest.mark.parametrize(
    "page", ["999999999999999999999999", "-1", "0", "1e9", "' OR 1=1", "", "٣", "nan"]
)
def test_any_page_number_gives_a_page(cast: Cast, page: str) -> None:
    mara = cast.browser("mara")
    assert mara.get(CLIENTS, query_string={"page": page}).status_code == 200
    assert mara.get("/app/north/settings/mail", query_string={"page": page}).status_code == 200


@pytest.mark.parametrize("body", [{"name": "Dora"}, {"name": 5}, ["name"], "name", None])
def test_json_is_no_form(cast: Cast, body: object) -> None:
    mara = cast.browser("mara")
    headers = {"X-CSRFToken": mara.token()}
    answer = mara.http.post(f"{CLIENTS}/new", json=body, base_url=BASE_URL, headers=headers)
    assert answer.status_code == 422


def test_a_body_that_is_no_form_changes_nothing(cast: Cast) -> None:
    mara = cast.browser("mara")
    headers = {"X-CSRFToken": mara.token(), "Content-Type": "text/plain"}
    path = "/app/north/settings"
    mara.http.post(path, data=b"name=Mine", base_url=BASE_URL, headers=headers)
    assert "Mine" not in mara.get(path).text


@pytest.mark.parametrize(
    ("content_type", "body"),
    [
        ("application/x-www-form-urlencoded", b"name=" + b"x" * (MEGABYTE + 1)),
        ("application/x-www-form-urlencoded", b"x" * (12 * MEGABYTE + 1)),
        ("application/json", b'"' + b"x" * (12 * MEGABYTE) + b'"'),
    ],
)
def test_too_much_is_refused(stranger: Visitor, content_type: str, body: bytes) -> None:
    headers = {"Content-Type": content_type, "X-CSRFToken": stranger.token()}
    answer = stranger.http.post("/login", data=body, base_url=BASE_URL, headers=headers)
    assert answer.status_code == 413


def test_too_many_parts_are_refused(stranger: Visitor) -> None:
    part = b'--b\r\nContent-Disposition: form-data; name="x"\r\n\r\n1\r\n'
    headers = {"Content-Type": "multipart/form-data; boundary=b"}
    answer = stranger.http.post(
        "/login", data=part * 201 + b"--b--\r\n", base_url=BASE_URL, headers=headers
    )
    assert answer.status_code == 413


def test_a_broken_upload_is_refused(stranger: Visitor) -> None:
    headers = {"Content-Type": "multipart/form-data; boundary=b"}
    answer = stranger.http.post("/login", data=b"--b\r\n", base_url=BASE_URL, headers=headers)
    assert answer.status_code == 400
