"""The eight questions come in parts that have a name."""

from coachhub.safety.rules import PARTS, Question
from tests.cast import Cast


def test_every_question_is_in_one_part_and_the_order_stays() -> None:
    assert [question for part in PARTS.values() for question in part] == list(Question)


def test_both_forms_show_the_parts_and_count_the_questions_through(cast: Cast) -> None:
    desk = f"/app/north/clients/{cast.clients['ben']}/safety/questions"
    for name, path in (("mara", desk), ("ben", "/portal/north/safety")):
        page = cast.browser(name).get(path).text
        names = [page.index(f">{words}</h") for words in ("How you are", "Other people")]
        assert names == sorted(names)
        assert page.count('class="form__part"') == len(PARTS)
        assert page.index("1. In the last two weeks") < page.index("8. Is anyone else")
