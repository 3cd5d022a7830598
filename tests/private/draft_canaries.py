"""A canary in what is typed at the desk and in the portal, and never sent."""

from tests.cast import Cast
from tests.visitor import AS_SCRIPT

AT_THE_DESK = "canary draft: the bittern was heard, not seen"
IN_THE_PORTAL = "canary draft of a client: a newt in the well"
PHRASES = (AT_THE_DESK, IN_THE_PORTAL)


def fill(cast: Cast) -> None:
    """Mara types a remark on Ben, whom nobody reads of it, and he what he would tell her."""
    mara, ben = cast.browser("mara"), cast.browser("ben")
    remark = f"/app/north/clients/{cast.clients['ben']}/remark"
    typed = {**mara.form(remark), "remark": AT_THE_DESK}
    assert mara.post("/app/north/draft", typed, headers=AS_SCRIPT).status_code == 200
    assert AT_THE_DESK in mara.get(remark).text
    told = {**mara.form(remark), "draft-page": "/portal/north/plan/contact", "note": IN_THE_PORTAL}
    told.pop("csrf_token")
    assert ben.post("/portal/north/draft", told, headers=AS_SCRIPT).status_code == 200
