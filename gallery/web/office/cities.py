"""Cities that senders miss in the list: organisers add them, or say which listed one is meant."""

from collections.abc import Sequence
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from gallery.db import unit_of_work
from gallery.errors import BadInput
from gallery.journey import suggesting
from gallery.journey.filing import find_city
from gallery.models import CitySuggestion
from gallery.places.cities import City, Point
from gallery.web import say
from gallery.web.cities import find_meant, label
from gallery.web.current import tools
from gallery.web.office.door import pages
from gallery.web.present.names import country_name

LONGEST_NAME = 120  # characters


@pages.get("/cities/")
def cities() -> str:
    """List the cities that are to be decided."""
    return _show()


@pages.post("/cities/<int:number>")
def decide_city(number: int) -> ResponseReturnValue:
    """Add a city, use a listed one instead, or leave its photos in their country."""
    try:
        with unit_of_work(tools().queue.send):
            said = _decide(suggesting.get_suggestion(number))
    except BadInput as mistake:
        values: dict[str, Any] = mistake.values
        typed = {"number": number, **request.form, "choices": _choices(values.get("found", ()))}
        return _show(error=say.sentence(mistake), typed=typed), 400
    flash(said)
    return redirect(url_for("office.cities"))


def _decide(suggestion: CitySuggestion) -> str:
    """Do what was pressed; return what to say of it."""
    act = request.form.get("act")
    if act == "leave":
        suggesting.drop(suggestion)
        return str(_("The photos stay in their country."))
    listed = _meant()
    if act == "use":
        city = find_city(listed.geoname_id, tools=tools())
        if city is None:
            raise BadInput("unknown-city")
        suggesting.use_city(suggestion, city)
        return str(_("The photos are filed under %(city)s.", city=label(listed)))
    name = " ".join(request.form.get("name", "").split())[:LONGEST_NAME]
    if not name:
        raise BadInput("name-missing")
    suggesting.add_city(suggestion, name=name, near=listed, at=_centre())
    return str(_("%(city)s is a city now, and the photos are filed there.", city=name))


def _meant() -> City:
    """Return the listed city that was written; raise BadInput with those it may be."""
    text, number = request.form.get("city", "").strip(), request.form.get("geoname_id", type=int)
    found = find_meant(text, geoname_id=number, cities=tools().cities)
    if len(found) == 1:
        return found[0]
    raise BadInput("which-city" if found else "unknown-city", found=tuple(found))


def _centre() -> Point | None:
    """Read a centre such as "53.45, 26.47"; none means that of the nearest city."""
    text = request.form.get("centre", "").strip()
    if not text:
        return None
    try:
        lat, lon = map(float, text.split(","))
    except ValueError as error:
        raise BadInput("no-point") from error
    if not (abs(lat) <= 90 and abs(lon) <= 180):
        raise BadInput("no-point")
    return Point(lat, lon)


def _choices(found: Sequence[City]) -> list[tuple[int, str]]:
    """Return numbers and names of cities to choose from."""
    return [(city.geoname_id, label(city)) for city in found]


def _show(*, error: str = "", typed: dict[str, object] | None = None) -> str:
    """Show what is to be decided, with what was just typed and could not be used."""
    return render_template(
        "office/cities.html",
        suggestions=[
            (each, country_name(each.country), count)
            for each, count in suggesting.list_suggestions()
        ],
        typed=typed or {},
        error=error,
    )
