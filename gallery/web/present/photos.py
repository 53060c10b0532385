"""One photo with all that may be said about it."""

from collections.abc import Sequence

from flask import url_for

from gallery.journey import visit
from gallery.journey.inquiries import may_be_asked
from gallery.journey.visit import Scope
from gallery.models import Photo
from gallery.web.current import campaign
from gallery.web.present.addresses import (
    gallery_url,
    links_of_photo,
    media_url,
    photo_url,
    whole,
)
from gallery.web.present.cards import with_card_of_photo
from gallery.web.present.classes import sizes_on_page
from gallery.web.present.downloads import size_words
from gallery.web.present.names import (
    credit_name,
    edition_name,
    photo_name,
    place_name,
)
from gallery.web.present.pictures import card_of, largest_jpeg, picture_of
from gallery.web.present.shapes import Link, PhotoPage
from gallery.web.voice import gettext as _


def photo_page(photo: Photo) -> PhotoPage:
    """Return what a published photo's page shows."""
    largest, country = largest_jpeg(photo), Scope(country=photo.country)
    newer, older = visit.find_neighbours(photo)
    return PhotoPage(
        photo=card_of(photo),
        picture=picture_of(photo, sizes=sizes_on_page(largest["width"], largest["height"])),
        links=with_card_of_photo(links_of_photo(photo), photo),
        place=_place_of(photo),
        year=_time_of(photo),
        credit_line=credit_line(photo),
        licence=campaign().licence,
        licence_url=campaign().licence_url,
        ask_url=url_for("inquiries.ask", public_id=photo.public_id) if may_be_asked(photo) else "",
        download_url=url_for("downloads.download", public_id=photo.public_id),
        download_size=size_words(photo),
        file_url=media_url(photo, width=largest["width"], kind="jpg"),
        country_url=gallery_url(country),
        caption=photo.caption,
        statue=photo.statue.name if photo.statue else "",
        same_statue=_same_statue(visit.find_same_statue(photo)),
        place_source=photo.place_source or "",
        day_source=photo.day_source or "",
        previous=_way_to(newer, _("Newer photo")),
        next=_way_to(older, _("Older photo")),
    )


def credit_line(photo: Photo) -> str:
    """Return what whoever uses a photo writes beside it."""
    line = _(
        "%(what)s. Photo: %(name)s / %(campaign)s, %(licence)s, %(address)s",
        what=photo_name(photo),
        name=credit_name(photo),
        campaign=campaign().name,
        licence=campaign().licence,
        address=whole(photo_url(photo)),
    )
    return str(line)


def _year_of(photo: Photo) -> int | None:
    """Return the year a photo belongs to."""
    return photo.edition.year if photo.edition else None


def _place_of(photo: Photo) -> Link:
    """Return the way to the city in all years, or to the country in this one."""
    if photo.city is not None:
        scope = Scope(country=photo.city.country, city=photo.city)
    else:
        scope = Scope(year=_year_of(photo), country=photo.country)
    return Link(gallery_url(scope), place_name(photo))


def _time_of(photo: Photo) -> Link:
    """Return the way to the edition, or to the year where it had only one."""
    if photo.edition is None:
        return Link(gallery_url(Scope()), "")
    year = Scope(year=photo.edition.year)
    is_only = len(year.editions) == 1
    scope = year if is_only else Scope(year=year.year, month=photo.edition.month)
    return Link(gallery_url(scope), edition_name(photo.edition))


def _way_to(public_id: str | None, words: str) -> Link | None:
    """Return the way to a photo beside this one, if there is one."""
    if public_id is None:
        return None
    return Link(url_for("galleries.photo", public_id=public_id), words)


def _same_statue(photos: Sequence[Photo]) -> tuple[Link, ...]:
    """Return the ways to photos of the same statue by year."""
    return tuple(Link(photo_url(each), str(_year_of(each))) for each in photos)
