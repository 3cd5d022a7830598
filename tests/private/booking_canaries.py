"""Canaries in what is written about sessions."""

from tests.booking.scene import at, open_shop
from tests.cast import Cast

NOTE, CONTACT = "canary note: the heron and the eel", "canary contact of a guest: knock thrice"
REASON, BLOCK = "canary reason: the boat leaks", "canary time off: to the reeds"
SIGNED = "canary signature: Ben Benjamin Test"
SESSIONS = "/app/north/bookings/"
AGAIN = "canary contact of a known guest: whistle"
PHRASES = (NOTE, CONTACT, AGAIN, REASON, BLOCK, SIGNED)


def fill(cast: Cast) -> None:
    """Somebody books with Mara and cancels; she takes time off."""
    what, guest = open_shop(cast), cast.browser(None)
    held = guest.fill(f"/p/north/book/{what}", start=at(3).isoformat()).location
    told = {"name": "Noor", "email": "noor@example.org", "note": NOTE, "safe_contact": CONTACT}
    assert (
        guest.fill(
            held, **{**told, "email": "nobody"}, accepts_terms="y", starts_early="y"
        ).status_code
        == 422
    )
    own = guest.fill(held, **told, accepts_terms="y", starts_early="y").location
    assert guest.fill(f"{own}/cancellation", reason=REASON).status_code == 303
    held = guest.fill(f"/p/north/book/{what}", start=at(4).isoformat()).location
    assert (
        guest.fill(
            held, **{**told, "safe_contact": AGAIN}, accepts_terms="y", starts_early="y"
        ).status_code
        == 303
    )
    _read_by_their_coach_alone(cast)
    blocks = f"/app/north/availability/{cast.members['mara']}/blocks"
    times = {"begins_at": f"{at(9):%Y-%m-%dT%H:%M}", "ends_at": f"{at(10):%Y-%m-%dT%H:%M}"}
    mara = cast.browser("mara")
    assert mara.fill(blocks, **times, note=BLOCK).status_code == 303
    assert BLOCK in mara.get(blocks).text
    assert mara.fill("/app/north/settings/agreement").status_code == 303
    signed = cast.browser("ben").fill("/portal/north/agreement", name=SIGNED, has_read="y")
    assert signed.status_code == 303


def _read_by_their_coach_alone(cast: Cast) -> None:
    """Her assistant, who may open the session, finds none of it there."""
    rows = cast.browser("tove").get("/app/north/clients?q=Noor").text
    record = next(word for word in rows.split('"') if word.startswith("/app/north/clients/0"))
    sessions = cast.browser("tove").get(f"{record}/sessions").text
    links = {word for word in sessions.split('"') if word.startswith(SESSIONS)}
    read = [cast.browser("mara").get(link).text for link in links]
    seen = [cast.browser("tove").get(link) for link in links]
    assert {answer.status_code for answer in seen} == {200}
    for words in (NOTE, REASON, AGAIN):
        assert any(words in page for page in read)
        assert not any(words in answer.text for answer in seen)
