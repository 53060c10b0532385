"""What an EXIF block says, by ExifRead, with Pillow's reader as the second opinion."""

from __future__ import annotations

import io
import logging
import math
import warnings
from collections.abc import Iterator
from fractions import Fraction

import exifread
from PIL import Image, TiffImagePlugin  # Image.Exif needs it, too late for the dark room

from gallery.images.containers.span import Span
from gallery.images.trimming import EXIF_POINTER, GPS_POINTER, WANTED, trimmed

# Text, or numbers; None stands for a number that is none, such as one over zero.
Value = str | tuple[Fraction | None, ...]
Tags = dict[str, Value]

# At level DEBUG both write the values they meet: dates and places have no business in a log.
for name in ("exifread", TiffImagePlugin.__name__):
    logging.getLogger(name).disabled = True


def read_tags(block: Span) -> Tags:
    """Read the wanted tags of an EXIF block, by names such as "EXIF DateTimeOriginal".

    ExifRead's answers win; Pillow gives what it lacks, or everything where it fails.
    Raises Broken where the block is no TIFF block at all.
    """
    small = trimmed(block)
    return dict(_pillow_says(small)) | dict(_exifread_says(small))


def _exifread_says(block: bytes) -> Iterator[tuple[str, Value]]:
    try:
        found = exifread.process_file(io.BytesIO(block), details=False, extract_thumbnail=False)
    except Exception:  # it lets AssertionError, IndexError and more escape; Pillow is asked too
        return
    for key, tag in found.items():
        directory = key.partition(" ")[0]
        wanted = WANTED.get(directory, {}).get(tag.tag)
        if wanted:
            yield f"{directory} {wanted}", _value(tag.values)


def _pillow_says(block: bytes) -> Iterator[tuple[str, Value]]:
    exif = Image.Exif()
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            exif.load(block)
            found = {
                "Image": dict(exif),
                "EXIF": exif.get_ifd(EXIF_POINTER),
                "GPS": exif.get_ifd(GPS_POINTER),
            }
    except Exception:  # it raises SyntaxError, struct.error and more on what it does not expect
        return
    for directory, wanted in WANTED.items():
        for number, name in wanted.items():
            if number in found[directory]:
                yield f"{directory} {name}", _value(found[directory][number])


def _value(raw: object) -> Value:
    if isinstance(raw, bytes):
        raw = raw.decode("latin-1")
    if isinstance(raw, str):
        return raw.partition("\x00")[0].strip()
    numbers = raw if isinstance(raw, (list, tuple)) else (raw,)
    return tuple(_number(number) for number in numbers)


def _number(raw: object) -> Fraction | None:
    if isinstance(raw, tuple) and len(raw) == 1:
        raw = raw[0]  # ExifRead wraps each float
    if isinstance(raw, float):
        return Fraction(raw) if math.isfinite(raw) else None
    try:
        return Fraction(raw.numerator, raw.denominator)  # type: ignore[attr-defined]
    except (ZeroDivisionError, AttributeError, TypeError, ValueError):
        return None
