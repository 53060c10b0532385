"""The campaign's texts in other languages, and whether a person has read the permission in them."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _later
from wtforms import BooleanField

from gallery.db import unit_of_work
from gallery.errors import NotHere
from gallery.texts import BOXES, ENGLISH, NAMES, change_text, find_text, list_texts
from gallery.web.current import campaign, tools
from gallery.web.forms import Form
from gallery.web.languages import name_of
from gallery.web.office.door import not_kept, noted, pages
from gallery.web.office.forms import at_most, line, text


class LanguageTexts(Form):
    """The texts in one language; fields are named as the columns."""

    headline = line(_later("Headline"), at_most(120))
    headline_taped = line(_later("Its word under tape"), at_most(40))
    lede = text(_later("Below the headline"), rows=3)
    about = text(_later("About"), rows=8)
    contact = text(_later("Whom people can write to"), rows=3)
    press = text(_later("Whom newspapers ask"), rows=3)
    privacy = text(_later("Privacy, in addition"), rows=4)
    consent_own = text(_later("First box: the photos are theirs to share"), rows=2)
    consent_use = text(_later("Second box: who may use them"), rows=2)
    is_read = BooleanField(_later("Read by a person"))


@pages.get("/campaign/<language>/")
def texts(language: str) -> str:
    """Show the texts of a language beside the English ones."""
    _require(language)
    return _show(language, LanguageTexts(obj=find_text(language)))


@pages.post("/campaign/<language>/")
def keep_texts(language: str) -> ResponseReturnValue:
    """Keep the texts; another permission is another version of it."""
    _require(language)
    form = LanguageTexts()
    if not form.validate():
        return _show(language, form, error=not_kept()), 400
    said = {name: str(form[name].data or "") for name in NAMES}
    with unit_of_work(tools().queue.send):
        before = campaign().consent_version
        change_text(language, said, is_read=form.is_read.data, campaign=campaign())
        now = campaign().consent_version
        noted("texts", language=language, **({"permission": now} if now != before else {}))
    flash(_("These texts are kept."))
    return redirect(url_for("office.texts", language=language))


def states() -> list[tuple[str, str, str]]:
    """Return address, name and state of each language but English."""
    written = list_texts()
    found = []
    for code in tools().settings.spoken:
        row = written.get(code)
        is_written = row is not None and row.is_whole
        state = _("English is shown")
        if is_written:
            state = _("read by a person") if row and row.is_read else _("English stands beside it")
        if code != ENGLISH:
            found.append((url_for("office.texts", language=code), name_of(code), state))
    return found


def _require(language: str) -> None:
    """Raise NotHere for what is no other language of this site."""
    if language == ENGLISH or language not in tools().settings.spoken:
        raise NotHere


def _show(language: str, form: LanguageTexts, *, error: str = "") -> str:
    """Show the form, each field with its English words."""
    english = {name: getattr(campaign(), name) for name in NAMES}
    return render_template(
        "office/texts.html",
        form=form,
        language=language,
        name=name_of(language),
        english=english,
        boxes=BOXES,
        error=error,
    )
