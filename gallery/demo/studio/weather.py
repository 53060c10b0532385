"""What lies on the ground and falls from the sky: pavement, snow."""

import random

from PIL import Image, ImageChops, ImageDraw, ImageFilter

from gallery.demo.studio.colours import BLACK, blend, tint
from gallery.demo.studio.fields import clamp, compute, fractal, grey
from gallery.demo.studio.moods import Mood

#: Flakes far, nearer and near: how many, how large, how soft (in 1600ths of a picture), how bright.
_FLAKES = ((260, 1.5, 0.6, 170), (90, 3.2, 1.6, 190), (16, 9.0, 5.0, 120))


def pave(picture: Image.Image, mood: Mood, *, horizon: float, dice: random.Random) -> Image.Image:
    """Pave a square from the horizon (in pixels) to the lower edge."""
    size = picture.width, picture.height - round(horizon)
    if size[1] < 4:
        return picture
    far = blend(mood.haze, mood.town, part=0.35)
    near = blend(mood.town, mood.shade, part=0.4)
    grain = fractal(size, cell=(size[0] * 0.12, size[1] * 0.09), dice=dice, octaves=6)
    fall = Image.linear_gradient("L").resize(size, Image.Resampling.BICUBIC)
    tone = compute(
        lambda a: a["d"] * (0.8 / 255) + (a["g"] - 0.5) * 0.9, d=fall.convert("F"), g=grain
    )
    ground = tint(
        grey(clamp(tone)),
        dark=far,
        middle=blend(far, near, part=0.55),
        light=blend(near, BLACK, part=0.25),
    )
    picture = picture.copy()
    picture.paste(ground, (0, round(horizon)), fall.point([min(255, v * 14) for v in range(256)]))
    return picture


def let_it_snow(picture: Image.Image, *, dice: random.Random) -> Image.Image:
    """Let flakes fall, near ones large and soft."""
    unit = max(picture.size) / 1600
    for number, size, soft, shine in _FLAKES:
        flakes = Image.new("L", picture.size, 0)
        pen = ImageDraw.Draw(flakes)
        for _ in range(number):
            x, y = dice.uniform(0, picture.width), dice.uniform(0, picture.height)
            wide = size * unit * dice.uniform(0.6, 1.3)
            pen.ellipse((x - wide, y - wide * 1.25, x + wide, y + wide * 1.25), fill=shine)
        flakes = flakes.filter(ImageFilter.GaussianBlur(soft * unit))
        picture = ImageChops.screen(picture, Image.merge("RGB", (flakes, flakes, flakes)))
    return picture
