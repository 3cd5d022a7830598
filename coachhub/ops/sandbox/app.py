"""The sandbox as a WSGI application."""

from flask import Flask, Response, jsonify

from coachhub.ops.sandbox import api, control, pages, webhooks
from coachhub.ops.sandbox.errors import Refused
from coachhub.ops.sandbox.state import Sandbox


def create_sandbox(*, secret: str, webhook_url: str | None = None) -> Flask:
    """A Stripe that nobody has paid at yet. It tells its events at `webhook_url`, if it has one."""
    app = Flask(__package__, template_folder=".", static_folder=None)
    sandbox = Sandbox(secret, webhook_url)
    webhooks.start(sandbox)
    app.extensions["sandbox"] = sandbox
    for pages_of in (api.bp, pages.bp, control.bp):
        app.register_blueprint(pages_of)
    app.register_error_handler(Refused, _refuse)
    return app


def _refuse(refused: Refused) -> Response:
    answer = jsonify(refused.body)
    answer.status_code = refused.status
    return answer
