"""What was muzzled: statues are known by their name in a city, and join photos across years."""

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from gallery.db import db
from gallery.models import City, Photo, Statue


def find_statue(city: City | None, name: str) -> Statue | None:
    """Return the statue of this name in a city, made at first use; no city or name, no statue.

    Capitals and spaces are forgiven: "the Old Rider" is no second statue.
    """
    words = " ".join(name.split())
    if not words or city is None:
        return None
    known = _known(city, words)
    return known or _add(city, words) or _known(city, words)


def list_statues(city: City) -> list[str]:
    """Return the names of a city's statues, to be chosen from."""
    wanted = select(Statue.name).where(Statue.city_id == city.id).order_by(Statue.name)
    return list(db.session.scalars(wanted))


def file_under_statue(photo: Photo, said: str) -> None:
    """Say what was muzzled: what the sender says, else what the action's link knows."""
    link = photo.submission.link
    if said:
        photo.statue = find_statue(photo.city, said)
    elif link and link.action.statue and link.action.city_id == photo.city_id:
        photo.statue = link.action.statue


def _known(city: City, name: str) -> Statue | None:
    """Return the statue that is meant."""
    rows = db.session.scalars(select(Statue).where(Statue.city_id == city.id).order_by(Statue.id))
    wanted = name.casefold()  # not the database's: SQLite folds ASCII alone
    return next((statue for statue in rows if statue.name.casefold() == wanted), None)


def _add(city: City, name: str) -> Statue | None:
    """Add a statue; None when somebody was quicker."""
    statue = Statue(city=city, name=name)
    try:
        with db.session.begin_nested():
            db.session.add(statue)
    except IntegrityError:
        return None
    return statue
