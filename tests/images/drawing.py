"""Pictures drawn for tests: scenes with a camera's noise, whose every pixel is known."""

import io
import struct
from collections.abc import Sequence
from functools import cache
from typing import Any

import numpy as np
from PIL import Image, ImageDraw

import gallery.images.pixels  # noqa: F401 (brings HEIC to Pillow)

SAVED_AS = {
    "jpeg": "JPEG", "mpo": "MPO", "png": "PNG", "webp": "WEBP", "avif": "AVIF", "heic": "HEIF",
}  # fmt: skip
RED, GREEN, BLUE, YELLOW = (200, 30, 30), (30, 170, 60), (40, 60, 200), (230, 210, 40)


@cache
def _scene(width: int, height: int, seed: int, noise: float) -> Image.Image:
    rng = np.random.default_rng(seed)
    broad = Image.fromarray(rng.integers(20, 235, (9, 12, 3), dtype=np.uint8))
    light = np.asarray(broad.resize((width, height), Image.Resampling.BICUBIC), np.float32)
    grain = rng.standard_normal((height, width, 3), np.float32) * noise
    return Image.fromarray((light + grain).clip(0, 255).astype(np.uint8))


def scene(width: int, height: int, *, seed: int = 1, noise: float = 5.0) -> Image.Image:
    """Return a soft scene with the noise of a sensor (standard deviation in levels)."""
    return _scene(width, height, seed, noise).copy()


def corners(width: int = 320, height: int = 240) -> Image.Image:
    """Return a picture that shows how it is held: red, green / blue, yellow."""
    image = Image.new("RGB", (width, height), RED)
    draw = ImageDraw.Draw(image)
    draw.rectangle((width // 2, 0, width, height // 2), fill=GREEN)
    draw.rectangle((0, height // 2, width // 2, height), fill=BLUE)
    draw.rectangle((width // 2, height // 2, width, height), fill=YELLOW)
    return image


def is_upright(image: Image.Image, *, tolerance: int = 40) -> bool:
    """Whether a picture of ``corners`` is seen as it was drawn."""
    width, height = image.size
    found = [image.getpixel((x * width // 4, y * height // 4)) for y in (1, 3) for x in (1, 3)]
    return all(
        abs(have - want) <= tolerance
        for pixel, colour in zip(found, (RED, GREEN, BLUE, YELLOW), strict=True)
        for have, want in zip(pixel, colour, strict=True)
    )


def encoded(image: Image.Image, kind: str, **options: Any) -> bytes:
    """Return the bytes of a picture in one of the accepted kinds."""
    buffer = io.BytesIO()
    if kind == "mpo":
        options = {"save_all": True, "append_images": [image.resize((64, 64))], **options}
    if kind == "png":
        options = {"compress_level": 1, **options}
    if kind == "avif":
        options = {"speed": 10, "max_threads": 1, **options}
    image.save(buffer, SAVED_AS[kind], **options)
    return buffer.getvalue()


def opened(data: bytes) -> Image.Image:
    """Return the decoded pixels of a rendition."""
    image = Image.open(io.BytesIO(data))
    image.load()
    return image


def rgb_profile(*colorants: Sequence[float]) -> bytes:
    """Return an ICC profile (version 4, matrix and the curve of sRGB) with these primaries.

    ``colorants`` are the XYZ of red, green and blue, adapted to D50; none: Display P3.
    """
    primaries = colorants or (
        (0.51512, 0.24120, -0.00105), (0.29198, 0.69225, 0.04189), (0.15710, 0.06657, 0.78407)
    )  # fmt: skip
    curve = b"para" + bytes(4) + struct.pack(">HH", 3, 0)
    curve += _fixed(2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045)
    name = "Wide".encode("utf-16-be")
    text = b"mluc" + bytes(4) + struct.pack(">II2s2sII", 1, 12, b"en", b"US", len(name), 28) + name
    tags = {b"desc": text, b"cprt": text, b"wtpt": b"XYZ " + bytes(4) + _fixed(0.9642, 1, 0.8249)}
    for letter, xyz in zip((b"r", b"g", b"b"), primaries, strict=True):
        tags[letter + b"XYZ"] = b"XYZ " + bytes(4) + _fixed(*xyz)
        tags[letter + b"TRC"] = curve
    return _profile(tags)


def _profile(tags: dict[bytes, bytes]) -> bytes:
    at, table, bodies = 128 + 4 + 12 * len(tags), b"", b""
    for name, body in tags.items():
        padded = body + bytes(-len(body) % 4)
        table += name + struct.pack(">II", at + len(bodies), len(body))
        bodies += padded
    head = struct.pack(
        ">I4sI4s4s4s", at + len(bodies), bytes(4), 0x04200000, b"mntr", b"RGB ", b"XYZ "
    )
    head += bytes(12) + b"acsp" + bytes(28) + _fixed(0.9642, 1, 0.8249) + bytes(48)
    return head + struct.pack(">I", len(tags)) + table + bodies


def _fixed(*numbers: float) -> bytes:
    return b"".join(struct.pack(">i", round(number * 65536)) for number in numbers)
