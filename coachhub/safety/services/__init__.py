"""What happens with safety: the questions, the flags, what the coach does, where to find help."""

from coachhub.safety.helplines import (
    HelpLine,
    HelpLines,
    help_lines,
    register,
    unchecked_help_lines,
)
from coachhub.safety.rules import Standing
from coachhub.safety.services.standings import standing_of, standings_of

__all__ = [
    "HelpLine",
    "HelpLines",
    "Standing",
    "help_lines",
    "register",
    "standing_of",
    "standings_of",
    "unchecked_help_lines",
]
