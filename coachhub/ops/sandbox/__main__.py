"""`python -m coachhub.ops.sandbox`: the sandbox at STRIPE_API_BASE, for the demo."""

import logging
import os
from urllib.parse import urlsplit

from werkzeug.serving import make_server

from coachhub.ops.sandbox.app import create_sandbox


def main() -> None:
    """Serve until the process is ended."""
    place = urlsplit(os.environ["STRIPE_API_BASE"])
    logging.getLogger("werkzeug").setLevel(logging.WARNING)
    app = create_sandbox(
        secret=os.environ["STRIPE_WEBHOOK_SECRETS"].split(",")[0],
        webhook_url=f"{os.environ['BASE_URL']}/webhooks/stripe",
    )
    make_server(place.hostname or "", place.port or 0, app, threaded=True).serve_forever()


main()
