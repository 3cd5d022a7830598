"""Two people, one record: the later save is told, and loses nothing."""


class Stale(Exception):
    """The record was saved by somebody else since this form was opened."""
