"""The floor: libjpeg-turbo decodes at a fraction, OpenCV averages; no profile, no orientation.

It does less than a gallery must, and no check: nothing that does more can be quicker.
"""

import cv2
import numpy
import simplejpeg

from bench.ways.loop import Sizes, answer

cv2.setNumThreads(1)


def make(data: bytes, sizes: Sizes) -> list[bytes]:
    """Make the ladder."""
    pixels, made = _decoded(data, sizes[0]), []
    for width, height in sizes:
        if pixels.shape[:2] != (height, width):
            pixels = cv2.resize(pixels, (width, height), interpolation=cv2.INTER_AREA)
        made.append(simplejpeg.encode_jpeg(pixels, 80, colorsubsampling="420"))
    return made


def _decoded(data: bytes, size: tuple[int, int]) -> numpy.ndarray:
    """Decode to at least a size."""
    if data[:2] == b"\xff\xd8":
        return simplejpeg.decode_jpeg(data, min_width=size[0], min_height=size[1])
    pixels = cv2.imdecode(numpy.frombuffer(data, numpy.uint8), cv2.IMREAD_COLOR)
    if pixels is None:
        raise ValueError("no decoder for it")
    return cv2.cvtColor(pixels, cv2.COLOR_BGR2RGB)


if __name__ == "__main__":
    answer(make)
