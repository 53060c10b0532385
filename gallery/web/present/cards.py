"""The card of a page for other sites: what stands on it, which picture, and where it is."""

from dataclasses import dataclass, replace

from gallery.journey import totals, visit
from gallery.journey.care import is_sensitive
from gallery.journey.strands import PublicPhoto
from gallery.journey.totals import Counts
from gallery.journey.visit import Scope
from gallery.models import Photo
from gallery.posters.share_card import HEIGHT, WIDTH, ShareCard
from gallery.web.current import absolute_url, campaign, site_url, split_address, texts
from gallery.web.present.addresses import values_of
from gallery.web.present.names import (
    day_name,
    describe,
    edition_name,
    gallery_name,
    photo_name,
    photos_words,
    place_name,
)
from gallery.web.present.pictures import jpeg_sizes
from gallery.web.present.shapes import PageLinks
from gallery.web.voice import gettext as _


@dataclass(frozen=True)
class Drawing:
    """A card before it is drawn; ``picture`` is a key of the public store, or nothing."""

    card: ShareCard
    picture: str = ""


def card_of_gallery(scope: Scope) -> Drawing:
    """Return the card of a gallery, with the newest of its photos that may stand on one."""
    photos, counts = visit.find_photos(scope).photos, totals.count_all(scope)
    shown = next((photo for photo in photos if not is_sensitive(photo)), None)
    card = ShareCard(
        campaign=campaign().name,
        title=gallery_name(scope) or texts().headline or campaign().name,
        tape=photos_words(counts) if counts.photos else "",
        site=_site(),
    )
    return Drawing(card, _picture_of(shown) if shown else "")


def card_of_photo(photo: Photo) -> Drawing:
    """Return the card of a photo; words alone where somebody could be in danger for it."""
    name = photo.submission.credit
    card = ShareCard(
        campaign=campaign().name,
        title=place_name(photo),
        tape=day_name(photo.day) if photo.day else _time_of(photo),
        below=_("Photo: %(name)s", name=name) if name else _("Anonymous"),
        site=_site(),
    )
    return Drawing(card, "" if is_sensitive(photo) else _picture_of(photo))


def with_card_of_gallery(links: PageLinks, scope: Scope, *, counts: Counts) -> PageLinks:
    """Add the card of a gallery to the addresses of its page."""
    name = gallery_name(scope) or campaign().name
    alt = f"{name}: {photos_words(counts)}" if counts.photos else name
    return _with_card(links, absolute_url("cards.gallery", **values_of(scope)), alt=alt)


def with_card_of_photo(links: PageLinks, photo: Photo) -> PageLinks:
    """Add the card of a photo to the addresses of its page."""
    address = absolute_url("cards.photo", public_id=photo.public_id)
    alt = photo_name(photo) if is_sensitive(photo) else describe(photo)
    return _with_card(links, address, alt=alt)


def _with_card(links: PageLinks, address: str, *, alt: str) -> PageLinks:
    """Add a card."""
    return replace(links, image=address, image_width=WIDTH, image_height=HEIGHT, image_alt=alt)


def _picture_of(photo: PublicPhoto) -> str:
    """Return the smallest rendition that is as tall as a card, else the largest."""
    sizes = jpeg_sizes(photo)
    tall = (each for each in sizes if each["height"] >= HEIGHT)
    width = next(tall, sizes[-1])["width"]
    return f"media/{photo.public_id}/{photo.media_token}-{width}.jpg"


def _time_of(photo: Photo) -> str:
    """Return the action day a photo belongs to."""
    return edition_name(photo.edition) if photo.edition else ""


def _site() -> str:
    """Return the name of the site in the net."""
    return split_address(site_url()).netloc
