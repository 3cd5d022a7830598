"""The command line: what an operator may do, and may do nowhere else."""

import json
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import click
from flask import Flask
from sqlalchemy.exc import SQLAlchemyError

import config as configuration
from coachhub.accounts import services as accounts
from coachhub.accounts.models import User
from coachhub.accounts.rules import NotAnAddress, normal_email
from coachhub.app import create_app
from coachhub.audit import services as audit
from coachhub.core import private, reseal, tenancy
from coachhub.core.actor import OPERATOR
from coachhub.core.db import PATIENT_TIMEOUTS, db
from coachhub.core.web import logs
from coachhub.core.zones import as_typed
from coachhub.jobs import services as jobs
from coachhub.mail import services as mail
from coachhub.ops import database, demo_cast, doctor, worker
from coachhub.ops.bench.run import run as run_bench
from coachhub.practices import services as practices
from config import Config

REST_AT_ONCE = 65536


def _config() -> Config:
    try:
        return configuration.load()
    except configuration.ConfigError as error:
        sys.exit(f"coachhub: {error}")


def _app() -> Flask:
    config = _config()
    logs.configure(config.log_level)
    try:
        return create_app(config, timeouts=PATIENT_TIMEOUTS)
    except configuration.ConfigError as error:
        sys.exit(f"coachhub: {error}")


@contextmanager
def _running() -> Iterator[Flask]:
    app = _app()
    with app.app_context():
        try:
            yield app
        finally:
            db.session.remove()
            db.engine.dispose()


@click.group()
def main() -> None:
    """Run and look after coachhub."""


@main.command("doctor")
@click.option("--json", "as_json", is_flag=True, help="Save what happened as JSON.")
@click.option("--start", is_flag=True, help="Fail only on what must stop a start.")
def doctor_command(*, as_json: bool, start: bool) -> None:
    """Tell what is right and wrong. Fails if anything is wrong."""
    with _running() as app:
        findings = doctor.examine(app)
    wrong = [one for one in findings if not one.is_right and (one.blocks or not start)]
    if as_json:
        rows = [{"name": one.name, "right": one.is_right, "words": one.words} for one in findings]
        click.echo(json.dumps({"right": not wrong, "findings": rows}, indent=2))
    else:
        for one in wrong if start else findings:
            click.echo(f"{'ok   ' if one.is_right else 'WRONG'} {one.name}: {one.words}")
    sys.exit(1 if wrong else 0)


@main.command("worker")
def worker_command() -> None:
    """Run jobs until asked to stop."""
    worker.run(_app())


@main.command("bench")
@click.option("--seconds", default=2.0, show_default=True, help="How long to ask for each page.")
def bench_command(seconds: float) -> None:
    """Measure coachhub beside the smallest Flask app, in a scratch database of its own."""
    click.echo(run_bench(seconds, create_app))


@main.group("db")
def db_group() -> None:
    """The schema."""


@db_group.command("upgrade")
def upgrade_command() -> None:
    """Bring the schema up to date, as its owner."""
    config = _config()
    try:
        database.upgrade(config)
    except database.NoOwner as error:
        sys.exit(f"coachhub: {error}")
    with _running():
        private.keystore().create(tenancy.INSTANCE)
    click.echo("The schema is up to date.")


@main.group("keys")
def keys_group() -> None:
    """The keys of private texts."""


@keys_group.command("rotate")
@click.option("--master", is_flag=True, help="Wrap data keys by the first master key again.")
def rotate_command(*, master: bool) -> None:
    """Give every practice a new data key; the worker seals its texts anew."""
    with _running():
        store = private.keystore()
        for practice_id in store.practices():
            if master:
                store.rewrap(practice_id)
                audit.record(practice_id, "key.rewrapped", by=OPERATOR)
            else:
                key_id = store.add_key(practice_id)
                with tenancy.inside(practice_id):
                    jobs.enqueue("ops.reseal", practice_id)
                audit.record(practice_id, "key.added", by=OPERATOR, key=key_id)
            db.session.commit()
        click.echo(f"{len(store.practices())} key files are rotated.")


