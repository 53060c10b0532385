"""Cut an EXIF block down to the few tags we may know, before any library sees it.

What a library never gets cannot make it loop, crash or remember: no MakerNote, no thumbnail, no
text about cameras or people, no lying lengths, no circles. What it gets is a small TIFF block
written here, whose values are the bytes of the file, for the library to make sense of.
"""

from __future__ import annotations

from collections.abc import Mapping

from gallery.images.containers.ifds import LONG, Directories, Entry
from gallery.images.containers.span import Broken, Span

EXIF_POINTER, GPS_POINTER = 0x8769, 0x8825
ORIENTATION = 0x0112
DATES = {
    0x9003: "DateTimeOriginal",
    0x9004: "DateTimeDigitized",
    0x9011: "OffsetTimeOriginal",
    0x9012: "OffsetTimeDigitized",
}
# By directory, number (EXIF 3.0, 4.6) and the name we say it by. Some writers put the dates into
# the first directory ("Image").
WANTED: Mapping[str, Mapping[int, str]] = {
    "Image": {ORIENTATION: "Orientation", **DATES},
    "EXIF": DATES,
    "GPS": {
        0x0001: "GPSLatitudeRef",
        0x0002: "GPSLatitude",
        0x0003: "GPSLongitudeRef",
        0x0004: "GPSLongitude",
        0x0007: "GPSTimeStamp",
        0x0009: "GPSStatus",
        0x001D: "GPSDateStamp",
        0x001F: "GPSHPositioningError",
    },
}
# A date has 20 bytes, a latitude 24.
MOST_VALUE = 1_024
Entries = dict[int, Entry]


def trimmed(block: Span) -> bytes:
    """Write a new TIFF block with the wanted tags of this one; raises Broken if it is none."""
    source = Directories(block)
    top = source.entries(source.first, wanted={*WANTED["Image"], EXIF_POINTER, GPS_POINTER})
    target = _Target(source)
    exif = target.directory(_below(source, top, EXIF_POINTER, "EXIF"))
    gps = target.directory(_below(source, top, GPS_POINTER, "GPS"))
    pointers = {
        tag: target.pointer(at) for tag, at in ((EXIF_POINTER, exif), (GPS_POINTER, gps)) if at
    }
    return target.finished(_short(top) | pointers)


def _below(source: Directories, top: Entries, pointer: int, name: str) -> Entries:
    """Read one directory below the first. It goes no deeper, so a circle is no danger."""
    at = source.pointer(top.get(pointer))
    if at is None:
        return {}
    try:
        return _short(source.entries(at, wanted=WANTED[name]))
    except Broken:
        return {}


def _short(entries: Entries) -> Entries:
    pointers = (EXIF_POINTER, GPS_POINTER)
    return {
        tag: entry
        for tag, entry in entries.items()
        if tag not in pointers and len(entry.value) <= MOST_VALUE
    }


class _Target:
    """A TIFF block in the making, in its source's byte order: values are copied as they are."""

    def __init__(self, source: Directories) -> None:
        self.order = source.order
        self.written = bytearray(8)

    def pointer(self, at: int) -> Entry:
        return Entry(LONG, 1, Span(self._number(at, 4)))

    def directory(self, entries: Entries) -> int:
        """Append a directory and its values; answers where it begins, 0 when there is nothing."""
        if not entries:
            return 0
        begin = len(self.written)
        values_at = begin + 2 + 12 * len(entries) + 4
        head, values = self._number(len(entries), 2), b""
        for tag, entry in sorted(entries.items()):
            value = entry.value.copy(most=MOST_VALUE)
            head += self._number(tag, 2) + self._number(entry.kind, 2)
            head += self._number(entry.amount, 4)
            if len(value) <= 4:
                head += value.ljust(4, b"\x00")
            else:
                head += self._number(values_at + len(values), 4)
                values += value + b"\x00" * (len(value) % 2)
        self.written += head + bytes(4) + values
        return begin

    def finished(self, top: Entries) -> bytes:
        first = self.directory(top)
        mark = b"II" if self.order == "little" else b"MM"
        self.written[:8] = mark + self._number(42, 2) + self._number(first, 4)
        return bytes(self.written)

    def _number(self, value: int, size: int) -> bytes:
        return value.to_bytes(size, self.order)
