"""List a country where people are in danger for such a photo, or take it off the list."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import ColumnElement, Select, delete, or_, select

from gallery.db import Model, UnitOfWork, change_rows, db
from gallery.journey.audit import note_apart
from gallery.journey.care import (
    first_moment,
    forget_city,
    forget_places,
    listed_countries,
    the_campaign,
)
from gallery.journey.counting import count_photo, show_changes
from gallery.journey.filing import OWN
from gallery.journey.publish import renew
from gallery.journey.purging import let_caches_forget
from gallery.journey.suggesting import drop
from gallery.models import TAKEN_BACK, Account, City, CitySuggestion, Photo, Stage, Submission
from gallery.toolbox import Toolbox


def list_country(code: str, *, tools: Toolbox, unit: UnitOfWork, by: Account | None = None) -> None:
    """List a country; what is here from there already forgets its city, the published, too.

    What is public while its edition's photos still come is taken down until they do not.
    """
    campaign = the_campaign()
    if campaign is None or code in campaign.listed_countries:
        return
    campaign.listed_countries = sorted([*campaign.listed_countries, code])
    db.session.flush()
    note_apart("list", tools=tools, by=by, details={"country": code})
    for photo in db.session.scalars(_photos_from({code})):
        _forget_city(photo, tools=tools, unit=unit)
    for submission in db.session.scalars(select(Submission).where(_knows_a_city())):
        if submission.is_sent:
            forget_places(submission)
    for suggestion in db.session.scalars(select(CitySuggestion).filter_by(country=code)).all():
        drop(suggestion)
    show_changes()


def unlist_country(code: str, *, tools: Toolbox, by: Account | None = None) -> None:
    """Take a country off the list; what was forgotten stays forgotten."""
    campaign = the_campaign()
    if campaign is None or code not in campaign.listed_countries:
        return
    campaign.listed_countries = [each for each in campaign.listed_countries if each != code]
    note_apart("unlist", tools=tools, by=by, details={"country": code})


def forget_listed_cities(*, tools: Toolbox, unit: UnitOfWork) -> int:
    """Forget the cities of photos that came before we listed countries at all; return how many."""
    cities = (Photo.city_id, Photo.said_city_id, Photo.camera_city_id)
    known = or_(*(city.is_not(None) for city in cities))
    photos = db.session.scalars(_photos_from(listed_countries()).where(known)).all()
    for photo in photos:
        _forget_city(photo, tools=tools, unit=unit)
    if photos:
        show_changes()
    return len(photos)


def forget_unused_cities() -> int:
    """Forget the cities that no row names any more; return how many.

    A city is copied here when somebody says it, or a camera does. Where only the country may be
    known, its row would still say that a photo came from there. What organisers added stays.
    """
    naming = (
        column
        for table in Model.metadata.sorted_tables
        for column in table.columns
        if any(key.column is City.__table__.c.id for key in column.foreign_keys)
    )
    unused = [~select(column).where(column == City.id).exists() for column in naming]
    return change_rows(delete(City).where(City.geoname_id < OWN, *unused))


def _photos_from(countries: Collection[str]) -> Select[Photo]:
    """Choose what is here from some countries, by what is said or by what a camera says."""
    is_from = or_(Photo.country.in_(countries), Photo.camera_country.in_(countries))
    return select(Photo).where(is_from, Photo.stage.not_in(TAKEN_BACK)).order_by(Photo.id)


def _forget_city(photo: Photo, *, tools: Toolbox, unit: UnitOfWork) -> None:
    """Forget the city of a photo, and count it among those of its country alone.

    One that is public too early is taken down until its day.
    """
    is_counted = photo.stage is Stage.PUBLISHED and photo.city_id is not None
    if is_counted:
        let_caches_forget(photo, tools=tools, unit=unit)
        count_photo(photo, by=-1)
    forget_city(photo)
    if is_counted:
        count_photo(photo, by=+1)
    photo.version += 1
    if photo.stage is Stage.PUBLISHED and _is_too_early(photo, now=tools.now()):
        renew(photo, tools=tools, unit=unit)


def _is_too_early(photo: Photo, *, now: datetime) -> bool:
    """Whether a photo may not be public yet."""
    first = first_moment(photo)
    return first is not None and first > now


def _knows_a_city() -> ColumnElement[bool]:
    """Choose the submissions that say where they came from."""
    return or_(Submission.city_id.is_not(None), Submission.link_id.is_not(None))
