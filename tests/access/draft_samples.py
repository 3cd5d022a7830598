"""Valid requests about what is typed and not sent."""

from typing import Any

from coachhub.core.ids import new_id
from tests.access.world import World

_ACTS = ("keep_draft", "throw_draft_away", "bring_draft_back")


def _north(_world: World, _name: str | None) -> dict[str, Any]:
    return {"practice": "north"}


def _typed(page: str) -> Any:
    return lambda _world, _name: {
        "draft-page": page,
        "draft-sitting": new_id(),
        "words": "Only begun",
    }


ARGUMENTS: dict[tuple[str, str], Any] = {
    (f"{surface}.{act}", "POST"): _north for surface in ("dashboard", "portal") for act in _ACTS
}

FORMS: dict[str, Any] = {
    **{f"dashboard.{act}": _typed("/app/north/settings/page") for act in _ACTS},
    **{f"portal.{act}": _typed("/portal/north/plan/contact") for act in _ACTS},
}
