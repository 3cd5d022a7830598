"""What the demo's clients said of their days; by the number of the plan's day."""

from typing import NamedTuple

from coachhub.nocontact.rules import ContactAnswer, Reaction

C = ContactAnswer


class Said(NamedTuple):
    """One check-in; `later` is by how many days it was added after its day, `pauses` the hours at
    which a pause before writing began.
    """

    mood: int | None = None
    line: str = ""
    energy: int | None = None
    sleep: int | None = None
    did: str = ""
    contact: ContactAnswer = C.NONE
    shared: bool = True
    later: int = 0
    hour: int = 21
    reaction: Reaction | None = None
    answer: str = ""
    led_to: str = ""
    needs: str = ""
    slip_answer: str = ""
    pauses: tuple[int, ...] = ()


BEN = {
    1: Said(
        4,
        "Put the phone in the bread bin. Laughed at myself.",
        2,
        1,
        "walked 20 minutes",
        pauses=(21,),
    ),
    2: Said(3, "Long.", 1, 1, reaction=Reaction.READ, pauses=(20, 21, 22)),
    3: Said(5, "Rain, went all the same.", 2, 2, "walked 20 minutes", pauses=(21,)),
    4: Said(
        5, "Nearly asked Jonas how she is. Asked about his dog instead.", 2, 2, pauses=(19, 22)
    ),
    5: Said(
        6,
        "Mornings are better. I don’t look at the phone before the coffee is ready.",
        2,
        3,
        answer="Before the coffee is ready. Keep that one.",
    ),
    6: Said(4, "Sunday.", 1, 2, contact=C.BY_THEM, pauses=(11, 18, 21, 22)),
    7: Said(6, "A week. The cook at the home asked when I come again.", 3, 2, "baked a batch"),
    8: Said(5, "", 2, 2, "walked 20 minutes", pauses=(20,)),
    9: Said(6, "Slept through.", 3, 3),
    10: Said(5, shared=False, line="Dreamt of the kitchen."),
    11: Said(4, "Sister on the phone for an hour. She means well.", 1, 1, pauses=(20, 22)),
    12: Said(
        3,
        "I answered before I had thought.",
        1,
        1,
        contact=C.BY_ME,
        later=1,
        hour=7,
        led_to="The evening alone, after the call with my sister. The message was only about the "
        "bike; mine wasn’t.",
        needs="Not to be shouted at.",
    ),
    13: Said(
        5,
        "Told Mara straight away this time. That part felt different.",
        2,
        1,
        hour=20,
        pauses=(18,),
    ),
}

ANNA = {
    number: Said(mood, line, 2, sleep, did)
    for number, mood, sleep, line, did in (
        (1, 5, 2, "Windows open, radio on.", ""),
        (2, 6, 2, "", "yellow chair, second coat"),
        (3, 4, 1, "He would have laughed at the list on the fridge. I like the list.", ""),
        (4, 6, 3, "", "choir"),
        (5, 7, 3, "Lena stayed late. The cups stood until morning, and nothing happened.", ""),
        (6, 5, 2, "", ""),
        (8, 6, 2, "Quiet Sunday, on purpose.", "nothing at all"),
        (9, 6, 2, "", "neighbour’s parcel"),
        (10, 7, 3, "Said it once. Put the kettle on.", ""),
        (11, 5, 1, "", ""),
        (12, 6, 2, "", "candied orange peel"),
        (14, 7, 3, "I noticed that I had not argued with him in my head all day.", ""),
        (15, 6, 2, "", "choir"),
        (16, 6, 2, "", ""),
        (17, 8, 3, "Sang in the car with the windows shut.", ""),
        (18, 6, 2, "", ""),
        (19, 7, 2, "", "hallway, with the radio"),
        (20, 7, 3, "Seven of ten stay. I know which.", ""),
        (21, 6, 2, "", ""),
        (22, 7, 3, "", "wrote the five on a card"),
        (23, 8, 3, "Somebody asked how I am, and the answer was short and true.", ""),
        (24, 7, 2, "", ""),
    )
}

CARLA = {
    number: Said(mood, line, 2, 2, contact=contact)
    for number, mood, contact, line in (
        (1, 4, C.ALLOWED, "Shoes, dentist, Friday. Three lines."),
        (2, 5, C.NONE, ""),
        (3, 5, C.ALLOWED, ""),
        (5, 4, C.BY_THEM, "He wrote about us. I answered the half about the swimming lesson."),
        (6, 5, C.NONE, ""),
        (7, 6, C.ALLOWED, "Hand-over at the gate. Four minutes."),
        (8, 5, C.NONE, ""),
        (9, 5, C.NONE, ""),
        (10, 6, C.ALLOWED, ""),
        (12, 6, C.NONE, "In the car, before the stairs: two minutes with my eyes shut."),
        (13, 5, C.ALLOWED, ""),
        (14, 7, C.ALLOWED, "The little one said it is calmer at the gate."),
        (15, 6, C.NONE, ""),
        (16, 5, C.ALLOWED, ""),
        (18, 4, C.ENCOUNTER, "In the supermarket, by the yoghurt. We nodded."),
        (19, 5, C.NONE, ""),
        (20, 6, C.ALLOWED, ""),
        (21, 6, C.ALLOWED, "Three weeks of short sentences."),
        (22, 6, C.NONE, ""),
        (23, 7, C.NONE, ""),
        (24, 6, C.ALLOWED, ""),
        (26, 6, C.ALLOWED, ""),
        (28, 7, C.ALLOWED, "He asked to swap an evening. Next week is possible, this one isn’t."),
        (29, 6, C.NONE, ""),
        (31, 6, C.ALLOWED, ""),
        (32, 6, C.NONE, ""),
        (33, 7, C.ALLOWED, "Friday, shoes, dentist. Two lines this time."),
    )
}

YARA = {number: Said(4 + number // 6) for number in range(1, 22) if number not in (6, 13)} | {
    9: Said(
        3,
        "They asked “are you home”. I wrote back at once.",
        contact=C.BY_ME,
        led_to="A photo in an old jacket.",
        needs="Somebody who doesn’t say “just stop”.",
        slip_answer="Thank you for telling it as it was. Eight days are yours. Where is the jacket "
        "now?",
    ),
    21: Said(7, "The last one. I was surprised that I wanted to write a line."),
}

IVO = {number: Said(5) for number in range(1, 61) if number % 9}

PLAIN = {
    1: Said(4, "", 2, 2),
    2: Said(4),
    3: Said(5, "The cellar is cold. Good."),
    4: Said(5),
    6: Said(6, "", 2, 3),
    7: Said(5),
    8: Said(4, "Fever since noon."),
}
