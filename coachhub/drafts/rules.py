"""How much is kept of what was typed and not sent, and for how long."""

from datetime import timedelta

KEPT = timedelta(days=14)
KEPT_WHEN_THROWN = timedelta(days=1)
MOST = 40
"""Of one person in one practice; what was left longest ago goes first."""
LONGEST = 100_000
"""In letters, with the names of the fields."""
LONGEST_PAGE = 300
