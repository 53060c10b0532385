"""Every text that a person reads can be translated: it is marked, and found by ``make texts``."""

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po
from flask import Flask

from tests.architecture import ROOT
from tests.test_templates import TEMPLATES, all_templates

BIN = Path(sys.executable).parent
#: Names are names in every language.
NAMES = {"Un", "silence", "Mastodon", "Telegram", "WhatsApp"}
WORD = re.compile(r"[^\W\d_]{2}")
#: What is read aloud or shown besides the words of a page.
SPOKEN = re.compile(r"\b(?:alt|title|placeholder|aria-label)=[\"']([^\"']+)")
#: Scripts' data, tags, and what macros and blocks hand on to a tag elsewhere.
MARKUP = re.compile(
    r"<script.*?</script>|<[^<>]*>|[a-z-]+=\"[^\"]*\"|\bis-[a-z-]+|\b(?:required|autofocus)\b",
    re.DOTALL,
)

#: Names of stylesheets, no words.
STYLES = re.compile(r"\{% block styles %\}.*?\{% endblock %\}")


def make_texts(folder: Path, language: str) -> Catalog:
    """Collect the texts into a folder as translators do; return the catalogue of a language."""
    given = [f"BIN={BIN}", f"TEXTS={folder}", f"TO={language}"]
    installed = ["-o", ".venv/.installed"]  # that the tests run shows it
    subprocess.run(["make", "--silent", *installed, "texts", *given], cwd=ROOT, check=True)
    with (folder / language / "LC_MESSAGES" / "messages.po").open("rb") as file:
        return read_po(file)


def unmarked(source: str, app: Flask) -> Iterator[str]:
    """Yield the words that a template says itself instead of having them translated."""
    page = "".join(
        text for _, kind, text in app.jinja_env.lex(STYLES.sub("", source)) if kind == "data"
    )
    for words in (*MARKUP.split(page), *SPOKEN.findall(page)):
        tidied = " ".join(words.split())
        if WORD.search(tidied) and tidied not in NAMES:
            yield tidied


def test_translators_find_the_texts_of_python_and_of_templates(tmp_path: Path) -> None:
    catalogue = make_texts(tmp_path, "be")

    found = {each.id for each in catalogue}
    assert found >= {
        "You already added this photo.",  # say.py, marked lazily
        "Waits for a decision",  # review/words.py, marked by another name
        "Skip to content",  # base.html
        "Drawing of a stone bust with tape over its mouth",  # a part
        ("%(count)s city took part", "%(count)s cities took part"),  # a plural in a macro
    }


def test_a_translation_is_kept_when_the_texts_are_collected_again(tmp_path: Path) -> None:
    make_texts(tmp_path, "be")
    file = tmp_path / "be" / "LC_MESSAGES" / "messages.po"
    begun = 'msgid "Skip to content"\nmsgstr "'
    file.write_text(file.read_text().replace(begun, f"{begun}Да зместу"))

    catalogue = make_texts(tmp_path, "be")

    text = catalogue["Skip to content"]
    assert text.string == "Да зместу"
    assert text.fuzzy is False


def test_every_word_of_a_template_is_marked(app: Flask) -> None:
    sources = {name: (TEMPLATES / name).read_text() for name in all_templates()}

    found = {name: list(unmarked(source, app)) for name, source in sources.items()}

    assert {name: words for name, words in found.items() if words} == {}


@pytest.mark.parametrize(
    "source",
    [
        '<p class="hint">Nothing here</p>',
        "{% if page %}yes{% endif %}",
        '<img src="/x.jpg" alt="A statue">',
        '<nav aria-label="Pages {{ page }}"></nav>',
    ],
)
def test_a_word_that_is_not_marked_is_found(source: str, app: Flask) -> None:
    assert list(unmarked(source, app)) != []
