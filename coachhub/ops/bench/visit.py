"""A browser of few words: keeps cookies, finds the token of a page's form, and posts."""

import re
import time
from http import HTTPStatus
from http.client import HTTPConnection, HTTPResponse
from http.cookies import SimpleCookie
from urllib.parse import urlencode

from coachhub.ops.bench import data
from coachhub.ops.bench.load import Unexpected

_TOKEN = re.compile(r'name="csrf[-_]token"[^>]* (?:content|value)="([^"]+)"')
_SECONDS = 30


class Visit:
    """One person at one server on loopback."""

    def __init__(self, port: int) -> None:
        self.port = port
        self._jar: dict[str, str] = {}

    @property
    def cookie(self) -> str:
        """What the browser sends along."""
        return "; ".join(f"{name}={value}" for name, value in self._jar.items())

    def token(self, path: str) -> str:
        """The token that the page's form would send."""
        found = _TOKEN.search(self._ask("GET", path, None, {})[1])
        if found is None:
            raise LookupError(path)
        return found[1]

    def timed(self, path: str, token: str, expected: int, **form: str) -> float:
        """Send the form; the seconds until the whole answer was here. Raises Unexpected."""
        begin = time.perf_counter()
        status = self.post(path, token, **form)
        took = time.perf_counter() - begin
        if status != expected:
            raise Unexpected(f"{path} answered {status}.")
        return took

    def post(self, path: str, token: str, **form: str) -> int:
        """Send the form; the status of the answer."""
        origin = {"Origin": f"http://127.0.0.1:{self.port}", "Sec-Fetch-Site": "same-origin"}
        kind = {"Content-Type": "application/x-www-form-urlencoded"}
        body = urlencode({"csrf_token": token, **form})
        return self._ask("POST", path, body, origin | kind)[0]

    def _ask(
        self, method: str, path: str, body: str | None, headers: dict[str, str]
    ) -> tuple[int, str]:
        connection = HTTPConnection("127.0.0.1", self.port, timeout=_SECONDS)
        try:
            connection.request(method, path, body, {"Cookie": self.cookie, **headers})
            answer = connection.getresponse()
            text = answer.read().decode()
        finally:
            connection.close()
        self._keep(answer)
        return answer.status, text

    def _keep(self, answer: HTTPResponse) -> None:
        for line in answer.headers.get_all("Set-Cookie") or ():
            for name, morsel in SimpleCookie(line).items():
                self._jar[name] = morsel.value


def signed_in(port: int) -> Visit:
    """The coach of the bench, signed in at this server."""
    visit = Visit(port)
    form = {"email": data.EMAIL, "password": data.PASSWORD}
    visit.timed("/login", visit.token("/login"), HTTPStatus.SEE_OTHER, **form)
    return visit
