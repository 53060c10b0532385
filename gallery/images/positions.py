"""Where a photo was taken: degrees WGS84 that a file really states, or the reason why none.

The rules: both axes and both hemispheres, finite and in range; 0/0 is a placeholder; nothing is
guessed and nothing is clipped to fit.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from fractions import Fraction
from typing import NamedTuple

from gallery.images.exif import Tags, Value

HEMISPHERES = {"N": 1, "NORTH": 1, "S": -1, "SOUTH": -1, "E": 1, "EAST": 1, "W": -1, "WEST": -1}
LATITUDES, LONGITUDES = ("N", "S"), ("E", "W")
FARTHEST_ERROR = 1_000  # metres
# 48,12.5N or 48,12,30N (XMP part 2, "GPSCoordinate").
COORDINATE = re.compile(r"(\d{1,3}),(\d{1,2}(?:\.\d+)?)(?:,(\d{1,2}(?:\.\d+)?))?\s?([A-Za-z])")


class Axis(NamedTuple):
    """One coordinate as stated: degrees without sign, and the hemisphere's word."""

    degrees: Fraction | None
    hemisphere: str


class Place(NamedTuple):
    """The answer; without one, ``why_not`` says which rule it broke."""

    lat: float | None = None
    lon: float | None = None
    source: str | None = None
    why_not: str | None = "absent"
    uncertain: bool = False


def choose_place(tags: Tags, xmp: Mapping[str, str]) -> Place:
    """Take EXIF's position, else XMP's, else EXIF's reason, else XMP's."""
    by_exif = place_in_exif(tags)
    if by_exif.why_not is None:
        return by_exif
    by_xmp = place_in_xmp(xmp)
    if by_xmp.why_not is None or by_exif.why_not == "absent":
        return by_xmp
    return by_exif


def place_in_exif(tags: Tags) -> Place:
    """Read the GPS directory (EXIF 3.0, 4.6.6)."""
    latitude, longitude = tags.get("GPS GPSLatitude"), tags.get("GPS GPSLongitude")
    if latitude is None and longitude is None:
        return Place()
    return _place(
        Axis(_degrees(latitude), _word(tags.get("GPS GPSLatitudeRef"))),
        Axis(_degrees(longitude), _word(tags.get("GPS GPSLongitudeRef"))),
        source="EXIF GPS",
        uncertain=_is_void(tags.get("GPS GPSStatus")) or _is_vague(tags),
    )


def place_in_xmp(xmp: Mapping[str, str]) -> Place:
    """Read exif:GPSLatitude and exif:GPSLongitude."""
    latitude, longitude = xmp.get("exif:GPSLatitude"), xmp.get("exif:GPSLongitude")
    if latitude is None and longitude is None:
        return Place()
    uncertain = _is_void(xmp.get("exif:GPSStatus"))
    return _place(_axis(latitude), _axis(longitude), source="XMP", uncertain=uncertain)


def differ(one: Place, other: Place, *, degrees: float = 0.01) -> bool:
    """Tell whether two positions are more than about a kilometre apart."""
    if one.lat is None or one.lon is None or other.lat is None or other.lon is None:
        return False
    turn = abs(one.lon - other.lon)
    return abs(one.lat - other.lat) > degrees or min(turn, 360 - turn) > degrees


def _place(latitude: Axis, longitude: Axis, *, source: str, uncertain: bool) -> Place:
    north, east = latitude.degrees, longitude.degrees
    if north is None or east is None:
        return Place(why_not="unreadable")
    if north == 0 and east == 0:
        return Place(why_not="placeholder 0/0")
    if not (0 <= north <= 90 and 0 <= east <= 180):
        return Place(why_not="out of range")
    if latitude.hemisphere[:1] not in LATITUDES or longitude.hemisphere[:1] not in LONGITUDES:
        return Place(why_not="no hemisphere")
    lat = float(north * HEMISPHERES[latitude.hemisphere])
    lon = float(east * HEMISPHERES[longitude.hemisphere])
    return Place(lat, lon, source, None, uncertain)


def _degrees(value: Value | None) -> Fraction | None:
    """Add up degrees, minutes and seconds; None where one is missing or over zero.

    Text is unreadable on purpose: known phones write "52,00000,50,00000,…", where the commas
    of the language and those between the numbers cannot be told apart.
    """
    if not isinstance(value, tuple) or not 1 <= len(value) <= 3:
        return None
    total = Fraction(0)
    for number, parts in zip(value, (1, 60, 3600), strict=False):
        if number is None:
            return None
        total += number / parts
    return total


def _word(value: Value | None) -> str:
    word = value.upper() if isinstance(value, str) else ""
    return word if word in HEMISPHERES else ""


def _axis(text: str | None) -> Axis:
    found = COORDINATE.fullmatch((text or "").strip())
    if found is None:
        return Axis(None, "")
    degrees = Fraction(found[1]) + Fraction(found[2]) / 60 + Fraction(found[3] or 0) / 3600
    return Axis(degrees, _word(found[4]))


def _is_void(status: Value | None) -> bool:
    """V means that the receiver had no fix (EXIF 3.0, GPSStatus)."""
    return isinstance(status, str) and status.upper().startswith("V")


def _is_vague(tags: Tags) -> bool:
    error = tags.get("GPS GPSHPositioningError")
    return isinstance(error, tuple) and any(e is not None and e > FARTHEST_ERROR for e in error)
