"""The command lines of coachhub's own programs, all in this Python."""

import sys
from pathlib import Path

PROJECT = Path(__file__).parents[2]
WEB_GRACE_SECONDS = 30
WEB_THREADS = 2


def coachhub(*arguments: str) -> list[str]:
    """A command of `coachhub …`."""
    return [sys.executable, "-m", "coachhub", *arguments]


def web(bind: str, *, workers: int, application: str = "wsgi:app") -> list[str]:
    """The web server at an address like 127.0.0.1:8000."""
    return [
        *(sys.executable, "-m", "gunicorn", application, "--chdir", str(PROJECT)),
        *("--bind", bind, "--workers", str(workers)),
        # Threads, so that a browser's idle connection, opened ahead of need, holds nobody up.
        *("--worker-class", "gthread", "--threads", str(WEB_THREADS)),
        *("--graceful-timeout", str(WEB_GRACE_SECONDS)),
        # A worker that has grown is replaced now and then, never all of them at once.
        *("--max-requests", "5000", "--max-requests-jitter", "500"),
        # The application itself counts proxies (PROXY_HOPS); gunicorn believes none.
        "--forwarded-allow-ips=",
        # By default two instances of one user would share one.
        "--no-control-socket",
        *("--worker-tmp-dir", "/dev/shm"),  # noqa: S108 heartbeats of a file on a slow disk stall
        *("--log-level", "warning"),
    ]


def sandbox() -> list[str]:
    """What stands in for Stripe in the demo."""
    return [sys.executable, "-m", "coachhub.ops.sandbox"]


def worker() -> list[str]:
    """The job worker."""
    return coachhub("worker")
