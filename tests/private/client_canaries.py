"""Canaries in what is between a coach and a client: the sentence to keep in mind, and the hope."""

from io import BytesIO

from tests.cast import Cast

PINNED = "canary pin: the otter swims on its back"
TOLD = ("together_again", "move_on", "not_sure")
READ = "canary line: the vole from the file"
PHRASES = (PINNED, *TOLD, READ)


def fill(cast: Cast) -> None:
    """Mara pins a sentence for Ben; he and she write down what he hopes for."""
    mara, ben = cast.browser("mara"), cast.browser("ben")
    record = f"/app/north/clients/{cast.clients['ben']}"
    assert mara.fill(f"{record}/pin", words=PINNED).status_code == 303
    assert PINNED in ben.get("/portal/north/today").text
    file = BytesIO(f"name,time zone\n{READ},nowhere\n".encode())
    form = {"file": (file, "c.csv"), "state": "lead", "coach_id": cast.members["mara"]}
    answer = mara.post("/app/north/clients/import", form)
    assert answer.status_code == 303
    assert READ in mara.get(answer.location).text
    for hope in TOLD:
        assert ben.fill("/portal/north/hope", hope=hope, sureness="8").status_code == 303
        assert mara.fill(f"{record}/hope", hope=hope).status_code == 303