@keys_group.command("list")
def list_keys_command() -> None:
    """Tell which keys are in use: data keys, the master keys they need, texts left on old ones."""
    with _running():
        store = private.keystore()
        for practice_id in store.practices():
            tenancy.enter_practice(practice_id)
            ring, masters = store.ring(practice_id), store.masters_in_use(practice_id)
            click.echo(
                f"{practice_id} keys {','.join(ring.keys)} master {','.join(sorted(masters))} "
                f"old {reseal.count_old(practice_id)}"
            )


@main.group("practice")
def practice_group() -> None:
    """Practices."""


@practice_group.command("create")
@click.option("--name", required=True)
@click.option("--slug", required=True)
@click.option("--owner", required=True, help="The address of somebody with an account.")
@click.option("--zone", default="UTC", show_default=True)
@click.option("--currency", default="EUR", show_default=True)
def create_practice_command(**given: str) -> None:
    """Open a practice for somebody who has an account, also while sign-up is closed."""
    with _running():
        owner = _person(given.pop("owner"))
        zone = as_typed(given.pop("zone"))
        if zone is None:
            sys.exit("coachhub: no time zone we know (they are written like Europe/Berlin).")
        try:
            practice = practices.open_practice(owner, locale=owner.locale, zone=zone, **given)
        except practices.AddressTaken:
            sys.exit("coachhub: another practice has this address.")
        db.session.commit()
        click.echo(f"{practice.name} is open at /app/{practice.slug}/.")


@main.group("user")
def user_group() -> None:
    """People's accounts."""


@user_group.command("unlock")
@click.argument("email")
def unlock_command(email: str) -> None:
    """Forget the failed sign-ins of an address."""
    with _running():
        accounts.unlock(_address(email))
        db.session.commit()
        click.echo("Unlocked.")


@user_group.command("sign-out")
@click.argument("email")
def sign_out_command(email: str) -> None:
    """End all sign-ins of a person."""
    with _running():
        accounts.end_devices(_person(email), by=OPERATOR)
        db.session.commit()
        click.echo("Signed out everywhere.")


@user_group.command("disable")
@click.argument("email")
def disable_command(email: str) -> None:
    """Keep a person out until they are enabled again."""
    with _running():
        accounts.disable(_person(email), by=OPERATOR)
        db.session.commit()
        click.echo("Disabled.")


@user_group.command("enable")
@click.argument("email")
def enable_command(email: str) -> None:
    """Let a disabled person sign in again."""
    with _running():
        accounts.enable(_person(email), by=OPERATOR)
        db.session.commit()
        click.echo("Enabled.")


@main.group("mail")
def mail_group() -> None:
    """What mail servers tell."""


@mail_group.command("report")
def report_command() -> None:
    """Take one mail on standard input: that a mail of ours came back, or was complained of."""
    raw = sys.stdin.buffer.read(mail.MOST_OF_A_REPORT + 1)
    while sys.stdin.buffer.read(REST_AT_ONCE):
        pass  # a mail server holds a pipe that isn't read to its end for broken
    try:
        with _running():
            mail.take_report(raw)
    except SQLAlchemyError as error:
        click.echo(f"coachhub: the database doesn't answer ({type(error).__name__}).", err=True)
        sys.exit(os.EX_TEMPFAIL)


@main.group("demo")
def demo_group() -> None:
    """The demo's people."""


@demo_group.command("seed")
def seed_command() -> None:
    """Bring the demo's cast in, if they aren't there, and print how to sign in."""
    config = _config()
    if config.environment is not configuration.Environment.DEMO:
        sys.exit("coachhub: the demo's people are for COACHHUB_ENV=demo only.")
    with _running():
        demo_cast.seed()
    click.echo(demo_cast.sign_ins(config.base_url))


def _address(email: str) -> str:
    try:
        return normal_email(email)
    except NotAnAddress:
        sys.exit("coachhub: this is no e-mail address.")


def _person(email: str) -> User:
    user = accounts.find_user(_address(email))
    if user is None:
        sys.exit("coachhub: nobody here has this address.")
    return user
