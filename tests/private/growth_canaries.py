"""Canaries in everything that coach and client write about growth tasks."""

import re

from tests.cast import Cast

WORDS = (
    "canary task: count the herons",
    "canary reason: herons are calm",
    "canary cue: the tide turns",
    "canary action: walk to the pier",
    "canary small version: look out of the window",
    "canary known by: seven strokes in the book",
)
TOLD = ("canary reflection: none came", "canary guest: the man with the dog")
ANSWER = "canary answer: then they came for the man"
PHRASES = (*WORDS, *TOLD, ANSWER)


def fill(cast: Cast) -> None:
    """Mara suggests a task to Ben, who agrees and tells of it; she answers."""
    mara, ben = cast.browser("mara"), cast.browser("ben")
    tasks = f"/app/north/clients/{cast.clients['ben']}/tasks"
    names = ("words", "why", "cue", "action", "small_version", "how_known")
    typed = dict(zip(names, WORDS, strict=True))
    assert mara.fill(f"{tasks}/new", **typed, category="kindness", amount="0").status_code == 422
    assert mara.fill(f"{tasks}/new", **typed, category="kindness").status_code == 303
    [task] = re.findall(rf"{tasks}/([0-9a-f-]{{36}})", mara.get(tasks).text)
    own = f"/portal/north/tasks/{task}"
    assert ben.post(f"{own}/agreement").status_code == 303
    told = {"outcome": "done", "reflection": TOLD[0], "who_was_glad": TOLD[1]}
    assert ben.fill(own, **told, done_on="2999-01-01").status_code == 422
    assert ben.fill(own, **told).status_code == 303
    [answer] = re.findall(r'action="([^"]+/answer)"', mara.get(f"{tasks}/{task}").text)
    assert mara.post(answer, {"feedback": ANSWER}).status_code == 303
    assert ANSWER in ben.get(own).text
