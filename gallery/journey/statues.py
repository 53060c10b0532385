"""What was muzzled: statues are known by their name in a city, and join photos across years."""

from sqlalchemy import Select, delete, or_, select
from sqlalchemy.exc import IntegrityError

from gallery.db import db
from gallery.models import Action, City, Photo, Stage, Statue


def find_statue(city: City | None, name: str) -> Statue | None:
    """Return the statue of this name in a city, made at first use; no city or name, no statue.

    Capitals and spaces are forgiven: "the Old Rider" is no second statue.
    """
    words = " ".join(name.split())
    if not words or city is None:
        return None
    known = _known(city, words)
    return known or _add(city, words) or _known(city, words)


def list_statues(city: City, *, known_only: bool = False) -> list[str]:
    """Return the names of a city's statues, to be chosen from.

    ``known_only``: those that an organiser named or a published photo shows. What strangers typed
    is for moderators alone.
    """
    wanted = select(Statue.name).where(Statue.city_id == city.id).order_by(Statue.name)
    if known_only:
        published = select(Photo.statue_id).where(Photo.stage == Stage.PUBLISHED)
        shown = published.where(Photo.statue_id.is_not(None))
        wanted = wanted.where(or_(Statue.id.in_(shown), Statue.id.in_(_named())))
    return list(db.session.scalars(wanted))


def drop_unused_statues() -> None:
    """Forget the statues that neither a photo nor an action has: somebody's words, erased."""
    used = select(Photo.statue_id).where(Photo.statue_id.is_not(None))
    db.session.execute(delete(Statue).where(Statue.id.not_in(used), Statue.id.not_in(_named())))


def file_under_statue(photo: Photo, said: str) -> None:
    """Say what was muzzled: what the sender says, else what the action's link knows."""
    link = photo.submission.link
    if said:
        photo.statue = find_statue(photo.city, said)
    elif link and link.action.statue and link.action.city_id == photo.city_id:
        photo.statue = link.action.statue


def _named() -> Select[int | None]:
    """Choose the statues that organisers named."""
    return select(Action.statue_id).where(Action.statue_id.is_not(None))


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
