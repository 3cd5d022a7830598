class PostgresError(Exception):
    """The local server can't be had; the message is one sentence for the person at the terminal."""
