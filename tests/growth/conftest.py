"""Mara, who suggests tasks, and Ben, who does them."""

import pytest

from tests.cast import Cast
from tests.visitor import Visitor


@pytest.fixture
def mara(cast: Cast) -> Visitor:
    return cast.browser("mara")


@pytest.fixture
def ben(cast: Cast) -> Visitor:
    return cast.browser("ben")
