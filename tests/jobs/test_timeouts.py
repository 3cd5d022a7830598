import pytest
from sqlalchemy import text

from coachhub.app import create_app
from coachhub.core.db import PATIENT_TIMEOUTS, WEB_TIMEOUTS, db
from config import Config


@pytest.mark.parametrize(("timeouts", "limit"), [(WEB_TIMEOUTS, "5s"), (PATIENT_TIMEOUTS, "1min")])
def test_jobs_and_commands_may_take_longer_than_pages(
    config: Config, timeouts: dict[str, str], limit: str
) -> None:
    with create_app(config, timeouts=timeouts).app_context():
        assert db.session.scalar(text("SHOW statement_timeout")) == limit
        db.session.remove()
        db.engine.dispose()
