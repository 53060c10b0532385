"""The sentences of ours that people agree to. A translation counts only if a person has read it.

``translations/consent-read.txt`` has a line for each language that was read: its code and the mark
of what was read. Another wording has another mark, so it is to be read anew; until then the English
sentence stands beside the translation. ``gallery consent LANGUAGE`` shows both, and the line.
"""

import hashlib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from flask import Flask, current_app
from flask_babel import get_locale
from flask_babel import lazy_gettext as _later
from markupsafe import Markup

from gallery.web.current import campaign, texts
from gallery.web.languages import ENGLISH
from gallery.web.voice import speaking

READ = "translations/consent-read.txt"
FOREIGN = Markup('<span lang="{language}">{words}</span>')
BESIDE = Markup('{words} <span class="original" lang="en">{original}</span>')

#: By the box that they belong to.
SENTENCES = {
    "agreed": _later("Everyone agreed to be shown"),
    "under-18": _later("And anyone under 18 has a parent’s permission."),
    "nobody": _later("Nobody can be recognised"),
    "use": _later(
        "Newspapers and partner groups can print them. Copies that others saved cannot be called"
        " back. Under 16: let a parent or group leader send the photos."
    ),
    "of-age": _later("I am 16 or older"),
    "guardian": _later("A parent or group leader"),
    "for-a-child": _later("I send these photos for somebody under 16, who wants that, too."),
}


def prepare(app: Flask) -> None:
    """Let templates say what is agreed to."""
    app.add_template_global(agreement)
    app.add_template_global(permission)
    app.add_template_global(is_read, "consent_is_read")


def agreement(name: str) -> str:
    """Return a sentence in the reader's language, with the English one unless a person read it."""
    words = str(SENTENCES[name])
    if is_read():
        return words
    return BESIDE.format(words=words, original=_in(ENGLISH, name))


def permission(name: str) -> str:
    """Return the campaign's words of a box, with the English ones unless a person read them."""
    words, said_in = getattr(texts(), name), texts().permission
    if not texts().is_read:
        return BESIDE.format(words=words, original=getattr(campaign(), name))
    is_foreign = said_in != str(get_locale())
    return FOREIGN.format(language=said_in, words=words) if is_foreign else str(words)


def is_read(language: str = "") -> bool:
    """Whether a person has read these very sentences in a language, by default the reader's."""
    language = language or str(get_locale())
    return language == ENGLISH or _lines(current_app.root_path).get(language) == mark(language)


def mark(language: str) -> str:
    """Return the mark of all these sentences in English and in a language."""
    said = "\n".join(part for pair in in_both(language) for part in pair)
    return hashlib.sha256(said.encode()).hexdigest()[:16]


def in_both(language: str) -> Iterator[tuple[str, str]]:
    """Yield each sentence in English and in a language."""
    for name in SENTENCES:
        yield _in(ENGLISH, name), _in(language, name)


def _in(language: str, name: str) -> str:
    """Return a sentence in a language."""
    with speaking(language):
        return str(SENTENCES[name])


@cache
def _lines(folder: str) -> dict[str, str]:
    """Return what was read: the mark of each language."""
    lines = Path(folder, READ).read_text(encoding="utf-8").splitlines()
    parts = (line.split() for line in lines if line and not line.startswith("#"))
    return {language: said for language, said, *_ in parts}
