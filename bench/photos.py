"""Photos as a phone's sensor would give them: drawings are too smooth, so they get its noise."""

import io
from datetime import datetime, timedelta
from functools import cache

import numpy
from PIL import Image

from gallery.demo.drawings import draw_picture

SIZE = (4032, 3024)  # 12 MP, as most phones have it
NOISE = 4.6  # levels of 255, standard deviation: makes files of 3 to 4 MB at this quality
QUALITY = 90
TAKEN_AT = datetime(2009, 3, 16, 12, 0)
EXIF_IFD, DATE_TIME_ORIGINAL = 0x8769, 0x9003


def make_photo(number: int = 0) -> bytes:
    """Return a 12 MP JPEG; each number's has other bytes and the same pixels."""
    exif = Image.Exif()
    taken_at = TAKEN_AT + timedelta(minutes=number)
    exif.get_ifd(EXIF_IFD)[DATE_TIME_ORIGINAL] = taken_at.strftime("%Y:%m:%d %H:%M:%S")
    target = io.BytesIO()
    _pixels().save(target, "JPEG", quality=QUALITY, exif=exif.tobytes())
    return target.getvalue()


@cache
def _pixels() -> Image.Image:
    """Return a drawing with noise, the same each time."""
    width, height = SIZE
    drawing = numpy.asarray(draw_picture(35, width=width, height=height), dtype=numpy.float32)
    noise = numpy.random.default_rng(1).normal(0, NOISE, drawing.shape)
    return Image.fromarray((drawing + noise).clip(0, 255).astype(numpy.uint8))
