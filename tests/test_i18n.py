"""Every word that people see can be translated, and stands in the catalogue's template."""

import ast
import importlib
import pkgutil
import re
import shutil
import subprocess
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from babel.messages.catalog import Message as CatalogueMessage
from babel.messages.pofile import read_po
from flask_babel import LazyString
from jinja2 import Environment, nodes

import coachhub

ROOT = Path(__file__).parents[1]
TRANSLATIONS = ROOT / "coachhub/translations"
CATALOGUE = TRANSLATIONS / "messages.pot"
LANGUAGES = {path.parts[-3]: path for path in TRANSLATIONS.glob("*/LC_MESSAGES/messages.po")}
SOURCES = sorted((ROOT / "coachhub").rglob("*.py"))
TEMPLATES = sorted(
    path for path in (ROOT / "templates").rglob("*") if path.suffix in {".html", ".txt"}
)

FUNCTIONS = {"_", "_l", "ngettext", "pgettext"}
FOR_COLUMNS = {"day", "day_in", "moment"}
PLACEHOLDER = re.compile(r"%(?!%)(?:\((\w+)\)[sd])?")
NOT_WORDS = {"coachhub", "button", "rows"}
"""A name that is the same in every language; a class and a kind that macros write for others."""

JINJA = re.compile(r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}", re.DOTALL)
UNSEEN = re.compile(r"<style>.*?</style>|<!--.*?-->|<!doctype[^>]*>", re.DOTALL)
TAG = re.compile(r"<[^>]*>")
SPOKEN = re.compile(r'\b(?:aria-label|alt|placeholder|title)="([^"]*)"')
WORD = re.compile(r"[^\W\d_]{2,}")
ENTITY = re.compile(r"&\w+;")
LEFT_BEHIND = re.compile(r"\b(?:[Ll]e|[Aa]u|[Dd]u) %\(")
TORN = re.compile("[^\u00a0][:»](?!\\S)|[^\u202f][;?!](?!\\S)|«[^\u00a0]")


@dataclass(frozen=True)
class Message:
    """A call that asks for words: where, the words (None if computed), and the names given."""

    place: str
    texts: tuple[str | None, ...]
    given: frozenset[str]

    @property
    def wanted(self) -> set[str | None]:
        """The names of the placeholders; None stands for one without a name."""
        found = {match[1] for text in self.texts for match in PLACEHOLDER.finditer(text or "")}
        return found - {"num"} if len(self.texts) > 1 else found


def _words_of(function: str) -> slice:
    """Which of its arguments are words: before those of `pgettext` stands what they mean."""
    first = 1 if function == "pgettext" else 0
    return slice(first, first + (2 if function == "ngettext" else 1))


def in_python(path: Path) -> Iterator[Message]:
    for node in ast.walk(ast.parse(path.read_text())):
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Name)):
            continue
        if node.func.id in FUNCTIONS:
            texts = node.args[_words_of(node.func.id)]
            yield Message(
                f"{path.relative_to(ROOT)}:{node.lineno}",
                tuple(
                    str(text.value) if isinstance(text, ast.Constant) else None for text in texts
                ),
                frozenset(keyword.arg or "**" for keyword in node.keywords),
            )


def in_template(path: Path) -> Iterator[Message]:
    for node in Environment(autoescape=True).parse(path.read_text()).find_all(nodes.Call):
        if isinstance(node.node, nodes.Name) and node.node.name in FUNCTIONS:
            texts = node.args[_words_of(node.node.name)]
            yield Message(
                f"{path.relative_to(ROOT)}:{node.lineno}",
                tuple(text.value if isinstance(text, nodes.Const) else None for text in texts),
                frozenset(keyword.key for keyword in node.kwargs),
            )


@pytest.fixture(scope="module")
def messages() -> list[Message]:
    found = [message for path in SOURCES for message in in_python(path)]
    return found + [message for path in TEMPLATES for message in in_template(path)]


def test_the_catalogues_are_as_the_sources_are(tmp_path: Path) -> None:
    fresh = tmp_path / "translations"
    shutil.copytree(TRANSLATIONS, fresh)
    subprocess.run([ROOT / "bin/messages", fresh], check=True, timeout=100)
    for file in [CATALOGUE, *LANGUAGES.values()]:
        same = (fresh / file.relative_to(TRANSLATIONS)).read_text() == file.read_text()
        assert same, "run bin/messages"


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_language_says_everything_in_its_own_words(language: str) -> None:
    """And fills in the very values that the English fills in."""
    with LANGUAGES[language].open("rb") as file:
        catalogue = read_po(file, locale=language)
    wrong = [(message.id, list(map(str, message.check()))) for message in catalogue]
    assert [pair for pair in wrong if pair[1]] == []
    untranslated = [message.id for message in catalogue if not _is_whole(message)]
    assert untranslated == []


def _is_whole(message: CatalogueMessage) -> bool:
    said = message.string if isinstance(message.string, tuple) else (message.string,)
    return not message.id or (all(said) and not message.fuzzy)


