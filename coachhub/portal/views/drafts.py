from coachhub.clients.access import PortalVisit, client_of_practice
from coachhub.core.web.answers import Answer
from coachhub.drafts import access as drafts


@client_of_practice
def keep_draft(visit: PortalVisit) -> Answer:
    """Keep what is typed on a page of the portal."""
    return drafts.keep(visit.practice.id, visit.user.id)


@client_of_practice
def throw_draft_away(visit: PortalVisit) -> Answer:
    """Begin a page of the portal anew."""
    return drafts.throw_away(visit.practice.id, visit.user.id)


@client_of_practice
def bring_draft_back(visit: PortalVisit) -> Answer:
    """Take back that a draft was thrown away."""
    return drafts.bring_back(visit.practice.id, visit.user.id)
