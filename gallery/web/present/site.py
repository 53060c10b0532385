"""The whole site as search engines ask for it, in parts: every public page and picture."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from flask import url_for

from gallery.errors import NotHere
from gallery.journey import press, robots, visit
from gallery.models import Photo
from gallery.web.current import campaign
from gallery.web.present.addresses import gallery_url, media_url, photo_url, whole
from gallery.web.present.pictures import plain_jpeg

PAGES, PHOTOS = "pages", "photos-"
PLAIN_PAGES = (
    "galleries.cities", "galleries.world", "pages.about", "press.overview", "pages.privacy",
    "pages.imprint", "pages.embedding", "pages.embed_help", "pages.api",
)  # fmt: skip
TAKING_PART = ("submit.add", "start.ask")


@dataclass(frozen=True)
class Place:
    """One page of the site, from its root; the day it last changed, and a picture on it."""

    path: str
    changed: date | None = None
    image: str = ""  # its whole address


def site_parts() -> list[str]:
    """Name the parts of the site."""
    times = (each.span for each in robots.list_times())
    photos = (f"{PHOTOS}{number}" for number in robots.list_parts())
    return [PAGES, *times, *photos]


def places_in(part: str) -> Iterable[Place]:
    """Return the pages of a part; raise NotHere for another name."""
    if part == PAGES:
        return _plain_pages()
    number = part.removeprefix(PHOTOS)
    if number != part and number.isascii() and number.isdecimal() and len(number) < 7:
        return map(_place_of, robots.list_photos(int(number)))
    time = next((each for each in robots.list_times() if each.span == part), None)
    if time is None:
        raise NotHere
    return (Place(gallery_url(scope)) for scope in robots.list_galleries(time))


def _plain_pages() -> Iterator[Place]:
    """Yield the pages around the galleries."""
    for name in PLAIN_PAGES + (TAKING_PART if campaign().is_open else ()):
        yield Place(url_for(name))
    for time in robots.list_times():
        if time.year and not time.month:
            yield Place(url_for("galleries.world", year=time.year))
    for scope in visit.list_partner_galleries():
        yield Place(gallery_url(scope))
    for edition in press.list_editions_with_kits():
        if not edition.is_noindex:
            yield Place(url_for("press.kit", year=edition.year, month=edition.month))


def _place_of(photo: Photo) -> Place:
    """Return a photo's page."""
    width = plain_jpeg(photo)["width"]
    image = whole(media_url(photo, width=width, kind="jpg"))
    return Place(photo_url(photo), photo.stage_since.date(), image)
