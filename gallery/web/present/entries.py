"""Photos as feeds tell of them: newest first, with instants because machines read them."""

from dataclasses import dataclass, replace
from datetime import datetime

from gallery.journey import changes, visit
from gallery.journey.announcing import is_told
from gallery.journey.care import begin_of
from gallery.journey.strands import PublicPhoto
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
class Removed:
    """A photo that was here: of it only its address is told, and the day on which it left."""

    url: str
    when: datetime


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
    removed: tuple[Removed, ...] = ()


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


def feed_of_changes() -> Feed:
    """Return what was published and removed last."""
    today = tools().now().date()
    events = changes.newest_changes(limit=ENTRIES, today=today)
    feed = Feed(
        title=f"{_('Latest photos')} — {campaign().name}",
        url=whole(gallery_url(Scope())),
        atom=absolute_url("api.change_feed"),
        json_feed=absolute_url("api.changes"),
        licence=campaign().licence,
        licence_url=campaign().licence_url,
        updated=None,
        entries=tuple(_entry_of(each.photo) for each in events if each.photo),
        removed=tuple(
            Removed(
                absolute_url("galleries.photo", public_id=each.public_id),
                begin_of(each.day or today),
            )
            for each in events
            if each.photo is None
        ),
    )
    moments = (*(each.updated for each in feed.entries), *(each.when for each in feed.removed))
    return replace(feed, updated=max(moments, default=None))


def _entry_of(photo: PublicPhoto) -> Entry:
    """Return what a feed says of a photo."""
    plain = plain_jpeg(photo)
    return Entry(
        url=whole(photo_url(photo)),
        title=photo_name(photo),
        description=describe(photo),
        caption=photo.caption,
        credit=credit_name(photo),
        published=photo.published_at or photo.stage_since,
        updated=photo.stage_since,
        image=whole(media_url(photo, width=plain["width"], kind="jpg")),
        width=plain["width"],
        height=plain["height"],
    )
