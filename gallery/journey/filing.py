"""Decide where a photo belongs: its city, its day, its edition, and how we know."""

from datetime import date

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from gallery.db import db
from gallery.journey.care import forget_city, is_country_only
from gallery.models import City, Edition, Photo, Precision, Source
from gallery.places import cities as gazetteer
from gallery.places.cities import slugify
from gallery.toolbox import Toolbox

#: Numbers beyond those of GeoNames: of cities that organisers added.
OWN = 900_000_000


def file_photo(photo: Photo) -> None:
    """Give a photo its place, day and edition from the best source there is.

    The place comes from the action link, then from what the participant said of this photo, then
    the camera, then from what was said for all photos that do not know it themselves; so does the
    day, which is the edition's where nobody knows it. A moderator's word is never overruled.
    """
    if photo.place_source is not Source.MODERATOR:
        _choose_place(photo)
    if photo.day_source is not Source.MODERATOR:
        _choose_day(photo)
    photo.edition = choose_edition(photo)
    if photo.day is None and photo.edition:
        photo.day, photo.day_source = photo.edition.day, Source.EDITION


def place_photo(photo: Photo, city: City | None, *, source: Source | None) -> None:
    """Write down a place and how we know it; no city means no place.

    Of a photo that may only show its country the city is forgotten at once.
    """
    photo.city = city
    photo.city_id = city.id if city else None
    photo.country = city.country if city else None
    photo.place_source = source if city else None
    if is_country_only(photo):
        forget_city(photo)


def place_in_country(photo: Photo, country: str, *, source: Source) -> None:
    """Write down a country alone and how we know it."""
    forget_city(photo)
    photo.country, photo.place_source = country, source


def find_edition(day: date) -> Edition | None:
    """Return the edition whose window holds a day; of two, the one that began later."""
    return db.session.scalars(
        select(Edition)
        .where(Edition.first_day <= day, Edition.closes_on >= day)
        .order_by(Edition.first_day.desc())
    ).first()


def find_city(geoname_id: int, *, tools: Toolbox) -> City | None:
    """Return the city of a number: one of ours, or copied from the gazetteer now."""
    found = tools.cities.find(geoname_id)
    return adopt_city(found) if found else _find_city(geoname_id)


def own_cities() -> list[gazetteer.City]:
    """Return the cities that the gazetteer does not know, as it would describe them."""
    ours = db.session.scalars(select(City).where(City.geoname_id >= OWN).order_by(City.id))
    return [
        gazetteer.City(
            each.geoname_id, each.name, each.country, each.region, each.lat, each.lon,
            population=0, timezone=each.timezone,
        )
        for each in ours
    ]  # fmt: skip


def adopt_city(found: gazetteer.City) -> City:
    """Copy a city of the gazetteer into our database at its first use, with a slug for ever."""
    known = _find_city(found.geoname_id)
    for slug in _slugs(found):
        if known:
            return known
        known = _add_city(found, slug=slug) or _find_city(found.geoname_id)
    if known is None:  # the last slug holds the number, which is unique
        raise RuntimeError(f"no slug for city {found.geoname_id}")
    return known


def _find_city(geoname_id: int) -> City | None:
    """Return the city we know by this number."""
    return db.session.scalars(select(City).where(City.geoname_id == geoname_id)).one_or_none()


def _slugs(found: gazetteer.City) -> tuple[str, str, str]:
    """Return the slugs to try: the name, with its region, with its number."""
    name = slugify(found.name) or str(found.geoname_id)
    return name, f"{name}-{slugify(found.region)}", f"{name}-{found.geoname_id}"


def _add_city(found: gazetteer.City, *, slug: str) -> City | None:
    """Add a city; None when the slug is another's or somebody was quicker."""
    city = City(
        geoname_id=found.geoname_id,
        country=found.country,
        slug=slug,
        name=found.name,
        region=found.region,
        lat=found.lat,
        lon=found.lon,
        timezone=found.timezone,
    )
    try:
        with db.session.begin_nested():
            db.session.add(city)
    except IntegrityError:
        return None
    return city


def _choose_place(photo: Photo) -> None:
    """Take the place of the link, of its own answer, of the camera, of the answer to all."""
    sent = photo.submission
    if sent.is_sent and photo.country and photo.city is None and is_country_only(photo):
        return  # its place was known, and is not to be known any more
    if sent.link and photo.said_city is None:
        place_photo(photo, sent.link.action.city, source=Source.LINK)
    elif photo.said_city:
        place_photo(photo, photo.said_city, source=Source.SENDER)
    elif photo.camera_city:
        place_photo(photo, photo.camera_city, source=Source.CAMERA)
    elif photo.camera_country:
        place_in_country(photo, photo.camera_country, source=Source.CAMERA)
    elif sent.said_country and sent.city is None:
        place_in_country(photo, sent.said_country, source=Source.SENDER)
    else:
        place_photo(photo, sent.city, source=Source.SENDER)


def _choose_day(photo: Photo) -> None:
    """Take the day of the photo's own answer, else of the camera, else of the answer to all."""
    is_seen = photo.camera_day is not None and photo.said_day is None
    photo.day = photo.said_day or photo.camera_day or photo.submission.day
    source = Source.CAMERA if is_seen else Source.SENDER
    photo.day_source = source if photo.day else None


def choose_edition(photo: Photo, *, day: date | None = None) -> Edition | None:
    """Take the link's edition, else the one the day falls in, else what the participant said.

    ``day`` asks what it would be if the photo were of another day.
    """
    sent, day = photo.submission, day or photo.day
    if sent.link:
        return sent.link.action.edition
    by_day = find_edition(day) if day else None
    if sent.is_sent and sent.precision is Precision.COUNTRY:
        return sent.edition or by_day  # it may have been the link's, which is let go
    return by_day or sent.edition
