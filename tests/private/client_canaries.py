"""Canaries in what is between a coach and a client: the sentence to keep in mind, and the hope."""

from tests.cast import Cast

PINNED = "canary pin: the otter swims on its back"
TOLD = ("together_again", "move_on", "not_sure")
PHRASES = (PINNED, *TOLD)


def fill(cast: Cast) -> None:
    """Mara pins a sentence for Ben; he and she write down what he hopes for."""
    mara, ben = cast.browser("mara"), cast.browser("ben")
    record = f"/app/north/clients/{cast.clients['ben']}"
    assert mara.fill(f"{record}/pin", words=PINNED).status_code == 303
    assert PINNED in ben.get("/portal/north/today").text
    for hope in TOLD:
        assert ben.fill("/portal/north/hope", hope=hope, sureness="8").status_code == 303
        assert mara.fill(f"{record}/hope", hope=hope).status_code == 303
