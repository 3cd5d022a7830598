"""The forty task templates that come with coachhub, in words for the client."""
# ruff: noqa: E501  # a sentence stays in one piece, for whoever translates it

from dataclasses import dataclass
from typing import Any

from flask_babel import lazy_gettext as _l

from coachhub.growth.rules import Category, Kind, Rhythm, Tag

_C, _T = Category, Tag
_H, _O, _R = Kind.HABIT, Kind.ONE_OFF, Kind.REFLECTION


@dataclass(frozen=True)
class Template:
    """A task to suggest. `weeks` is how long a habit runs, `days` when a one-off is due."""

    key: str
    words: Any
    why: Any
    categories: tuple[Category, ...]
    kind: Kind
    rhythm: Rhythm
    difficulty: int
    tags: tuple[Tag, ...]
    amount: int = 1
    minutes: int | None = None
    weeks: int | None = None
    days: int | None = None
    weekdays: int = 0
    looks_back: bool = False
    """Whether it asks to see oneself with the other person's eyes."""


def _habit(times: int) -> tuple[Kind, Rhythm, int]:
    return _H, Rhythm.A_WEEK, times


_ROWS: tuple[tuple[Any, ...], ...] = (
    # categories, difficulty, tags, words, why, then what else it has
    (
        (_C.KINDNESS,), 3, (_T.SELFISH,),
        _l("Give two hours at a local shelter, food bank or animal home; go back, don’t just visit"),
        _l("Giving time where nobody owes you anything lifts the mood a little, and coming back makes it part of who you are."),
        {"pace": _habit(1), "weeks": 6, "minutes": 120},
    ),
    (
        (_C.KINDNESS, _C.JOY), 2, (_T.SELFISH, _T.NO_FUN),
        _l("Bake a batch of something you love and bring it to a retirement home or neighbour (ask the home first)"),
        _l("Your hands are busy with something you like, and somebody has a better afternoon. Both do you good."),
        {"pace": (_H, Rhythm.EVERY_WEEKS, 2)},
    ),
    (
        (_C.CONNECTION, _C.KINDNESS), 2, (_T.NEGLECTED_FRIENDS, _T.SELFISH),
        _l("Visit or call the relative you haven’t seen for ages; bring something you made"),
        _l("People who have known you for long remember more of you than the last months."),
        {"pace": (_O, Rhythm.ONCE, 1), "days": 10},
    ),
    (
        (_C.KINDNESS,), 1, (_T.SELFISH, _T.TOOK_FOR_GRANTED),
        _l("One unasked helpful act a day that costs under ten minutes"),
        _l("Small kind acts train the eye for what others could use, and they fit into a bad day too."),
        {"pace": _habit(5), "minutes": 10},
    ),
    (
        (_C.CONNECTION, _C.KINDNESS), 2, (_T.FELT_UNHEARD, _T.DISTANT),
        _l("Ask one person “how are you really?” and only listen for ten minutes"),
        _l("Listening is a skill. Ten minutes without advice are a good place to practise it."),
        {"pace": _habit(2), "minutes": 10},
    ),
    (
        (_C.BOUNDARIES, _C.CONNECTION), 2, (_T.FELT_UNHEARD, _T.CRITICAL),
        _l("Say back what you heard before you answer: practise with a friend or colleague"),
        _l("Whoever feels understood calms down. Saying it back also shows you what you had missed."),
        {"pace": _habit(3)},
    ),
    (
        (_C.BOUNDARIES,), 1, (_T.PHONE, _T.FELT_UNHEARD),
        _l("Phone in another room during meals and the first talk of the day"),
        _l("What lies on the table has half of our attention. In another room it has none."),
        {"pace": _habit(7)},
    ),
    (
        (_C.REFLECTION,), 2, (_T.FELT_UNHEARD,),
        _l("Write three moments when you stopped listening; what did you need then?"),
        _l("Behind not listening there is often something you needed. Knowing it gives you a choice next time."),
        {"pace": (_R, Rhythm.ONCE, 1), "days": 7, "looks_back": True},
    ),
    (
        (_C.PERSONAL_GOAL,), 1, (_T.MESSY,),
        _l("Reset one room: ten minutes, timer on, stop when it rings"),
        _l("A short end makes it easy to begin, and an ordered room is a quiet place to come home to."),
        {"pace": _habit(5), "minutes": 10},
    ),
    (
        (_C.PERSONAL_GOAL,), 1, (_T.MESSY, _T.UNRELIABLE),
        _l("Choose a “home base” for five things you always lose"),
        _l("One decision now saves many small searches, and a few late arrivals."),
        {"pace": (_O, Rhythm.ONCE, 1), "days": 7},
    ),
    (
        (_C.REFLECTION,), 2, (_T.HARPING, _T.CRITICAL),
        _l("Which standards at home are mine to keep, which can soften? Sort ten examples"),
        _l("Some standards are part of you and stay. Others are habits. Sorting them shows which is which."),
        {"pace": (_R, Rhythm.ONCE, 1), "days": 7, "looks_back": True},
    ),
    (
        (_C.BOUNDARIES,), 2, (_T.HARPING, _T.CRITICAL),
        _l("Let one small thing be imperfect today and notice what happens in you"),
        _l("Noticing the urge to correct, without following it, gives you back the choice."),
        {"pace": _habit(3)},
    ),
    (
        (_C.KINDNESS,), 1, (_T.TOOK_FOR_GRANTED, _T.CRITICAL),
        _l("Say three specific thank-yous this week, out loud or on paper"),
        _l("Thanks with a detail are heard. They also turn your own eye to what goes well."),
        {"pace": _habit(3)},
    ),
    (
        (_C.REFLECTION,), 2, (_T.TOOK_FOR_GRANTED,),
        _l("List what you took for granted and what was taken for granted in you"),
        _l("Looking both ways is fairer than blame in either direction."),
        {"pace": (_R, Rhythm.ONCE, 1), "days": 7, "looks_back": True},
    ),
    (
        (_C.PERSONAL_GOAL,), 1, (_T.UNRELIABLE,),
        _l("Put one promise a day in the calendar and keep it, however small"),
        _l("Trust in yourself grows from small promises that were kept, more than from big ones."),
        {"pace": _habit(7)},
    ),
    (
        (_C.PERSONAL_GOAL,), 2, (_T.UNRELIABLE, _T.NEGLECTED_GOALS),
        _l("Finish one thing left half-done for more than a month"),
        _l("What is half-done keeps a corner of your head. Finishing it frees that corner."),
        {"pace": (_O, Rhythm.ONCE, 1), "days": 14},
    ),
    (
        (_C.PERSONAL_GOAL,), 1, (_T.NEGLECTED_GOALS, _T.ALWAYS_AVAILABLE),
        _l("Pick the goal you shelved; give it three half-hours this week"),
        _l("Time that was kept for somebody else is yours now. Half an hour is enough to begin."),
        {"pace": _habit(3), "minutes": 30},
    ),
    (
        (_C.PROFESSIONAL_GOAL,), 2, (_T.NEGLECTED_GOALS,),
        _l("Write a one-page “where I want my work in a year” and name the first step"),
        _l("A page you can read again makes a wish into something with a first step."),
        {"pace": (_R, Rhythm.ONCE, 1), "days": 10},
    ),
    (
        (_C.PROFESSIONAL_GOAL,), 2, (_T.NEGLECTED_GOALS,),
        _l("Learn one skill for your job: a short course, 20 minutes at a time"),
        _l("Getting better at something gives steady ground while other things move."),
        {"pace": _habit(4), "minutes": 20},
    ),
    (
        (_C.PROFESSIONAL_GOAL, _C.CONNECTION), 3, (_T.NEGLECTED_GOALS,),
        _l("Ask someone whose work you admire for a 20-minute talk"),
        _l("Most people like to be asked. One talk may open a way that you can’t see from here."),
        {"pace": (_O, Rhythm.ONCE, 1), "days": 21, "minutes": 20},
    ),
    (
        (_C.BOUNDARIES, _C.JOY), 2, (_T.WORK_FIRST,),
        _l("Set an end to the working day and an activity that begins right then"),
        _l("An end holds better when something waits behind it."),
        {"pace": _habit(4)},
    ),
    (
        (_C.BOUNDARIES,), 2, (_T.ALWAYS_AVAILABLE, _T.WORK_FIRST),
        _l("Keep two evenings a week that belong to you; plans stay even if something better appears"),
        _l("Keeping an appointment with yourself shows, to you first, that your time counts."),
        {"pace": _habit(2)},
    ),
    (
        (_C.BOUNDARIES,), 2, (_T.ALWAYS_AVAILABLE, _T.CLINGY),
        _l("Wait thirty minutes before answering non-urgent messages from anyone"),
        _l("The first impulse is rarely the whole answer. Half an hour later you choose."),
        {"pace": _habit(7)},
    ),
    (
        (_C.BOUNDARIES,), 3, (_T.ALWAYS_AVAILABLE,),
        _l("Say a friendly no once this week; write down the sentence you used"),
        _l("A no that is kind and clear can be practised. The sentence is yours for the next time."),
        {"pace": _habit(1)},
    ),
    (
        (_C.BOUNDARIES, _C.REFLECTION), 2, (_T.CLINGY, _T.JEALOUS),
        _l("When I want reassurance, I first write what I already know, then decide whether to ask"),
        _l("Much of what we ask for we know already. Writing it down lets you feel that."),
        {"pace": _habit(3)},
    ),
    (
        (_C.REFLECTION,), 2, (_T.JEALOUS,),
        _l("Jealousy log: fact, story I told myself, kinder story, what I did"),
        _l("Facts and stories feel the same in the moment. On paper they come apart."),
        {"pace": (_R, Rhythm.ENTRIES, 5), "looks_back": True},
    ),
    (
        (_C.BOUNDARIES,), 2, (_T.JEALOUS,),
        _l("No profile checking: move the app off the first screen; when the urge comes, stand up and drink water"),
        _l("Looking keeps the wound open, for many people. A small obstacle and something else to do are often enough."),
        {"pace": _habit(7)},
    ),
    (
        (_C.BOUNDARIES,), 2, (_T.SHORT_TEMPERED,),
        _l("Early-warning card: three signs that I’m getting loud, and my twenty-minute break plan"),
        _l("Early signs can be learnt. A plan made in calm works when calm is gone."),
        {"pace": (_O, Rhythm.ONCE, 1), "days": 7},
    ),
    (
        (_C.MOVEMENT,), 1, (_T.SHORT_TEMPERED,),
        _l("Ten minutes of slow breathing or stretching after work, before talking to anyone"),
        _l("The body needs a few minutes to come down. Then the talk begins on better ground."),
        {"pace": _habit(5), "minutes": 10},
    ),
    (
        (_C.CONNECTION,), 3, (_T.DISTANT,),
        _l("Tell one trusted person something true about how you feel"),
        _l("Closeness grows where something true was said and heard."),
        {"pace": _habit(1)},
    ),
    (
        (_C.REFLECTION,), 1, (_T.DISTANT,),
        _l("Feelings in three words: write the day’s three and where you felt them"),
        _l("What has a name is easier to carry, and easier to tell."),
        {"pace": _habit(4), "minutes": 5},
    ),
    (
        (_C.CONNECTION,), 1, (_T.NEGLECTED_FRIENDS,),
        _l("Message two friends you’ve lost touch with; propose a date, not “sometime”"),
        _l("Friendships rest, they seldom end. A date is what wakes them."),
        {"pace": (_O, Rhythm.ONCE, 1), "days": 7},
    ),
    (
        (_C.CONNECTION, _C.JOY), 3, (_T.NEGLECTED_FRIENDS, _T.NO_FUN),
        _l("Join one group that meets weekly: choir, club, class, team"),
        _l("A group that meets anyway carries you through the weeks when you wouldn’t call anyone."),
        {"pace": (_O, Rhythm.ONCE, 1), "days": 21},
    ),
    (
        (_C.MOVEMENT,), 1, (_T.HEALTH,),
        _l("Walk twenty minutes outside; note mood before and after"),
        _l("Movement first, motivation follows. Your own numbers will tell whether it holds for you."),
        {"pace": _habit(5), "minutes": 20},
    ),
    (
        (_C.MOVEMENT, _C.JOY), 2, (_T.HEALTH, _T.NO_FUN),
        _l("Try a new sport or class twice before deciding"),
        _l("The first time is mostly nerves. The second tells whether you like it."),
        {"pace": (_O, Rhythm.ONCE, 1), "days": 21},
    ),
    (
        (_C.PERSONAL_GOAL,), 2, (_T.HEALTH, _T.PHONE),
        _l("Regular bedtime and no screen in bed"),
        _l("Evenings are hard at first, and sleep makes the next day’s everything easier."),
        {"pace": _habit(5)},
    ),
    (
        (_C.JOY,), 1, (_T.NO_FUN,),
        _l("One hour of pure play: music, crafts, a game, cooking something odd"),
        _l("Play has no purpose, and that is its purpose."),
        {"pace": _habit(1), "minutes": 60},
    ),
    (
        (_C.JOY,), 2, (_T.NO_FUN, _T.CLINGY),
        _l("A day-trip alone to somewhere you always wanted to see"),
        _l("A good day with nobody but yourself is worth knowing about."),
        {"pace": (_O, Rhythm.ONCE, 1), "days": 30},
    ),
    (
        (_C.PERSONAL_GOAL,), 2, (_T.MONEY,),
        _l("Money hour: list fixed costs, one saving, one question for an adviser"),
        _l("Worries about money shrink to their real size when they stand on a page."),
        {"pace": _habit(1), "weeks": 4, "minutes": 60},
    ),
    (
        (_C.REFLECTION,), 2, (_T.HARPING, _T.ALWAYS_AVAILABLE),
        _l("Must-haves and like-to-haves: ten each for any future relationship, star the five you won’t trade"),
        _l("Knowing what you won’t trade keeps your eyes open, with anybody."),
        {"pace": (_R, Rhythm.ONCE, 1), "days": 14},
    ),
)  # fmt: skip


def _made(number: int, row: tuple[Any, ...]) -> Template:
    categories, difficulty, tags, words, why, more = row
    kind, rhythm, amount = more["pace"]
    rest = {name: value for name, value in more.items() if name != "pace"}
    return Template(
        f"t{number:02}", words, why, categories, kind, rhythm, difficulty, tags, amount, **rest
    )


TEMPLATES: dict[str, Template] = {
    template.key: template
    for template in (_made(number, row) for number, row in enumerate(_ROWS, start=1))
}
"""By key, in the order of the library."""
