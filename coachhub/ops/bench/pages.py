"""Pages beside the floor's, in turns, so that what else the machine does falls on all alike."""

from collections.abc import Iterator

from coachhub.ops.bench.load import Target, Timed, load
from coachhub.ops.bench.report import Row, pace
from coachhub.ops.bench.scene import Scene
from coachhub.ops.bench.visit import signed_in

ROUNDS = 3
TAIL = 3.0
_LIST = "client list"


def pages(stage: Scene, seconds: float) -> Iterator[Row]:
    """The rows on pages, each asked for so long in each round."""
    targets = _targets(stage)
    rounds = [
        {name: load(target, seconds) for name, target in targets.items()} for _ in range(ROUNDS)
    ]
    found = {name: _over([one[name] for one in rounds]) for name in targets}
    shown = found["list"]
    yield _ratio("", "/login beside hello", None, found["login"], found["hello"])
    yield _ratio("", f"{_LIST} beside q1", None, shown, found["q1"])
    yield _ratio("8", f"{_LIST} (50 of 400) beside 20 rows", 3.0, shown, found["page"])
    yield _ratio("8", f"{_LIST} of 100,000 beside 100", 1.5, found["vast"], found["few"])
    yield _ratio("9", f"{_LIST} beside a neighbour's 100,000", 1.2, found["near"], shown)
    yield _tail("/login", found["login"], found["hello"])
    yield _tail(_LIST, shown, found["page"])


def _targets(stage: Scene) -> dict[str, Target]:
    alone, full, floor = stage.alone.port, stage.full.port, stage.floor.port
    here, there = signed_in(alone).cookie, signed_in(full).cookie
    return {
        "hello": Target(floor, "/hello"),
        "login": Target(alone, "/login"),
        "q1": Target(floor, "/q1"),
        "page": Target(floor, "/page_orm20"),
        "list": Target(alone, "/app/many/clients", here),
        "near": Target(full, "/app/many/clients", there),
        "few": Target(full, "/app/few/clients", there),
        "vast": Target(full, "/app/very-many/clients", there),
    }


def _over(rounds: list[Timed]) -> Timed:
    """All rounds as one."""
    seconds = [took for one in rounds for took in one.seconds]
    return Timed(seconds, sum(one.span for one in rounds))


def _ratio(number: str, what: str, most: float | None, ours: Timed, floor: Timed) -> Row:
    ratio = ours.p50 / floor.p50
    return Row(
        number,
        what,
        f"p50 ≤ {most} ×" if most else "",
        f"{ratio:.2f} × ({pace(ours)})",
        pace(floor),
        ratio <= most if most else None,
    )


def _tail(what: str, ours: Timed, floor: Timed) -> Row:
    tail, beside = ours.p99 / ours.p50, floor.p99 / floor.p50
    what = f"{what}, 8 connections"
    return Row("10", what, f"p99/p50 ≤ {TAIL:.0f}", f"{tail:.1f}", f"{beside:.1f}", tail <= TAIL)
