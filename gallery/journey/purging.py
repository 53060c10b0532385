"""Let caches in front of us forget what a photo was seen at, as soon as it leaves the public.

They forget within five minutes by themselves. Where the operator named a command it tells them at
once, and once more a minute later: they may have asked for a page, or for a file, that was about to
go. Nobody waits for it: what is owed stands in a row until it was done, or has become needless.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import select

from gallery.db import UnitOfWork, db
from gallery.journey.around import cities_near
from gallery.journey.robots import PHOTOS_A_PART
from gallery.journey.strands import PublicCity
from gallery.journey.visit import EVER, find_neighbours
from gallery.models import Partner, Photo, Purge, Stage
from gallery.toolbox import Toolbox

#: How often caches are told of a photo, and how much later the second time.
TIMES, AGAIN = 2, timedelta(seconds=60)
LEASE = timedelta(seconds=60)  # longer than a command may take
LONGEST_WAIT = timedelta(minutes=5)  # between two tries
NEEDLESS = timedelta(hours=1)  # caches have long forgotten by themselves
MOST_AT_ONCE = 100  # photos
MOST_BESIDE = 200  # pages of photos of the same statue
#: What stands beside a gallery.
BESIDE = ("feed.atom", "feed.json", "card.jpg")
#: What programs are told of all photos and cities.
OF_PROGRAMS = ("", "/changes", "/changes.atom", "/cities", "/cities.geojson", "/openapi.json")
#: Frames have two addresses each, see ``gallery.web.embed``.
FRAMES = ("/embed", "/embed/v1")
#: What has one address for all languages.
SPEECHLESS = ("/media/", "/sitemap")
#: Before a path: partners are told of its frame.
FRAMED = "="


@dataclass(frozen=True)
class Work:
    """What a run tells of: these photos were seen at these whole addresses."""

    numbers: tuple[int, ...]
    photo_ids: tuple[int, ...]
    addresses: tuple[str, ...]


def let_caches_forget(photo: Photo, *, tools: Toolbox, unit: UnitOfWork) -> None:
    """Owe it to a published photo that is about to leave, or to change."""
    if not tools.settings.purge_command:
        return
    paths = "\n".join(dict.fromkeys(list_paths(photo)))
    now = tools.now()
    db.session.add(Purge(photo_id=photo.id, paths=paths, since=now, due_at=now))
    unit.owe("purge", 0)


def claim(*, tools: Toolbox) -> Work | None:
    """Take all that is due; None when nothing is."""
    now = tools.now()
    wanted = select(Purge).where(Purge.due_at <= now).order_by(Purge.id).limit(MOST_AT_ONCE)
    rows = db.session.scalars(wanted.with_for_update(skip_locked=True)).all()
    for row in rows:
        row.due_at = now + LEASE
    if not rows:
        return None
    paths = dict.fromkeys(path for row in rows for path in row.paths.split("\n"))
    addresses = (each for path in paths for each in _whole(path, tools=tools))
    return Work(
        numbers=tuple(row.id for row in rows),
        photo_ids=tuple(dict.fromkeys(row.photo_id for row in rows)),
        addresses=tuple(addresses),
    )


def record_told(work: Work, *, tools: Toolbox, unit: UnitOfWork) -> None:
    """Tell once more in a minute; after that nothing is owed."""
    for row in _rows(work):
        row.told, row.tries, row.due_at = row.told + 1, 0, tools.now() + AGAIN
        if row.told >= TIMES:
            db.session.delete(row)
        else:
            unit.owe("purge", 0, after=AGAIN.total_seconds())


def record_failed(work: Work, *, tools: Toolbox, unit: UnitOfWork) -> None:
    """Try again later, each time after a longer while; not where it has become needless."""
    now = tools.now()
    for row in _rows(work):
        row.tries += 1
        wait = min(timedelta(seconds=2**row.tries), LONGEST_WAIT)
        row.due_at = now + wait
        if row.due_at > row.since + NEEDLESS:
            db.session.delete(row)
        else:
            unit.owe("purge", 0, after=wait.total_seconds())


def send_again(*, tools: Toolbox, unit: UnitOfWork) -> None:
    """Owe what is due, should its task have been lost."""
    due = select(Purge.id).where(Purge.due_at <= tools.now()).limit(1)
    if db.session.scalar(due) is not None:
        unit.owe("purge", 0)


def list_paths(photo: Photo) -> Iterator[str]:
    """Yield where a published photo or its city is seen, from the root of the site, in English.

    Pages that count it alone are left out: they may be a few minutes behind.
    """
    page = f"/photos/{photo.public_id}"
    yield from (f"{FRAMED}{page}", f"{page}/download", f"{page}/card.jpg", *_frames_of(page))
    yield from (f"/media/{photo.public_id}/{name}" for name in photo.media_names)
    yield from (f"/api/v1{each}" for each in (page, "/photos", *OF_PROGRAMS))
    for gallery in _galleries(photo):
        yield f"{FRAMED}{gallery}"
        yield from (f"{gallery}{each}" for each in BESIDE)
        yield from _frames_of(gallery if gallery != "/" else "/latest/")
    yield from ("/cities/", "/press/", "/embed/", "/api/", "/sitemap-pages.xml")
    if photo.partner_id is not None and (partner := db.session.get(Partner, photo.partner_id)):
        theirs = f"/partners/{partner.key}/"
        yield from (f"{FRAMED}{theirs}", *_frames_of(theirs))
    yield from (f"/photos/{each}" for each in _photos_beside(photo))
    yield from (f"/cities/{each.country}/{each.slug}/" for each in _cities_beside(photo))
    yield f"/sitemap-photos-{photo.id // PHOTOS_A_PART}.xml"
    for time in ("", *_times(photo)):
        yield f"/sitemap-{time or EVER}.xml"
        if "-" in time:
            yield from (f"/press/{time}/", f"/press/{time}/kit.zip")
        else:
            world = f"/map/{time}/" if time else "/map/"
            yield from (world, f"{world}cities.json")


def _frames_of(page: str) -> Iterator[str]:
    """Yield where the frame of a page is, as it looks when nobody chose otherwise."""
    yield from (f"{FRAMED}{root}{page}" for root in FRAMES)


def _times(photo: Photo) -> tuple[str, ...]:
    """Return its year and its edition."""
    return (str(photo.edition.year), photo.edition.slug) if photo.edition else ()


def _galleries(photo: Photo) -> Iterator[str]:
    """Yield the galleries that a photo is in."""
    yield from ("/", *(f"/{time}/" for time in _times(photo)))
    for before in ("cities", *_times(photo)):
        yield f"/{before}/{photo.country}/"
        if photo.city is not None:
            yield f"/{before}/{photo.city.country}/{photo.city.slug}/"


def _cities_beside(photo: Photo) -> Iterator[PublicCity]:
    """Yield the cities on whose pages it or its city is: where its statue stands, and near by."""
    if photo.statue is not None:
        yield photo.statue.city
    if photo.city is not None:
        yield from (city for city, _ in cities_near(photo.city))


def _photos_beside(photo: Photo) -> Iterator[str]:
    """Yield the names of photos on whose pages this one is: neighbours, and of the same statue."""
    yield from (each for each in find_neighbours(photo) if each is not None)
    if photo.statue_id is not None:
        wanted = select(Photo.public_id).where(
            Photo.statue_id == photo.statue_id,
            Photo.stage == Stage.PUBLISHED,
            Photo.id != photo.id,
        )
        yield from db.session.scalars(wanted.limit(MOST_BESIDE))


def _whole(path: str, *, tools: Toolbox) -> Iterator[str]:
    """Yield the whole addresses of a path: in every language, and as partners are told of it."""
    site, media = tools.settings.address, tools.settings.media_url.rstrip("/")
    is_framed, path = path.startswith(FRAMED), path.removeprefix(FRAMED)
    if path.startswith(SPEECHLESS) or path.endswith("/download"):
        yield (media if media and path.startswith("/media/") else site) + path
        return
    for language in ("", *(f"/{each}" for each in tools.settings.spoken)):
        page = f"{site}{language}{path}"
        if language != "/en" or path == "/":  # in English only the first page has two
            yield page
        if is_framed and language != "/en":
            yield from (f"{site}/oembed?url={page}&format={each}" for each in ("json", "xml"))


def _rows(work: Work) -> list[Purge]:
    """Return what is still owed of it."""
    return list(db.session.scalars(select(Purge).where(Purge.id.in_(work.numbers))))
