"""Small photos made on the spot, each different, as a phone would send them."""

import io
from datetime import datetime
from itertools import count

from PIL import Image

numbers = count(1)
EXIF_IFD, GPS_IFD = 0x8769, 0x8825
DATE_TIME_ORIGINAL = 0x9003


def make_photo(
    *,
    kind: str = "JPEG",
    size: tuple[int, int] = (400, 300),
    taken_at: datetime | None = None,
    place: tuple[float, float] | None = None,
    orientation: int = 1,
) -> bytes:
    """Return the bytes of a noisy picture that nobody has sent before."""
    image = Image.effect_noise(size, 40 + next(numbers) % 50).convert("RGB")
    exif = Image.Exif()
    if orientation != 1:
        exif[0x0112] = orientation
    if taken_at:
        exif.get_ifd(EXIF_IFD)[DATE_TIME_ORIGINAL] = taken_at.strftime("%Y:%m:%d %H:%M:%S")
    if place:
        exif.get_ifd(GPS_IFD).update(_gps(*place))
    buffer = io.BytesIO()
    image.save(buffer, kind, exif=exif)
    return buffer.getvalue()


def _gps(lat: float, lon: float) -> dict[int, object]:
    """Return the GPS tags of a place."""
    return {
        1: "N" if lat >= 0 else "S",
        2: _degrees(abs(lat)),
        3: "E" if lon >= 0 else "W",
        4: _degrees(abs(lon)),
    }


def _degrees(value: float) -> tuple[float, float, float]:
    """Return degrees, minutes and seconds."""
    minutes = value % 1 * 60
    return float(int(value)), float(int(minutes)), round(minutes % 1 * 60, 4)
