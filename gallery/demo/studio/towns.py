"""What stands behind a statue: roofs and towers in haze, out of focus; lamps at night."""

import random
from typing import NamedTuple

from PIL import Image, ImageChops, ImageDraw, ImageFilter

from gallery.demo.studio.canvas import Size
from gallery.demo.studio.colours import BLACK, Colour, blend
from gallery.demo.studio.landmarks import draw_temple, draw_tree
from gallery.demo.studio.moods import Mood

_LAMPS: tuple[Colour, ...] = ((255, 214, 150), (255, 196, 120), (255, 232, 190), (236, 180, 120))


class Place(NamedTuple):
    """Where a town lies in a picture: its horizon, and how far it is out of focus, in pixels."""

    size: Size
    mood: Mood
    horizon: float
    blur: float


class _Wall(NamedTuple):
    left: float
    top: float
    right: float
    bottom: float


def paint_town(picture: Image.Image, place: Place, *, dice: random.Random) -> Image.Image:
    """Put a town before the sky: three rows of houses, a temple, trees."""
    kind = dice.choice(("towers", "roofs", "roofs", "temple", "park"))
    for depth in (0.82, 0.55, 0.25):
        layer = picture.copy()
        pen = ImageDraw.Draw(layer)
        if kind == "temple" and depth < 0.5:
            draw_temple(pen, place.size, mood=place.mood, floor=place.horizon, dice=dice)
        else:
            _draw_row(pen, place, depth=depth, is_old=kind != "towers", dice=dice)
        blur = ImageFilter.GaussianBlur(place.blur * (0.6 + 0.4 * depth) + 0.6)
        picture = _mist(layer.filter(blur), place)
    if kind == "park" or dice.random() < 0.35:
        picture = _plant(picture, place, dice=dice)
    return _light_lamps(picture, place, dice=dice) if place.mood.is_night else picture


def _draw_row(
    pen: ImageDraw.ImageDraw, place: Place, *, depth: float, is_old: bool, dice: random.Random
) -> None:
    """Draw a row of houses from edge to edge; the deeper it lies, the paler it is."""
    width, height = place.size
    colour = blend(place.mood.town, place.mood.haze, part=depth)
    x = -dice.uniform(0, 0.1) * width
    while x < width:
        wide = height * dice.uniform(0.07, 0.15) * (1.3 - 0.6 * depth)
        tall = height * dice.uniform(0.10, 0.24) * (0.75 + 0.45 * depth)
        tall *= 1.25 if is_old else 1.7 * dice.choice((1, 1, 1.5))
        shade = blend(colour, BLACK, part=dice.uniform(0, 0.10))
        wall = _Wall(x, place.horizon - tall, x + wide, place.horizon + height * 0.05)
        pen.rectangle(wall, fill=shade)
        _draw_roof(pen, wall, shade=shade, is_old=is_old, dice=dice)
        if depth < 0.7:
            _draw_windows(pen, wall, place=place, shade=shade, dice=dice)
        x += wide * dice.uniform(0.94, 1.04)


def _draw_roof(
    pen: ImageDraw.ImageDraw, wall: _Wall, *, shade: Colour, is_old: bool, dice: random.Random
) -> None:
    kind, middle, wide, top = (
        dice.random(),
        (wall.left + wall.right) / 2,
        wall.right - wall.left,
        wall.top,
    )
    if is_old and kind < 0.66:
        rise = wide * dice.uniform(0.35, 0.7)
        pen.polygon([(wall.left - 2, top), (middle, top - rise), (wall.right + 2, top)], fill=shade)
        chimney = wall.left + wide * dice.uniform(0.15, 0.3)
        pen.rectangle((chimney, top - rise * 0.75, chimney + wide * 0.09, top), fill=shade)
    elif kind < 0.72:
        belfry, spire = top - wide * 0.9, wide * dice.uniform(1.0, 1.7)
        pen.rectangle((middle - wide * 0.22, belfry, middle + wide * 0.22, top), fill=shade)
        foot = wide * 0.26
        pen.polygon(
            [(middle - foot, belfry), (middle, belfry - spire), (middle + foot, belfry)], fill=shade
        )
    elif kind < 0.78:
        dome = wide * 0.42
        pen.ellipse((middle - dome, top - dome * 1.2, middle + dome, top + dome * 1.2), fill=shade)
        pen.rectangle(
            (middle - wide * 0.05, top - wide * 0.75, middle + wide * 0.05, top), fill=shade
        )
    elif not is_old and kind < 0.9:
        pen.line(
            (middle, top, middle, top - wide * 0.8), fill=shade, width=max(1, round(wide * 0.03))
        )


def _draw_windows(
    pen: ImageDraw.ImageDraw, wall: _Wall, *, place: Place, shade: Colour, dice: random.Random
) -> None:
    step = place.size[1] * 0.026
    mood = place.mood
    dull = blend(shade, BLACK if mood.is_night else mood.haze, part=0.22)
    rows, columns = int((wall.bottom - wall.top) / step / 1.5), int((wall.right - wall.left) / step)
    for row in range(rows):
        for column in range(columns):
            if dice.random() < 0.28:
                continue
            is_lit = mood.is_night and dice.random() < 0.42
            glow = blend(dice.choice(_LAMPS), shade, part=dice.uniform(0.1, 0.6))
            x, y = wall.left + step * (column + 0.4), wall.top + step * (1.5 * row + 0.8)
            pen.rectangle((x, y, x + step * 0.42, y + step * 0.72), fill=glow if is_lit else dull)


def _plant(picture: Image.Image, place: Place, *, dice: random.Random) -> Image.Image:
    layer = picture.copy()
    pen = ImageDraw.Draw(layer)
    for _ in range(dice.randint(2, 5)):
        draw_tree(pen, place.size, mood=place.mood, ground=place.horizon, dice=dice)
    return layer.filter(ImageFilter.GaussianBlur(place.blur * 0.5 + 0.6))


def _mist(picture: Image.Image, place: Place) -> Image.Image:
    """Let mist rise from the ground."""
    height = picture.height
    column = Image.new("L", (1, height), 0)
    thick = 46 if place.mood.is_night else 92
    for y in range(height):
        part = max(0.0, 1 - abs(y - place.horizon) / (height * 0.30))
        column.putpixel((0, y), round(thick * part**1.6))
    mist = Image.new("RGB", picture.size, place.mood.haze)
    return Image.composite(mist, picture, column.resize(picture.size))


def _light_lamps(picture: Image.Image, place: Place, *, dice: random.Random) -> Image.Image:
    """Light lamps; out of focus they are discs."""
    lamps = Image.new("RGB", picture.size)
    pen = ImageDraw.Draw(lamps)
    height = picture.height
    for _ in range(dice.randint(26, 44)):
        x, y = (
            dice.uniform(0, picture.width),
            place.horizon + (0.05 - abs(dice.gauss(0, 0.16))) * height,
        )
        wide = place.blur * dice.uniform(0.7, 1.6) + height * 0.003
        glow = blend(dice.choice(_LAMPS), BLACK, part=dice.uniform(0.35, 0.8))
        pen.ellipse((x - wide, y - wide, x + wide, y + wide), fill=glow)
    return ImageChops.screen(
        picture, lamps.filter(ImageFilter.GaussianBlur(max(0.8, place.blur * 0.12)))
    )
