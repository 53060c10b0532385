"""Skies: a fall of colours, a glow, stars, clouds that the light models."""

import random

from PIL import Image, ImageDraw

from gallery.demo.studio.canvas import Point, Size
from gallery.demo.studio.colours import WHITE, blend, tint
from gallery.demo.studio.fields import clamp, compute, fractal, grey, ramp, slopes, soften
from gallery.demo.studio.moods import Mood


def paint_sky(size: Size, mood: Mood, *, sun: Point, dice: random.Random) -> Image.Image:
    """Paint a sky; ``sun`` is where it glows, in parts of width and height."""
    sky = _glow(_fall(size, mood), mood, sun=sun)
    if mood.is_night:
        _stars(sky, dice=dice)
    return _clouds(sky, mood, sun=sun, dice=dice)


def _fall(size: Size, mood: Mood) -> Image.Image:
    column = Image.new("RGB", (1, 64))
    top, middle, horizon = mood.sky
    for row in range(64):
        part = row / 31.5
        upper, lower = (top, middle) if part < 1 else (middle, horizon)
        column.putpixel((0, row), blend(upper, lower, part=part % 1 if row < 63 else 1))
    return column.resize(size, Image.Resampling.BICUBIC)


def _glow(sky: Image.Image, mood: Mood, *, sun: Point) -> Image.Image:
    reach = round(max(sky.size) * 1.5)
    strength = 0.42 if mood.is_night else 0.72
    fall = [round((max(0, 255 - v * 1.42) / 255) ** 2 * 255 * strength) for v in range(256)]
    spot = Image.radial_gradient("L").point(fall).resize((reach, reach), Image.Resampling.BICUBIC)
    halo = Image.new("L", sky.size, 0)
    corner = sun[0] * sky.width - reach / 2, sun[1] * sky.height - reach / 2
    halo.paste(spot, (round(corner[0]), round(corner[1])))
    bright = Image.new("RGB", sky.size, blend(mood.sun, WHITE, part=0.25))
    return Image.composite(bright, sky, halo)


def _stars(sky: Image.Image, *, dice: random.Random) -> None:
    pen = ImageDraw.Draw(sky)
    for _ in range(70):
        place = dice.uniform(0, sky.width), dice.uniform(0, sky.height * 0.55)
        shine = round(dice.uniform(60, 190))
        pen.point(place, fill=(shine, shine, shine + 14))


def _clouds(sky: Image.Image, mood: Mood, *, sun: Point, dice: random.Random) -> Image.Image:
    # Clouds are soft: half the size is enough.
    half = max(2, sky.width // 2), max(2, sky.height // 2)
    wide = half[0] * dice.uniform(0.5, 0.9)
    high = wide * dice.uniform(0.22, 0.4)
    field = fractal(half, cell=(wide, high), dice=dice, octaves=7)
    start = 0.62 - 0.22 * mood.clouds
    strength = 0.6 if mood.is_night else 0.85
    veil = grey(ramp(field, start, start + 0.20).point(lambda v: v * strength + 0))
    dark = blend(mood.sky[0], mood.shade, part=0.55)
    light = blend(mood.sun, mood.sky[2], part=0.75 if mood.is_night else 0.3)
    tone = grey(_lit(field, sun=sun)).resize(sky.size, Image.Resampling.BICUBIC)
    body = tint(tone, dark=dark, middle=blend(dark, light, part=0.62), light=light)
    return Image.composite(body, sky, veil.resize(sky.size, Image.Resampling.BICUBIC))


def _lit(field: Image.Image, *, sun: Point) -> Image.Image:
    """Return how bright clouds are: on the sun's side, and where they are thin."""
    right, down = slopes(soften(field, 5))
    steep = field.width * 0.16
    across, upwards = (sun[0] - 0.5) * 1.6 * steep, (sun[1] - 0.9) * steep
    return clamp(
        compute(
            lambda a: 0.97 + a["x"] * across + a["y"] * upwards - a["f"] * 0.9,
            x=right,
            y=down,
            f=field,
        )
    )
