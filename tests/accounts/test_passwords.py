"""Passwords: any characters, slow to hash, as much work for nobody as for somebody."""

import hashlib
from collections.abc import Iterator
from pathlib import Path
from unittest.mock import patch

import argon2
import pytest
from argon2 import PasswordHasher
from flask import Flask

from coachhub.accounts import services
from coachhub.accounts.access import password_problem
from coachhub.accounts.services import passwords
from coachhub.core.db import db
from tests.accounts.people import MARA, PASSWORD, Person

KNOWN = ["Mara Wind", MARA, "North Window"]
DATA = passwords.COMMON_PASSWORDS.parent
HASHER = passwords.hasher
"""As the product has it; the other tests have a quicker one."""


@pytest.fixture(autouse=True)
def product_hasher(_quick_hashes: None) -> Iterator[None]:
    passwords._nobody.cache_clear()
    with patch.object(passwords, "hasher", HASHER):
        yield
    passwords._nobody.cache_clear()


@pytest.mark.parametrize(
    "password",
    [
        "a" * 11 + "b",
        PASSWORD,
        "🔒" * 12,
        "🔒" * 256,
        "    blanks around    ",
        "Ünïcödé ñ 密码 κωδ",
        "<b>\"&'</b> %(n)s {{ 7 }}",
        "tab\tand\x00null",
    ],
)
def test_any_characters_do(scope: Flask, password: str) -> None:
    with scope.test_request_context():
        assert password_problem(password, KNOWN) is None
    kept = passwords.hash_password(password)
    assert passwords.is_password(password, kept)
    assert not passwords.is_password(password.strip() + "x", kept)


def test_nothing_is_trimmed_or_folded() -> None:
    kept = passwords.hash_password(" Seven Quiet Rivers ")
    for other in ("Seven Quiet Rivers", " seven quiet rivers ", " Seven Quiet Rivers"):
        assert not passwords.is_password(other, kept)


@pytest.mark.parametrize(
    ("password", "reason"),
    [
        ("eleven char", "At least 12"),
        ("🔒" * 11, "At least 12"),
        ("x" * 257, "At most 256"),
        ("password1234", "Many people"),
        ("wind in the trees", "“wind”"),
        ("mara and her dog", "“mara”"),
        ("the north wall 9", "“north”"),
        ("coachhub forever", "“coachhub”"),
    ],
)
def test_what_is_easy_to_guess_is_refused(scope: Flask, password: str, reason: str) -> None:
    with scope.test_request_context():
        problem = password_problem(password, KNOWN)
    assert problem is not None
    assert reason in problem


def test_the_hash_is_argon2id_of_19_mib() -> None:
    assert passwords.hash_password(PASSWORD).startswith("$argon2id$v=19$m=19456,t=2,p=1$")


def test_nobody_costs_as_much_as_somebody() -> None:
    kept = passwords.hash_password(PASSWORD)
    passwords.is_password(PASSWORD, None)
    with patch.object(
        PasswordHasher, "verify", autospec=True, side_effect=PasswordHasher.verify
    ) as verify:
        assert not passwords.is_password("not it, whatever", kept)
        assert not passwords.is_password("not it, whatever", None)
    assert verify.call_count == 2
    somebody, nobody = (call.args[1] for call in verify.call_args_list)
    assert argon2.extract_parameters(somebody) == argon2.extract_parameters(nobody)


def test_the_password_of_nobody_opens_nothing() -> None:
    assert not passwords.is_password("the password of nobody", None)


def test_the_over_long_is_refused_before_any_work() -> None:
    with patch.object(PasswordHasher, "verify") as verify:
        assert not passwords.is_password("x" * 257, passwords.hash_password(PASSWORD))
        assert not passwords.is_password("x" * 257, None)
    verify.assert_not_called()


def test_an_old_hash_is_renewed_at_sign_in(scope: Flask, mara: Person) -> None:
    user = services.find_user(MARA)
    assert user is not None
    user.password_hash = PasswordHasher(time_cost=1, memory_cost=8192, parallelism=1).hash(PASSWORD)
    db.session.commit()
    services.authenticate(MARA, PASSWORD, ip="10.0.0.1", browser_tokens=[])
    db.session.commit()
    assert user.password_hash.startswith("$argon2id$v=19$m=19456,t=2,p=1$")
    assert passwords.is_password(PASSWORD, user.password_hash)


def test_the_list_is_the_one_that_was_vendored() -> None:
    lines = (DATA / "vendor.lock").read_text().splitlines()
    entries = [line.split() for line in lines if not line.startswith("#")]
    assert {file for _, _, file, _, _ in entries} == _files() - {"vendor.lock"}
    for _, _, file, sha256, _ in entries:
        assert hashlib.sha256((DATA / file).read_bytes()).hexdigest() == sha256


def _files() -> set[str]:
    return {Path(path).name for path in DATA.iterdir()}
