"""What is right and wrong with this installation, in plain words."""

import ctypes.util
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from flask import Flask, current_app
from sqlalchemy import func, select
from sqlalchemy.exc import SQLAlchemyError

from coachhub.core import clock, private, tenancy
from coachhub.core.assets import ROOT
from coachhub.core.db import db
from coachhub.core.keystore import KeyMissing
from coachhub.jobs import services as jobs
from coachhub.mail import services as mail
from coachhub.ops import schema, walls
from coachhub.ops.readiness import QUEUE_WAITS_AFTER, WORKER_SILENT_AFTER
from coachhub.practices import services as practices
from coachhub.safety import services as safety
from config import Config

CLOCK_MAY_DIFFER = timedelta(seconds=30)
FONTS = ("newsreader-latin.woff2", "newsreader-italic-latin.woff2", "hanken-grotesk-latin.woff2")


@dataclass(frozen=True)
class Finding:
    """One thing looked at. `blocks` means that coachhub must not start like this."""

    name: str
    is_right: bool
    words: str
    blocks: bool = False


def examine(app: Flask) -> list[Finding]:
    """Look at everything; what can't be looked at without a database is then left out."""
    config: Config = app.extensions["coachhub.config"]
    with app.app_context():
        return [*_database(), _mail(config), _help_lines(), *_libraries()]


def _database() -> Iterator[Finding]:
    try:
        db.session.execute(select(1))
    except SQLAlchemyError as error:
        reason = type(error).__name__
        yield Finding("database", False, f"The database doesn't answer ({reason}).", blocks=True)
        return
    yield Finding("database", True, "The database answers.")
    for look in (_walls, _migrations, _clock, _keys, _worker, _stripe):
        yield look()
        db.session.rollback()


def _walls() -> Finding:
    found = walls.inspect(db.session.connection())
    if not found.stand:
        return Finding("walls", False, f"The walls don't stand: {found.sentence}.", blocks=True)
    tables = f"{len(found.tables)} tables: {', '.join(found.tables)}"
    return Finding("walls", True, f"The role is safe. Row security is forced on {tables}.")


def _migrations() -> Finding:
    if schema.pending(db.session.connection()):
        words = "Migrations are pending: run `coachhub db upgrade`."
        return Finding("migrations", False, words, blocks=True)
    return Finding("migrations", True, "The schema is up to date.")


def _clock() -> Finding:
    database_now = db.session.scalars(select(func.now())).one()
    difference = abs(clock.now() - database_now)
    is_right = difference < CLOCK_MAY_DIFFER
    words = f"This clock and the database's differ by {difference.total_seconds():.1f} s."
    return Finding("clock", is_right, words)


def _keys() -> Finding:
    store = private.keystore()
    missing = []
    for practice_id in [tenancy.INSTANCE, *practices.every_practice()]:
        try:
            store.ring(practice_id)
        except KeyMissing as error:
            missing.append(str(error))
    if missing:
        return Finding("keys", False, f"{len(missing)} keys can't be used: {missing[0]}.", True)
    return Finding("keys", True, "Every practice's key is there and opens.")


def _worker() -> Finding:
    health = jobs.health()
    if health.last_heartbeat_age is None:
        return Finding("worker", False, "No worker has ever run: start `coachhub worker`.")
    age = health.last_heartbeat_age
    waits = health.oldest_due_age or 0
    is_right = age < WORKER_SILENT_AFTER and waits < QUEUE_WAITS_AFTER
    words = f"The worker was last seen {age:.0f} s ago; due work waits {waits:.0f} s"
    return Finding("worker", is_right, f"{words}; {health.failed} jobs have failed for good.")


def _stripe() -> Finding:
    config: Config = current_app.extensions["coachhub.config"]
    stripe = config.stripe
    if stripe is None:
        words = "No STRIPE_SECRET_KEY is set: what has a price is marked as paid by hand."
        return Finding("stripe", True, words)
    if practices.find_practice(stripe.practice) is None:
        words = f"STRIPE_PRACTICE names {stripe.practice}; no practice has this address."
        return Finding("stripe", False, words)
    money = "real money" if stripe.is_live else "test money"
    where = "the sandbox" if stripe.api_base else "Stripe"
    return Finding("stripe", True, f"{stripe.practice} takes {money} through {where}.")


def _mail(config: Config) -> Finding:
    if config.smtp is None:
        return Finding("mail", True, "Mail stays in the delivery log: no SMTP_URL is set.")
    problem = mail.server_problem(config)
    if problem is not None:
        words = f"The mail server at {config.smtp.host} takes no mail ({problem})."
        return Finding("mail", False, words)
    returns = (
        "what comes back is reported"
        if config.mail_return_path
        else f"what comes back goes to {config.mail_from}, and nobody is told: set MAIL_RETURN_PATH"
    )
    return Finding("mail", True, f"The mail server at {config.smtp.host} answers; {returns}.")


def _help_lines() -> Finding:
    unchecked = safety.unchecked_help_lines()
    if unchecked:
        words = (
            f"{unchecked} of the help lines that people in danger are shown have not been checked "
            "on this installation: try them, note the day in a file, and name it in HELP_LINES."
        )
        return Finding("help lines", False, words)
    return Finding("help lines", True, "Somebody has checked every help line that is shown.")


def _libraries() -> Iterator[Finding]:
    has_pango = ctypes.util.find_library("pango-1.0") is not None
    words = "Pango is there for PDFs." if has_pango else "Pango is missing: install libpango-1.0-0."
    yield Finding("pango", has_pango, words)
    missing = [name for name in FONTS if not (ROOT / "fonts" / name).exists()]
    words = f"Fonts are missing: {', '.join(missing)}." if missing else "The fonts are there."
    yield Finding("fonts", not missing, words)
