"""The whole site as search engines ask for it: every public page and picture."""

from dataclasses import dataclass
from datetime import date

from flask import url_for

from gallery.journey import totals, visit
from gallery.journey.visit import Scope
from gallery.models import Photo
from gallery.web.present.addresses import gallery_url, media_url, photo_url, whole
from gallery.web.present.pictures import plain_jpeg

#: A sitemap may list 50,000 addresses (sitemaps.org); the rest is for galleries.
NEWEST_PHOTOS = 40_000
PLAIN_PAGES = ("pages.about", "pages.privacy", "pages.imprint", "pages.embedding")


@dataclass(frozen=True)
class Place:
    """One address of the site, whole; the day it last changed, and a picture on it."""

    url: str
    changed: date | None = None
    image: str = ""


def site_places() -> list[Place]:
    """Return every public page: galleries, photos, and what stands around them."""
    names = ("galleries.cities", "galleries.world", *PLAIN_PAGES)
    photos = visit.find_photos(Scope(), limit=NEWEST_PHOTOS).photos
    return [
        *(Place(whole(gallery_url(scope))) for scope in totals.galleries_with_photos()),
        *(Place(whole(url_for(name))) for name in names),
        *(_place_of(photo) for photo in photos),
    ]


def _place_of(photo: Photo) -> Place:
    """Return a photo's page."""
    width = plain_jpeg(photo)["width"]
    image = whole(media_url(photo, width=width, kind="jpg"))
    return Place(whole(photo_url(photo)), photo.stage_since.date(), image)
