"""What visitors may find: galleries, and in them published photos only, page by page."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby

from sqlalchemy import Select, bindparam, func, select
from sqlalchemy.orm import joinedload

from gallery.db import Plain, db, read_once, read_rows
from gallery.errors import Gone, NotHere
from gallery.journey import strands
from gallery.journey.care import is_listed, listed_countries
from gallery.journey.strands import PublicCity, ShownCity, ShownEdition, ShownPhoto
from gallery.models import (
    Action,
    ActionStage,
    City,
    CityTally,
    Edition,
    Partner,
    Photo,
    Stage,
    Tally,
)

PHOTOS_A_PAGE = 24
MOST_OF_PARTNER = 10_000  # photos that are counted of a partner's
#: So far photos are counted one by one to say where in a gallery a page stands: a hundred pages.
MOST_COUNTED = 100 * PHOTOS_A_PAGE
EVER = "all"

#: What is shown beside a photo comes along with it.
SHOWN = (
    joinedload(Photo.city),
    joinedload(Photo.edition),
    joinedload(Photo.statue),
    joinedload(Photo.submission),
)


@dataclass(frozen=True)
class Scope:
    """What a gallery shows: everything, or what a year, its month, a country or a city leave.

    Or all that came by a partner's links.
    """

    year: int | None = None
    month: int | None = None
    country: str | None = None
    city: PublicCity | None = None
    partner: Partner | None = None

    @property
    def span(self) -> str:
        """Its time, as the tallies name it: ``all``, ``2010`` or ``2010-12``."""
        if self.year is None:
            return EVER
        return str(self.year) if self.month is None else f"{self.year}-{self.month:02}"

    @cached_property
    def editions(self) -> tuple[ShownEdition, ...]:
        """The editions of its year or month, oldest first; all of them without a year."""
        return tuple(
            each
            for each in all_editions()
            if self.year in (None, each.year) and self.month in (None, each.month)
        )


@dataclass(frozen=True)
class PhotosPage:
    """Some photos of a gallery. ``before`` counts those on earlier pages; None: too many, and then
    ``ahead`` counts those on the next one.
    """

    photos: tuple[ShownPhoto, ...]
    before: int | None
    following: str | None  # the cursor of the next page, where there is one
    ahead: int | None = None


def all_editions() -> tuple[ShownEdition, ...]:
    """Return all editions, oldest first; a page asks for them again and again."""
    found: tuple[ShownEdition, ...] = read_once("editions", strands.editions_in_order)
    return found


def all_times() -> tuple[Scope, ...]:
    """Return each year, newest first, and after it its editions where it has several."""
    found: tuple[Scope, ...] = read_once("times", lambda: tuple(_times()))
    return found


def _times() -> Iterator[Scope]:
    """Yield each year and its editions."""
    by_year = groupby(reversed(all_editions()), key=lambda edition: edition.year)
    for year, editions in by_year:
        months = [edition.month for edition in reversed([*editions])]
        yield Scope(year=year)
        yield from (Scope(year=year, month=month) for month in months if len(months) > 1)


def find_gallery(
    *,
    year: int | None = None,
    month: int | None = None,
    country: str | None = None,
    slug: str | None = None,
) -> Scope:
    """Return the gallery of an address; raise NotHere for a year or a place we have none of.

    A place becomes known with its first public action or published photo, not when somebody
    sends a photo from there: nobody can ask us where photos wait.
    """
    scope = Scope(year=year, month=month, country=country)
    if year is not None and not scope.editions:
        raise NotHere("unknown-edition")
    if country is None:
        return scope
    if slug is None:
        _require_known_country(country)
        return scope
    return Scope(year=year, month=month, country=country, city=_known_city(country, slug))


def find_partner_gallery(key: str) -> Scope:
    """Return the gallery of a partner by its key; raise NotHere where it has none."""
    wanted = select(Partner).where(Partner.key == key, Partner.has_gallery)
    partner = db.session.scalars(wanted.options(joinedload(Partner.supporter))).one_or_none()
    if partner is None:
        raise NotHere("unknown-partner")
    return Scope(partner=partner)


def list_partner_galleries() -> list[Scope]:
    """Return the galleries of partners."""
    wanted = select(Partner).where(Partner.has_gallery).order_by(Partner.id)
    found = db.session.scalars(wanted.options(joinedload(Partner.supporter)))
    return [Scope(partner=partner) for partner in found]


def count_of_partner(partner: Partner) -> int:
    """Count the photos in a partner's gallery, as far as it is worth while: no tally keeps it."""
    theirs = select(Photo.id).where(Photo.partner_id == partner.id, Photo.stage == Stage.PUBLISHED)
    within = theirs.limit(MOST_OF_PARTNER).subquery()
    return db.session.scalar(select(func.count()).select_from(within)) or 0


def find_photos(
    scope: Scope, *, after: str | None = None, limit: int = PHOTOS_A_PAGE
) -> PhotosPage:
    """Return a page of a gallery, newest first; ``after`` is the last photo of the page before.

    Raises NotHere when that one was erased meanwhile.
    """
    choices, here, before = _choices_of(scope), None, 0
    if after is not None:
        here = strands.find_moment(after)
        if here is None:
            raise NotHere("unknown-cursor")
        before = strands.count_down_to(choices, here, most=MOST_COUNTED + 1)
    editions = {each.id: each for each in all_editions()}
    is_far = before > MOST_COUNTED
    ahead = limit if is_far else 1  # far behind nothing else tells how many follow
    photos = strands.newest_of(choices, limit + ahead, below=here, editions=editions)
    return PhotosPage(
        photos[:limit],
        before=None if is_far else before,
        following=photos[limit - 1].public_id if len(photos) > limit else None,
        ahead=len(photos[limit:]) if is_far else None,
    )


