"""The application, put together. The only module that knows all views and handlers."""

from collections.abc import Mapping

import structlog
from flask import Flask, Response, request
from werkzeug.middleware.proxy_fix import ProxyFix

import coachhub.accounts.jobs
import coachhub.booking.jobs
import coachhub.clients.jobs
import coachhub.drafts.jobs
import coachhub.jobs.jobs
import coachhub.mail.jobs
import coachhub.nocontact.jobs
import coachhub.ops.jobs
import coachhub.payments.jobs
import coachhub.safety.jobs
import coachhub.sessions.jobs  # noqa: F401  # tasks, for the worker and for whoever enqueues them
from coachhub.accounts import access as accounts
from coachhub.accounts.emails import COMPOSERS as ACCOUNT_MAILS
from coachhub.accounts.views import bp as account_pages
from coachhub.accounts.views.sign_in import sign_in_page
from coachhub.audit import services as audit
from coachhub.booking import emails as booking_mails
from coachhub.booking import services as booking
from coachhub.booking.views import bp as booking_pages
from coachhub.clients import beside
from coachhub.clients import emails as client_mails
from coachhub.clients import services as clients
from coachhub.clients.views import bp as client_pages
from coachhub.core import assets, clock, pdf, request_id
from coachhub.core.actor import PROGRAM
from coachhub.core.db import WEB_TIMEOUTS, db
from coachhub.core.keystore import Keystore
from coachhub.core.private import Unreadable
from coachhub.core.web import (
    bodies,
    compression,
    discreet,
    errors,
    forgery,
    headers,
    i18n,
    look,
    policy,
    typesetting,
    undo,
)
from coachhub.core.web.answers import WAY_OUT
from coachhub.dashboard.around import Around
from coachhub.dashboard.frame import desk_face, desk_frame
from coachhub.dashboard.views import bp as dashboard_pages
from coachhub.drafts import access as drafts
from coachhub.growth.views import bp as growth_pages
from coachhub.intake.views import bp as intake_pages
from coachhub.jobs import services as jobs
from coachhub.mail import services as mail
from coachhub.nocontact import services as nocontact
from coachhub.nocontact.emails import change_waits, plan_waits
from coachhub.nocontact.views import bp as plan_pages
from coachhub.ops.demo_mail import bp as demo_mail_pages
from coachhub.ops.styleguide import bp as styleguide_page
from coachhub.ops.views import bp as ops_pages
from coachhub.payments import access as payment_access
from coachhub.payments.emails import COMPOSERS as PAYMENT_MAILS
from coachhub.payments.emails import given_back, money_words
from coachhub.payments.gateway import Gateway
from coachhub.payments.views import bp as payment_pages
from coachhub.payments.views import webhook
from coachhub.portal.frame import portal_face, portal_frame, write_ways
from coachhub.portal.views import bp as portal_pages
from coachhub.practices import access as desks
from coachhub.practices import emails as practice_mails
from coachhub.practices import services as practices
from coachhub.practices.views import bp as practice_pages
from coachhub.programs.views import bp as program_pages
from coachhub.public.frame import public_face
from coachhub.public.views import bp as public_pages
from coachhub.public.views.mails import mail_wish
from coachhub.safety import emails as safety_mails
from coachhub.safety import services as safety
from coachhub.safety.views import bp as safety_pages
from coachhub.sessions import access as session_access
from coachhub.sessions import emails as session_mails
from coachhub.sessions import services as sessions
from coachhub.sessions.views import bp as session_pages
from config import Config

MEGABYTE = 1024 * 1024
POOL = {"pool_size": 5, "max_overflow": 5, "pool_timeout": 3}

PAGES = (
    account_pages,
    practice_pages,
    client_pages,
    safety_pages,
    booking_pages,
    session_pages,
    growth_pages,
    intake_pages,
    payment_pages,
    plan_pages,
    program_pages,
    dashboard_pages,
    portal_pages,
    public_pages,
    ops_pages,
)

COMPOSERS: dict[str, mail.Composer] = {
    **ACCOUNT_MAILS,
    **booking_mails.composers(money_words, given_back),
    **PAYMENT_MAILS,
    "practices/invitation": practice_mails.invitation,
    "clients/invitation": client_mails.invitation,
    sessions.MAIL: session_mails.summary_waits,
    nocontact.MAIL: plan_waits,
    nocontact.WISH_MAIL: change_waits,
    safety.MAIL: safety_mails.open_record,
}
"""Who writes each kind of mail."""

NEWS: dict[str, tuple[str, ...]] = {
    "booking.confirmed": (),
    "booking.moved": (),
    "booking.cancelled": ("payments.return_price",),
    "engagement.ended": ("nocontact.end_with_engagement",),
    "person.speaks": ("clients.write_in_their_language",),
}
"""What packages announce, and the tasks, of floors above, that each of the news puts in hand."""


