"""What the demo's clients have of their sessions in writing, and the note behind one of them."""

from coachhub.sessions.rules import Section

ANNAS_NOTE = {
    "eyes_complaint": (
        "“You keep at it. Can you not sit down while a glass is on the table?”",
        True,
    ),
    "eyes_true": ("That I correct people who are guests. Not that I like order.", True),
    "eyes_change": ("Care less about tidiness.", False),
    "eyes_gain": ("Quiet at the table. She looked out of the window when she said it.", False),
    "eyes_give_up": (
        "Saturday mornings. Radio, windows open, everything back in its place. Nine out of ten.",
        True,
    ),
    "eyes_never_again": (
        "No. At once, and louder than everything before. My guess: she knew before she came.",
        False,
    ),
    "eyes_decision": ("Not right for me. Say it once, then let it go: that one is.", True),
}
ANNAS_SUMMARY = {
    Section.RECAP: "I came to stop arguing in my head about the kitchen.\n"
    "A clean home is how I rest. That part of me stays.\n"
    "I say things twice. The second time, I can let go.",
    Section.WENT_WELL: "Two evenings with Lena from the choir. One Sunday kept quiet on purpose.",
    Section.ACTIONS: "Say it once, then put the kettle on\n"
    "Saturday morning with the radio, for nobody but me\n"
    "Write the five things I won’t trade where I see them",
}
BENS_SUMMARY = {
    Section.RECAP: "I came with the Sunday: the quiet kitchen, the phone, what I nearly wrote.\n"
    "I was tired long before I was alone.\n"
    "The evening isn’t the plan. The plan is what I do the morning after.",
    Section.WENT_WELL: "Sent nothing, and slept. Baked for the home on the canal.",
    Section.ACTIONS: "Shoes on before I look at the phone\nRing the home before Sunday",
}
CARLAS_SUMMARY = {
    Section.RECAP: "The week after a hand-over is the hard one, and it passes.\n"
    "I answer for the children, not for the two of us.\n"
    "An answer within a day is enough.",
    Section.DECISIONS: "We meet at the school gate.",
    Section.ACTIONS: "Keep both evenings of mine\nSay “next week is possible, this one isn’t”",
}
