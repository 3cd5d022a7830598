"""Whose tasks one may open at the desk: those of the clients one coaches."""

from uuid import UUID

from flask import abort

from coachhub.clients import services as clients
from coachhub.clients.access import load_own_client
from coachhub.growth import services as growth
from coachhub.growth.models import GrowthTask
from coachhub.practices.access import Desk


def load_task(desk: Desk, client_id: UUID, task_id: UUID) -> tuple[clients.Row, GrowthTask]:
    """A task with its client, for the client's coach alone: 404 if there is none."""
    row = load_own_client(desk, client_id)
    task = growth.find_task(desk.practice.id, client_id, task_id)
    if task is None:
        abort(404)
    return row, task
