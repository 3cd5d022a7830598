from flask import render_template

from coachhub.clients import services as clients
from coachhub.clients.access import PortalVisit, client_of_practice
from coachhub.core.web.answers import Answer


@client_of_practice
def today(visit: PortalVisit) -> Answer:
    """The client's first page: who works with them, and how they can be reached."""
    row = clients.find_client(visit.practice.id, visit.client.id)
    return render_template("portal/today.html", visit=visit, row=row)
