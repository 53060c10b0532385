"""Marble, bronze, cloth: a relief becomes a picture."""

import random
from typing import NamedTuple

from PIL import Image, ImageChops, ImageFilter

from gallery.demo.studio.canvas import mask_of
from gallery.demo.studio.colours import BLACK, Colour, blend, tint, under
from gallery.demo.studio.fields import clamp, compute, fractal, grey, ramp, share
from gallery.demo.studio.moods import Mood
from gallery.demo.studio.relief import Light
from gallery.demo.studio.sculpture import Sculpture


class Material(NamedTuple):
    """What a statue is made of."""

    colour: Colour
    gloss: float
    power: float  # how narrow the highlights are
    stain: Colour  # what rain left in patches and streaks
    stained: float
    rough: float  # in units


STONES = {
    "marble": Material((236, 231, 220), 0.16, 18, (150, 148, 138), 0.40, 0.12),
    "limestone": Material((216, 196, 160), 0.06, 9, (118, 104, 84), 0.45, 0.26),
    "granite": Material((164, 162, 160), 0.14, 14, (92, 94, 96), 0.30, 0.30),
    "sandstone": Material((196, 148, 116), 0.05, 8, (98, 70, 58), 0.45, 0.26),
    "plaster": Material((232, 230, 226), 0.05, 8, (176, 172, 164), 0.30, 0.12),
}
METALS = {
    "bronze": Material((120, 90, 60), 0.55, 26, (112, 156, 138), 0.75, 0.12),
    "verdigris": Material((118, 158, 142), 0.25, 18, (60, 74, 66), 0.60, 0.14),
    "iron": Material((92, 96, 100), 0.45, 22, (124, 92, 74), 0.40, 0.14),
}
CLOTHS: dict[str, Colour] = {"red": (206, 16, 42), "black": (30, 27, 28), "white": (242, 239, 232)}


class Look(NamedTuple):
    """What a sculpture is made of, and the light it stands in."""

    material: Material
    plinth: Material
    cloth: Colour
    mood: Mood
    light: Light


class _Surface(NamedTuple):
    """What is known of each spot of a sculpture: its light, highlights and stains (0 to 1)."""

    lit: Image.Image
    shine: Image.Image
    stains: Image.Image


def show(
    sculpture: Sculpture, picture: Image.Image, *, look: Look, dice: random.Random
) -> Image.Image:
    """Set a sculpture into a picture."""
    if not (found := sculpture.trimmed()):
        return picture
    trimmed, box = found
    picture = picture.copy()
    picture.paste(_show(trimmed, picture.crop(box), look=look, dice=dice), box[:2])
    return picture


def _show(
    sculpture: Sculpture, picture: Image.Image, *, look: Look, dice: random.Random
) -> Image.Image:
    size, unit, mood = sculpture.size, sculpture.view.scale, look.mood
    band = mask_of(sculpture.cloth, size=size)
    grain = fractal(size, cell=(4 * unit, 4 * unit), dice=dice, octaves=6)
    _roughen(sculpture, grain, band=band, height=look.material.rough * unit)
    lit = _light(sculpture, look=look)
    shadow = _shadow(band, unit=unit, light=look.light)
    surface = _Surface(
        compute(
            lambda a: a["l"] * (1.0 - 0.62 * a["c"]) * (0.90 + 0.2 * a["g"]),
            l=lit,
            c=shadow,
            g=grain,
        ),
        sculpture.relief.gloss(look.light, power=look.material.power),
        _stains(sculpture, dice=dice),
    )
    for lines, material in ((sculpture.plinth, look.plinth), (sculpture.stone, look.material)):
        if lines:
            body = _paint(surface, material, mood=mood)
            picture = Image.composite(body, picture, mask_of(lines, size=size))
    cloth = _tint(_tone(lit, surface.shine, gloss=0.05 * mood.strength), look.cloth, mood=mood)
    return Image.composite(cloth, picture, band)


def _roughen(sculpture: Sculpture, grain: Image.Image, *, band: Image.Image, height: float) -> None:
    """Give the stone, but not the cloth, its grain."""
    stone = mask_of(sculpture.stone + sculpture.plinth, size=sculpture.size)
    bare = share(ImageChops.subtract(stone, band))
    around = grain.point(lambda v: v * 1 + -0.5)
    sculpture.relief.engrave(around, bare, box=(0, 0, *sculpture.size), height=height)


def _light(sculpture: Sculpture, *, look: Look) -> Image.Image:
    """Return the light on each spot: the sun's, and the sky's from the other side."""
    unit, sun = sculpture.view.scale, look.light
    sky = Light(-0.74 if sun.right > 0 else 0.74, -0.30, 0.60)
    key = sculpture.relief.lit(sun, hollow=0.75, reach=6 * unit)
    fill = sculpture.relief.lit(sky, hollow=0.2, reach=2 * unit)
    power = 0.86 * look.mood.strength
    return compute(
        lambda a: 0.05 + power * a["max"](a["k"], -0.12) + 0.22 * a["max"](a["f"], 0.0),
        k=key,
        f=fill,
    )


def _shadow(band: Image.Image, *, unit: float, light: Light) -> Image.Image:
    """Return where the band keeps the light from the stone."""
    away = round(-2.2 * unit * light.right), round(-2.6 * unit * light.down)
    return share(ImageChops.offset(band, *away).filter(ImageFilter.GaussianBlur(1.1 * unit)))


def _stains(sculpture: Sculpture, *, dice: random.Random) -> Image.Image:
    """Return where rain has left its marks: in streaks downwards and in patches."""
    unit = sculpture.view.scale
    streaks = fractal(sculpture.size, cell=(2.6 * unit, 34 * unit), dice=dice, octaves=4)
    patches = fractal(sculpture.size, cell=(22 * unit, 22 * unit), dice=dice, octaves=5)
    both = compute(lambda a: 0.5 * a["s"] + 0.5 * a["p"], s=streaks, p=patches)
    return ramp(both, 0.46, 0.70)


def _paint(surface: _Surface, material: Material, *, mood: Mood) -> Image.Image:
    gloss = material.gloss * mood.strength
    clean = _tint(_tone(surface.lit, surface.shine, gloss=gloss), material.colour, mood=mood)
    dirty = _tint(_tone(surface.lit, surface.shine, gloss=gloss / 3), material.stain, mood=mood)
    stained = material.stained
    return Image.composite(dirty, clean, grey(surface.stains.point(lambda v: v * stained + 0)))


def _tone(lit: Image.Image, shine: Image.Image, *, gloss: float) -> Image.Image:
    return grey(clamp(compute(lambda a: a["l"] + a["s"] * gloss, l=lit, s=shine)))


def _tint(tone: Image.Image, colour: Colour, *, mood: Mood) -> Image.Image:
    """Colour a surface in the shade, in half light and in the light of a mood."""
    return tint(
        tone,
        dark=under(colour, blend(mood.shade, BLACK, part=0.45)),
        middle=under(colour, blend(mood.shade, mood.sun, part=0.62)),
        light=blend(under(colour, mood.sun), mood.sun, part=0.14),
    )
