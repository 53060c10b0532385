"""Photos as feeds tell of them: newest first, with instants because machines read them."""

from dataclasses import dataclass
from datetime import datetime

from gallery.journey import visit
from gallery.journey.announcing import is_told
from gallery.journey.strands import ShownPhoto
from gallery.journey.visit import Scope
from gallery.web.current import absolute_url, campaign, tools
from gallery.web.present.addresses import gallery_url, media_url, photo_url, values_of, whole
from gallery.web.present.names import credit_name, describe, gallery_name, photo_name
from gallery.web.present.pictures import plain_jpeg
from gallery.web.voice import gettext as _

ENTRIES = 50


@dataclass(frozen=True)
class Entry:
    """One photo. Addresses are whole; the picture's size is in pixels."""

    url: str
    title: str
    description: str
    caption: str
    credit: str
    published: datetime
    updated: datetime
    image: str
    width: int
    height: int


@dataclass(frozen=True)
class Feed:
    """A gallery's newest photos."""

    title: str
    url: str
    atom: str
    json_feed: str
    licence: str
    licence_url: str
    updated: datetime | None  # None: nothing there yet
    entries: tuple[Entry, ...]


def feed_of(scope: Scope) -> Feed:
    """Return the newest photos of a gallery."""
    values = values_of(scope)
    newest, today = visit.find_photos(scope, limit=ENTRIES).photos, tools().now().date()
    photos = [photo for photo in newest if is_told(photo, today)]
    name = gallery_name(scope) or _("Latest photos")
    return Feed(
        title=f"{name} — {campaign().name}",
        url=whole(gallery_url(scope)),
        atom=absolute_url("feeds.atom", **values),
        json_feed=absolute_url("feeds.json_feed", **values),
        licence=campaign().licence,
        licence_url=campaign().licence_url,
        updated=max((photo.stage_since for photo in photos), default=None),
        entries=tuple(_entry_of(photo) for photo in photos),
    )


def _entry_of(photo: ShownPhoto) -> Entry:
    """Return what a feed says of a photo."""
    plain = plain_jpeg(photo)
    return Entry(
        url=whole(photo_url(photo)),
        title=photo_name(photo),
        description=describe(photo),
        caption=photo.caption,
        credit=credit_name(photo),
        published=photo.published_at,
        updated=photo.stage_since,
        image=whole(media_url(photo, width=plain["width"], kind="jpg")),
        width=plain["width"],
        height=plain["height"],
    )
