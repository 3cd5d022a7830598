"""A canary in why money went back."""

from tests.booking.scene import at
from tests.cast import Cast

REASON = "canary refund: the ferry never came"
PHRASES = (REASON,)


def fill(cast: Cast) -> None:
    """Mara marks a session of Ben's as paid and gives some of it back."""
    mara = cast.browser("mara")
    new = f"/app/north/clients/{cast.clients['ben']}/sessions"
    assert mara.fill(f"{new}/new", start=at(22).isoformat()).status_code == 303
    page = mara.get(new).text.partition("<h2")[2]  # the head may lead to another session
    session = next(word for word in page.split('"') if "/app/north/bookings/" in word)
    assert mara.post(f"{session}/payment/mark").status_code == 303
    refund = f"{session}/payment/refund"
    assert mara.fill(refund, amount="no sum", reason=REASON).status_code == 422
    assert mara.fill(refund, amount="10", reason=REASON).status_code == 303
    assert REASON in mara.get(f"{session}/payment").text
