"""What was just written of a client is taken back: a remark, a hope, a step of the work."""

from uuid import UUID

from flask import redirect, request, url_for
from werkzeug.wrappers import Response

from coachhub.clients import services as clients
from coachhub.clients.access import load_client, load_own_client, may_lead
from coachhub.clients.forms import RemarkBackForm
from coachhub.core.stale import Stale
from coachhub.core.web.acts import act
from coachhub.core.web.answers import SEE_OTHER
from coachhub.core.web.undo import TOO_LATE, UNDONE
from coachhub.practices.access import Desk, member, refuse
from coachhub.practices.rules import Can


@member(Can.WORK_HERE)
def bring_remark_back(desk: Desk, client_id: UUID) -> Response:
    """The private remark reads as before its last save."""
    client = load_own_client(desk, client_id).client
    version = RemarkBackForm().version
    with act({Stale: str(TOO_LATE)}, done=str(UNDONE)):
        clients.bring_remark_back(client, version=version.data, by=desk.actor)
    return _to_record(desk, client_id)


@member(Can.WRITE_PRIVATELY)
def take_back_hope(desk: Desk, client_id: UUID, hope_id: UUID) -> Response:
    """The hope that the coach has just written down was not said."""
    client = load_own_client(desk, client_id).client
    with act({clients.HopeStays: str(TOO_LATE)}, done=str(UNDONE)):
        clients.take_back_hope(client, hope_id, by=desk.actor)
    return _to_record(desk, client_id)


@member(Can.LEAD_CLIENTS)
def step_back(desk: Desk, client_id: UUID) -> Response:
    """Work with the client stands where it stood before the last step."""
    row = load_client(desk, client_id)
    if not may_lead(desk, row):
        refuse(desk, "engagement")
    with act({clients.NotPossible: str(TOO_LATE)}, done=str(UNDONE)):
        clients.step_back(row.engagement, request.form.get("last", ""), by=desk.actor)
    return _to_record(desk, client_id)


def _to_record(desk: Desk, client_id: UUID) -> Response:
    return redirect(
        url_for(".overview", practice=desk.practice.slug, client_id=client_id), SEE_OTHER
    )
