"""The sizes a photo is shown in: encoded by us from bare pixels, without any metadata."""

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256

from PIL import Image

from gallery.images.pixels import LARGE, LARGE_TO

EDGES = (1280, 640, 320)  # long edges in pixels below the large one
#: Between two of these one more AVIF, so that no visitor is sent twice the pixels that are shown.
BETWEEN = {1280: 960, 640: 480}
PROGRESSIVE_UP_TO = 640
SMALL = 480  # long edge in pixels of what a bad line can carry
SMALL_QUALITY = 32  # about 5 KB


@dataclass(frozen=True)
class Rendition:
    """One encoded size: pixels, ``jpg`` or ``avif``, bytes."""

    width: int
    height: int
    format: str
    data: bytes

    @cached_property
    def sha256(self) -> bytes:
        """The hash of its bytes."""
        return sha256(self.data).digest()


def sizes_of(image: Image.Image) -> list[Image.Image]:
    """Return an image in its sizes, largest first; never enlarged, no two of the same width."""
    sizes = [_resized(image, LARGE) if max(image.size) > LARGE_TO else image]
    for edge in EDGES:
        smaller = _resized(sizes[-1], edge) if edge < max(sizes[-1].size) else None
        if smaller and smaller.width < sizes[-1].width:
            sizes.append(smaller)
    return sizes


def jpegs(sizes: Sequence[Image.Image]) -> Iterator[Rendition]:
    """Encode as JPEG, quality 80, 4:2:0; small ones progressive."""
    for image in sizes:
        buffer = io.BytesIO()
        progressive = max(image.size) <= PROGRESSIVE_UP_TO
        image.save(buffer, "JPEG", quality=80, subsampling="4:2:0", progressive=progressive)
        yield Rendition(image.width, image.height, "jpg", buffer.getvalue())


def close_jpeg(image: Image.Image) -> Rendition:
    """Encode as JPEG, quality 90: to be looked at closely, by moderators only."""
    buffer = io.BytesIO()
    image.save(buffer, "JPEG", quality=90)
    return Rendition(image.width, image.height, "jpg", buffer.getvalue())


def avifs(sizes: Sequence[Image.Image]) -> Iterator[Rendition]:
    """Encode as AVIF what is not larger than 1280 pixels: 0.73 of the JPEG's bytes."""
    for image in _with_those_between([each for each in sizes if max(each.size) <= EDGES[0]]):
        buffer = io.BytesIO()
        image.save(buffer, "AVIF", quality=65, speed=9, max_threads=1)
        yield Rendition(image.width, image.height, "avif", buffer.getvalue())


def _with_those_between(sizes: Sequence[Image.Image]) -> Iterator[Image.Image]:
    """Yield sizes, and after each the one between it and the next."""
    for image in sizes:
        yield image
        if edge := BETWEEN.get(max(image.size)):
            yield _resized(image, edge)


def small_avif(sizes: Sequence[Image.Image]) -> bytes:
    """Encode as a small AVIF, for who looks at many photos over a bad line."""
    image = next((each for each in sizes[::-1] if max(each.size) >= SMALL), sizes[0])
    buffer = io.BytesIO()
    smaller = _resized(image, min(SMALL, max(image.size)))
    smaller.save(buffer, "AVIF", quality=SMALL_QUALITY, speed=8, max_threads=1)
    return buffer.getvalue()


def _resized(image: Image.Image, edge: int) -> Image.Image:
    """Return the image with this long edge; half of one is averaged, for a tenth of the cost.

    A cubic filter takes three quarters of what Lanczos does, and nobody sees the difference.
    """
    if 2 * edge == max(image.size):
        return image.reduce(2)
    scale = edge / max(image.size)
    size = (max(1, round(image.width * scale)), max(1, round(image.height * scale)))
    return image.resize(size, Image.Resampling.BICUBIC, reducing_gap=2.0)
