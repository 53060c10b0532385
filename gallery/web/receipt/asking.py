"""What senders say in the forms of their receipt."""

from datetime import date

from flask import request

from gallery.errors import BadInput, Incomplete
from gallery.journey.amend import Wishes
from gallery.models import Photo
from gallery.web.cities import find_meant
from gallery.web.current import tools
from gallery.web.days import read_day
from gallery.web.receipt.shapes import Typed
from gallery.web.submit.words import clean, read_number

LONGEST = {"caption": 500, "statue": 120, "credit": 80, "words": 500, "city": 120, "reply": 1000}
LONGEST_CODE = 120  # characters


def code() -> str:
    """Return the code that came."""
    return request.form.get("code", "")[:LONGEST_CODE]


def words(name: str, now: str = "") -> str:
    """Return words on one line; raise BadInput when they are too many."""
    limit = LONGEST[name]
    said = clean(request.form.get(name, now), longest=limit + 1)
    if len(said) > limit:
        raise BadInput("too-long", limit=limit, field=name)
    return said


def typed() -> Typed:
    """Return what stands in the fields of a photo, to be mended."""
    numbers = [each for each in request.form.getlist("geoname_id") if each]
    said = {name: request.form.get(name, "") for name in ("city", "day", "caption", "statue")}
    return Typed(**said, geoname_id=numbers[-1] if numbers else "")


def typed_of(photo: Photo) -> Typed:
    """Return what stands there before anything is typed."""
    city = photo.city
    return Typed(
        city=city.name if city else "",
        geoname_id=str(city.geoname_id) if city else "",
        day=photo.day.isoformat() if photo.day else "",
        caption=photo.caption,
        statue=photo.statue.name if photo.statue else "",
    )


def wishes(photo: Photo) -> Wishes:
    """Return what is said otherwise than it stands; None for all that stays as it is."""
    now = typed_of(photo)
    caption, statue = words("caption", now.caption), words("statue", now.statue)
    return Wishes(
        geoname_id=_geoname_id(now),
        day=_day(now),
        caption=caption if caption != now.caption else None,
        statue=statue if statue != now.statue else None,
    )


def _geoname_id(now: Typed) -> int | None:
    """Return another city; raise Incomplete when nobody knows it, or it may be several."""
    name, said = words("city", now.city), typed()
    if not name or (name, said.geoname_id) == (now.city, now.geoname_id):
        return None
    number = read_number(said.geoname_id)
    found = find_meant(name, geoname_id=number, cities=tools().cities)
    if len(found) != 1:
        key = "which-city" if found else "unknown-city"
        raise Incomplete(key, field="city", city=name, choices=tuple(found))
    return found[0].geoname_id if str(found[0].geoname_id) != now.geoname_id else None


def _day(now: Typed) -> date | None:
    """Return another day."""
    text = request.form.get("day", now.day).strip()
    return None if text in ("", now.day) else read_day(text)
