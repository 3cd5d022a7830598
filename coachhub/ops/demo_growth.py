"""What the demo's clients do for their own growth."""

from datetime import timedelta
from typing import NamedTuple

from sqlalchemy import update

from coachhub.core.db import db
from coachhub.core.ids import new_id
from coachhub.growth import services as growth
from coachhub.growth.library import TEMPLATES
from coachhub.growth.models import GrowthTask, TaskEntry
from coachhub.growth.rules import Act, Outcome, Party
from coachhub.ops.demo_scene import Scene


class Told(NamedTuple):
    """An entry: days ago, what was written, moods, and what the coach said to it."""

    ago: int
    words: str = ""
    before: int | None = None
    after: int | None = None
    glad: str = ""
    answer: str = ""
    outcome: Outcome = Outcome.DONE
    shared: bool = True


class Story(NamedTuple):
    """A task from the library with what became of it; `end` is how it ended, if it did."""

    client: str
    template: str
    since: int
    told: tuple[Told, ...] = ()
    agreed: bool = True
    end: Act | None = None
    cue: str = ""
    action: str = ""
    small: str = ""


STORIES = (
    Story(
        "ben",
        "t02",
        13,
        (
            Told(
                2,
                "They asked me to stay for coffee. I stayed two hours and "
                "forgot my phone in the car.",
                4,
                7,
                "The ladies on the second floor, and the cook",
                "“Forgot my phone in the car.” What was that like, two hours without it?",
            ),
        ),
        cue="it is Sunday and the kitchen is quiet",
        action="bake the almond biscuits and ring the home first",
        small="Bake half a batch and bring it to the neighbour",
    ),
    Story(
        "ben",
        "t34",
        13,
        (
            Told(11, before=4, after=6),
            Told(9, "Rain. Went all the same.", 3, 6, answer="Rain and all the same. I like that."),
            Told(6, before=5, after=6),
            Told(4, "Only round the block.", 3, 4, outcome=Outcome.PARTLY),
            Told(1, "Along the canal, no headphones. Heard two arguments and a blackbird.", 4, 7),
        ),
        cue="I close the laptop",
        action="put on my shoes before I look at the phone",
        small="Once around the block",
    ),
    Story(
        "ben",
        "t08",
        11,
        (
            Told(
                5,
                "Every time it was about money. I needed not to feel like the slow one at school "
                "again. I could have said that.",
                answer="“The slow one at school.” Who else sat there with you?",
            ),
        ),
    ),
    Story("ben", "t17", 1, agreed=False),
    Story(
        "anna",
        "t11",
        30,
        (
            Told(
                24,
                "Keep: the hallway, the kitchen at night, planning the week. Soften: other "
                "people’s "
                "shelves. Seven of ten stay.",
                answer="Seven stay. What does the hallway do for you when you come home?",
            ),
        ),
    ),
    Story(
        "anna",
        "t37",
        20,
        (
            Told(15, "Painted a chair yellow. Nobody will ever see it.", 5, 8),
            Told(8, "Candied orange peel. Burnt it, did it again.", 4, 7, "My sister"),
            Told(3, "Sang in the car with the windows shut.", 6, 8),
        ),
        cue="it is Thursday evening",
        action="shut the laptop and do something that is of no use",
    ),
    Story(
        "anna",
        "t40",
        12,
        (
            Told(
                6,
                "Starred: calm mornings, plans that hold, my own order at home, humour without an "
                "edge, friends who may stay late.",
                answer="Five that you won’t trade. I read them twice.",
            ),
        ),
    ),
    Story("anna", "t13", 6, (Told(2, "My neighbour, for the parcel. She blushed."), Told(1))),
    Story(
        "anna",
        "t12",
        28,
        (Told(20, "I let the cups stand. It felt like lying.", outcome=Outcome.PARTLY),),
        end=Act.STOP,
    ),
    Story(
        "carla",
        "t22",
        18,
        (
            Told(10, "Tuesday kept. The children’s father asked to swap; I said next week."),
            Told(3, "Kept both. Slept through one of them.", answer="Sleep counts."),
        ),
        cue="he asks to swap an evening of mine",
        action="say “next week is possible, this one isn’t”",
    ),
    Story("carla", "t29", 9, (Told(4, shared=False), Told(2, "In the car, before the stairs."))),
    Story("carla", "t32", 2, agreed=False),
)


def tell(scene: Scene) -> None:
    """Tasks with their entries and answers, at dates before today."""
    for story in STORIES:
        _tell(scene, story)


def _tell(scene: Scene, story: Story) -> None:
    client = scene.clients[story.client]
    coach, oneself = scene.member("mara"), scene.client(story.client)
    task = growth.suggest(client, _draft(scene, story), by=coach, key=new_id(), knowingly=True)
    _date_back(scene, task, story.since)
    if not story.agreed:
        return
    growth.act(task, Act.AGREE, by=oneself, party=Party.CLIENT)
    task.agreed_at = scene.moment(timedelta(days=story.since, hours=1))
    for told in story.told:
        _write(scene, story, task, told)
    if story.end:
        growth.act(task, story.end, by=oneself, party=Party.CLIENT)
        task.closed_at = scene.moment(timedelta(days=min(told.ago for told in story.told)))


def _draft(scene: Scene, story: Story) -> growth.TaskDraft:
    template = TEMPLATES[story.template]
    starts_on = scene.day(story.client, story.since)
    days = template.days or (template.weeks or 0) * 7
    return growth.TaskDraft(
        words=str(template.words),
        why=str(template.why),
        category=template.categories[0],
        more_categories=list(template.categories[1:]),
        kind=template.kind,
        rhythm=template.rhythm,
        amount=template.amount,
        minutes=template.minutes,
        difficulty=template.difficulty,
        starts_on=starts_on,
        ends_on=starts_on + timedelta(days=days) if days else None,
        cue=story.cue,
        action=story.action,
        small_version=story.small,
    )


def _write(scene: Scene, story: Story, task: GrowthTask, told: Told) -> None:
    draft = growth.EntryDraft(
        scene.day(story.client, told.ago),
        told.outcome,
        is_shared=told.shared,
        reflection=told.words,
        who_was_glad=told.glad,
        mood_before=told.before,
        mood_after=told.after,
    )
    entry = growth.write_entry(task, draft, by=scene.client(story.client), key=new_id())
    _date_back(scene, entry, told.ago)
    if told.answer:
        growth.answer_entry(entry, told.answer, by=scene.member("mara"))
        entry.feedback_at = scene.moment(timedelta(days=told.ago - 1, hours=3))


def _date_back(scene: Scene, row: GrowthTask | TaskEntry, ago: int) -> None:
    """The row is as old as its story says."""
    model = type(row)
    db.session.execute(
        update(model)
        .where(model.practice_id == scene.practice_id, model.id == row.id)
        .values(created_at=scene.moment(timedelta(days=ago, hours=2)))
    )
