"""No text of anybody's is called safe: what may stand in a page unescaped is named here."""

import re
from pathlib import Path

import coachhub

ROOT = Path(coachhub.__file__).parents[1]
UNESCAPED = re.compile(
    r"\|\s*safe\b|\bMarkup\(|autoescape\s+false|\bsafe=True|render_template_string"
)
ALLOWED: set[str] = set()
"""Files that may; none needs to."""
DANGEROUS = re.compile(r"\beval\(|\bexec\(|pickle|marshal|yaml\.load|shell=True|os\.system\(")
INLINE = re.compile(r"""<script(?![^>]*\bsrc=)|\son[a-z]+=["']|\sstyle=["']|javascript:""")


def _found(pattern: re.Pattern[str], files: list[Path]) -> set[str]:
    return {
        str(file.relative_to(ROOT))
        for file in files
        if pattern.search(file.read_text(encoding="utf-8"))
    }


def test_nothing_is_called_safe() -> None:
    files = [*ROOT.glob("templates/**/*.*"), *ROOT.glob("coachhub/**/*.py")]
    assert len(files) > 100
    assert _found(UNESCAPED, files) == ALLOWED


def test_nothing_runs_what_it_reads() -> None:
    assert _found(DANGEROUS, list(ROOT.glob("coachhub/**/*.py"))) == set()


def test_no_page_has_a_script_or_a_style_in_it() -> None:
    pages = [page for page in ROOT.glob("templates/**/*.html") if "mail" not in page.parts[-3:]]
    pages = [page for page in pages if page.name != "mail.html" or page.parent.name != "layouts"]
    assert _found(INLINE, pages) == set()
