"""The agreement to begin with, and what a client may hope for, in the reader's language."""
# ruff: noqa: E501  # a paragraph stays in one piece, for whoever translates it

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from coachhub.clients.rules import Hope

HOPE_WORDS = {
    Hope.TOGETHER_AGAIN: _l("Together again"),
    Hope.MOVE_ON: _l("Move on"),
    Hope.NOT_SURE: _l("Not sure"),
}


def first_agreement(practice: str) -> str:
    """A text that a practice can take over or change: scope and its limits, confidentiality and
    its limits, records, technology, messages, fees, ending.
    """
    parts = (
        _("What this is. %(practice)s coaches you, one to one, on your own life after or around a break-up. You set the goals, you choose what you do, and you can stop at any time.", practice=practice),
        _("What it is not. Coaching is not therapy, not legal or medical advice, and no help in a crisis. If you are in danger, or afraid you might hurt yourself, call your local emergency number. We promise no outcome, and nobody can promise that somebody comes back."),
        _("Confidentiality. What you tell your coach stays with your coach. Its limits: if somebody's life or a child is in danger, or a law demands it, your coach may have to speak, and tells you so first wherever possible. For their own learning coaches may discuss their work with a supervisor, without names."),
        _("The other person. Your former partner is not part of this. Please write no surnames, addresses, photos or messages of theirs; nothing is ever sent to them."),
        _("Records. Your coach keeps notes for themselves. They are encrypted and read by your coach alone. You can ask what is kept about you and have it corrected or deleted. Records are kept for 24 months after we end, then destroyed; invoices as long as the law asks."),
        _("Technology. This portal, your mail and the video service are used. No text of yours is given to any artificial intelligence. If somebody else reads your mail or your phone, tell us, and we find another way."),
        _("Messages. Your coach usually answers within one working day. Nobody reads here at night or at weekends."),
        _("Fees and times. You see the price and what holds for cancelling and moving before you book a session, and that is what holds for it."),
        _("Ending. You can end our work at any time, without a reason. We like to have one last talk."),
    )  # fmt: skip
    return "\n\n".join(parts)