@pytest.mark.parametrize("file", [CATALOGUE, *LANGUAGES.values()], ids=lambda path: path.suffix)
def test_apostrophes_are_set_as_in_print(file: Path) -> None:
    with file.open("rb") as opened:
        texts = [str(text) for message in read_po(opened) for text in _said(message)]
    assert [text for text in texts if re.search(r"\w'\w", text)] == []


def test_french_marks_keep_to_their_word() -> None:
    """A no-break space stands before `:` and within guillemets, a narrow one before `; ? !`."""
    with LANGUAGES["fr"].open("rb") as opened:
        found = [message for message in read_po(opened) if message.id]
    texts = [str(text) for message in found for text in _forms(message.string)]
    assert [text for text in texts if TORN.search(text)] == []


def test_a_french_article_keeps_to_the_day_that_is_filled_in() -> None:
    """No line ends in "depuis le", with "jeudi 26 novembre" in the next one."""
    with LANGUAGES["fr"].open("rb") as opened:
        found = [message for message in read_po(opened) if message.id]
    texts = [str(text) for message in found for text in _forms(message.string)]
    assert [text for text in texts if LEFT_BEHIND.search(text)] == []


def _said(message: CatalogueMessage) -> Iterator[object]:
    for text in (message.id, message.string):
        yield from _forms(text)


def _forms(text: object) -> Iterator[object]:
    yield from text if isinstance(text, tuple | list) else (text,)


def test_every_message_is_found(messages: list[Message]) -> None:
    with CATALOGUE.open("rb") as file:
        catalogue = {
            text
            for message in read_po(file)
            for text in (message.id if isinstance(message.id, tuple) else (message.id,))
        }
    assert len(messages) > 300
    missing = {
        (message.place, text)
        for message in messages
        for text in message.texts
        if text not in catalogue
    }
    assert missing == set()


def test_every_placeholder_has_a_name_and_gets_its_value(messages: list[Message]) -> None:
    # WTForms fills in what its validators know: `Length` gives min and max.
    by_the_form = {"max", "min"}
    wrong = [
        message.place
        for message in messages
        if message.wanted - message.given - by_the_form or message.given - message.wanted
    ]
    assert wrong == []


def test_a_sentence_says_its_days_in_words() -> None:
    """French says "jeudi 26 novembre" there; "jeu. 26 novembre" is for columns."""
    short = [
        f"{path.relative_to(ROOT)}:{line}: {name}"
        for path, given in [*_given_in_templates(), *_given_in_python()]
        for line, name in given
        if name in FOR_COLUMNS
    ]
    assert short == []


def _given_in_templates() -> Iterator[tuple[Path, list[tuple[int, str]]]]:
    """The filters of what is filled into sentences."""
    for path in TEMPLATES:
        for call in Environment(autoescape=True).parse(path.read_text()).find_all(nodes.Call):
            if isinstance(call.node, nodes.Name) and call.node.name in FUNCTIONS:
                filters = [one for value in call.kwargs for one in value.find_all(nodes.Filter)]
                yield path, [(one.lineno, one.name) for one in filters]


def _given_in_python() -> Iterator[tuple[Path, list[tuple[int, str]]]]:
    """The functions of what is filled into sentences."""
    for path in SOURCES:
        for call in ast.walk(ast.parse(path.read_text())):
            if isinstance(call, ast.Call) and _called(call) in FUNCTIONS:
                inner = [one for keyword in call.keywords for one in ast.walk(keyword.value)]
                yield (
                    path,
                    [(one.lineno, _called(one)) for one in inner if isinstance(one, ast.Call)],
                )


def _called(call: ast.Call) -> str:
    return getattr(call.func, "id", getattr(call.func, "attr", ""))


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_a_template_says_nothing_past_the_catalogue(path: Path) -> None:
    source = UNSEEN.sub(" ", JINJA.sub(" ", path.read_text()))
    said = [ENTITY.sub(" ", TAG.sub(" ", source)), *SPOKEN.findall(source)]
    words = {word for text in said for word in WORD.findall(text)}
    assert words <= NOT_WORDS


def _sets_of_words() -> Iterator[tuple[str, list[tuple[str, ...]]]]:
    """What a reader chooses between, or is told of one of: the English of each, after its context
    where it has one.
    """
    for info in pkgutil.walk_packages(coachhub.__path__, "coachhub."):
        if info.name.rpartition(".")[2] not in {"words", "forms", "listing"}:
            continue
        for name, found in vars(importlib.import_module(info.name)).items():
            if name.isupper() and isinstance(found, dict):
                words = [one for one in found.values() if isinstance(one, LazyString)]
                yield f"{info.name}.{name}", [one._args for one in words]


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_differs_in_english_differs_in_it(language: str) -> None:
    with LANGUAGES[language].open("rb") as file:
        catalogue = read_po(file)
    said = {(*([one.context] if one.context else []), one.id): one.string for one in catalogue}
    sets = dict(_sets_of_words())
    states = "coachhub.clients.forms.STATE_WORDS"
    sets["filters of the clients"] = [("Current",), ("All",), *sets[states]]
    twice = {
        place: Counter(said[word] for word in set(words)).most_common(1)[0]
        for place, words in sets.items()
        if len({said[word] for word in set(words)}) < len(set(words))
    }
    assert len(sets) > 20
    assert twice == {}
