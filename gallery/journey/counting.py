"""Keep the tallies: every publication and every taking down moves them in its own transaction."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from sqlalchemy import func, select, update
from sqlalchemy.dialects import postgresql, sqlite

from gallery.db import db
from gallery.journey.changes import note_change
from gallery.journey.indexing import drop_photo, put_photo
from gallery.models import Campaign, CityTally, Edition, Photo, Stage, Tally


def count_photo(photo: Photo, *, by: int) -> None:
    """Add (+1) or take away (-1) a published photo in all its scopes, and in what visitors find.

    Rows are touched in a fixed order, so that two publications cannot lock each other out.
    """
    for scope in scopes_of(photo):
        appeared = _move_city(scope, photo, by=by)
        _move(scope, photos=by, cities=appeared)
        _move(f"{scope}/{photo.country}", photos=by, cities=appeared)
    show_changes()
    if by > 0:
        put_photo(photo)
    else:
        drop_photo(photo.id)
    note_change(photo.id, is_removed=by < 0)


def show_changes() -> None:
    """Let every page that visitors keep be asked for anew."""
    db.session.execute(update(Campaign).values(gallery_version=Campaign.gallery_version + 1))


def scopes_of(photo: Photo) -> tuple[str, ...]:
    """Return the scopes a photo counts in, sorted."""
    if photo.edition is None or photo.country is None:
        raise ValueError(f"photo {photo.id} has no edition or place")
    return tuple(sorted(("all", str(photo.edition.year), photo.edition.slug)))


def _move_city(scope: str, photo: Photo, *, by: int) -> int:
    """Move the photos of a city; return +1 when the city appeared in the scope, -1 when it left."""
    if photo.city_id is None:
        return 0
    key = {"scope": scope, "city_id": photo.city_id}
    _upsert(CityTally, key, {"photos": by})
    wanted = select(CityTally.photos).filter_by(**key)
    photos = db.session.scalar(wanted) or 0
    return {(1, 1): 1, (0, -1): -1}.get((photos, by), 0)


def _move(scope: str, *, photos: int, cities: int) -> None:
    """Move the counts of one scope."""
    _upsert(Tally, {"scope": scope}, {"photos": photos, "cities": cities})


def _upsert(model: type[Tally] | type[CityTally], key: dict[str, Any], by: dict[str, int]) -> None:
    """Add to a row, or make it: one statement, which also locks the row."""
    dialect = postgresql if db.engine.dialect.name == "postgresql" else sqlite
    moved = {name: getattr(model, name) + amount for name, amount in by.items()}
    statement = dialect.insert(model).values(**key, **by)
    db.session.execute(
        statement.on_conflict_do_update(index_elements=list(key), set_=moved),
        execution_options={"synchronize_session": False},
    )


Counts = dict[str, tuple[int, int]]


def read_tallies() -> Counts:
    """Return the photos and cities of each scope as tallied; empty scopes left out."""
    rows = db.session.scalars(select(Tally).where(Tally.photos > 0))
    return {row.scope: (row.photos, row.cities) for row in rows}


def count_in_full() -> Counts:
    """Return the photos and cities of each scope by counting every published photo."""
    photos: dict[str, int] = defaultdict(int)
    cities: dict[str, set[int]] = defaultdict(set)
    for year, month, country, city_id, count in db.session.execute(_PUBLISHED_PLACES):
        for scope in _with_country(("all", f"{year}", f"{year}-{month:02}"), country or ""):
            photos[scope] += count
            if city_id is not None:
                cities[scope].add(city_id)
    return {scope: (count, len(cities[scope])) for scope, count in photos.items()}


PhotosByCity = dict[tuple[str, int], int]


def read_city_tallies() -> PhotosByCity:
    """Return the photos of each scope and city as tallied; empty ones left out."""
    rows = db.session.scalars(select(CityTally).where(CityTally.photos > 0))
    return {(row.scope, row.city_id): row.photos for row in rows}


def count_cities_in_full() -> PhotosByCity:
    """Return the photos of each scope and city by counting every published photo."""
    photos: dict[tuple[str, int], int] = defaultdict(int)
    for year, month, _, city_id, count in db.session.execute(_PUBLISHED_PLACES):
        if city_id is not None:
            for scope in ("all", f"{year}", f"{year}-{month:02}"):
                photos[scope, city_id] += count
    return dict(photos)


def _with_country(scopes: Iterable[str], country: str) -> list[str]:
    """Return each scope and the same within a country."""
    return [name for scope in scopes for name in (scope, f"{scope}/{country}")]


_PUBLISHED_PLACES = (
    select(Edition.year, Edition.month, Photo.country, Photo.city_id, func.count(Photo.id))
    .join(Photo, Photo.edition_id == Edition.id)
    .where(Photo.stage == Stage.PUBLISHED)
    .group_by(Edition.year, Edition.month, Photo.country, Photo.city_id)
)
