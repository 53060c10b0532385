"""The sizes a photo is shown in: encoded by us from bare pixels, without any metadata."""

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from PIL import Image

from gallery.images.pixels import LARGE, LARGE_TO

EDGES = (1280, 640, 320)  # long edges in pixels below the large one
PROGRESSIVE_UP_TO = 640


@dataclass(frozen=True)
class Rendition:
    """One encoded size: pixels, ``jpg`` or ``avif``, bytes."""

    width: int
    height: int
    format: str
    data: bytes


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
    for image in [each for each in sizes if max(each.size) <= EDGES[0]]:
        buffer = io.BytesIO()
        image.save(buffer, "AVIF", quality=65, speed=9, max_threads=1)
        yield Rendition(image.width, image.height, "avif", buffer.getvalue())


def _resized(image: Image.Image, edge: int) -> Image.Image:
    """Return the image with this long edge."""
    scale = edge / max(image.size)
    size = (max(1, round(image.width * scale)), max(1, round(image.height * scale)))
    return image.resize(size, Image.Resampling.LANCZOS, reducing_gap=2.0)
