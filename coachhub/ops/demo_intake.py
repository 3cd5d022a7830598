"""What Mara thinks to herself about Anna and Ben, all invented."""
# ruff: noqa: E501  # a thought stays in one piece

from datetime import timedelta

from sqlalchemy import update

from coachhub.core.db import db
from coachhub.core.ids import new_id
from coachhub.intake import services as intake
from coachhub.intake.models import IntakeAddendum, IntakeNote, IntakeVersion
from coachhub.intake.rules import NoteSection, Passage, trace_of
from coachhub.ops.demo_scene import Scene

_S = NoteSection

ANNA = {
    _S.IMPRESSION: "Observed: exactly on time, wiped the rain off the chair before she sat down, then apologised for it.\nTold: that she is “too much work to live with”.\nMy guess: that sentence is borrowed. I felt I had to be quick, as if she might tidy the hour away.",
    _S.STORY: "“He said my home was like a museum, and nobody laughs in a museum.”\n“I started cleaning at night, so that he wouldn’t see me do it.”\n“I don’t miss the arguing. I miss having somebody to be quiet with on Sundays.”",
    _S.ENDING: "Many small things over four years, no single one. K. may have stopped believing that he could ever come home and be right there. For it: the cleaning at night. Against it: he stayed two years after the first big talk.",
    _S.COMPLAINTS: "“You keep at it.” Harping; shared. Say it once, then let it go.\n“Nobody laughs in a museum.” Tidiness; hers and dear to her. No change without a check.\n“You plan even the Sundays.” Planning; not mine, she says at first. By the end of the hour she isn’t sure.",
    _S.READINGS: "K. would say, fairly, that he was corrected in front of his friends, and that it hurt. I haven’t heard yet what his mess cost her in hours a week.",
    _S.EYES_OPEN: "She bends fast: three changes offered before I had asked for one. Joys at risk: the calm morning, the plan that holds, the quiet Sunday. I want all three checked before any of them becomes a task.",
    _S.STRENGTHS: "Sees what a room needs, and what people need in it. A sister who tells her the truth. After their father died she was the one who made lists, and it carried everybody.",
    _S.AVAILABILITY: "Answers within minutes, at work too. Gave up choir on Thursdays for his football evenings. Wants the choir back; said it twice, the second time with a straight back.",
    _S.TIES: "One shared lease until summer, by mail only. No children. Four years, lived together, on and off once: I would say 45 days, if she wants distance at all. She isn’t here for that yet.",
    _S.GOALS: "1 Sleep through. 2 Know which of the complaints are true. 3 Choir. First step: ask for the Thursday. Hope: not sure, four of ten. My stance: find out what is hers before anybody hopes for anything.",
    _S.SAFETY: "Answered all eight with no. Nobody reads her mail; no calls after eight because of the sister. Nothing to refer.",
    _S.HYPOTHESES: "She agrees in order to end the talk. I’d be wrong if she says no to me in the first three sessions.\nOrder is joy, not fear. I’d be wrong if the cups standing about don’t bother her when she is alone.",
    _S.MYSELF: "I like her kitchen before I have seen it: I am tidy too. Watch that I don’t take her side against K. For supervision: how quickly I wanted to write her a letter of acquittal.",
    _S.AGREEMENTS: "Next time: the first complaint, with the check. Ask: would you want this change if you two never spoke again?",
}
ADDENDA = (
    (
        27,
        "She said no to me today, about the breathing exercise. First hypothesis crossed out, gladly.",
    ),
    (
        2,
        "Three of three not right for her: tidy home, planning ahead, quiet Sundays. She knew before the form did. The talk about direction was short; she moved her hope herself, in her portal, before I had put my pen down.",
    ),
)
BEN = {
    _S.IMPRESSION: "Observed: eleven minutes early, speaks fast, looks at the window when he says “we”.\nTold: that nobody has called him selfish before her.\nMy guess: more tired than he admits. I felt hurried, and noticed that I wanted to reassure him.",
    _S.STORY: "“I tuned out when I was tired. She said it was like talking to a radio that plays its own programme.”\n“She stopped telling me about her day. I noticed in January. It had been since autumn.”",
    _S.ENDING: "Many small things; that is the worst of it, he says. L. may have stopped believing that her day would ever come first once. For it: autumn to January. Against it: she waited for his exam.",
    _S.COMPLAINTS: "“It was always about your day.” Mine, seven of ten. Give time without return: a regular thing, for people he doesn’t know.\n“You don’t hear me.” Shared. Say when I need twenty minutes, then listen.\n“You earn too little.” Not mine; closed, kindly.\n\nVolunteering could become a performance. Ask him before Friday: would you go back if nobody ever heard of it?",
    _S.READINGS: "L. would say that she asked, more than once, and in good moments too. What I don’t hear yet: what she did with her own tiredness.",
    _S.EYES_OPEN: "He’d sign anything at the moment. Sundays by the water must stay. Not by the sea: his work is here, and that isn’t a fault.",
    _S.STRENGTHS: "Tells the truth the next morning. Rowed for years; the team still asks. A neighbour who gets the burnt biscuits.",
    _S.AVAILABILITY: "Phone beside the plate. Ten of ten when her name lights up. Wants the evenings back, and doesn’t know yet what for.",
    _S.TIES: "Three years, lived together, on and off twice, daily contact now: seven points, 45 to 75 days. I proposed 60; he chose 45 and meant it. No ties but a box of books.",
    _S.GOALS: "1 Be somebody people are glad to see come in. 2 Portuguese, put aside since 2023. 3 Rowing before May. Hope: together again, eight of ten. My stance: he may hope; we work on the evenings.",
    _S.HYPOTHESES: "“Selfish” is the tiredness talking, not the man. I’d be wrong if a rested week changes nothing.",
}
BEFORE = {section: BEN[section] for section in (_S.IMPRESSION, _S.STORY, _S.ENDING, _S.COMPLAINTS)}


