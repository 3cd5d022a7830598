"""Every column that can hold text says what class of data it holds."""

import pytest
from sqlalchemy import Boolean, Column, Date, DateTime, Integer, LargeBinary, Uuid
from sqlalchemy.dialects.postgresql import TSTZRANGE

from coachhub.core.data_class import DataClass
from tests.tenancy.walk import ALL_TABLES

WITHOUT_WORDS = (Uuid, Integer, Boolean, Date, DateTime, TSTZRANGE)
COLUMNS = [column for table in ALL_TABLES for column in table.columns]
WORDY = [column for column in COLUMNS if not isinstance(column.type, WITHOUT_WORDS)]


@pytest.mark.parametrize("column", WORDY, ids=str)
def test_it_names_its_data_class(column: Column[object]) -> None:
    assert column.info.get("data_class") in set(DataClass)


@pytest.mark.parametrize("column", WORDY, ids=str)
def test_what_is_private_is_sealed(column: Column[object]) -> None:
    is_private = column.info["data_class"] == DataClass.PRIVATE
    assert is_private == bool(column.info.get("sealed"))
    assert not is_private or isinstance(column.type, LargeBinary)


def test_nothing_secret_is_kept_but_hashes_and_counts() -> None:
    secret = {str(column) for column in WORDY if column.info["data_class"] == DataClass.SECRET}
    assert secret == {
        "user.password_hash",
        "device.token_hash",
        "one_time_token.token_hash",
        "booking_link.token_hash",
        "signature.ip_hash",
        "rate_limit.bucket",
    }
