"""How an answer speaks: in its own language, whatever was said before in another one."""

import re
from datetime import date, timedelta
from pathlib import Path

import pytest
from babel import localedata
from flask import Flask
from flask_babel import format_timedelta

from gallery.web.current import write_day
from gallery.web.languages import name_of
from gallery.web.present.downloads import weight_words
from gallery.web.present.names import country_name
from gallery.web.voice import gettext, ngettext, speaking, voice
from tests.architecture import ROOT

DAY = date(2010, 12, 18)


def said_in(language: str, app: Flask) -> list[str]:
    """Return the same things in a language."""
    with app.test_request_context("/"), speaking(language):
        words = gettext("Skip to content")
        return [words, write_day(DAY), country_name("lt"), voice().number(1234567)]


def test_what_was_said_in_one_language_is_not_said_in_another(app: Flask) -> None:
    first, german, again = (said_in(language, app) for language in ("en", "de", "en"))

    assert first == again
    assert not set(first) & set(german)
    assert german[1:] == ["18. Dezember 2010", "Litauen", "1.234.567"]


@pytest.mark.parametrize("language", ["en", "be", "de", "lt"])
def test_what_is_forgotten_of_a_language_was_never_told(app: Flask, language: str) -> None:
    with app.test_request_context("/"), speaking(language):
        name, fresh = name_of(language), localedata.load(language)
        said = [name_of(language), weight_words(2_000_000), format_timedelta(timedelta(hours=3))]

        assert said[0] == name
        assert "languages" not in fresh
        assert all(said)
        assert (voice().number(1.5), voice().country("lt")) != ("", "LT")


def test_another_language_is_spoken_for_a_while_only(app: Flask) -> None:
    with app.test_request_context("/"):
        before = country_name("lt")
        with speaking("de"):
            meanwhile, day = country_name("lt"), write_day(DAY)

        assert (before, meanwhile, country_name("lt")) == ("Lithuania", "Litauen", "Lithuania")
        assert day == "18. Dezember 2010"


def test_what_fills_a_gap_in_a_template_is_escaped_and_our_own_words_are_not(app: Flask) -> None:
    with app.test_request_context("/"):
        page = app.jinja_env.from_string(
            "{{ _('“%(words)s” & more', words=name) }} {{ _('a & b') }} {{ '<' }}"
        )

        assert page.render(name="<i>") == "“&lt;i&gt;” & more a & b &lt;"


def test_a_sentence_has_the_form_its_number_asks_for(app: Flask) -> None:
    with app.test_request_context("/"), speaking("be"):
        forms = {ngettext("%(count)s city", "%(count)s cities", n, count="") for n in (1, 3, 5)}

    assert len(forms) == 3


def test_a_gap_may_be_called_as_it_likes(app: Flask) -> None:
    with app.test_request_context("/"):
        said = "{{ _('%(sentence)s', sentence=1) }}{{ ngettext('%(number)s', '', 1, number=2) }}"

        assert app.jinja_env.from_string(said).render() == "12"


def test_no_door_changes_the_language_behind_the_back_of_the_voice() -> None:
    doors = (path for path in Path(ROOT, "gallery/web").rglob("*.py") if path.name != "voice.py")

    assert [path.name for path in doors if re.search(r"\bforce_locale\b", path.read_text())] == []
