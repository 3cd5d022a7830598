"""The whole bench, from an empty directory to the table."""

from collections.abc import Callable

from flask import Flask

from coachhub.ops.bench.door import known_and_unknown, limit, sign_in
from coachhub.ops.bench.memory import memory
from coachhub.ops.bench.news import news
from coachhub.ops.bench.pages import pages
from coachhub.ops.bench.report import table
from coachhub.ops.bench.scene import scene
from config import Config


def run(seconds: float, create_app: Callable[[Config], Flask]) -> str:
    """The table of goals and figures; each page is asked for so long in each of three rounds."""
    with scene(create_app) as stage:
        return table(
            [
                *pages(stage, seconds),
                sign_in(stage),
                *memory(stage),
                limit(stage),
                *known_and_unknown(stage),
                *news(stage),
            ]
        )
