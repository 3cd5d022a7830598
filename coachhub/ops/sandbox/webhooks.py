"""Events go to the application, signed as Stripe signs them, and again until it takes them."""

import json
import queue
import threading
import time
from http import HTTPStatus

import requests
from stripe import WebhookSignature

from coachhub.ops.sandbox.state import Sandbox, Thing, now

WAITS = (1.0, 5.0, 25.0)
_SECONDS = 10.0
_TOO_OLD = 600


def start(sandbox: Sandbox) -> None:
    """From now on whatever happens is told, in the background and in order."""
    waiting: queue.Queue[Thing] = queue.Queue()

    def work() -> None:
        while True:
            _deliver(sandbox, waiting.get())

    def tell(event: Thing) -> None:
        if sandbox.webhook_url and not sandbox.holds_news:
            waiting.put(event)

    sandbox.tell = tell
    threading.Thread(target=work, daemon=True).start()


def signed(event: Thing, secret: str, *, how: str = "good") -> tuple[bytes, dict[str, str]]:
    """Body and headers of the request that tells the event.

    `how` is "good", "old" (signed too long ago) or "bad" (by somebody else).
    """
    body = json.dumps(event, indent=2)
    header = WebhookSignature.generate_signature_header(
        body,
        "whsec_somebody_else" if how == "bad" else secret,
        timestamp=now() - _TOO_OLD if how == "old" else None,
    )
    return body.encode(), {"Stripe-Signature": header, "Content-Type": "application/json"}


def send(sandbox: Sandbox, event: Thing, *, how: str = "good") -> int:
    """Tell the event once; the status of the answer."""
    body, headers = signed(event, sandbox.secret, how=how)
    return requests.post(
        sandbox.webhook_url or "", data=body, headers=headers, timeout=_SECONDS
    ).status_code


def _deliver(sandbox: Sandbox, event: Thing) -> None:
    for wait in (0.0, *WAITS):
        time.sleep(wait)
        try:
            if send(sandbox, event) == HTTPStatus.OK:
                return
        except requests.RequestException as error:
            print(f"sandbox: {event['type']} not delivered ({type(error).__name__})", flush=True)
