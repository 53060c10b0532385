"""Decode an original into upright sRGB pixels on a fresh canvas, covers and crop done."""

import io
from collections.abc import Iterable, Sequence
from math import ceil
from typing import NamedTuple

import pillow_heif
from PIL import AvifImagePlugin, Image
from PIL.JpegImagePlugin import JpegImageFile

from gallery.errors import Refused
from gallery.images.colours import flatten, to_srgb
from gallery.images.covers import Box, Grain, crop_to, draw_covers
from gallery.images.turning import STORED, is_aside, stored_box, turn_upright
from gallery.images.wholeness import is_whole_jpeg, is_whole_png, prepare_png

#: A decode whose long edge falls in here *is* the large rendition, unresized.
LARGE_FROM, LARGE_TO, LARGE = 1600, 2300, 1920
#: The longest edge at which a picture is looked at closely: more does not fit into the dark room,
#: where decoders of other kinds than these take more of it.
CLOSE, CLOSE_OF_OTHERS = 6000, 4500
EASY = ("jpeg", "mpo", "png")
#: The one decoder that may run for a kind. JPEG covers MPO; Pillow cannot be asked for it alone.
DECODERS = {
    "jpeg": "JPEG", "mpo": "JPEG", "png": "PNG", "webp": "WEBP", "avif": "AVIF", "heic": "HEIF",
}  # fmt: skip
#: libjpeg decodes at these fractions for less; other pictures are averaged by any whole number.
JPEG_FACTORS, FACTORS = (1, 2, 4, 8), range(1, 64)
#: Lossy codings other than JPEG mix pixels within blocks of this size, or less (VP8, HEVC, AV1).
BLOCK = (16, 16)
#: Where colours have fewer samples than light, a decoder blends neighbours' (libjpeg's "fancy").
BLEED = 2
STRIP = 256  # rows, at least, that are converted at a time
ORIENTATION = 0x0112

Image.MAX_IMAGE_PIXELS = None  # kinds.require_photo has its own caps, by format
AvifImagePlugin.DEFAULT_MAX_THREADS = 1
pillow_heif.register_heif_opener(thumbnails=False, depth_images=False, aux_images=False)
pillow_heif.options.DECODE_THREADS = 1


class Picture(NamedTuple):
    """Upright pixels, and the size in pixels of the upright original they came from."""

    image: Image.Image
    width: int
    height: int


def decode(
    data: bytes,
    *,
    kind: str,
    orientation: int = 1,
    covers: Sequence[Box] = (),
    crop: Box | None = None,
    is_close: bool = False,
) -> Picture:
    """Decode to about 2,000 pixels of what is kept, covered; raise Refused when it is not whole.

    ``is_close``: in full size, unless that is far too large.

    ``kind`` is one that kinds.require_photo returned, ``orientation`` EXIF's, 1 to 8.
    """
    try:
        file = Image.open(io.BytesIO(data), formats=(DECODERS[kind],))
        orientation = _orientation_left(file, kind=kind, said=orientation)
        boxes = [stored_box(box, orientation) for box in covers]
        kept = stored_box(crop, orientation) if crop else None
        size = file.size
        factors = _close(max(size), kind=kind) if is_close else ()
        image = _covered(file, data, kind=kind, covers=boxes, crop=kept, factors=factors)
    except MemoryError as error:
        raise Refused("too-hard") from error
    except Refused:
        raise
    except Exception as error:  # Pillow's decoders raise almost anything; this is their one edge
        raise Refused("unreadable") from error
    width, height = reversed(size) if is_aside(orientation) else size
    return Picture(fresh(turn_upright(image, orientation)), width, height)


def reduction(edge: float, factors: Iterable[int] = JPEG_FACTORS) -> int:
    """Return by what to divide a long edge of so many pixels while decoding."""
    for factor in factors:
        if LARGE_FROM <= edge / factor <= LARGE_TO:
            return factor
    return max((factor for factor in factors if edge / factor >= LARGE), default=1)


def _close(edge: int, *, kind: str) -> tuple[int, ...]:
    """Return the one fraction at which a long edge of so many pixels is looked at closely."""
    most = CLOSE if kind in EASY else CLOSE_OF_OTHERS
    return (next((each for each in JPEG_FACTORS if edge / each <= most), JPEG_FACTORS[-1]),)


def fresh(image: Image.Image) -> Image.Image:
    """Return the very pixels, of an image that has never known a file.

    JPEG comments survive convert() and save(), and can carry a name: they are kept beside the
    pixels, which hold nothing else. To copy these would cost an eighth of all that is done here.
    """
    return Image.new("RGB", (1, 1))._new(image.im)


def _orientation_left(file: Image.Image, *, kind: str, said: int) -> int:
    """Return how the decoded pixels are still to be turned.

    libheif has turned a HEIC. Pillow turns no AVIF, but tells the file's own ``irot`` and ``imir``
    as if they were EXIF's (ISO/IEC 23000-22, 7.3: EXIF's orientation does not count there).
    """
    if kind == "avif":
        said = int(file.getexif().get(ORIENTATION, 1))
    return said if said in STORED and kind != "heic" else 1


def _covered(
    file: Image.Image,
    data: bytes,
    *,
    kind: str,
    covers: Sequence[Box],
    crop: Box | None,
    factors: Iterable[int] = (),
) -> Image.Image:
    """Return RGB in sRGB, not turned yet, covered and cropped; nor are the boxes turned."""
    profile = file.info.get("icc_profile")
    width, height = file.size
    edge = max(width, height) if crop is None else max(crop.width * width, crop.height * height)
    if isinstance(file, JpegImageFile):
        image, grain = _load_jpeg(file, data, factor=reduction(edge, factors or JPEG_FACTORS))
    else:
        image, grain = _load(file, data, kind=kind, factor=reduction(edge, factors or FACTORS))
    image = to_srgb(image, profile)
    draw_covers(image, covers, grain=grain)
    return crop_to(image, crop, grain=grain) if crop else image


def _load_jpeg(file: JpegImageFile, data: bytes, *, factor: int) -> tuple[Image.Image, Grain]:
    """Decode all of a JPEG at a fraction of its size."""
    width, height = file.size
    cell = 8 * max(layer[1] for layer in file.layer), 8 * max(layer[2] for layer in file.layer)
    file.draft(None, (width // factor, height // factor))
    file.load()
    if not is_whole_jpeg(file, data):
        raise Refused("unreadable")
    return file, Grain(width, height, cell=cell, factor=factor, bleed=BLEED)


def _load(file: Image.Image, data: bytes, *, kind: str, factor: int) -> tuple[Image.Image, Grain]:
    """Decode all of another picture, and make it smaller by averaging."""
    if kind == "png":
        prepare_png(file)
    file.load()
    if kind == "png" and not is_whole_png(file, data):
        raise Refused("unreadable")
    grain = Grain(*file.size, factor=factor)
    if kind != "png":
        grain = grain._replace(cell=BLOCK, bleed=BLEED)
    return _reduced(file, factor), grain


def _reduced(image: Image.Image, factor: int) -> Image.Image:
    """Return a flat picture, averaged; strip by strip, since a second large one may not fit."""
    size = ceil(image.width / factor), ceil(image.height / factor)
    rows = factor * ceil(STRIP / factor)
    canvas = None
    for top in range(0, image.height, rows):
        strip = image.crop((0, top, image.width, min(top + rows, image.height)))
        strip = flatten(strip).reduce(factor)
        canvas = canvas or Image.new(strip.mode, size)
        canvas.paste(strip, (0, top // factor))
    return canvas or image
