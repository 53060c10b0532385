"""The voice of an answer: words, numbers, days and countries in its language.

Flask-Babel looks for the language at hand anew at every word, and a page has hundreds. A voice is
found once per answer, and what it has put together once in a language it says again.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from functools import lru_cache
from typing import Any, Protocol

from babel import Locale, dates, numbers
from flask import Flask, current_app, g
from flask_babel import force_locale, get_locale, get_translations
from markupsafe import Markup, escape

from gallery.web.at_hand import told_once

#: Languages whose days are a number, a name and a year, without another word.
PLAIN_DAYS = ("en", "be", "ru", "uk")
MOST = 10_000  # of each kind, and in each language, that are said again


class Words(Protocol):
    """What a catalogue of translations can do."""

    def gettext(self, message: str) -> str:
        """Translate a sentence."""

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        """Translate a sentence with a number."""


class Voice:
    """One language, and what was said in it."""

    def __init__(self, locale: Locale, words: Words) -> None:
        self.locale, self.language = locale, str(locale)
        self.sentence = lru_cache(MOST)(words.gettext)
        self.sentence_for = lru_cache(MOST)(words.ngettext)
        self.number = lru_cache(MOST)(self._number)
        self.day = lru_cache(MOST)(self._day)
        self.country = lru_cache(MOST)(self._country)
        self.plain = lru_cache(MOST)(self._plain)
        self._day_form = "d MMMM y" if self.language in PLAIN_DAYS else "long"

    def _number(self, number: float) -> str:
        """Write a number."""
        return str(numbers.format_decimal(number, locale=self.locale))

    def _day(self, day: date, form: str | None = None) -> str:
        """Write a day; in some languages the usual form is longer than people's."""
        return str(dates.format_date(day, form or self._day_form, locale=self.locale))

    def _country(self, code: str) -> str:
        """Name a country; by its code where the language has no name for it."""
        return str(self.locale.territories.get(code.upper(), code.upper()))

    def _plain(self, sentence: str) -> Markup:
        """Say a sentence on a page; what stands in our catalogues is no danger there."""
        return Markup(self.sentence(sentence) % {})


def voice() -> Voice:
    """Return the voice of the answer at hand."""
    return told_once("voice", _known_voice)


def _known_voice() -> Voice:
    """Return the voice in a language, begun once per process."""
    locale = get_locale()
    voices: dict[str, Voice] = current_app.extensions.setdefault("voices", {})
    if str(locale) not in voices:
        voices[str(locale)] = Voice(locale, get_translations())
    return voices[str(locale)]


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """Speak another language for a while."""
    before = g.pop("voice", None)
    try:
        with force_locale(language):
            yield
    finally:
        g.voice = before


def gettext(sentence: str, /, **values: object) -> str:
    """Say a sentence; ``values`` fill its gaps."""
    said = voice().sentence(sentence)
    return said % values if values else said


def ngettext(one: str, many: str, number: int, /, **values: object) -> str:
    """Say a sentence in the form that a number asks for."""
    return voice().sentence_for(one, many, number) % {"num": number, **values}


def prepare_to_speak(app: Flask) -> None:
    """Let templates speak with it: what fills a gap there is escaped, our own words are not."""
    app.jinja_env.globals.update(_=_say, gettext=_say, ngettext=_say_number)
    app.add_template_filter(_write_number, "number")


def _say(sentence: str, /, **values: Any) -> Markup:
    """Say a sentence on a page."""
    if not values:
        return voice().plain(sentence)
    return Markup(voice().sentence(sentence) % _escaped(values))


def _say_number(one: str, many: str, number: int, /, **values: Any) -> Markup:
    """Say a sentence on a page in the form that a number asks for."""
    said = voice().sentence_for(one, many, number)
    return Markup(said % {"num": number, **_escaped(values)})


def _escaped(values: dict[str, Any]) -> dict[str, Markup]:
    """Make what fills gaps harmless; what is so already stays as it is."""
    return {name: escape(value) for name, value in values.items()}


def _write_number(number: float) -> str:
    """Write a number on a page."""
    return voice().number(number)
