"""Where a practice's logo and colours are to be had; their addresses change when they do."""

from collections.abc import Sequence

from flask import url_for
from flask_babel import gettext as _

from coachhub.core.colour import Colour, hex_of, readable
from coachhub.core.web.frame import Logo, Way
from coachhub.practices.models import Practice, Settings
from coachhub.practices.pictures import WALL_BY_DAY

SHEET_BY_DAY, SHEET_BY_EVENING = Colour(0.985, 0.0055, 84), Colour(0.276, 0.031, 262)
LEAST_CONTRAST = 4.5
INK_ON_HUE = (Colour(0.985, 0.006, 95), Colour(0.215, 0.035, 264))
OUR_HUE = 262
"""Of who chose none."""
SIGN, SIGN_WIDEST = 26, 104
"""How high a practice's sign is drawn, and how wide at most, in pixels."""


def logo(practice: Practice, settings: Settings) -> Logo | None:
    """The practice's logo, if it has one: as high as our own sign, and as wide as it is then."""
    if settings.logo_hash is None or not settings.logo_width or not settings.logo_height:
        return None
    url = url_for("public.logo", practice=practice.slug, v=settings.logo_hash)
    width = min(SIGN_WIDEST, round(SIGN * settings.logo_width / settings.logo_height))
    return Logo(url, width, settings.logo_lost)


def photo_url(practice: Practice, settings: Settings) -> str | None:
    """The address of the practice's photo, if it shows one."""
    if settings.photo_hash is None:
        return None
    return url_for("public.photo", practice=practice.slug, v=settings.photo_hash)


def theme_url(practice: Practice, settings: Settings) -> str | None:
    """The address of the practice's own colours, if it chose any."""
    if settings.hue is None:
        return None
    return url_for("public.theme", practice=practice.slug, v=settings.hue)


def foot(practice: Practice, settings: Settings) -> Sequence[Way]:
    """What stands at the foot of its public pages: who answers for them, what it does with data as
    far as it says so, and what is stored.
    """
    pages = (
        ("public.imprint", _("Imprint"), settings.imprint),
        ("public.privacy", _("Privacy"), settings.privacy),
        ("public.stored", _("What is stored about you"), True),
    )
    return [
        Way(words, url_for(page, practice=practice.slug))
        for page, words, is_there in pages
        if is_there
    ]


def theme(hue: int) -> dict[str, tuple[Colour, Colour]]:
    """The tokens that the practice's hue replaces, by day and in the evening.

    Lightness and chroma are those of the blue, corrected until the colour can be read (WCAG AA) on
    the wall and the sheet that it stands on.
    """
    by_day = readable(Colour(0.425, 0.112, hue), WALL_BY_DAY, least=LEAST_CONTRAST)
    by_evening = readable(Colour(0.792, 0.080, hue), SHEET_BY_EVENING, least=LEAST_CONTRAST)
    return {
        "--blue": (by_day, by_evening),
        "--blue-deep": (
            Colour(by_day.lightness - 0.073, 0.105, hue),
            Colour(by_evening.lightness + 0.058, 0.062, hue),
        ),
        "--blue-wash": (Colour(0.944, 0.020, hue), Colour(0.330, 0.045, hue)),
    }


def mail_colours(hue: int | None) -> dict[str, str]:
    """The same colour for the button and links of a mail, in plain sRGB: mail programs know
    neither style sheets of ours nor OKLCH.
    """
    by_day, by_evening = theme(OUR_HUE if hue is None else hue)["--blue"]
    on_act, on_act_by_evening = INK_ON_HUE
    return {
        "act": hex_of(by_day),
        "on_act": hex_of(on_act),
        "act_by_evening": hex_of(by_evening),
        "on_act_by_evening": hex_of(on_act_by_evening),
    }


def paper_colour(hue: int | None) -> str:
    """The same colour on a printed sheet: as dark as the blue, so that it holds in black and
    white.
    """
    return hex_of(theme(OUR_HUE if hue is None else hue)["--blue"][0])
