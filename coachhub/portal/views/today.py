from flask import redirect, render_template, url_for

from coachhub.booking import services as booking
from coachhub.booking.rules import BookingState
from coachhub.booking.words import PLACE_WORDS
from coachhub.clients import services as clients
from coachhub.clients.access import PortalVisit, client_of_practice
from coachhub.clients.rules import EngagementState
from coachhub.core import clock
from coachhub.core.web.answers import SEE_OTHER, Answer
from coachhub.growth import services as growth
from coachhub.growth.rules import TaskState
from coachhub.growth.words import pace_words, progress_words
from coachhub.nocontact.access import current_courses
from coachhub.nocontact.words import MARK_WORDS, headline, path_words, today_words
from coachhub.portal.views.plan_days import open_rows
from coachhub.safety import services as safety
from coachhub.safety.models import SafetyScreen
from coachhub.safety.rules import Question

TASKS_AT_MOST = 2
AT_WORK = frozenset({EngagementState.ONBOARDING, EngagementState.ACTIVE})


@client_of_practice
def home(visit: PortalVisit) -> Answer:
    """The portal's short address leads to its first page."""
    return redirect(url_for(".today", practice=visit.practice.slug), SEE_OTHER)


@client_of_practice
def today(visit: PortalVisit) -> Answer:
    """The client's first page: what is for today, and what comes next."""
    practice_id, client = visit.practice.id, visit.client
    open_tasks = growth.list_for_client(practice_id, client.id, clock.today(client.zone))
    ahead = booking.ahead(practice_id, client.id)
    coming = next((one for one in ahead if not one.is_called_off), None)
    courses = current_courses(practice_id, client.id)
    mine = clients.for_today(practice_id, client.id)
    screen = safety.newest_screen(practice_id, client.id)
    return render_template(
        "portal/today.html",
        visit=visit,
        course=courses.live,
        has_news=bool(courses.for_client and courses.for_client.has_news),
        proposal=courses.prepared,
        open_rows=open_rows(courses.live) if courses.live else [],
        mark_words=MARK_WORDS,
        headline=headline,
        path_words=path_words,
        today_words=today_words,
        agreement=mine.agreement,
        tasks=[one for one in open_tasks if one.asks_today][:TASKS_AT_MOST],
        suggested=[one.task for one in open_tasks if one.state == TaskState.SUGGESTED],
        pinned=mine.pinned,
        asks_for_safety=_asks_for_safety(visit, screen),
        asks_for_reach=_asks_for_reach(visit, screen),
        called_off=[one.booking for one in ahead if _is_called_off_by_coach(one)],
        coming=coming,
        can_move=coming is not None and booking.can_move(coming.booking, by_coach=False),
        can_cancel=coming is not None and booking.can_cancel(coming.booking),
        place_words=PLACE_WORDS,
        pace_words=pace_words,
        progress_words=progress_words,
    )


def _is_called_off_by_coach(session: booking.Session) -> bool:
    return session.booking.state == BookingState.CANCELLED_BY_COACH


def _asks_for_safety(visit: PortalVisit, screen: SafetyScreen | None) -> bool:
    """Whether the eight questions wait: never answered, while work begins or goes on."""
    return screen is None and visit.row.engagement.state in AT_WORK


def _asks_for_reach(visit: PortalVisit, screen: SafetyScreen | None) -> bool:
    """Whether nothing is known yet of how it is safe to reach the client."""
    if visit.client.safe_contact or visit.client.is_discreet:
        return False
    return screen is None or Question.REACHABLE not in safety.answers_in(screen)
