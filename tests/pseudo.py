"""Languages that nobody speaks, to see pages in: one from right to left, one of long words."""

import re
from collections.abc import Callable
from gettext import c2py
from pathlib import Path

from babel.messages.catalog import Catalog
from flask import Flask

from tests.catalogues import collect_texts, compile_catalogue

#: What a translation keeps as it is.
KEPT = re.compile(r"(%\(\w+\)[sd]|%%|\{\w+\}|<[^>]+>)")
LATIN = "abcdefghijklmnopqrstuvwxyz"
ARABIC = "ابتثجحخدذرزسشصضطظعغفقكلمنه"
ARABIC_LETTERS = str.maketrans(LATIN + LATIN.upper(), ARABIC * 2)


def arabic(text: str) -> str:
    """Write a text in Arabic letters: as long, but from right to left."""
    return text.translate(ARABIC_LETTERS)


def long(text: str) -> str:
    """Write every vowel twice: words and texts grow by about 40 percent."""
    return re.sub("[aeiou]", lambda vowel: vowel[0] * 2, text)


def teach_arabic(app: Flask, folder: Path, *, language: str) -> None:
    """Let a gallery speak one more of its languages: in Arabic letters, from right to left."""
    write_pseudo(collect_texts(folder), folder, language=language, speak=arabic)
    app.extensions["babel"].translation_directories.append(str(folder))


def write_pseudo(
    texts: Catalog, folder: Path, *, language: str, speak: Callable[[str], str]
) -> None:
    """Compile a catalogue of all texts in a language that nobody speaks."""
    catalogue = Catalog(locale=language)
    form_of = c2py(catalogue.plural_expr)
    for each in texts:
        if isinstance(each.id, tuple):
            one, many = (_spoken(part, speak) for part in each.id)
            forms = [many] * catalogue.num_plurals
            forms[form_of(1)] = one
            catalogue.add(each.id, tuple(forms))
        elif each.id:
            catalogue.add(each.id, _spoken(each.id, speak))
    compile_catalogue(catalogue, folder / language / "LC_MESSAGES" / "messages.mo")


def _spoken(text: str, speak: Callable[[str], str]) -> str:
    """Speak a text, but for its placeholders."""
    return "".join(part if KEPT.fullmatch(part) else speak(part) for part in KEPT.split(text))
