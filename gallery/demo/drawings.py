"""Pictures for the demonstration, drawn by our own code: a statue, a gag, a sky, a town."""

import random
from collections.abc import Callable
from typing import NamedTuple

from PIL import Image

from gallery.demo.studio.canvas import Size, View
from gallery.demo.studio.crowds import gather
from gallery.demo.studio.darkroom import develop, enlarge
from gallery.demo.studio.heads import front, profile
from gallery.demo.studio.materials import CLOTHS, METALS, STONES, Look, show
from gallery.demo.studio.moods import MOODS
from gallery.demo.studio.poses import figure
from gallery.demo.studio.relief import Light
from gallery.demo.studio.sculpture import Sculpture
from gallery.demo.studio.skies import paint_sky
from gallery.demo.studio.towns import Place, paint_town
from gallery.demo.studio.weather import pave

#: Drawn no larger than this; what is asked for larger is enlarged.
_LONGEST = 1440


class _Scene(NamedTuple):
    """A picture to be drawn."""

    size: Size
    look: Look
    side: int  # where the sun is: -1 left, 1 right
    dice: random.Random


def draw_picture(seed: int, *, width: int, height: int) -> Image.Image:
    """Draw picture number ``seed`` of so many pixels; a number always gives the same picture."""
    dice = random.Random(seed)
    part = min(1.0, _LONGEST / max(width, height))
    side = dice.choice((-1, 1))
    size = max(1, round(width * part)), max(1, round(height * part))
    scene = _Scene(size, _choose_look(seed, side=side, dice=dice), side, dice)
    draw = dice.choice(_KINDS)
    picture = develop(draw(scene), scene.look.mood, dice=dice)
    return enlarge(picture, (width, height), dice=dice)


def _choose_look(seed: int, *, side: int, dice: random.Random) -> Look:
    moods = list(MOODS.values())
    right, down, near = 0.62 * side, -dice.uniform(0.42, 0.62), 0.56
    length = (right**2 + down**2 + near**2) ** 0.5
    return Look(
        material=dice.choice([*STONES.values(), *METALS.values()]),
        plinth=dice.choice(list(STONES.values())),
        cloth=CLOTHS[dice.choice(("red", "red", "red", "red", "black", "white"))],
        mood=moods[seed % len(moods)],
        light=Light(right / length, down / length, near / length),
    )


def _far(scene: _Scene, *, horizon: float, blur: float) -> Image.Image:
    """Paint sky and town; horizon and blur in parts of the height."""
    height, mood = scene.size[1], scene.look.mood
    sky = paint_sky(scene.size, mood, sun=(0.5 + 0.36 * scene.side, 0.24), dice=scene.dice)
    place = Place(scene.size, mood, horizon=height * horizon, blur=height * blur)
    return paint_town(sky, place, dice=scene.dice)


def _square(scene: _Scene, *, horizon: float) -> Image.Image:
    town = _far(scene, horizon=horizon, blur=0.003)
    return pave(town, scene.look.mood, horizon=scene.size[1] * horizon, dice=scene.dice)


def _portrait(scene: _Scene, sculpt: Callable[..., Sculpture], *, view: View) -> Image.Image:
    """A head, and what is far behind it, out of focus."""
    picture = _far(scene, horizon=scene.dice.uniform(0.86, 1.0), blur=0.014)
    head = sculpt(scene.size, view, dice=scene.dice)
    return show(head, picture, look=scene.look, dice=scene.dice)


def _side_face(scene: _Scene) -> Image.Image:
    (width, height), dice = scene.size, scene.dice
    flip = dice.random() < 0.5
    aside = dice.uniform(0.01, 0.11) * (1 if flip else -1)
    foot = width * (0.5 + aside), height * dice.uniform(1.02, 1.1)
    scale, lean = height * dice.uniform(0.0100, 0.0122), -dice.uniform(-0.03, 0.13)
    return _portrait(scene, profile, view=View(scale, foot, flip=flip, lean=lean))


def _full_face(scene: _Scene) -> Image.Image:
    (width, height), dice = scene.size, scene.dice
    foot = width * dice.choice((0.5, dice.uniform(0.36, 0.64))), height * dice.uniform(1.02, 1.08)
    scale, lean = height * dice.uniform(0.0100, 0.0118), dice.uniform(-0.06, 0.06)
    return _portrait(scene, front, view=View(scale, foot, lean=lean))


def _statue(scene: _Scene, picture: Image.Image, *, foot: float, scale: float) -> Image.Image:
    """Set up a statue; where its feet are and how large a unit is, in parts of the height."""
    (width, height), dice = scene.size, scene.dice
    place = width * dice.uniform(0.36, 0.64), height * foot
    view = View(height * scale, place, flip=dice.random() < 0.5)
    return show(figure(scene.size, view, dice=dice), picture, look=scene.look, dice=dice)


def _monument(scene: _Scene) -> Image.Image:
    """A statue on its plinth, the square, perhaps a few people."""
    dice = scene.dice
    picture = _square(scene, horizon=dice.uniform(0.80, 0.86))
    scale = dice.uniform(0.0046, 0.0052)
    picture = _statue(scene, picture, foot=dice.uniform(0.58, 0.62), scale=scale)
    if dice.random() < 0.5:
        return picture
    return gather(picture, look=scene.look, top=scene.size[1] * 0.86, rows=2, dice=dice)


def _gathering(scene: _Scene) -> Image.Image:
    """A crowd before a statue."""
    dice = scene.dice
    picture = _square(scene, horizon=0.78)
    scale = dice.uniform(0.0036, 0.0042)
    picture = _statue(scene, picture, foot=dice.uniform(0.50, 0.54), scale=scale)
    return gather(picture, look=scene.look, top=scene.size[1] * 0.72, rows=4, dice=dice)


def _hero(scene: _Scene) -> Image.Image:
    """A statue from below, before nothing but the sky."""
    dice = scene.dice
    sun = 0.5 + 0.36 * scene.side, 0.3
    sky = paint_sky(scene.size, scene.look.mood, sun=sun, dice=dice)
    scale = dice.uniform(0.0090, 0.0118)
    return _statue(scene, sky, foot=0.22 + 100 * scale, scale=scale)


def _alley(scene: _Scene) -> Image.Image:
    """Heads on pillars, one behind the other, all gagged."""
    (width, height), dice = scene.size, scene.dice
    picture = _square(scene, horizon=0.80)
    flip = dice.random() < 0.5
    for step in range(4):
        part = step / 3
        x = width * (0.16 + 0.60 * part**1.2)
        view = View(
            height * (0.0022 + 0.0036 * part),
            (width - x if flip else x, height * (0.56 + 0.20 * part)),
            flip=flip,
        )
        head = profile(scene.size, view, dice=dice, on_pillar=True)
        picture = show(head, picture, look=scene.look, dice=dice)
    return picture


_KINDS = (
    *(_side_face, _side_face, _full_face, _full_face),
    *(_monument, _monument, _gathering, _gathering, _gathering, _hero, _alley),
)
