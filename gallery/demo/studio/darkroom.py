"""What a lens and a film do to a picture: bloom, darker corners, grain, enlargement."""

import random

from PIL import Image, ImageChops, ImageFilter

from gallery.demo.studio.canvas import Size
from gallery.demo.studio.moods import Mood
from gallery.demo.studio.weather import let_it_snow

_TILE = 512


def develop(picture: Image.Image, mood: Mood, *, dice: random.Random) -> Image.Image:
    """Finish a picture."""
    if mood.is_snowy:
        picture = let_it_snow(picture, dice=dice)
    return _grain(_darken_corners(_bloom(picture)), strength=0.12, dice=dice)


def enlarge(picture: Image.Image, size: Size, *, dice: random.Random) -> Image.Image:
    """Enlarge a picture; new grain hides that it holds no more than before."""
    if picture.size == size:
        return picture
    return _grain(picture.resize(size, Image.Resampling.BICUBIC), strength=0.12, dice=dice)


def _bloom(picture: Image.Image) -> Image.Image:
    bright = picture.point([max(0, v - 150) // 5 for v in range(256)] * 3).reduce(8)
    glow = bright.filter(ImageFilter.GaussianBlur(max(1.0, picture.height / 160)))
    return ImageChops.screen(picture, glow.resize(picture.size, Image.Resampling.BICUBIC))


def _darken_corners(picture: Image.Image) -> Image.Image:
    fall = Image.radial_gradient("L").point(
        [255 - round(max(0, v - 120) * 0.5) for v in range(256)]
    )
    fall = fall.resize(picture.size, Image.Resampling.BICUBIC)
    return ImageChops.multiply(picture, Image.merge("RGB", (fall, fall, fall)))


def _grain(picture: Image.Image, *, strength: float, dice: random.Random) -> Image.Image:
    noise = Image.frombytes("L", (_TILE, _TILE), dice.randbytes(_TILE * _TILE))
    soft = noise.filter(ImageFilter.GaussianBlur(0.5))
    faint = soft.point([128 + round((v - 128) * strength) for v in range(256)])
    tiled = Image.new("L", picture.size)
    for x in range(0, picture.width, _TILE):
        for y in range(0, picture.height, _TILE):
            tiled.paste(faint, (x, y))
    return ImageChops.overlay(picture, Image.merge("RGB", (tiled, tiled, tiled)))
