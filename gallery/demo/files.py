"""Drawn pictures as a camera would write them: several formats, held every way, with EXIF."""

import io
from datetime import datetime
from functools import lru_cache
from typing import NamedTuple

import pillow_heif
from PIL import Image

from gallery.demo.drawings import draw_picture
from gallery.demo.plan import Picture

Place = tuple[float, float]  # degrees

ORIENTATION, EXIF_IFD, GPS_IFD = 0x0112, 0x8769, 0x8825
DATE_TIME_ORIGINAL, OFFSET_TIME_ORIGINAL = 0x9003, 0x9011
#: How to turn what is upright into what a camera stores, by EXIF orientation.
HELD = {
    3: Image.Transpose.ROTATE_180,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_90,
    8: Image.Transpose.ROTATE_270,
}
SAVING: dict[str, dict[str, object]] = {
    "JPEG": {"quality": 90},
    "PNG": {"compress_level": 3},
    "WEBP": {"quality": 85, "method": 2},
    "AVIF": {"quality": 70, "speed": 9},
}


class Job(NamedTuple):
    """A picture to be drawn, the wall clock (with its offset) and the place it is taken at."""

    picture: Picture
    taken_at: datetime
    place: Place


def make_file(job: Job) -> bytes:
    """Draw a picture and return it as a file."""
    picture, file = job.picture, job.picture.file
    width, height = file.size
    image = _move(_draw(picture.seed, width, height, picture.season), frame=picture.frame)
    if file.orientation in HELD:
        image = image.transpose(HELD[file.orientation])
    return _encode(image, file.kind, exif=_note(job))


@lru_cache(maxsize=2)  # the pictures of a burst come one after the other
def _draw(seed: int, width: int, height: int, season: int) -> Image.Image:
    """Draw a scene."""
    return draw_picture(seed, width=width, height=height, season=season)


def _move(image: Image.Image, *, frame: int) -> Image.Image:
    """Show a scene a moment later: the hand has moved a little."""
    if frame == 0:
        return image
    width, height = image.size
    x, y = frame * width // 150, frame * height // 200
    return image.crop((x, y, width - x // 2, height)).resize((width, height))


def _encode(image: Image.Image, kind: str, *, exif: bytes) -> bytes:
    """Write a file."""
    target = io.BytesIO()
    if kind == "HEIF":
        # The encoder's own speed takes seconds.
        written = pillow_heif.from_pillow(image)
        written.save(target, quality=70, exif=exif, enc_params={"preset": "ultrafast"})
    else:
        image.save(target, kind, exif=exif, **SAVING[kind])
    return target.getvalue()


def _note(job: Job) -> bytes:
    """Return what the camera notes: how it was held, when, where."""
    exif, file = Image.Exif(), job.picture.file
    if file.orientation != 1:
        exif[ORIENTATION] = file.orientation
    if file.has_day:
        inner, offset = exif.get_ifd(EXIF_IFD), job.taken_at.strftime("%z")
        inner[DATE_TIME_ORIGINAL] = job.taken_at.strftime("%Y:%m:%d %H:%M:%S")
        inner[OFFSET_TIME_ORIGINAL] = f"{offset[:3]}:{offset[3:]}"
    if file.has_place:
        exif.get_ifd(GPS_IFD).update(_gps(*job.place))
    # As bytes: Pillow takes a block whose tags are all in sub-blocks for an empty one.
    return exif.tobytes()


def _gps(lat: float, lon: float) -> dict[int, object]:
    """Return the GPS tags of a place (CIPA DC-008, 4.6.6)."""
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
