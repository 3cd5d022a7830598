"""A visitor that talks HTTP to the application as a browser does, token and origin included."""

import re
from collections.abc import Callable
from typing import Any
from uuid import UUID

from flask import Flask, session
from flask_wtf.csrf import generate_csrf
from werkzeug.test import TestResponse

from coachhub.accounts import services as accounts
from coachhub.accounts.models import User
from coachhub.core.db import db
from coachhub.core.web import forgery
from tests.page_form import form_of

BASE_URL = "https://coachhub.test"
AS_SCRIPT = {"HX-Request": "true", "HX-Request-Type": "partial"}
"""What a page's script asks with; the answer is a part of the page."""
_TOKEN = re.compile(r'name="csrf[-_]token"[^>]* (?:content|value)="([^"]+)"')
_SIGNED = re.compile(r'="[\w.-]{80,}"')


MakeApp = Callable[..., Flask]
"""Makes an application with settings of its own."""


class Visitor:
    """One browser with its cookies. `post` sends the token a page has given it."""

    def __init__(self, app: Flask) -> None:
        self.app = app
        self.http = app.test_client()
        self._given: tuple[str, str] | None = None

    def be(self, user_id: UUID) -> None:
        """Sign the person in here, past the form; the session has its token, as after any page."""
        with self.app.app_context(), self.app.test_request_context(base_url=BASE_URL):
            user = db.session.get(User, user_id)
            assert user
            session["_user_id"] = accounts.sign_in(user, label="test browser").get_id()
            db.session.commit()
            forgery.make_tokens_for(user_id)
            token, begun = generate_csrf(), dict(session)
        with self.http.session_transaction(base_url=BASE_URL) as kept:
            kept.update(begun)
        self._given = self._session(), token

    def get(self, path: str, **options: Any) -> TestResponse:
        return self.http.get(path, base_url=BASE_URL, **options)

    def post(self, path: str, data: dict[str, Any] | None = None, **options: Any) -> TestResponse:
        """Send a form, with the headers a browser adds to one of our own pages' forms."""
        headers = {"Origin": BASE_URL, "Sec-Fetch-Site": "same-origin"}
        form = data or {}
        if "csrf_token" not in form:
            form = {"csrf_token": self.token(), **form}
        headers |= options.pop("headers", {})
        return self.http.post(path, data=form, base_url=BASE_URL, headers=headers, **options)

    def form(self, path: str) -> dict[str, list[str]]:
        """What stands in a page's form when it is opened."""
        page = self.get(path)
        assert page.status_code == 200, page.status_code
        return form_of(page.text)

    def fill(self, path: str, **typed: Any) -> TestResponse:
        """Open a page, type into its form, and send it with all that stood in it before."""
        return self.post(path, {**self.form(path), **typed})

    def send_again(self, answer: TestResponse, **typed: Any) -> TestResponse:
        """Send the form of the page that came back, with what else is typed into it."""
        return self.post(answer.request.path, {**form_of(answer.text), **typed})

    def token(self) -> str:
        """The token against forged requests, as the present session's pages carry it."""
        if self._given is None or self._given[0] != self._session():
            found = _TOKEN.search(self.get("/login").text)
            assert found, "no page gave a csrf token"
            self._given = self._session(), found[1]
        return self._given[1]

    def _session(self) -> str:
        """What stands in the session's cookie: another one wants another token."""
        cookie = self.http.get_cookie(self.app.config["SESSION_COOKIE_NAME"], "coachhub.test")
        return cookie.value if cookie else ""

    def open(self, method: str, path: str, **options: Any) -> TestResponse:
        """Any method, as a browser would send it."""
        if method == "GET":
            return self.get(path, **options)
        if method == "POST":
            return self.post(path, **options)
        return self.http.open(path, method=method, base_url=BASE_URL, **options)


def page_title(answer: TestResponse) -> str:
    """What stands in the tab."""
    found = re.search(r"<title>(.*?)</title>", answer.text, re.DOTALL)
    return found[1].strip() if found else ""


def plain(answer: TestResponse) -> tuple[int, str, dict[str, str]]:
    """An answer without what differs every time: the request's number and the tokens."""
    number = answer.headers["X-Request-Id"]
    text = _SIGNED.sub('="…"', answer.text.replace(number, "…"))
    varying = {"X-Request-Id", "Set-Cookie", "Content-Length"}
    headers = {name: value for name, value in answer.headers if name not in varying}
    return answer.status_code, text, headers
