"""Fields of floats over the canvas: soft, noisy, lit. Eight bits would show as steps."""

import random
from collections.abc import Callable
from typing import Any

from PIL import Image, ImageChops, ImageFilter, ImageMath

from gallery.demo.studio.canvas import Size

#: Softer than so many pixels, eight bits would show as steps; harder, a coarse grid would.
_NEAR = 5.0


def compute(formula: Callable[[dict[str, Any]], Any], **fields: Image.Image) -> Image.Image:
    """Return what a formula makes of fields, spot by spot; it is given them by their names."""
    made: Image.Image = ImageMath.lambda_eval(formula, **fields)
    return made


def soften(field: Image.Image, reach: float) -> Image.Image:
    """Blur a field, about as far as ``reach`` pixels. Pillow itself blurs eight bits only."""
    if reach < 0.75:
        return field
    width, height = field.size
    small = max(2, round(width / reach)), max(2, round(height / reach))
    coarse = field.resize(small, Image.Resampling.HAMMING)
    return coarse.resize(field.size, Image.Resampling.BICUBIC)


def blurred(mask: Image.Image, soft: float) -> Image.Image:
    """Turn a grey mask into a field from 0 to 255 with edges as soft as so many pixels."""
    if soft < _NEAR:
        return mask.filter(ImageFilter.GaussianBlur(soft)).convert("F")
    return soften(mask.convert("F"), 1.8 * soft)


def share(mask: Image.Image) -> Image.Image:
    """Turn a grey mask into a field from 0 to 1."""
    return mask.convert("F").point(lambda grey: grey * (1 / 255) + 0)


def grey(field: Image.Image) -> Image.Image:
    """Turn a field from 0 to 1 into grey; what is beyond is cut."""
    return field.point(lambda part: part * 255 + 0.5).convert("L")


def clamp(field: Image.Image, low: float = 0.0, high: float = 1.0) -> Image.Image:
    """Cut what is beyond two bounds."""
    return compute(lambda a: a["min"](a["max"](a["f"], low), high), f=field)


def ramp(field: Image.Image, low: float, high: float) -> Image.Image:
    """Return 0 below ``low``, 1 above ``high`` and a smooth rise between."""
    part = clamp(field.point(lambda v: v * (1 / (high - low)) + (-low / (high - low))))
    return compute(lambda a: a["t"] * a["t"] * (3.0 - 2.0 * a["t"]), t=part)


def fractal(
    size: Size, *, cell: tuple[float, float], dice: random.Random, octaves: int = 5
) -> Image.Image:
    """Return clouds of noise around 0.5, whose largest cells have this size in pixels."""
    total = Image.new("F", size, 0.0)
    weight, sum_of_weights = 1.0, 0.0
    wide, high = cell
    for _ in range(octaves):
        grid = max(2, round(size[0] / wide) + 2), max(2, round(size[1] / high) + 2)
        grains = Image.frombytes("L", grid, dice.randbytes(grid[0] * grid[1])).convert("F")
        box = (0.5, 0.5, grid[0] - 0.5, grid[1] - 0.5)
        octave = grains.resize(size, Image.Resampling.BICUBIC, box=box)
        total = _add(total, octave, part=weight / 255)
        sum_of_weights += weight
        weight, wide, high = weight * 0.52, max(1.0, wide / 2), max(1.0, high / 2)
    return total.point(lambda v: v * (1 / sum_of_weights) + 0)


def _add(field: Image.Image, other: Image.Image, *, part: float) -> Image.Image:
    return compute(lambda a: a["f"] + a["o"] * part, f=field, o=other)


def slopes(field: Image.Image) -> tuple[Image.Image, Image.Image]:
    """Return how steeply a field falls to the right and downwards, per pixel."""
    right, down = _fall(field, 1, 0), _fall(field, 0, 1)
    width, height = field.size
    # What fell over one edge came in at the other; the edges take their neighbours' slopes.
    right.paste(right.crop((1, 0, 2, height)), (0, 0))
    right.paste(right.crop((width - 2, 0, width - 1, height)), (width - 1, 0))
    down.paste(down.crop((0, 1, width, 2)), (0, 0))
    down.paste(down.crop((0, height - 2, width, height - 1)), (0, height - 1))
    return right, down


def _fall(field: Image.Image, right: int, down: int) -> Image.Image:
    return compute(
        lambda a: (a["before"] - a["after"]) * 0.5,
        before=ImageChops.offset(field, right, down),
        after=ImageChops.offset(field, -right, -down),
    )
