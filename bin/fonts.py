"""Newsreader as coachhub serves and prints it: fewer axes, and its spaces kept.

The typeface kerns its space away: in "part. Tells" nothing was left between stop and letter. Here
no pair in which a space stands is kerned; all else is as it was published.
"""

import sys
from pathlib import Path
from typing import Any

from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont

MADE = Path(__file__).parent.parent / "coachhub" / "static" / "fonts"
SPACES = (0x20, 0xA0)

# What is made: the style it is made from, the sizes it keeps, and for the screen (woff2) or paper.
KINDS: dict[str, tuple[str, Any, str]] = {
    "newsreader-{}.woff2": ("normal", (12, 17, 56), "woff2"),
    "newsreader-italic-{}.woff2": ("italic", 17, "woff2"),
    "newsreader-{}.ttf": ("normal", 17, ""),
    "newsreader-italic-{}.ttf": ("italic", 17, ""),
    "newsreader-title-{}.ttf": ("normal", 56, ""),
}


def keep_spaces(font: TTFont) -> None:
    """No pair with a space in it is kerned: neither by itself nor by its class."""
    cmap = font.getBestCmap()
    spaces = {cmap[code] for code in SPACES if code in cmap}
    for lookup in font["GPOS"].table.LookupList.Lookup:
        for outer in lookup.SubTable:
            table = getattr(outer, "ExtSubTable", outer)
            if table.LookupType == 2:  # noqa: PLR2004 - pairs, as the format numbers them
                _no_space_first(table, spaces)
                _no_space_second(table, spaces)


def _no_space_first(table: Any, spaces: set[str]) -> None:  # noqa: ANN401 - made by fontTools
    firsts = table.Coverage.glyphs
    if table.Format == 1:
        table.PairSet = [
            pairs for glyph, pairs in zip(firsts, table.PairSet, strict=True) if glyph not in spaces
        ]
        table.PairSetCount = len(table.PairSet)
    table.Coverage.glyphs = [glyph for glyph in firsts if glyph not in spaces]


def _no_space_second(table: Any, spaces: set[str]) -> None:  # noqa: ANN401 - made by fontTools
    if table.Format == 1:
        for pairs in table.PairSet:
            pairs.PairValueRecord = [
                pair for pair in pairs.PairValueRecord if pair.SecondGlyph not in spaces
            ]
            pairs.PairValueCount = len(pairs.PairValueRecord)
    else:  # a glyph of no class is one of class 0, which moves nothing
        for glyph in spaces:
            table.ClassDef2.classDefs.pop(glyph, None)


def main(source: Path) -> None:
    """Make every file of it from the folder that was published."""
    for kind, (style, sizes, flavor) in KINDS.items():
        for subset in ("latin", "latin-ext"):
            published = source / f"newsreader-{subset}-standard-{style}.woff2"
            font = TTFont(published, recalcTimestamp=False)
            instantiateVariableFont(font, {"wght": 400, "opsz": sizes}, inplace=True)
            keep_spaces(font)
            font.flavor = flavor or None
            font.save(MADE / kind.format(subset))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
