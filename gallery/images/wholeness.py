"""Is every pixel from the file? Decoders fill up what is missing in silence.

A header may promise more rows than there is data for. libjpeg makes the rest grey, Pillow's PNG
decoder leaves it as it found the memory; neither says so. Both are caught in the same way: only
if the picture ends in filler, decode again so that filler, and nothing else, would come out
differently.
"""

import io
import random
import re

from PIL import Image

#: Markers of a JPEG, and those that end a scan's data: no restart, no stuffed zero (T.81, B.1).
MARKER = re.compile(rb"\xff+([^\x00\xff])")
SCAN_END = re.compile(rb"\xff+[^\x00\xd0-\xd7\xff]")
START_OF_SCAN, END_OF_IMAGE = b"\xda", b"\xff\xd9"
#: Any bytes but 0xFF would do: they decode to anything but flat grey.
NOISE = bytes(random.Random(2).choices(range(255), k=4096))
#: What libjpeg makes of missing data: 128 in each component, 127 where inks are inverted.
GREY = (127, 128)
#: Colours that memory has before a PNG is decoded into it.
BEFORE, BEFORE_ELSE = 249, 0


def is_whole_jpeg(image: Image.Image, data: bytes) -> bool:
    """Whether a JPEG has data for all of its pixels; ``image`` is what was decoded of it."""
    corner = (image.width - 1, image.height - 1)
    if any(level not in GREY for level in _levels(image, corner)):
        return True
    end = _first_scan_end(data)
    return _small(data[:end] + END_OF_IMAGE) == _small(data[:end] + NOISE + END_OF_IMAGE)


def prepare_png(image: Image.Image, level: int = BEFORE) -> None:
    """Give a PNG that is not decoded yet the memory it will be decoded into."""
    image.im = Image.new(image.mode, image.size, _all_bands(image, level)).im


def is_whole_png(image: Image.Image, data: bytes) -> bool:
    """Whether a PNG has data for its last row; ``image`` was prepared and decoded."""
    last_row = (0, image.height - 1, image.width, image.height)
    before = image.crop(last_row).tobytes()
    if before != _row_of(image, BEFORE):
        return True
    again = Image.open(io.BytesIO(data), formats=("PNG",))
    prepare_png(again, BEFORE_ELSE)
    return again.crop(last_row).tobytes() == before


def _levels(image: Image.Image, at: tuple[int, int]) -> tuple[float, ...]:
    """Return the levels of one pixel, a number for each band."""
    pixel = image.getpixel(at)
    return pixel if isinstance(pixel, tuple) else (pixel or 0,)


def _first_scan_end(data: bytes) -> int:
    """Return where the data of the first scan ends; the other scans only refine it."""
    at = 2
    while (marker := MARKER.search(data, at)) and marker[1] != START_OF_SCAN:
        at = marker.end() + int.from_bytes(data[marker.end() : marker.end() + 2], "big")
    end = SCAN_END.search(data, marker.end()) if marker else None
    return end.start() if end else len(data)


def _small(data: bytes) -> bytes:
    """Decode a JPEG at an eighth of its size."""
    image = Image.open(io.BytesIO(data), formats=("JPEG",))
    image.draft(None, (1, 1))
    return image.tobytes()


def _row_of(image: Image.Image, level: int) -> bytes:
    """Return one row that nothing was decoded into."""
    return Image.new(image.mode, (image.width, 1), _all_bands(image, level)).tobytes()


def _all_bands(image: Image.Image, level: int) -> int | tuple[int, ...]:
    """Return a colour with the same level in every band."""
    return level if len(image.getbands()) == 1 else (level,) * len(image.getbands())