def find_photo(public_id: str) -> Photo:
    """Return a published photo; raise Gone when it was withdrawn, NotHere for any other stage."""
    return _require_published(select(Photo).where(Photo.public_id == public_id).options(*SHOWN))


def find_gone(names: Collection[tuple[str, str]]) -> list[str]:
    """Return those of some photos that visitors saw, by id and token, that are so no more.

    A photo that was taken back and one that is covered now look alike, and like none that ever was.
    """
    seen = select(Photo.public_id, Photo.media_token).where(
        Photo.stage == Stage.PUBLISHED, Photo.public_id.in_({name for name, _token in names})
    )
    here = {(row.public_id, row.media_token) for row in db.session.execute(seen)}
    return [f"{name}/{token}" for name, token in names if (name, token) not in here]


def require_rendition(public_id: str, name: str) -> Photo:
    """Return the published photo with a public file of this very name; raise NotHere otherwise.

    Raises Gone for whatever was a file of a photo that was withdrawn, as its page does.
    """
    wanted = select(Photo).where(Photo.public_id == public_id).options(joinedload(Photo.edition))
    photo = _require_published(wanted)
    if name not in photo.media_names:
        raise NotHere("unknown-photo")
    return photo


def find_neighbours(photo: Photo) -> tuple[str | None, str | None]:
    """Return the photos before and after one in the gallery of its year, by their public ids.

    None around one of a listed country, nor one of these around others: photos that were published
    together were often taken together.
    """
    if photo.edition is None or photo.published_at is None or is_listed(photo):
        return None, None
    in_year = _choices_of(Scope(year=photo.edition.year))
    here = strands.Moment(photo.published_at, photo.id)
    return strands.find_beside(in_year, here, apart=listed_countries())


def find_same_statue(photo: Photo) -> list[Photo]:
    """Return published photos of the same statue, the newest of each other year, by year."""
    if photo.statue_id is None or photo.edition is None:
        return []
    wanted = (
        select(Photo)
        .join(Photo.edition)
        .where(Photo.stage == Stage.PUBLISHED, Photo.statue_id == photo.statue_id)
        .where(Edition.year != photo.edition.year)
        .options(*SHOWN)
        .order_by(Edition.year, Photo.published_at, Photo.id)
    )
    found = db.session.scalars(wanted)
    return list({each.edition.year: each for each in found if each.edition}.values())


def _require_published(wanted: Select[Photo]) -> Photo:
    """Return the one photo that is meant, if it is published."""
    photo = db.session.scalars(wanted).one_or_none()
    if photo is None:
        raise NotHere("unknown-photo")
    if photo.stage is not Stage.PUBLISHED:
        raise Gone() if _was_withdrawn(photo) else NotHere("unknown-photo")
    return photo


def _choices_of(scope: Scope) -> list[dict[str, object]]:
    """Choose the published photos of a gallery: of each edition by itself, as the indexes lie."""
    wanted: dict[str, object] = {}
    if scope.partner is not None:
        wanted["partner_id"] = scope.partner.id
    if scope.city is not None:
        wanted["city_id"] = scope.city.id
    elif scope.country is not None:
        wanted["country"] = scope.country
    if scope.year is None:
        return [wanted]
    return [{**wanted, "edition_id": each.id} for each in scope.editions]


def _was_withdrawn(photo: Photo) -> bool:
    """Whether a photo was taken back: search engines and partners hear it for good.

    The row of an erased one knows it, for decisions are kept three years only.
    """
    return photo.stage is Stage.WITHDRAWN or photo.was_withdrawn


def _require_known_country(country: str) -> None:
    """Raise NotHere for a country without a published photo and without a public action."""
    has_photos = read_rows(_IN_COUNTRY, scope=f"{EVER}/{country}")
    if not has_photos and not read_rows(_ACTIONS_IN_COUNTRY, country=country):
        raise NotHere("unknown-place")


def _known_city(country: str, slug: str) -> ShownCity:
    """Return a city that has a published photo or a public action; raise NotHere otherwise."""
    for row in read_rows(_CITY_AT, country=country, slug=slug):
        city = ShownCity._make(row)
        if read_rows(_IN_CITY, city=city.id) or read_rows(_ACTIONS_IN_CITY, city=city.id):
            return city
    raise NotHere("unknown-place")


# What every page of a place asks for is put together once.
_IN_COUNTRY: Plain = select(Tally.photos).where(Tally.scope == bindparam("scope"), Tally.photos > 0)
_IN_CITY: Plain = select(CityTally.photos).where(
    CityTally.scope == EVER, CityTally.city_id == bindparam("city"), CityTally.photos > 0
)
_CITY_AT: Plain = select(*strands.CITY).where(
    City.country == bindparam("country"), City.slug == bindparam("slug")
)
_SEEN: Plain = select(Action.id).where(Action.stage != ActionStage.HIDDEN).limit(1)
_ACTIONS_IN_COUNTRY = _SEEN.join(Action.city).where(City.country == bindparam("country"))
_ACTIONS_IN_CITY = _SEEN.where(Action.city_id == bindparam("city"))
