"""Production: the web server and the worker, with the settings of the environment."""

import os
import sys

from coachhub.ops import programs
from coachhub.ops.listening import BadPort, port_of, refuse_taken
from coachhub.ops.supervisor import GaveUp, StepFailed, Stopped, supervisor

_MOST_WORKERS = 64


class BadConcurrency(Exception):
    """WEB_CONCURRENCY is no number of web workers; one sentence says so."""


def main() -> None:
    """Run web and worker until asked to end, if the doctor lets them start."""
    try:
        _run()
    except Stopped:
        return
    except StepFailed:
        sys.exit(1)  # the doctor's own sentence says why
    except (BadConcurrency, BadPort, GaveUp) as error:
        sys.exit(f"coachhub: {error}")


def _run() -> None:
    host, port, workers = os.environ.get("HOST") or "127.0.0.1", port_of(os.environ), _workers()
    refuse_taken(host, port)
    # Only `coachhub db upgrade` may have the owner's password.
    env = {name: value for name, value in os.environ.items() if name != "DATABASE_OWNER_URL"}
    with supervisor() as running:
        running.complete("The check before the start", programs.coachhub("doctor", "--start"), env)
        running.keep("web", programs.web(f"{host}:{port}", workers=workers), env)
        running.keep("worker", programs.worker(), env)
        running.serve()


def _workers() -> int:
    value = os.environ.get("WEB_CONCURRENCY") or "2"
    if not value.isdecimal() or not 0 < int(value) <= _MOST_WORKERS:
        raise BadConcurrency(f"WEB_CONCURRENCY must be from 1 to {_MOST_WORKERS}; it is {value!r}.")
    return int(value)


if __name__ == "__main__":
    main()
