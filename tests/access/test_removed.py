"""What is taken from somebody is gone at their next request, in a browser that is open already."""

from coachhub.practices.rules import Role
from tests.cast import Cast

CLIENTS = "/app/north/clients"
SETTINGS = "/app/north/settings"


def test_a_removed_member_is_out(cast: Cast) -> None:
    idris = cast.browser("idris")
    assert idris.get(CLIENTS).status_code == 200
    cast.browser("mara").post(f"{SETTINGS}/members/{cast.members['idris']}/end")
    carla = f"{CLIENTS}/{cast.clients['carla']}"
    for path in (CLIENTS, f"{CLIENTS}/new", carla, f"{carla}/edit", f"{carla}/remark"):
        assert idris.get(path).status_code == 404
    assert (
        idris.post(f"{carla}/remark", {"remark": "still here", "version": "1"}).status_code == 404
    )


def test_a_removed_member_who_returns_gets_no_client_back(cast: Cast) -> None:
    """The place they come back to is a new one; their clients were handed on or wait."""
    cast.browser("mara").post(f"{SETTINGS}/members/{cast.members['idris']}/end")
    cast.join("idris", Role.COACH)
    idris = cast.browser("idris")
    assert "Carla" not in idris.get(CLIENTS).text
    assert idris.get(f"{CLIENTS}/{cast.clients['carla']}").status_code == 403


def test_a_role_that_is_taken_takes_its_rights_along(cast: Cast) -> None:
    cast.join("olga", Role.OWNER)
    olga = cast.browser("olga")
    assert olga.get(SETTINGS).status_code == 200
    _set_roles(cast, "olga", "assistant")
    assert olga.get(SETTINGS).status_code == 403
    assert olga.get(f"{SETTINGS}/mail").status_code == 200


def test_who_coaches_no_more_reads_nothing_private(cast: Cast) -> None:
    idris = cast.browser("idris")
    carla = f"{CLIENTS}/{cast.clients['carla']}"
    assert idris.get(f"{carla}/remark").status_code == 200
    _set_roles(cast, "idris", "assistant")
    assert idris.get(f"{carla}/remark").status_code == 403
    assert idris.get(carla).status_code == 200


def test_who_hands_a_client_over_reads_them_no_more(cast: Cast) -> None:
    idris = cast.browser("idris")
    carla = f"{CLIENTS}/{cast.clients['carla']}"
    handed = {"state": "active", "coach_id": cast.members["mara"]}
    assert cast.browser("mara").post(f"{carla}/engagement", handed).status_code == 303
    for path in (carla, f"{carla}/edit", f"{carla}/remark", f"{carla}/engagement"):
        assert idris.get(path).status_code == 403
    assert cast.browser("mara").get(f"{carla}/remark").status_code == 200


def test_a_closed_portal_is_closed(cast: Cast) -> None:
    ben = cast.browser("ben")
    assert ben.get("/portal/north/today").status_code == 200
    cast.browser("mara").post(f"{CLIENTS}/{cast.clients['ben']}/portal/closure")
    assert ben.get("/portal/north/today").status_code == 404
    assert ben.post("/portal/north/details", {"zone": "UTC"}).status_code == 404


def test_a_member_who_is_signed_out_must_sign_in(cast: Cast) -> None:
    idris = cast.browser("idris")
    cast.browser("mara").post(f"{SETTINGS}/members/{cast.members['idris']}/sign-out")
    answer = idris.get(CLIENTS)
    assert (answer.status_code, answer.location) == (303, f"/login?next={CLIENTS}")


def test_sharing_that_ends_hides_others_clients_again(cast: Cast) -> None:
    idris, ben = cast.browser("idris"), f"{CLIENTS}/{cast.clients['ben']}"
    mara = cast.browser("mara")
    assert mara.fill(SETTINGS, coaches_share_clients="y").status_code == 303
    assert idris.get(ben).status_code == 200
    assert mara.fill(SETTINGS, coaches_share_clients=[]).status_code == 303
    assert idris.get(ben).status_code == 403


def test_sharing_shares_nothing_private(cast: Cast) -> None:
    cast.browser("mara").fill(SETTINGS, coaches_share_clients="y")
    path = f"{CLIENTS}/{cast.clients['ben']}/remark"
    assert cast.browser("idris").get(path).status_code == 403


def _set_roles(cast: Cast, name: str, *roles: str) -> None:
    path = f"{SETTINGS}/members/{cast.members[name]}/roles"
    assert cast.browser("mara").post(path, {"roles": list(roles)}).status_code == 303
