"""Names without their accents and capitals, for finding and sorting."""

import unicodedata


def fold(text: str) -> str:
    """A text as one looks it up: "Émile" and "emile" are the same."""
    parts = unicodedata.normalize("NFKD", text.casefold())
    return "".join(part for part in parts if not unicodedata.combining(part)).strip()
