"""Sign-in and the limits at the front door."""

import time
from collections.abc import Iterator
from statistics import median

from coachhub.accounts.services.door import MAIL_FROM_NETWORK
from coachhub.accounts.services.passwords import hash_password, is_password
from coachhub.ops.bench import data
from coachhub.ops.bench.load import together
from coachhub.ops.bench.report import Row, ms
from coachhub.ops.bench.scene import Scene
from coachhub.ops.bench.visit import Visit

SIGN_INS = 40
PARALLEL = 200
SAMPLES = 200
BESIDE_HASH = 1.15
APART = 0.020
_SEE_OTHER, _AGAIN = 303, 422


def sign_in(stage: Scene) -> Row:
    """New browsers sign in, and a password is verified, in turns and alone on the server."""
    kept = hash_password(data.PASSWORD)
    came, verified = [], []
    for _ in range(SIGN_INS):
        stage.forget_tries()
        visit = Visit(stage.alone.port)
        token = visit.token("/login")
        form = {"email": data.EMAIL, "password": data.PASSWORD}
        came.append(visit.timed("/login", token, _SEE_OTHER, **form))
        begin = time.perf_counter()
        is_password(data.PASSWORD, kept)
        verified.append(time.perf_counter() - begin)
    ours, bare = median(came), median(verified)
    ratio = ours / bare
    figure = f"{ratio:.2f} × ({ms(ours)})"
    goal = f"≤ {BESIDE_HASH} ×"
    return Row("13", "sign-in beside the bare hash", goal, figure, ms(bare), ratio <= BESIDE_HASH)


def limit(stage: Scene) -> Row:
    """As many mails as one network may ask for, and more, asked for all at once."""
    stage.forget_tries()
    visit = Visit(stage.alone.port)
    token = visit.token("/forgot")

    def ask(number: int) -> int:
        return visit.post("/forgot", token, email=f"nobody-{number}@example.org")

    most = MAIL_FROM_NETWORK.most
    passed = together(PARALLEL, ask).count(_SEE_OTHER)
    what = f"{PARALLEL} at once against a limit of {most}"
    return Row("15", what, f"{most} pass", f"{passed} pass", "", passed == most)


def known_and_unknown(stage: Scene) -> Iterator[Row]:
    """Whether the time of an answer tells that an address has an account."""
    yield _apart(stage, "/forgot", _SEE_OTHER, {})
    yield _apart(stage, "/login", _AGAIN, {"password": "not the password"})


def _apart(stage: Scene, path: str, expected: int, more: dict[str, str]) -> Row:
    visit = Visit(stage.alone.port)
    token = visit.token(path)
    times: tuple[list[float], list[float]] = ([], [])
    for number in range(SAMPLES):
        for taken, email in zip(times, (data.EMAIL, f"nobody-{number}@example.org"), strict=True):
            stage.forget_tries()
            taken.append(visit.timed(path, token, expected, email=email, **more))
    known, unknown = map(median, times)
    difference = abs(known - unknown)
    what = f"known and unknown address at {path}"
    beside = f"{ms(known)} and {ms(unknown)}"
    goal = f"≤ {ms(APART)} apart"
    return Row("B11", what, goal, ms(difference), beside, difference <= APART)
