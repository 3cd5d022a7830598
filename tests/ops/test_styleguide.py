"""The page that shows every piece: in the demo, and nowhere else."""

from config import Environment
from tests.visitor import MakeApp, Visitor


def test_it_is_not_there_for_people_at_work(stranger: Visitor) -> None:
    assert stranger.get("/styleguide").status_code == 404


def test_it_shows_the_pieces_from_either_side(make_app: MakeApp) -> None:
    visitor = Visitor(make_app(environment=Environment.DEMO))
    assert "<h1>Styleguide</h1>" in visitor.get("/styleguide").text
    assert 'dir="rtl"' in visitor.get("/styleguide?dir=rtl").text
