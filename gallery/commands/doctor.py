"""``gallery doctor``: compare the tallies with a full count, and rows with their files."""

from argparse import ArgumentParser, Namespace
from collections.abc import Iterator

from sqlalchemy import select

from gallery.commands.here import gallery_here
from gallery.commands.init import require_newest
from gallery.db import db
from gallery.errors import ObjectMissing
from gallery.journey.counting import (
    count_cities_in_full,
    count_in_full,
    read_city_tallies,
    read_tallies,
)
from gallery.models import City, Photo, Stage
from gallery.storage import Store
from gallery.toolbox import Toolbox


def declare(_parser: ArgumentParser) -> None:
    """Take no arguments."""


def run(_arguments: Namespace) -> int:
    """Print every difference; 1 when there is one."""
    with gallery_here() as (_app, tools):
        require_newest()
        troubles = [*wrong_tallies(), *wrong_city_tallies(), *missing_files(tools)]
    print("\n".join(troubles) or "all is well: tallies equal a full count, no file is missing")
    return 1 if troubles else 0


def wrong_tallies() -> Iterator[str]:
    """Yield the scopes whose tally differs from a full count."""
    kept, counted = read_tallies(), count_in_full()
    for scope in sorted(kept.keys() | counted.keys()):
        if kept.get(scope) != counted.get(scope):
            yield f"tally {scope}: kept {kept.get(scope)}, counted {counted.get(scope)}"


def wrong_city_tallies() -> Iterator[str]:
    """Yield the cities whose tally differs from a full count."""
    kept, counted = read_city_tallies(), count_cities_in_full()
    for scope, city_id in sorted(kept.keys() | counted.keys()):
        here = kept.get((scope, city_id), 0), counted.get((scope, city_id), 0)
        if here[0] != here[1]:
            city = db.session.get_one(City, city_id)
            yield f"tally {scope} of {city.path}: kept {here[0]}, counted {here[1]}"


def missing_files(tools: Toolbox) -> Iterator[str]:
    """Yield the published files and the originals that a row points at and no store has."""
    for photo in db.session.scalars(select(Photo).order_by(Photo.id)).yield_per(500):
        if photo.original_key and not _has(tools.private, photo.original_key):
            yield f"photo {photo.id}: its original is missing"
        if photo.stage is Stage.PUBLISHED:
            for name in photo.media_names:
                if not _has(tools.public, f"media/{photo.public_id}/{name}"):
                    yield f"photo {photo.id}: {name} is missing"


def _has(store: Store, key: str) -> bool:
    """Whether a store has a key."""
    try:
        store.stat(key)
    except ObjectMissing:
        return False
    return True
