"""The eight questions, and what flags, levels and acts are called, in the reader's language."""

from flask_babel import lazy_gettext as _l

from coachhub.safety.rules import (
    ActionKind,
    Answer,
    Ending,
    Filler,
    FlagKind,
    FlagState,
    Level,
    Part,
    Question,
)

PART_WORDS = {
    Part.ONESELF: _l("How you are"),
    Part.BETWEEN: _l("Between the two of you"),
    Part.CONTACT: _l("About contact"),
    Part.REACH: _l("How to reach you"),
    Part.OTHERS: _l("Other people"),
}

QUESTION_WORDS = {
    Question.HARM: _l(
        "In the last two weeks, have you had thoughts of ending your life or hurting yourself?"
    ),
    Question.AFRAID: _l("Are you afraid of your former partner, or of anyone at home?"),
    Question.VIOLENCE: _l(
        "Has either of you pushed, hit, threatened, forced sex on, followed or monitored the other?"
    ),
    Question.ORDER: _l(
        "Is there an order of a court or the police, or a condition, about contact?"
    ),
    Question.ASKED_TO_STOP: _l("Have they clearly asked you not to contact them?"),
    Question.WATCHED: _l(
        "Since the break-up, have you gone to their place or work, written from other numbers or "
        "accounts, tracked them, or had others watch them?"
    ),
    Question.REACHABLE: _l("Is it safe for us to write to you, and is this device yours alone?"),
    Question.OTHERS: _l("Is anyone else in danger, a child for example?"),
}

QUESTION_HINTS = {
    Question.ORDER: _l("Of protection, bail, custody, or a ban on contact, whoever it is about."),
    Question.REACHABLE: _l(
        "If you say no, we send nothing from then on but what you ask for yourself, such as a link "
        "for a new password. All of it stands in your portal, and each page there has a way out. "
        "Your coach sees this, and agrees with you which way is safe."
    ),
}

HINTS_ALOUD = {
    **QUESTION_HINTS,
    Question.REACHABLE: _l(
        "If you say no, we send nothing from then on but what you ask for yourself, such as a link "
        "for a new password. All of it stands in your portal, and each page there has a way out. "
        "I see this, and agree with you which way is safe."
    ),
}
"""The same, as a coach reads them aloud."""

ANSWER_WORDS = {
    Question.HARM: {
        Answer.NO: _l("No"),
        Answer.THOUGHTS: _l("Yes, thoughts"),
        Answer.MIGHT_ACT: _l("I might act on them, or have a plan"),
    },
    Question.AFRAID: {
        Answer.NO: _l("No"),
        Answer.SOMETIMES: _l("Sometimes"),
        Answer.YES: _l("Yes"),
    },
    Question.VIOLENCE: {
        Answer.NO: _l("No"),
        Answer.IN_THE_PAST: _l("In the past; it is over"),
        Answer.TOWARD_ME: _l("Toward me"),
        Answer.BY_ME: _l("By me"),
        Answer.BOTH: _l("Both"),
    },
    Question.ORDER: {
        Answer.NO: _l("No"),
        Answer.PROTECTS_ME: _l("Yes, it protects me"),
        Answer.BINDS_ME: _l("Yes, it names me"),
        Answer.BOTH: _l("Both"),
    },
    Question.ASKED_TO_STOP: {Answer.NO: _l("No"), Answer.YES: _l("Yes")},
    Question.WATCHED: {Answer.NO: _l("No"), Answer.YES: _l("Yes")},
    Question.REACHABLE: {
        Answer.YES: _l("Yes"),
        Answer.NO: _l("No, or somebody else reads along"),
    },
    Question.OTHERS: {Answer.NO: _l("No"), Answer.YES: _l("Yes")},
}

FLAG_WORDS = {
    FlagKind.SELF_HARM: _l("Thoughts of ending their life or hurting themselves"),
    FlagKind.AFRAID: _l("Afraid of their former partner or of someone at home"),
    FlagKind.VIOLENCE_TOWARD_CLIENT: _l("Violence toward them"),
    FlagKind.VIOLENCE_BY_CLIENT: _l("Violence by them"),
    FlagKind.VIOLENCE_PAST: _l("Violence in the past"),
    FlagKind.ORDER_PROTECTS_CLIENT: _l("An order protects them"),
    FlagKind.ORDER_BINDS_CLIENT: _l("An order names them"),
    FlagKind.ASKED_TO_STOP: _l("Asked not to make contact"),
    FlagKind.WATCHED: _l("Went there, or watched or tracked the other person"),
    FlagKind.DISCREET: _l("Not safe to write to, or somebody reads along"),
    FlagKind.OTHERS_IN_DANGER: _l("Somebody else is in danger"),
    FlagKind.LEFT_OPEN: _l("Questions left open"),
    FlagKind.RATHER_TALK: _l("Would rather talk than answer in writing"),
}

