"""Cities that are not in the list: senders suggest them, organisers decide.

Until then the photos are filed under their country.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from sqlalchemy import func, select

from gallery.db import db
from gallery.errors import NotHere
from gallery.journey.care import forget_places, is_country_only, listed_countries
from gallery.journey.counting import count_photo, show_changes
from gallery.journey.filing import OWN, adopt_city, place_photo
from gallery.models import (
    TAKEN_BACK,
    City,
    CitySuggestion,
    Photo,
    Precision,
    Source,
    Stage,
    Submission,
)
from gallery.places import cities as gazetteer
from gallery.places.cities import Point
from gallery.places.folding import fold
from gallery.toolbox import Toolbox


@dataclass(frozen=True)
class Suggested:
    """A country, and perhaps a city in it that is not in the list."""

    country: str
    name: str = ""


def suggest_city(submission: Submission, said: Suggested, *, tools: Toolbox) -> None:
    """Keep the country, and the name where a city may be known at all."""
    submission.said_country = said.country
    is_secret = submission.precision is Precision.COUNTRY or said.country in listed_countries()
    if said.name and not is_secret:
        submission.suggestion = _find(said) or _add(said, tools=tools)


def get_suggestion(number: int) -> CitySuggestion:
    """Return a suggestion; raise NotHere when it is decided already."""
    found = db.session.get(CitySuggestion, number)
    if found is None:
        raise NotHere("unknown-suggestion")
    return found


def list_suggestions() -> list[tuple[CitySuggestion, int]]:
    """Return what is to be decided, with the number of photos, the oldest first."""
    wanted = (
        select(CitySuggestion, func.count(Photo.id))
        .join(Submission, Submission.suggestion_id == CitySuggestion.id)
        .join(Photo, Photo.submission_id == Submission.id)
        .where(Submission.sent_at.is_not(None), Photo.stage.not_in(TAKEN_BACK))
        .group_by(CitySuggestion.id)
        .order_by(CitySuggestion.id)
    )
    return [(suggestion, count) for suggestion, count in db.session.execute(wanted)]


def add_city(
    suggestion: CitySuggestion, *, name: str, near: gazetteer.City, at: Point | None = None
) -> City:
    """Make it a city of its own, beside one of the list or at a point, and file its photos there.

    Its region and its hours are those of the city beside it.
    """
    lat, lon = at or (near.lat, near.lon)
    newest = db.session.scalar(select(func.max(City.geoname_id)).where(City.geoname_id >= OWN))
    own = replace(
        near, geoname_id=(newest or OWN) + 1, name=name, country=suggestion.country,
        lat=lat, lon=lon, population=0,
    )  # fmt: skip
    city = adopt_city(own)
    use_city(suggestion, city)
    return city


def use_city(suggestion: CitySuggestion, city: City) -> None:
    """File its photos under a city, and erase the suggestion."""
    for submission in _submissions_of(suggestion):
        submission.city = city
        for photo in _photos_without_city(submission, country=suggestion.country):
            _place(photo, city)
        forget_places(submission)
    show_changes()
    drop(suggestion)


def drop(suggestion: CitySuggestion) -> None:
    """Leave its photos in their country, and erase the suggestion."""
    for submission in _submissions_of(suggestion):
        submission.suggestion = None
    db.session.flush()
    db.session.delete(suggestion)


def drop_unused() -> int:
    """Erase suggestions of which no photo is left; return how many."""
    used = (
        select(Submission.suggestion_id)
        .join(Photo, Photo.submission_id == Submission.id)
        .where(Submission.suggestion_id.is_not(None), Photo.stage.not_in(TAKEN_BACK))
    )
    unused = list(db.session.scalars(select(CitySuggestion).where(CitySuggestion.id.not_in(used))))
    for suggestion in unused:
        drop(suggestion)
    return len(unused)


def _place(photo: Photo, city: City) -> None:
    """File a photo under a city; a published one moves in the tallies, too."""
    is_counted = photo.stage is Stage.PUBLISHED
    if is_counted:
        count_photo(photo, by=-1)
    place_photo(photo, city, source=Source.SENDER)
    if is_counted:
        count_photo(photo, by=+1)
    photo.version += 1


def _submissions_of(suggestion: CitySuggestion) -> list[Submission]:
    """Return the submissions in which a city was suggested."""
    wanted = select(Submission).where(Submission.suggestion_id == suggestion.id)
    return list(db.session.scalars(wanted.order_by(Submission.id)))


def _photos_without_city(submission: Submission, *, country: str) -> Iterable[Photo]:
    """Yield the photos that are filed by what their sender said of the country."""
    wanted = select(Photo).where(
        Photo.submission_id == submission.id,
        Photo.stage.not_in(TAKEN_BACK),
        Photo.place_source == Source.SENDER,
        Photo.country == country,
        Photo.city_id.is_(None),
    )
    for photo in db.session.scalars(wanted.order_by(Photo.id)).all():
        if not is_country_only(photo):
            yield photo


def _find(said: Suggested) -> CitySuggestion | None:
    """Return what somebody suggested before."""
    wanted = select(CitySuggestion).filter_by(country=said.country, key=_key(said))
    return db.session.scalars(wanted).one_or_none()


def _add(said: Suggested, *, tools: Toolbox) -> CitySuggestion:
    """Suggest a city."""
    return CitySuggestion(
        country=said.country,
        name=said.name,
        key=_key(said),
        suggested_on=tools.now().date(),
    )


def _key(said: Suggested) -> str:
    """Return by what two spellings are one."""
    return (fold(said.name) or said.name)[:120]
