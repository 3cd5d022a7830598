"""One-time links: for one purpose, once, for a while, and only the newest."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from flask import Flask
from sqlalchemy import Connection, Engine, text

from coachhub.accounts import services
from coachhub.accounts.rules import Purpose
from coachhub.accounts.services import LinkDead
from coachhub.core.db import db
from coachhub.core.ids import new_id
from tests.accounts.people import MARA
from tests.overtaking import overtake

pytestmark = pytest.mark.every_postgres


@pytest.mark.parametrize("minted_for", Purpose)
@pytest.mark.parametrize("tried_for", Purpose)
def test_a_link_opens_its_purpose_only(
    scope: Flask, minted_for: Purpose, tried_for: Purpose
) -> None:
    raw = services.mint_token(minted_for, MARA)
    if tried_for == minted_for:
        assert services.read_token(raw, tried_for).email == MARA
    else:
        with pytest.raises(LinkDead):
            services.read_token(raw, tried_for)


def test_a_token_has_256_bits_and_is_not_kept(scope: Flask, past: Connection) -> None:
    raw = services.mint_token(Purpose.RESET, MARA)
    db.session.commit()
    row = past.execute(text("SELECT * FROM one_time_token")).one()
    assert len(raw) == 43
    assert raw not in str(row)
    assert raw.encode() not in row.token_hash


def test_reading_changes_nothing(scope: Flask) -> None:
    raw = services.mint_token(Purpose.RESET, MARA)
    services.read_token(raw, Purpose.RESET)
    assert services.read_token(raw, Purpose.RESET).used_at is None


def test_a_used_link_is_dead(scope: Flask) -> None:
    raw = services.mint_token(Purpose.RESET, MARA)
    token = services.read_token(raw, Purpose.RESET)
    services.use_token(token)
    with pytest.raises(LinkDead):
        services.use_token(token)
    with pytest.raises(LinkDead):
        services.read_token(raw, Purpose.RESET)


@pytest.mark.parametrize(
    ("purpose", "lifetime"),
    [
        (Purpose.SIGN_UP, "24 hours"),
        (Purpose.RESET, "60 minutes"),
        (Purpose.MEMBER_INVITATION, "7 days"),
        (Purpose.CLIENT_INVITATION, "7 days"),
    ],
)
def test_a_link_dies_of_age(
    scope: Flask, past: Connection, purpose: Purpose, lifetime: str
) -> None:
    raw = services.mint_token(purpose, MARA)
    db.session.commit()
    age = text("UPDATE one_time_token SET expires_at = expires_at - CAST(:age AS interval)")
    past.execute(age, {"age": f"{lifetime} -10 seconds"})
    token = services.read_token(raw, purpose)
    past.execute(age, {"age": "11 seconds"})
    db.session.rollback()
    with pytest.raises(LinkDead):
        services.use_token(token)
    with pytest.raises(LinkDead):
        services.read_token(raw, purpose)


def test_the_newest_link_wins(scope: Flask) -> None:
    first = services.mint_token(Purpose.RESET, MARA)
    second = services.mint_token(Purpose.RESET, MARA)
    with pytest.raises(LinkDead):
        services.read_token(first, Purpose.RESET)
    services.read_token(second, Purpose.RESET)


def test_links_to_others_and_for_other_rows_stay(scope: Flask) -> None:
    practice = new_id()
    kept = [
        (services.mint_token(Purpose.RESET, "ben@example.org"), Purpose.RESET),
        (services.mint_token(Purpose.SIGN_UP, MARA), Purpose.SIGN_UP),
        (
            services.mint_token(
                Purpose.MEMBER_INVITATION, MARA, for_practice=practice, for_row=new_id()
            ),
            Purpose.MEMBER_INVITATION,
        ),
    ]
    services.mint_token(Purpose.RESET, MARA)
    services.mint_token(Purpose.MEMBER_INVITATION, MARA, for_practice=practice, for_row=new_id())
    for raw, purpose in kept:
        services.read_token(raw, purpose)


def test_all_links_to_an_address_can_be_ended(scope: Flask) -> None:
    raws = {purpose: services.mint_token(purpose, MARA) for purpose in Purpose}
    other = services.mint_token(Purpose.RESET, "ben@example.org")
    services.end_tokens(MARA)
    for purpose, raw in raws.items():
        with pytest.raises(LinkDead):
            services.read_token(raw, purpose)
    services.read_token(other, Purpose.RESET)


def test_one_of_twenty_parallel_tries_uses_it(app: Flask) -> None:
    with app.app_context():
        raw = services.mint_token(Purpose.RESET, MARA)
        db.session.commit()

    def attempt(_number: int) -> bool:
        with app.app_context():
            try:
                services.use_token(services.read_token(raw, Purpose.RESET))
            except LinkDead:
                return False
            db.session.commit()
            return True

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(attempt, range(20))) == 1


def test_a_link_minted_meanwhile_ends_the_one_before(app: Flask, superuser: Engine) -> None:
    def mint() -> str:
        return services.mint_token(Purpose.RESET, MARA)

    first, second = overtake(app, superuser, mint, mint)
    with app.app_context():
        with pytest.raises(LinkDead):
            services.read_token(first, Purpose.RESET)
        services.read_token(second, Purpose.RESET)


def test_one_of_parallel_mints_lives(app: Flask) -> None:
    def mint(_number: int) -> str:
        with app.app_context():
            raw = services.mint_token(Purpose.RESET, MARA)
            db.session.commit()
            return raw

    def lives(raw: str) -> bool:
        try:
            services.read_token(raw, Purpose.RESET)
        except LinkDead:
            return False
        return True

    with ThreadPoolExecutor(8) as pool:
        raws = list(pool.map(mint, range(16)))
    with app.app_context():
        assert sum(map(lives, raws)) == 1
