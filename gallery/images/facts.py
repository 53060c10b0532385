"""What a file says about the photo in it: format, size, when, where, and how we know."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from fractions import Fraction
from typing import NamedTuple

from gallery.images.containers import Contents, contents_of
from gallery.images.containers.span import Broken, Data, Span
from gallery.images.exif import Tags, read_tags
from gallery.images.iptc import date_and_time
from gallery.images.kinds import HEAD, kind_of
from gallery.images.moments import (
    Statement,
    choose_moment,
    is_implausible,
    now_in_utc,
    offset_by_gps,
)
from gallery.images.positions import choose_place, differ, place_in_exif, place_in_xmp
from gallery.images.xmp import properties_of

# XMP often leaves out the seconds.
SAME_MOMENT = timedelta(minutes=1)
# A photo has one block of each kind; a second is read for what the first lacks.
MOST_PACKETS = 2


@dataclass(frozen=True)
class Facts:
    """What was read from a file. No text of it is kept, nor anything about the camera."""

    format: str | None
    width: int | None  # pixels as stored, before any orientation
    height: int | None
    orientation: int  # 1 to 8 as EXIF says; HEIC and AVIF decoders have applied it already
    taken_at: datetime | None  # the local wall clock as written, without a zone
    taken_from: str | None
    taken_why_not: str | None  # absent, placeholder, impossible, unreadable
    offset: str | None  # "+02:00" as the file states it
    offset_inferred: str | None  # from the satellites' clock
    lat: float | None  # degrees WGS84
    lon: float | None
    place_from: str | None
    place_why_not: str | None  # absent, placeholder 0/0, no hemisphere, out of range, unreadable
    place_uncertain: bool  # the receiver had no fix, or an error of more than 1 km
    warnings: tuple[str, ...]  # date-implausible, exif-unreadable, exif-xmp-differ, two-exif


class _Said(NamedTuple):
    """What the metadata blocks of one file say; ``tags`` is None where EXIF is unreadable."""

    tags: Tags | None
    xmp: Mapping[str, str]
    iptc: str | None


def read_facts(data: Data, *, now: datetime | None = None) -> Facts:
    """Read what a file says, without decoding a pixel. Raises nothing, whatever the bytes.

    ``now`` (UTC, without a zone) decides which dates lie in the future; without it, the clock.
    """
    span = Span(data)
    kind = kind_of(span.head(HEAD))
    contents = contents_of(span, kind)
    said = _said(contents)
    tags = said.tags or {}
    taken = choose_moment(_statements(tags, said))
    place = choose_place(tags, said.xmp)
    width, height = contents.sizes[0] if contents.sizes else (None, None)
    wall, offset = taken.moment or (None, None)
    implausible = wall is not None and is_implausible(wall, now=now or now_in_utc())
    by_gps = offset_by_gps(wall, tags) if wall and not implausible and not offset else None
    return Facts(
        format="mpo" if contents.multi_picture else kind,
        width=width,
        height=height,
        orientation=_orientation(tags),
        taken_at=wall,
        taken_from=taken.source,
        taken_why_not=taken.why_not,
        offset=offset,
        offset_inferred=by_gps,
        lat=place.lat,
        lon=place.lon,
        place_from=place.source,
        place_why_not=place.why_not,
        place_uncertain=place.uncertain,
        warnings=tuple(_warnings(contents, said, implausible=implausible)),
    )


def _said(contents: Contents) -> _Said:
    xmp: dict[str, str] = {}
    for packet in contents.xmp[:MOST_PACKETS]:
        xmp = properties_of(packet) | xmp
    dates = (date_and_time(records) for records in contents.iptc[:MOST_PACKETS])
    return _Said(_tags(contents), xmp, next(filter(None, dates), None))


def _tags(contents: Contents) -> Tags | None:
    for block in contents.exif[:MOST_PACKETS]:
        try:
            return read_tags(block)
        except Broken:
            continue
    return None


def _statements(tags: Tags, said: _Said) -> Iterator[Statement]:
    """List what may date the photo, most trusted first. When it was changed or sent never does."""
    for name in ("DateTimeOriginal", "DateTimeDigitized"):
        companion = name.replace("DateTime", "OffsetTime")
        for directory in ("EXIF", "Image"):
            text = _text(tags, f"{directory} {name}")
            offset = _text(tags, f"EXIF {companion}") or _text(tags, f"Image {companion}")
            yield Statement(f"{directory} {name}", text, offset)
    for name in ("exif:DateTimeOriginal", "photoshop:DateCreated"):
        yield Statement(f"XMP {name}", said.xmp.get(name))
    yield Statement("IPTC DateCreated", said.iptc)


def _text(tags: Tags, name: str) -> str | None:
    value = tags.get(name)
    return value if isinstance(value, str) else None


def _orientation(tags: Tags) -> int:
    match tags.get("Image Orientation"):
        case (Fraction() as number,) if number in range(1, 9):
            return int(number)
    return 1


def _warnings(contents: Contents, said: _Said, *, implausible: bool) -> Iterator[str]:
    if implausible:
        yield "date-implausible"
    if contents.exif and said.tags is None:
        yield "exif-unreadable"
    if len(contents.exif) > 1:
        yield "two-exif"
    if _disagree(said.tags or {}, said):
        yield "exif-xmp-differ"


def _disagree(tags: Tags, said: _Said) -> bool:
    if differ(place_in_exif(tags), place_in_xmp(said.xmp)):
        return True
    by_exif = choose_moment(_statements(tags, _Said(None, {}, None))).moment
    by_xmp = choose_moment(_statements({}, _Said(None, said.xmp, None))).moment
    return bool(by_exif and by_xmp and abs(by_exif.wall - by_xmp.wall) > SAME_MOMENT)
