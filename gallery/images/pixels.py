"""Decode an original into upright sRGB pixels on a fresh canvas."""

import io
from functools import cache
from typing import NamedTuple

import pillow_heif
from PIL import Image, ImageCms, ImageFile

from gallery.errors import Refused
from gallery.images.covers import Box

#: A JPEG decode whose long edge falls in here *is* the large rendition, unresized.
LARGE_FROM, LARGE_TO, LARGE = 1600, 2300, 1920
#: The one decoder that may run for a kind. JPEG covers MPO; Pillow has no name for it alone.
DECODERS = {
    "jpeg": "JPEG", "mpo": "JPEG", "png": "PNG", "webp": "WEBP", "avif": "AVIF", "heic": "HEIF",
}  # fmt: skip
#: These decoders have turned the picture already.
TURNED = ("heic", "avif")
TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
WHITE = (255, 255, 255)

Image.MAX_IMAGE_PIXELS = None  # kinds.require_photo has its own caps, by format
pillow_heif.register_heif_opener(thumbnails=False)
pillow_heif.options.DECODE_THREADS = 1


class Picture(NamedTuple):
    """Upright pixels, and the size in pixels of the upright original they came from."""

    image: Image.Image
    width: int
    height: int


def decode(data: bytes, *, kind: str, orientation: int, crop: Box | None = None) -> Picture:
    """Decode to about 2,000 pixels of what is kept; raise Refused when it cannot be decoded whole.

    ``orientation`` is EXIF's, 1 to 8.
    """
    try:
        return _decode(data, kind=kind, orientation=orientation, crop=crop)
    except MemoryError as error:
        raise Refused("too-hard") from error
    except Exception as error:  # Pillow's decoders raise almost anything; this is their one edge
        raise Refused("unreadable") from error


def _decode(data: bytes, *, kind: str, orientation: int, crop: Box | None) -> Picture:
    """Decode, convert to sRGB, turn upright."""
    file = Image.open(io.BytesIO(data), formats=(DECODERS[kind],))
    turn = None if kind in TURNED else TURNS.get(orientation)
    is_aside = turn is not None and orientation >= 5
    width, height = file.size[::-1] if is_aside else file.size
    profile = file.info.get("icc_profile")
    image = _load(file, factor=reduction(file.size, kept=_kept_edge(width, height, crop)))
    image = to_srgb(image, profile)
    if turn is not None:
        image = image.transpose(turn)
    return Picture(fresh(image), width, height)


def reduction(size: tuple[int, int], *, kept: float) -> int:
    """Return by what to divide while decoding: 1, 2, 4 or 8.

    ``kept`` is the share of the long edge that a crop keeps.
    """
    edge = max(size) * kept
    for factor in (1, 2, 4, 8):
        if LARGE_FROM <= edge / factor <= LARGE_TO:
            return factor
    return max((factor for factor in (1, 2, 4, 8) if edge / factor >= LARGE), default=1)


def to_srgb(image: Image.Image, profile: bytes | None) -> Image.Image:
    """Return RGB in sRGB. An unconverted Display-P3 phone photo is 4.3 levels wrong on average."""
    image = _flat(image)
    if not profile:
        return image.convert("RGB")
    try:
        transform = _transform(profile, image.mode)
    except (ImageCms.PyCMSError, OSError, ValueError):  # a broken profile is no profile
        return image.convert("RGB")
    if transform is None:
        return image.convert("RGB")
    turned = ImageCms.applyTransform(image, transform)
    return (turned or image).convert("RGB")


def fresh(image: Image.Image) -> Image.Image:
    """Return the pixels on a canvas that has never known a file.

    JPEG comments survive convert() and save(), and can carry a name.
    """
    canvas = Image.new("RGB", image.size)
    canvas.paste(image)
    return canvas


def _load(image: ImageFile.ImageFile, *, factor: int) -> Image.Image:
    """Decode all of the file, at a fraction of its size where that can be had."""
    if image.format == "JPEG" and factor > 1:
        width, height = image.size
        image.draft("RGB", (width // factor, height // factor))
        image.load()
        return image
    image.load()
    return image.reduce(factor) if factor > 1 and image.mode in ("RGB", "RGBA", "L") else image


def _flat(image: Image.Image) -> Image.Image:
    """Lay transparent pictures on white; bring palettes and deep greys into 8 bits."""
    if image.mode in ("RGB", "L", "CMYK"):
        return image
    if image.mode.startswith("I"):
        return image.convert("I").point(lambda level: level / 256).convert("L")
    if image.mode == "LAB":
        return image.convert("RGB")
    transparent = image.convert("RGBA")
    paper = Image.new("RGB", image.size, WHITE)
    paper.paste(transparent, mask=transparent.getchannel("A"))
    return paper


@cache
def _transform(profile: bytes, mode: str) -> ImageCms.ImageCmsTransform | None:
    """Return the LittleCMS transform of a profile, made once; None for what is sRGB already."""
    source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
    name = ImageCms.getProfileDescription(source)
    if "sRGB" in name and "P3" not in name:
        return None
    intent = ImageCms.Intent.RELATIVE_COLORIMETRIC
    target = ImageCms.createProfile("sRGB")
    return ImageCms.buildTransform(source, target, mode, "RGB", renderingIntent=intent)


def _kept_edge(width: int, height: int, crop: Box | None) -> float:
    """Return the share of the long edge that a crop keeps."""
    if crop is None:
        return 1.0
    return max(crop.width * width, crop.height * height) / max(width, height)
