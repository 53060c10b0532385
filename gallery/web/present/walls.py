"""The wall of an edition: its newest photos, as large as a screen lets them be."""

from flask import url_for

from gallery.journey import totals, visit
from gallery.journey.visit import Scope
from gallery.web.current import absolute_url, tools
from gallery.web.present.addresses import gallery_url, whole
from gallery.web.present.classes import ratio_in_grid
from gallery.web.present.names import gallery_name
from gallery.web.present.pictures import card_of
from gallery.web.present.shapes import PageLinks, WallPage

PHOTOS = 16
#: A photo is about so high on a screen that lies, and on one that stands.
HIGH, HIGH_ON_PHONE = 38, 30


def wall_page(scope: Scope) -> WallPage:
    """Return what the wall of an edition shows."""
    photos = visit.find_photos(scope, limit=PHOTOS).photos
    address = absolute_url("live.wall", year=scope.year, month=scope.month)
    return WallPage(
        title=gallery_name(scope),
        url=whole(gallery_url(scope)),
        counts=totals.count_all(scope),
        photos=tuple(
            card_of(photo, sizes=_sizes(photo.public_width, photo.public_height))
            for photo in photos
        ),
        links=PageLinks(canonical=address),
    )


def wall_url(scope: Scope) -> str:
    """Return the wall of the edition that is open now, for its page and its year's."""
    if scope.year is None or scope.country is not None:
        return ""
    today = tools().now().date()
    found = next((each for each in scope.editions if each.holds(today)), None)
    return url_for("live.wall", year=found.year, month=found.month) if found else ""


def _sizes(width: int, height: int) -> str:
    """Say how wide a photo is shown on a wall."""
    ratio = ratio_in_grid(width, height)
    standing = f"min({ratio * HIGH_ON_PHONE:.0f}vh, 96vw)"
    return f"(orientation: landscape) {ratio * HIGH:.0f}vh, {standing}"
