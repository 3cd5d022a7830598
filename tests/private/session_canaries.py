"""Canaries in a session's note and summaries."""

from tests.booking.scene import at
from tests.cast import Cast
from tests.workers import work_off

PRIVATE, SHARED = "canary note: the pike below the jetty", "canary shared: the pike again"
RECAP = "canary recap: the lake was still"
SECTIONS = {
    "recap": RECAP,
    "focus": "canary focus: the jetty",
    "went_well": "canary well: no wind at all",
    "insights": "canary insight: fish sleep",
    "decisions": "canary decision: stay ashore",
    "actions": "canary action: mend the oar",
}
CORRECTION = "canary correction: it was a perch"
PHRASES = (PRIVATE, SHARED, *SECTIONS.values(), CORRECTION)


def fill(cast: Cast) -> None:
    """Mara writes a note of a session of Ben's and a summary; he asks for other words."""
    mara, ben = cast.browser("mara"), cast.browser("ben")
    new = f"/app/north/clients/{cast.clients['ben']}/sessions"
    assert mara.fill(f"{new}/new", start=at(20).isoformat()).status_code == 303
    page = mara.get(new).text
    session = next(word for word in page.split('"') if "/app/north/bookings/" in word)
    note = {"grow_goal": PRIVATE, "grow_reality": SHARED, "grow_reality_shared": "y"}
    assert mara.fill(f"{session}/note", **note).status_code == 303
    draft = mara.form(f"{session}/summary/draft")
    assert draft["insights"] == [SHARED]
    assert PRIVATE not in str(draft)
    assert mara.fill(f"{session}/summary/draft", **SECTIONS).status_code == 303
    assert mara.post(f"{session}/summary/publication", {"version": "1"}).status_code == 303
    work_off(cast.app)
    page = ben.get("/portal/north/documents").text
    document = next(word for word in page.split('"') if "/north/documents/" in word)
    assert ben.fill(document, correction=CORRECTION).status_code == 303
    assert CORRECTION in mara.get(f"{session}/summary").text
