"""The job queue: one for the worker that runs the tasks, one for everybody who puts a job in it."""

from procrastinate import App, PsycopgConnector, SyncPsycopgConnector

queue = App(connector=PsycopgConnector())
"""Knows the tasks. The worker gives it a connection pool of its own; nobody else opens it."""

outbox = App(connector=SyncPsycopgConnector())
"""Puts jobs on the session's own connection. It is never opened, so it can't put them elsewhere."""
