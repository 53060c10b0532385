"""How a page or a frame is shown elsewhere, as oEmbed 1.0 says it (oembed.com, section 2.3)."""

from dataclasses import dataclass

from markupsafe import Markup

from gallery.journey.strands import PublicPhoto
from gallery.journey.visit import Scope
from gallery.web.current import campaign
from gallery.web.present.addresses import gallery_url, media_url, whole
from gallery.web.present.frame_codes import BOUNDLESS, WIDTH, height_of, unstyled_iframe_of
from gallery.web.present.frames import Frame
from gallery.web.present.names import credit_name, describe
from gallery.web.present.pictures import PLAIN_WIDTH, plain_jpeg
from gallery.web.voice import gettext as _

BLOCKQUOTE = Markup('<blockquote><a href="{url}">{words}</a></blockquote>')


@dataclass(frozen=True)
class Room:
    """How large a frame or picture may be at most, in pixels."""

    width: int = BOUNDLESS
    height: int = BOUNDLESS


def oembed_of(frame: Frame, room: Room, *, is_page: bool) -> dict[str, str | int]:
    """Answer as oEmbed 1.0, section 2.3.4, wants it: the page of a photo is one, all else is rich.

    Who pastes the address of a photo's frame is given the frame, in which its credit is read.
    """
    if frame.photo and is_page:
        return {**_provider(), **_photo_answer(frame.photo, room)}
    return {**_provider(), **_rich_answer(frame, room)}


def _provider() -> dict[str, str | int]:
    """Return what every answer says."""
    return {
        "version": "1.0",
        "provider_name": campaign().name,
        "provider_url": whole(gallery_url(Scope())),
        "cache_age": 300,
    }


def _photo_answer(photo: PublicPhoto, room: Room) -> dict[str, str | int]:
    """Show one photo; its title becomes the alternative text, so the credit is in it."""
    jpeg = plain_jpeg(photo, width=min(room.width, PLAIN_WIDTH))
    share = min(1, room.width / jpeg["width"], room.height / jpeg["height"])
    return {
        "type": "photo",
        "title": _credited(photo),
        "author_name": credit_name(photo),
        "url": whole(media_url(photo, width=jpeg["width"], kind="jpg")),
        "width": max(1, int(jpeg["width"] * share)),
        "height": max(1, int(jpeg["height"] * share)),
    }


def _rich_answer(frame: Frame, room: Room) -> dict[str, str | int]:
    """Show a frame: a blockquote first, for who shows no frames, then the frame."""
    width, height = min(WIDTH, room.width), min(height_of(frame), room.height)
    words = _credited(frame.photo) if frame.photo else f"{frame.title}: {frame.words}"
    quote = BLOCKQUOTE.format(url=frame.url, words=words)
    return {
        "type": "rich",
        "title": words if frame.photo else f"{frame.title} — {campaign().name}",
        "html": quote + unstyled_iframe_of(frame, most_width=room.width, height=height),
        "width": width,
        "height": height,
    }


def _credited(photo: PublicPhoto) -> str:
    """Say what a photo shows, and whose it is."""
    return str(
        _(
            "%(what)s. Photo: %(name)s, %(licence)s",
            what=describe(photo).rstrip("."),
            name=credit_name(photo),
            licence=campaign().licence,
        )
    )