def tell(scene: Scene) -> None:
    """Anna's note is final and was added to; Ben's is a draft in its second sitting."""
    first = _write(scene, "anna", dict(list(ANNA.items())[:6]), 50)
    _write(scene, "anna", ANNA, 49)
    note = intake.note_of(scene.engagements["anna"])
    intake.finalise(note, seen=note.trace, by=scene.member("mara"))
    _date_back(scene, first, finalised=48)
    for ago, words in ADDENDA:
        _add(scene, first, words, ago)
    _date_back(scene, _write(scene, "ben", BEFORE, 27))
    _write(scene, "ben", BEN, 6)


def _write(scene: Scene, name: str, words: dict[NoteSection, str], ago: int) -> IntakeNote:
    engagement = scene.engagements[name]
    before = intake.note_of(engagement)
    typed = {
        section: intake.Typed(
            Passage(said, is_marked=name == "ben" and section == _S.STORY),
            trace_of(before.passage(section)),
        )
        for section, said in words.items()
    }
    note = intake.write_note(
        engagement, typed, sitting=new_id(), by=scene.member("mara"), deliberately=True
    ).row
    if note is None:
        raise LookupError(name)
    then = scene.moment(timedelta(days=ago, hours=2))
    db.session.execute(
        update(IntakeVersion)
        .where(
            IntakeVersion.practice_id == scene.practice_id,
            IntakeVersion.note_id == note.id,
            IntakeVersion.written_at == note.saved_at,
        )
        .values(written_at=then)
    )
    note.saved_at = then
    db.session.flush()
    return note


def _date_back(scene: Scene, note: IntakeNote, finalised: int | None = None) -> None:
    note.created_at = note.saved_at - timedelta(minutes=40)
    if finalised is not None:
        note.finalised_at = scene.moment(timedelta(days=finalised))
    db.session.flush()


def _add(scene: Scene, note: IntakeNote, words: str, ago: int) -> None:
    key = new_id()
    intake.add_addendum(note, words, key=key, by=scene.member("mara"))
    db.session.execute(
        update(IntakeAddendum)
        .where(IntakeAddendum.practice_id == scene.practice_id, IntakeAddendum.id == key)
        .values(created_at=scene.moment(timedelta(days=ago, hours=1)))
    )
