"""The typefaces keep the space between two sentences, and the rest of their kerning."""

from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from fontTools.ttLib import TTFont

FONTS = Path(__file__).parent.parent / "coachhub" / "static" / "fonts"
FILES = [path for path in sorted(FONTS.iterdir()) if path.suffix in {".ttf", ".woff2"}]


def pair_tables(font: TTFont) -> list[list[Any]]:
    lookups = font["GPOS"].table.LookupList.Lookup
    tables = [[getattr(t, "ExtSubTable", t) for t in lookup.SubTable] for lookup in lookups]
    return [found for found in tables if found[0].LookupType == 2]


def moved(lookup: list[Any], first: str, second: str) -> int:
    """How far the pair is moved by the first of the lookup's tables that knows it."""
    for table in lookup:
        if first not in table.Coverage.glyphs:
            continue
        if table.Format == 1:
            pairs = table.PairSet[table.Coverage.glyphs.index(first)].PairValueRecord
            values = [pair.Value1 for pair in pairs if pair.SecondGlyph == second]
            if not values:
                continue
            value = values[0]
        else:
            row = table.Class1Record[table.ClassDef1.classDefs.get(first, 0)]
            value = row.Class2Record[table.ClassDef2.classDefs.get(second, 0)].Value1
        return int(getattr(value, "XAdvance", 0) or 0)
    return 0


def advance(font: TTFont, text: str) -> int:
    cmap = font.getBestCmap()
    glyphs = [cmap[ord(letter)] for letter in text]
    kerned = sum(moved(lookup, *pair) for lookup in pair_tables(font) for pair in pairwise(glyphs))
    return kerned + sum(int(font["hmtx"][glyph][0]) for glyph in glyphs)


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_a_space_is_kept_between_any_two_letters(file: Path) -> None:
    font = TTFont(file)
    cmap = font.getBestCmap()
    for space in (chr(code) for code in (0x20, 0xA0) if code in cmap):
        kept = 0.8 * font["hmtx"][cmap[ord(space)]][0]
        for letter in map(chr, cmap):
            assert advance(font, letter + space) - advance(font, letter) >= kept, letter
            assert advance(font, space + letter) - advance(font, letter) >= kept, letter


@pytest.mark.parametrize("file", [f for f in FILES if "ext" not in f.name], ids=lambda f: f.name)
def test_sentences_stand_apart_and_letters_are_kerned(file: Path) -> None:
    font = TTFont(file)
    space = font["hmtx"][font.getBestCmap()[0x20]][0]
    for letter in "TAYVW":
        apart = advance(font, f"t. {letter}") - advance(font, "t.") - advance(font, letter)
        assert apart >= 0.8 * space
    assert advance(font, "AV") < advance(font, "A") + advance(font, "V")
