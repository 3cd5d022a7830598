"""What is said of clients in the reader's language, the first agreement included."""
# ruff: noqa: E501  # a paragraph stays in one piece, for whoever translates it

from collections.abc import Sequence

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from coachhub.clients.rules import Column, Fault, Hope, Problem
from coachhub.core.charts import Stems

HOPE_WORDS = {
    Hope.TOGETHER_AGAIN: _l("Together again"),
    Hope.MOVE_ON: _l("Move on"),
    Hope.NOT_SURE: _l("Not sure"),
}

COLUMN_WORDS = {
    Column.NAME: _l("name"),
    Column.PREFERRED_NAME: _l("preferred name"),
    Column.PRONOUNS: _l("pronouns"),
    Column.EMAIL: _l("e-mail"),
    Column.PHONE: _l("phone"),
    Column.ZONE: _l("time zone"),
    Column.COACH: _l("coach"),
}

PROBLEM_WORDS = {
    Problem.MISSING: _l("nothing stands there, and it is needed"),
    Problem.TOO_LONG: _l("longer than the record has room for"),
    Problem.SEVERAL_LINES: _l("goes over several lines, or has letters that nobody sees"),
    Problem.NO_ADDRESS: _l("doesn’t look like an e-mail address"),
    Problem.KNOWN_ADDRESS: _l("a client of this practice has this address already"),
    Problem.ADDRESS_TWICE: _l("stands on a line before this one already"),
    Problem.UNKNOWN_ZONE: _l("no time zone we know (they are written like Europe/Berlin)"),
    Problem.UNKNOWN_COACH: _l("no coach you can choose has this name or address"),
    Problem.TOO_MANY_CELLS: _l("the line has more cells than the first line has names"),
}

FAULT_WORDS = {
    Fault.TOO_LARGE: _l("This file is larger than 1 MB. Please share it out over several files."),
    Fault.NOT_UTF8: _l("This isn’t text in UTF-8. Save it as “CSV UTF-8”, please."),
    Fault.NOT_CSV: _l("This can’t be read as CSV: a quotation mark is out of place."),
    Fault.EMPTY: _l("There are no people in this file."),
    Fault.NO_NAMES: _l(
        "No column is called “name”. The first line gives the names of the columns."
    ),
    Fault.COLUMN_TWICE: _l("Two columns have the same name."),
    Fault.TOO_MANY_LINES: _l(
        "The file has more than 2,000 people. Nothing was stored; please split it, and read in one part after the other."
    ),
}


def column_names() -> list[str]:
    """How the reader's files call their columns; the import reads them in every language."""
    return [str(COLUMN_WORDS[column]) for column in Column]


def first_agreement(practice: str) -> str:
    """A text that a practice can take over or change: scope and its limits, confidentiality and
    its limits, records, technology, messages, fees, ending.
    """
    parts = (
        _("What this is. %(practice)s coaches you, one to one, on your own life after or around a break-up. You set the goals, you choose what you do, and you can stop at any time.", practice=practice),
        _("What it is not. Coaching is not therapy, not legal or medical advice, and no help in a crisis. If you are in danger, or afraid you might hurt yourself, call your local emergency number. We promise no outcome, and nobody can promise that somebody comes back."),
        _("Confidentiality. What you tell your coach stays with your coach. Its limits: if somebody’s life or a child is in danger, or a law demands it, your coach may have to speak, and tells you so first wherever possible. For their own learning coaches may discuss their work with a supervisor, without names."),
        _("The other person. Your former partner is not part of this. Please write no surnames, addresses, photos or messages of theirs; nothing is ever sent to them."),
        _("Records. Your coach keeps notes for themselves. They are encrypted and read by your coach alone. We keep our records as long as our work or the law needs them; nothing of them goes away by itself. You can ask us what is kept about you, and have it corrected or deleted."),
        _("Technology. This portal, your e-mail and the video service are used. No text of yours is given to any artificial intelligence. If somebody else reads your e-mail or your phone, tell us, and we find another way."),
        _("Messages. Your coach usually answers within one working day. Nobody reads here at night or at weekends."),
        _("Fees and times. You see the price and what holds for cancelling and moving before you book a session, and that is what holds for it."),
        _("Ending. You can end our work at any time, without a reason. We like to have one last talk."),
    )  # fmt: skip
    return "\n\n".join(parts)


def sureness_words(told: Stems, hopes: Sequence[Hope]) -> str:
    """How sure the client was: the range and the last of it, no word of where it goes."""
    number, last = len(told.stems), told.stems[-1].value
    words: str
    if told.least == told.most:
        words = ngettext(
            "Told %(num)s time, %(value)s of 10.",
            "Told %(num)s times, %(value)s of 10 each time.",
            number,
            value=last,
        )
    else:
        words = ngettext(
            "Told %(num)s time, between %(least)s and %(most)s of 10; the last time %(last)s.",
            "Told %(num)s times, between %(least)s and %(most)s of 10; the last time %(last)s.",
            number,
            least=told.least,
            most=told.most,
            last=last,
        )
    changed = "" if len(set(hopes)) == 1 else _("The hope was not the same each time.")
    return f"{words} {changed}".rstrip()