def create_app(
    config: Config,
    *,
    pool: Mapping[str, int] = POOL,
    timeouts: Mapping[str, str] = WEB_TIMEOUTS,
) -> Flask:
    """The Flask application for this configuration. Connects to nothing yet."""
    app = Flask("coachhub", template_folder="../templates", static_folder=None)
    app.config.update(_settings(config, engine_options(timeouts, pool)))
    app.extensions["coachhub.config"] = config
    app.extensions["coachhub.stripe"] = Gateway(config.stripe) if config.stripe else None
    app.extensions["coachhub.keystore"] = Keystore(config.keystore, config.master_keys)
    db.init_app(app)
    _number_requests(app)
    compression.init_app(app)
    headers.init_app(
        app,
        https=config.is_https,
        forms_lead_to=[*([config.stripe.checkout] if config.stripe else []), WAY_OUT],
    )
    errors.init_app(app, faces={"app": desk_face, "portal": portal_face, "p": public_face})
    app.register_error_handler(Unreadable, _note_unreadable)
    i18n.init_app(app)
    typesetting.init_app(app)
    look.init_app(app)
    discreet.init_app(app)
    undo.init_app(app)
    bodies.init_app(app, most_without_files=MEGABYTE)
    forgery.init_app(app, config.base_url)
    assets.init_app(app)
    pdf.init_app(app)
    safety.register(app, config.help_lines)
    mail.register(
        app, COMPOSERS, is_discreet=clients.is_discreet, colours_of=practice_mails.colours_of
    )
    jobs.register(app, practices=practices.every_practice, news=NEWS)
    accounts.init_app(
        app,
        words_about=practices.names_around,
        works_somewhere=practices.works_somewhere,
        sign_in_page=sign_in_page,
    )
    desks.init_app(app, belongs_otherwise=clients.is_client_at)
    clients.register(app, mark=safety.MARK, next_at=booking.NEXT_AT)
    beside.register(app, Around)
    drafts.init_app(app)
    for pages in PAGES:
        app.register_blueprint(pages)
    forgery.protect.exempt(webhook.hear)
    forgery.protect.exempt(mail_wish)
    if config.keeps_mail_readable:
        app.register_blueprint(demo_mail_pages)
        app.register_blueprint(styleguide_page)
    app.context_processor(desk_frame)
    app.context_processor(portal_frame)
    app.add_template_global(write_ways)
    app.context_processor(payment_access.session_money)
    app.context_processor(session_access.session_papers)
    app.context_processor(lambda: {"now": clock.now(), "signup_open": config.signup_open})
    policy.refuse_undeclared(app)
    if config.proxy_hops:
        hops = config.proxy_hops
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops, x_host=hops)  # type: ignore[method-assign]
    return app


def _note_unreadable(error: Unreadable) -> Response:
    """Altered private text is a matter for the audit, whoever met it."""
    row = error.row
    answer = errors.unreadable(error)
    audit.record(row.practice_id, "private.unreadable", by=PROGRAM, about=row, column=error.column)
    db.session.commit()
    return answer


def _settings(config: Config, engine: dict[str, object]) -> dict[str, object]:
    return {
        "SECRET_KEY": config.secret_key,
        "SQLALCHEMY_DATABASE_URI": config.database_url,
        "SQLALCHEMY_ENGINE_OPTIONS": engine,
        "SESSION_COOKIE_NAME": "__Host-coachhub" if config.is_https else "coachhub",
        "SESSION_COOKIE_SECURE": config.is_https,
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "SESSION_REFRESH_EACH_REQUEST": False,
        "TRUSTED_HOSTS": list(config.trusted_hosts),
        "MAX_CONTENT_LENGTH": 12 * MEGABYTE,
        "MAX_FORM_MEMORY_SIZE": MEGABYTE,
        "MAX_FORM_PARTS": 200,
        "PREFERRED_URL_SCHEME": "https" if config.is_https else "http",
        "TEMPLATES_AUTO_RELOAD": False,
    }


def engine_options(timeouts: Mapping[str, str], pool: Mapping[str, int]) -> dict[str, object]:
    """A small pool that gives up soon, and limits that the server itself keeps."""
    options = " ".join(f"-c {name}={value}" for name, value in timeouts.items())
    return {
        **pool,
        "pool_pre_ping": True,
        "connect_args": {"options": options, "application_name": "coachhub", "connect_timeout": 3},
    }


def _number_requests(app: Flask) -> None:
    """Give each request an id that its log lines, audit rows and answer carry."""

    @app.before_request
    def begin() -> None:
        structlog.contextvars.clear_contextvars()
        structlog.contextvars.bind_contextvars(request_id=request_id.renew())

    @app.after_request
    def end(response: Response) -> Response:
        response.headers["X-Request-Id"] = request_id.current() or ""
        structlog.get_logger("coachhub.web").info(
            "request", method=request.method, endpoint=request.endpoint, status=response.status_code
        )
        return response
