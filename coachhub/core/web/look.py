"""How this browser wishes to see the pages: by day or in the evening, and in which language.

Both are kept in cookies of their own, for people without an account and for the device at hand: a
phone in the dark wants another light than the desk. What is signed in has its person's language.
"""

from collections.abc import Collection

from flask import Flask, current_app, request
from werkzeug.wrappers import Response

THEMES = ("light", "dark")
"""What may be chosen; without a choice the device decides."""

ONE_YEAR = 365 * 24 * 60 * 60


def init_app(app: Flask) -> None:
    """Let the pages know the theme that was chosen."""
    app.add_template_global(theme, "chosen_theme")


def theme() -> str | None:
    """The theme that was chosen in this browser, or None for the device's."""
    return _chosen("theme", THEMES)


def language(languages: Collection[str]) -> str | None:
    """Which of the languages was chosen in this browser, if one was."""
    return _chosen("language", languages)


def keep(answer: Response, name: str, value: str | None) -> None:
    """Let the browser remember a choice (`theme` or `language`); without a value, forget it."""
    secure = current_app.config["SESSION_COOKIE_SECURE"]
    if value:
        answer.set_cookie(
            name, value, max_age=ONE_YEAR, secure=secure, httponly=True, samesite="Lax"
        )
    else:
        answer.delete_cookie(name, secure=secure, httponly=True, samesite="Lax")


def _chosen(name: str, allowed: Collection[str]) -> str | None:
    value = request.cookies.get(name) if request else None
    return value if value in allowed else None