FLAG_ADVICE = {
    FlagKind.SELF_HARM: _l(
        "Speak with them today, in person or by phone. Ask directly, stay until somebody else is "
        "there, and give the numbers. This isn’t coaching work alone: help them to professional "
        "help."
    ),
    FlagKind.AFRAID: _l("Ask what they need to be safe tonight, before anything else."),
    FlagKind.VIOLENCE_TOWARD_CLIENT: _l(
        "Their safety comes first: no word of reconciling, and nothing that asks them to see it "
        "with the other’s eyes. Tasks that look back are not offered meanwhile."
    ),
    FlagKind.VIOLENCE_BY_CLIENT: _l(
        "For you alone; the portal never shows this wording. Speak with them in person, don’t "
        "discuss it in writing. No plan toward contact. Name a service that works with people "
        "who have used violence, and think of who else may be in danger."
    ),
    FlagKind.VIOLENCE_PAST: _l("Ask once what ended it, and whether it could begin again."),
    FlagKind.ORDER_PROTECTS_CLIENT: _l("Know its terms. Nothing you plan may weaken it."),
    FlagKind.ORDER_BINDS_CLIENT: _l(
        "A legal order applies, and nothing here changes it. Contact is no choice to plan. The "
        "legal hold below stays until you lift it."
    ),
    FlagKind.ASKED_TO_STOP: _l(
        "A plan is no contact at all, or strictly duties, in writing or through a third person. "
        "Closing this records that they reached out freely, or that it was a mistake."
    ),
    FlagKind.WATCHED: _l("Talk about it before a plan. Tasks that look back are not offered."),
    FlagKind.DISCREET: _l(
        "Agree which way is safe, and write it in their record. Nothing is sent to their address "
        "until the question is answered with yes, by them or together with you."
    ),
    FlagKind.OTHERS_IN_DANGER: _l(
        "Find out who, and whether somebody must be called now. The limits of confidentiality in "
        "your agreement may apply."
    ),
    FlagKind.LEFT_OPEN: _l("Ask about what they passed over; they may answer in their own words."),
    FlagKind.RATHER_TALK: _l("Offer a time, and go through the questions together."),
}
"""What the coach is reminded of; no client reads it."""

SAFE_OPTIONS = {
    FlagKind.SELF_HARM: _l(
        "You could go to somebody you trust, or call them, and stay together for now. Move away "
        "from anything you might hurt yourself with."
    ),
    FlagKind.AFRAID: _l(
        "If this device isn’t yours alone, you could call from another one, away from home."
    ),
    FlagKind.VIOLENCE_TOWARD_CLIENT: _l(
        "You could go where other people are. What happened is not your fault."
    ),
    FlagKind.OTHERS_IN_DANGER: _l(
        "If somebody is in danger at this moment, call the emergency number first."
    ),
    FlagKind.ORDER_BINDS_CLIENT: _l(
        "A legal order applies. Nothing here changes it. A lawyer or an advice centre can tell "
        "you what it asks of you."
    ),
}
"""What a client reads after answering; what isn't here is for the coach to talk about."""

LEVEL_WORDS = {
    Level.NOTE: _l("to know"),
    Level.CAUTION: _l("to talk about"),
    Level.URGENT: _l("urgent"),
}

STATE_WORDS = {
    FlagState.OPEN: _l("open"),
    FlagState.DISCUSSED: _l("talked about"),
    FlagState.ACKNOWLEDGED: _l("seen"),
    FlagState.CLOSING: _l("waits for a second look"),
    FlagState.CLOSED: _l("closed"),
}

ENDING_WORDS = {
    Ending.SETTLED: _l("It is settled"),
    Ending.BY_MISTAKE: _l("It was answered by mistake"),
    Ending.REACHED_OUT: _l("They reached out, freely"),
}

ACTION_WORDS = {
    ActionKind.SPOKE: _l("Spoke with them"),
    ActionKind.GAVE_RESOURCES: _l("Gave numbers or addresses"),
    ActionKind.REFERRED: _l("Referred them on"),
    ActionKind.EMERGENCY_CALLED: _l("Called an emergency service"),
    ActionKind.NOT_NEEDED: _l("Looked into it; nothing was needed"),
}

FILLER_WORDS = {
    Filler.CLIENT: _l("by themselves"),
    Filler.TOGETHER: _l("together with their coach"),
}
