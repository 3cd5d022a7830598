"""Every table there is, and the few that belong to no practice, each with its reason."""

import coachhub.app  # noqa: F401  # brings every model in
from coachhub.core.db import Base

GLOBAL_TABLES = {
    "webhook_event": "Stripe says what happened before anybody knows to which practice; ids only",
    "user": "a person is one person in several practices; found by address before any is known",
    "device": "the cookie's token is looked up before anything else is known",
    "one_time_token": "a mailed link names its practice only after it was read",
    "practice": "the address names it before its walls are entered: slug, name and state only",
    "rate_limit": "counts tries of people who are not signed in",
}

ALL_TABLES = sorted(Base.metadata.tables.values(), key=lambda table: table.name)
OF_PRACTICE = [table for table in ALL_TABLES if table.name not in GLOBAL_TABLES]
NOT_LED_BY_PRACTICE = {
    "ix_member_user_id": "where a person works is asked before any practice is entered",
    "ix_client_user_id": "where a person is a client is asked before any practice is entered",
}
