import pytest
from sqlalchemy import create_engine, text

from coachhub.ops import worker
from coachhub.ops.postgres import Urls


@pytest.mark.parametrize("name", ["statement_timeout", "idle_in_transaction_session_timeout"])
def test_a_job_may_take_longer_than_a_page(urls: Urls, name: str) -> None:
    engine = create_engine(urls.app, connect_args={"options": f"-c {name}=5s"})
    worker._allow_more_time(engine)
    with engine.connect() as connection:
        assert connection.scalar(text(f"SHOW {name}")) == "1min"
    engine.dispose()
