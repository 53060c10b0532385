"""What stands in frames on other sites: the photos of a gallery, one photo, a map, a counter."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal
from urllib.parse import urlencode

from gallery.journey import totals, visit
from gallery.journey.strands import PublicPhoto
from gallery.journey.totals import Counts
from gallery.journey.visit import Scope
from gallery.web.current import absolute_url, campaign
from gallery.web.present.addresses import gallery_url, photo_url, values_of, whole, with_oembed
from gallery.web.present.classes import ratio_in_grid, sizes_in_frame
from gallery.web.present.looks import AS_USUAL, Look
from gallery.web.present.names import describe, gallery_name, photo_name, photos_words
from gallery.web.present.pictures import card_of
from gallery.web.present.places import world_of
from gallery.web.present.shapes import FramePage, PageLinks, PhotoCard, Reported, WorldMap
from gallery.web.present.years import reported_of
from gallery.web.voice import gettext as _

EVERYTHING = Scope()
Kind = Literal["gallery", "world", "counter"]

#: A pixel of a frame in the map's units: the whole world is about 600 pixels wide there.
MAP_UNIT = 1.6
#: Widths of photos in a row, in its height, under which it is not stretched to fill its frame.
SHORT_ROW = 2.4
#: A photo alone in its frame; on fine screens, and in very wide frames, a little softer, for it is
#: a guest elsewhere.
ALONE = "(min-resolution: 1.5dppx) min(53vw, 480px), min(100vw, 960px)"


@dataclass(frozen=True)
class Frame:
    """What partners show, and how: a photo, or of a gallery its photos, its map or its numbers."""

    scope: Scope = EVERYTHING
    photo: PublicPhoto | None = None
    kind: Kind = "gallery"
    look: Look = AS_USUAL

    @property
    def template(self) -> str:
        """Which page shows it."""
        return "embed/photo.html" if self.photo else f"embed/{self.kind}.html"

    @property
    def title(self) -> str:
        """What is shown, in a few words."""
        if self.photo:
            return photo_name(self.photo)
        if self.kind == "world":
            year = self.scope.year
            return str(_("Map of %(year)s", year=year) if year else _("Map"))
        return gallery_name(self.scope) or campaign().name

    @property
    def words(self) -> str:
        """How much is shown, or what."""
        return describe(self.photo) if self.photo else photos_words(self.counts)

    @property
    def counts(self) -> Counts:
        """How many photos there are, and from how many cities."""
        if self.photo:
            return Counts(photos=1)
        if self.scope.partner:
            return Counts(photos=visit.count_of_partner(self.scope.partner))
        return totals.count_all(self.scope)

    @property
    def url(self) -> str:
        """The whole address of the same on our site."""
        if self.photo:
            return whole(photo_url(self.photo))
        if self.kind == "world":
            return absolute_url("galleries.world", **values_of(self.scope))
        return whole(gallery_url(self.scope))

    @property
    def address(self) -> str:
        """The whole address of the frame itself."""
        asked = urlencode(self.look.query)
        return self._place + (f"?{asked}" if asked else "")

    @property
    def _place(self) -> str:
        """The whole address of the frame as it usually looks."""
        if self.photo:
            return absolute_url("embed.photo", public_id=self.photo.public_id)
        endpoint = "embed.partner" if self.scope.partner else f"embed.{self.kind}"
        return absolute_url(endpoint, **values_of(self.scope))


def frame_page(frame: Frame) -> FramePage:
    """Return what a frame shows."""
    photos = _photos_of(frame)
    return FramePage(
        title=frame.title,
        url=frame.url,
        counts=frame.counts,
        look=frame.look,
        # Who is given the address of a frame may ask how to show just that.
        links=with_oembed(PageLinks(frame.url), frame.address),
        photos=photos,
        rows=rows_of(photos, int(frame.look.rows)),
        world=_world_of(frame),
        reported=_reported_of(frame),
    )


def rows_of(photos: Sequence[PhotoCard], count: int) -> tuple[tuple[PhotoCard, ...], ...]:
    """Deal photos out to rows of about the same width, in their order; few photos to fewer rows."""
    ratios = [ratio_in_grid(photo.picture.width, photo.picture.height) for photo in photos]
    total, before = sum(ratios), 0.0
    count = min(count, max(1, int(total / SHORT_ROW)))
    rows: list[list[PhotoCard]] = [[] for _ in range(count)]
    for photo, ratio in zip(photos, ratios, strict=True):
        rows[int((before + ratio / 2) / total * count)].append(photo)
        before += ratio
    return tuple(tuple(row) for row in rows if row)


def _photos_of(frame: Frame) -> tuple[PhotoCard, ...]:
    """Return the photo of a frame, or the newest of its gallery."""
    if frame.photo:
        return (card_of(frame.photo, sizes=ALONE),)
    if frame.kind != "gallery":
        return ()
    photos = visit.find_photos(frame.scope, limit=frame.look.photos).photos
    return tuple(card_of(photo, sizes=_sizes_of(photo, frame.look)) for photo in photos)


def _sizes_of(photo: PublicPhoto, look: Look) -> str:
    """Say how wide a photo is shown."""
    if look.layout == "one":
        return ALONE
    return sizes_in_frame(photo.public_width, photo.public_height)


def _world_of(frame: Frame) -> WorldMap | None:
    """Draw the map of a frame that shows one."""
    if frame.kind != "world":
        return None
    cities = totals.count_by_city(frame.scope)
    return world_of(cities, year=frame.scope.year, unit=MAP_UNIT)


def _reported_of(frame: Frame) -> Reported | None:
    """Return what was reported of the year or edition that a counter is of."""
    if frame.kind != "counter" or frame.scope.year is None:
        return None
    return reported_of(frame.scope.editions)
