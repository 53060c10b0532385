"""What the API answers: each operation once, with its parameters, its shape and its verb."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from gallery.journey import changes, programs
from gallery.models import Action, Photo
from gallery.web.api import asking, cursors
from gallery.web.api.asking import Asked, Parameter, fields_of
from gallery.web.current import tools
from gallery.web.present import api as present
from gallery.web.present import api_shapes as said

JSON, GEOJSON = "application/json", "application/geo+json"
TIME = (asking.YEAR, asking.EDITION)
PLACE = (asking.COUNTRY, asking.CITY)
PAGED = (asking.LIMITED, asking.AFTER)


@dataclass(frozen=True)
class Listed:
    """Some things of a list, and the cursor of what follows them."""

    items: Sequence[Any]
    following: str | None = None


@dataclass(frozen=True)
class Operation:
    """One address below ``/api/v1``. What ends is announced by two days: from when it should not
    be used any more (RFC 9745), and from when it may be gone (RFC 8594).
    """

    name: str
    path: str
    summary: str
    shape: type
    answer: Callable[[Asked], Any]
    parameters: tuple[Parameter, ...] = ()
    is_list: bool = True
    media_type: str = JSON
    may_be_gone: bool = False  # a photo was withdrawn, or changes are forgotten
    deprecated_on: date | None = None
    ends_on: date | None = None


def _years(_asked: Asked) -> Listed:
    """List the years."""
    return Listed(present.years())


def _editions(asked: Asked) -> Listed:
    """List the action days."""
    return Listed(present.editions(asked.scope))


def _countries(asked: Asked) -> Listed:
    """List the countries with photos."""
    return Listed(present.countries(asked.scope))


def _cities(asked: Asked) -> Listed:
    """List the cities with photos."""
    scope, after = asked.scope, None
    if asked["after"]:
        country, slug = cursors.read_cursor(asked["after"], parts=2)
        after = (country, slug)
    found = programs.list_cities(scope, after=after, limit=asked.limit)
    last = found.last and found.last[0]
    following = cursors.write_cursor(last.country, last.slug) if last else None
    return Listed([present.city_of(*each, scope=scope) for each in found.things], following)


def _actions(asked: Asked) -> Listed:
    """List the actions."""
    after = None
    if asked["after"]:
        year, month, country, slug = cursors.read_cursor(asked["after"], parts=4)
        after = (_number(year), _number(month), country, slug)
    found = programs.list_actions(
        asked.scope, after=after, limit=asked.limit, today=tools().now().date()
    )
    return Listed([present.action_of(each) for each in found.things], _after_action(found.last))


def _after_action(last: Action | None) -> str | None:
    """Write where the list of actions goes on."""
    if last is None:
        return None
    edition, city = last.edition, last.city
    return cursors.write_cursor(str(edition.year), str(edition.month), city.country, city.slug)


def _photos(asked: Asked) -> Listed:
    """List the photos."""
    after = None
    if asked["after"]:
        moment, public_id = cursors.read_cursor(asked["after"], parts=2)
        after = (cursors.read_moment(moment), public_id)
    found = programs.list_photos(
        asked.scope, after=after, limit=asked.limit, today=tools().now().date()
    )
    return Listed([present.photo_of(each) for each in found.things], _after_photo(found.last))


def _after_photo(last: Photo | None) -> str | None:
    """Write where the list of photos goes on."""
    if last is None or last.published_at is None:
        return None
    return cursors.write_cursor(cursors.write_moment(last.published_at), last.public_id)


def _photo(asked: Asked) -> said.Photo:
    """Return one photo."""
    return present.photo_of(programs.find_photo(asked["public_id"], today=tools().now().date()))


def _changes(asked: Asked) -> Listed:
    """List what was published and removed; at its end, too, there is a way to go on from."""
    after = cursors.read_hidden(asked["after"]) if asked["after"] else None
    today = tools().now().date()
    events, last = changes.list_changes(after=after, limit=asked.limit, today=today)
    following = cursors.write_hidden(last) if last is not None else None
    return Listed([present.change_of(each) for each in events], following)


def _geography(asked: Asked) -> said.FeatureCollection:
    """Return the cities as GeoJSON."""
    return present.geography(asked.scope)


def _number(text: str) -> int:
    """Read a year or a month."""
    return cursors.read_number(text, most=9999)


OPERATIONS = (
    Operation("years", "/years", "All years that had an action day", said.Year, _years,
              (fields_of(said.Year),)),
    Operation("editions", "/editions", "Action days", said.Edition, _editions,
              (*TIME, fields_of(said.Edition))),
    Operation("countries", "/countries", "Countries with photos", said.Country, _countries,
              (*TIME, fields_of(said.Country))),
    Operation("cities", "/cities", "Cities with photos", said.City, _cities,
              (*TIME, asking.COUNTRY, *PAGED, fields_of(said.City))),
    Operation("geography", "/cities.geojson", "Cities with photos, for a map",
              said.FeatureCollection, _geography, (*TIME, asking.COUNTRY), is_list=False,
              media_type=GEOJSON),
    Operation("actions", "/actions", "What cities do on action days", said.Action, _actions,
              (*TIME, *PLACE, *PAGED, fields_of(said.Action))),
    Operation("photos", "/photos", "Photos, the newest first", said.Photo, _photos,
              (*TIME, *PLACE, *PAGED, fields_of(said.Photo))),
    Operation("photo", "/photos/{public_id}", "One photo", said.Photo, _photo,
              (asking.PHOTO, fields_of(said.Photo)), is_list=False, may_be_gone=True),
    Operation("changes", "/changes", "What was published and removed, the oldest first",
              said.Change, _changes, PAGED, may_be_gone=True),
)  # fmt: skip
