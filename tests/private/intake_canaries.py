"""Canaries in an intake note, its versions and addenda."""

from tests.cast import Cast

WORDS, MARKED = "canary intake: the heron stands still", "canary marked: the heron flies"
ADDED = "canary addendum: two herons by now"
PHRASES = (WORDS, MARKED, ADDED)


def fill(cast: Cast) -> None:
    """Mara writes of Anna, makes it final and adds to it; a late save is shown both texts."""
    mara = cast.browser("mara")
    note = f"/app/north/clients/{cast.clients['anna']}/notes/intake"
    opened = mara.form(note)
    words = {"impression": WORDS, "story": MARKED, "story_marked": "y"}
    assert mara.fill(note, **words).status_code == 303
    assert mara.post(note, {**opened, "impression": MARKED}).status_code == 409
    assert mara.fill(note, myself="x" * 10_001).status_code == 422
    assert mara.fill(f"{note}/finalisation").status_code == 303
    assert mara.post(f"{note}/addenda", {"words": ADDED}).status_code == 303
    assert ADDED in mara.get(note).text
    for page in ("", "/today", "/details", "/documents", "/sessions"):
        seen = cast.browser("anna").get(f"/portal/north{page}").text
        assert not [phrase for phrase in PHRASES if phrase in seen]
