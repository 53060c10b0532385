"""Where things are: the permanent addresses of galleries, photos, feeds and frames."""

from dataclasses import replace
from typing import Any

from flask import url_for

from gallery.journey.robots import is_noindex, is_photo_noindex
from gallery.journey.strands import PublicPhoto
from gallery.journey.visit import Scope
from gallery.models import Photo
from gallery.web.at_hand import told_once
from gallery.web.current import absolute_url, site_url, tools
from gallery.web.present.shapes import PageLinks

#: The addresses of galleries; feeds stand beside them, frames under ``/embed``.
GALLERIES = (
    "/<int(fixed_digits=4):year>/",
    "/<int(fixed_digits=4):year>/<string(length=2):country>/",
    "/<int(fixed_digits=4):year>/<string(length=2):country>/<slug>/",
    "/<int(fixed_digits=4):year>-<int(fixed_digits=2):month>/",
    "/<int(fixed_digits=4):year>-<int(fixed_digits=2):month>/<string(length=2):country>/",
    "/<int(fixed_digits=4):year>-<int(fixed_digits=2):month>/<string(length=2):country>/<slug>/",
    "/cities/<string(length=2):country>/",
    "/cities/<string(length=2):country>/<slug>/",
)


def values_of(scope: Scope) -> dict[str, Any]:
    """Return what a gallery's address is made of."""
    if scope.partner:
        return {"partner": scope.partner.key}
    slug = scope.city.slug if scope.city else None
    said = {"year": scope.year, "month": scope.month, "country": scope.country, "slug": slug}
    return {name: value for name, value in said.items() if value is not None}


def gallery_url(scope: Scope, **more: object) -> str:
    """Return the address of a gallery, from the root of the site."""
    values = values_of(scope)
    endpoint = "galleries.gallery" if values else "galleries.home"
    if scope.partner:
        endpoint = "galleries.partner"
    return url_for(endpoint, **values, **more)  # type: ignore[arg-type]


def photo_url(photo: PublicPhoto) -> str:
    """Return the address of a photo's page, from the root of the site."""
    return photo_path(photo.public_id)


def photo_path(public_id: str) -> str:
    """Return the address of the page of a photo that has this public id."""
    return f"{told_once('photos', _photos)}{public_id}"


def _photos() -> str:
    """Return what the addresses of the pages of all photos begin with."""
    return url_for("galleries.photo", public_id="-").removesuffix("-")


def media_url(photo: PublicPhoto, *, width: int, kind: str) -> str:
    """Return the address of a rendition: on the media site where there is one, else from here."""
    return f"{files_of(photo)}{width}.{kind}"


def files_of(photo: PublicPhoto) -> str:
    """Return what the addresses of all renditions of a photo begin with."""
    return f"{told_once('media', _media)}/{photo.public_id}/{photo.media_token}-"


def _media() -> str:
    """Return where all renditions lie."""
    path = url_for("media.show", public_id="-", name="-").removesuffix("/-/-")
    return tools().settings.media_url.rstrip("/") + path


def whole(address: str) -> str:
    """Return an address with the site's name in it."""
    return site_url() + address if address.startswith("/") else address


def with_oembed(links: PageLinks, address: str) -> PageLinks:
    """Add where it is said how the page or frame of an address is shown elsewhere."""
    return replace(
        links,
        oembed_json=absolute_url("embed.oembed", url=address, format="json"),
        oembed_xml=absolute_url("embed.oembed", url=address, format="xml"),
    )


def links_of(scope: Scope, **more: object) -> PageLinks:
    """Return the addresses that belong to a gallery's page; ``more`` says which page of it."""
    values, canonical = values_of(scope), whole(gallery_url(scope, **more))
    links = PageLinks(
        canonical=canonical,
        atom=absolute_url("feeds.atom", **values),
        json_feed=absolute_url("feeds.json_feed", **values),
        embed=absolute_url("embed.gallery", **values),
        is_noindex=is_noindex(scope),
    )
    return with_oembed(links, whole(gallery_url(scope)))


def links_of_photo(photo: Photo) -> PageLinks:
    """Return the addresses that belong to a photo's page."""
    canonical = whole(photo_url(photo))
    links = PageLinks(
        canonical=canonical,
        embed=absolute_url("embed.photo", public_id=photo.public_id),
        is_noindex=is_photo_noindex(photo),
    )
    return with_oembed(links, canonical)
