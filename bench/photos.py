"""Photos as a phone's sensor would give them: drawings are too smooth, so they get its noise."""

import io
from collections.abc import Mapping
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import numpy
from PIL import Image, ImageOps

from gallery.demo.drawings import draw_picture
from tests.images.drawing import SAVED_AS, rgb_profile

SIZE = (4032, 3024)  # 12 MP, as most phones have it
NOISE = 4.6  # levels of 255, standard deviation: makes files of 3 to 4 MB at this quality
QUALITY = 90
TAKEN_AT = datetime(2009, 3, 16, 12, 0)
EXIF_IFD, DATE_TIME_ORIGINAL, ORIENTATION = 0x8769, 0x9003, 0x0112


class Kind(NamedTuple):
    """A kind of file: its format, its size in pixels, and how it is saved."""

    words: str
    format: str = "jpeg"
    size: tuple[int, int] = SIZE
    options: Mapping[str, Any] = {}


KINDS = {
    "plain": Kind("12 MP"),
    "p3": Kind("12 MP, Display P3", options={"icc_profile": rgb_profile()}),
    "progressive": Kind("12 MP, progressive", options={"progressive": True}),
    "24mp": Kind("24 MP", size=(6000, 4000)),
    "48mp": Kind("48 MP", size=(8064, 6048)),
    "png": Kind("12 MP, PNG", "png", options={"compress_level": 1}),
    "heic": Kind("12 MP, HEIC", "heic", options={"quality": 60}),
}


def make_photo(number: int = 0) -> bytes:
    """Return a 12 MP JPEG; each number's has other bytes and the same pixels."""
    return save(KINDS["plain"], number=number)


def save(kind: Kind, *, number: int = 0, orientation: int = 1) -> bytes:
    """Return a photo of a kind: with EXIF, as phones write it."""
    exif = Image.Exif()
    exif[ORIENTATION] = orientation
    taken_at = TAKEN_AT + timedelta(minutes=number)
    exif.get_ifd(EXIF_IFD)[DATE_TIME_ORIGINAL] = taken_at.strftime("%Y:%m:%d %H:%M:%S")
    said: dict[str, Any] = {"quality": QUALITY, "exif": exif.tobytes(), **kind.options}
    target = io.BytesIO()
    _pixels(kind.size).save(target, SAVED_AS[kind.format], **said)
    return target.getvalue()


def write_photos(folder: Path) -> dict[str, Path]:
    """Write a photo of each kind into a folder; return where they are."""
    paths = {name: folder / name for name in KINDS}
    for name, path in paths.items():
        path.write_bytes(save(KINDS[name]))
    return paths


@cache
def _pixels(size: tuple[int, int]) -> Image.Image:
    """Return a drawing with noise, the same each time; larger ones are laid of mirrored ones."""
    if size != SIZE:
        return _laid(_pixels(SIZE), size)
    width, height = size
    drawing = numpy.asarray(draw_picture(35, width=width, height=height), dtype=numpy.float32)
    noise = numpy.random.default_rng(1).normal(0, NOISE, drawing.shape)
    return Image.fromarray((drawing + noise).clip(0, 255).astype(numpy.uint8))


def _laid(tile: Image.Image, size: tuple[int, int]) -> Image.Image:
    """Lay a picture of four tiles, each a mirror of its neighbours."""
    picture = Image.new("RGB", size)
    for column in (0, 1):
        for row in (0, 1):
            each = ImageOps.mirror(tile) if column else tile
            each = ImageOps.flip(each) if row else each
            picture.paste(each, (column * tile.width, row * tile.height))
    return picture
