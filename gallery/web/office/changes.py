"""What the log says of acts on no photo: on whom or on what they were, and from what to what."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from flask import url_for
from flask_babel import format_decimal
from flask_babel import gettext as _

from gallery.campaigns import find_edition_by_slug
from gallery.db import db
from gallery.errors import NotHere
from gallery.journey.reasons import get_reason
from gallery.models import Account, ActionLink, City, Decision, Supporter
from gallery.texts import ENGLISH
from gallery.web.languages import name_of
from gallery.web.office.places import place_words
from gallery.web.office.staff import role_words
from gallery.web.present.names import country_name, day_name, edition_name
from gallery.web.reasons import short_reason

#: Acts on what the campaign says.
CONTENTS = ("texts", "history", "kit", "edition-new", "edition", "reason", "partner")
Places = Sequence[tuple[str, int | None]]


def what_changed(decision: Decision) -> str:
    """Say as what and where somebody was let in, or from what to what something was changed."""
    said = decision.details
    if decision.act == "invite":
        return _listed(role_words(said["role"]), _places(said["places"]))
    if decision.act == "role":
        return _moved(role_words(said["from"]), role_words(said["to"]))
    if decision.act == "places":
        return _moved(_places(said["from"]), _places(said["to"]))
    if decision.act == "limits":
        return _listed(*(_limit(name, *values) for name, values in said["changed"].items()))
    if "permission" in said:
        return str(_("Version %(n)s of the permission", n=said["permission"]))
    return str(_("Their keys are lost, too")) if said.get("factors") else ""


def about(decision: Decision) -> tuple[str, str]:
    """Return whom or what an act on no photo was about, and where that is; "" where nowhere."""
    said = decision.details
    if decision.act in CONTENTS:
        return _about_content(decision.act, said)
    if "webhook" in said:
        return _about_history(said)
    if "country" in said:
        return country_name(said["country"]), url_for("office.care")
    if "account" in said:
        return _about_account(said["account"])
    if "link" in said:
        return _about_link(said["link"])
    if "invitation" in said:
        return _("Invitation %(number)s", number=said["invitation"]), ""
    return "", ""


def _about_content(act: str, said: dict[str, Any]) -> tuple[str, str]:
    """Return which part of what the campaign says was changed."""
    if act == "texts":
        return name_of(said["language"]), _texts_url(said["language"])
    if act in ("history", "partner"):
        return _about_history(said)
    if act == "reason":
        return _about_reason(said["reason"])
    return _about_edition(act, said["edition"])


def _texts_url(language: str) -> str:
    """Return where texts are written."""
    if language == ENGLISH:
        return url_for("office.campaign")
    return url_for("office.texts", language=language)


def _about_history(said: dict[str, Any]) -> tuple[str, str]:
    """Return the year, or who stands by the campaign; of somebody who is gone their number."""
    if "year" in said:
        return str(said["year"]), url_for("office.history_list")
    row = db.session.get(Supporter, said["supporter"])
    name = row.name if row else _("Supporter %(number)s", number=said["supporter"])
    return name, url_for("office.history_list")


def _about_reason(key: str) -> tuple[str, str]:
    """Return a reason as it is called today."""
    return short_reason(key, get_reason(key).wording), url_for("office.reason", key=key)


def _about_edition(act: str, slug: str) -> tuple[str, str]:
    """Return an action day; of one that has another month since its former name."""
    try:
        name = edition_name(find_edition_by_slug(slug))
    except NotHere:
        return slug, ""
    return name, url_for("office.press_kit" if act == "kit" else "office.edition", slug=slug)


def _about_account(number: int) -> tuple[str, str]:
    """Return who an account is; of one that is no more its number."""
    account = db.session.get(Account, number)
    if account is None or account.erased_on is not None:
        return _("Account %(number)s", number=number), ""
    return account.name, url_for("office.person", number=number)


def _about_link(number: int) -> tuple[str, str]:
    """Return whose a link is; of one that is no more its number."""
    link = db.session.get(ActionLink, number)
    if link is None:
        return _("Link %(number)s", number=number), ""
    return link.organisation or _("Without a group"), url_for("office.link", number=number)


def _limit(name: str, former: Any, value: Any) -> str:
    """Say from what to what a limit was changed."""
    names: dict[str, str] = {
        "max_photos": _("Most photos"),
        "closes_on": _("Last day"),
        "needs_proof": _("Ask for a proof of work"),
    }
    return f"{names[name]}: {_moved(_value(former), _value(value))}"


def _value(value: Any) -> str:
    """Write a limit; none is a dash."""
    if isinstance(value, bool):
        return str(_("yes") if value else _("no"))
    if isinstance(value, str):
        return day_name(date.fromisoformat(value))
    return "–" if value is None else str(format_decimal(value))


def _places(places: Places) -> str:
    """Name places; none is all of them."""
    named = (place_words(country, _city(number)) for country, number in places)
    return "; ".join(named) or str(_("all photos"))


def _city(number: int | None) -> City | None:
    """Return a city of ours."""
    return db.session.get(City, number) if number else None


def _moved(former: str, value: str) -> str:
    """Write what became of something."""
    return f"{former} → {value}"


def _listed(*words: str) -> str:
    """Write several things behind each other."""
    return " · ".join(words)
