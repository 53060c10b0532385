"""Strips of tape as outlines for SVG, torn at their ends as they will be published."""

from gallery.images.covers import TORN, Box


def outline(box: Box, *, width: int, height: int) -> str:
    """Return the path of a cover over a picture of this size, in its pixels.

    ``static/js/boxes.js`` draws the same.
    """
    left, top = box.left * width, box.top * height
    right, tall = left + box.width * width, box.height * height
    steps = [top + tall * at / (len(TORN) - 1) for at in range(len(TORN))]
    down = [(right + reach * tall, y) for reach, y in zip(TORN, steps, strict=True)]
    up = [(left - reach * tall, y) for reach, y in zip(TORN, steps, strict=True)][::-1]
    corners = [(left, top), (right, top), *down, (right, top + tall), (left, top + tall), *up]
    return "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in corners) + "Z"
