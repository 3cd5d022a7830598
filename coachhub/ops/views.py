"""How the installation is: for load balancers and whoever watches over it."""

from flask import Blueprint, jsonify
from werkzeug.wrappers import Response

from coachhub.core.web import policy
from coachhub.ops import readiness

bp = Blueprint("ops", __name__)


@bp.get("/healthz")
@policy.anybody
def healthz() -> Response:
    """The process answers. Asks nothing of anybody else."""
    return jsonify(status="ok")


@bp.get("/readyz")
@policy.anybody
def readyz() -> tuple[Response, int]:
    """Pages can be served: the database is there, the schema is right, the worker lives.

    Says yes or no; what is wrong is for `coachhub doctor`.
    """
    return (jsonify(status="ready"), 200) if readiness.is_ready() else (jsonify(status="wait"), 503)
