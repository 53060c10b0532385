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


class _Kind(NamedTuple):
    """A kind of picture: how it is drawn, and what it shows in words."""

    draw: Callable[[_Scene], Image.Image]
    words: str


class _Motif(NamedTuple):
    """What a number means; materials, cloths and moods by their names."""

    side: int
    steep: float  # how high the sun stands
    material: str
    plinth: str
    cloth: str
    mood: str
    kind: _Kind


def draw_picture(seed: int, *, width: int, height: int, season: int = 0) -> Image.Image:
    """Draw picture number ``seed`` of so many pixels; a number always gives the same picture.

    Another ``season`` shows the same statue at another time of day.
    """
    dice = random.Random(seed)
    motif = _choose_motif(seed, season=season, dice=dice)
    part = min(1.0, _LONGEST / max(width, height))
    size = max(1, round(width * part)), max(1, round(height * part))
    scene = _Scene(size, _look(motif), motif.side, dice)
    picture = develop(motif.kind.draw(scene), scene.look.mood, dice=dice)
    return enlarge(picture, (width, height), dice=dice)


def shows_crowd(seed: int) -> bool:
    """Whether many people stand in a picture."""
    return _choose_motif(seed, season=0, dice=random.Random(seed)).kind.draw is _gathering


def describe_picture(seed: int, *, season: int = 0) -> str:
    """Say what a picture shows, for those who cannot see it."""
    motif = _choose_motif(seed, season=season, dice=random.Random(seed))
    material = _MATERIAL_WORDS.get(motif.material, f"a {motif.material}")
    plain = material.split(" ", 1)[1]
    words = motif.kind.words.format(material=material, plain=plain, cloth=motif.cloth)
    shown = f"{words}, {_MOOD_WORDS[motif.mood]}"
    return shown[0].upper() + shown[1:]


def _choose_motif(seed: int, *, season: int, dice: random.Random) -> _Motif:
    moods = list(MOODS)
    return _Motif(
        side=dice.choice((-1, 1)),
        steep=dice.uniform(0.42, 0.62),
        material=dice.choice([*STONES, *METALS]),
        plinth=dice.choice(list(STONES)),
        cloth=dice.choice(("red", "red", "red", "red", "black", "white")),
        mood=moods[(seed + season) % len(moods)],
        kind=dice.choice(_KINDS),
    )


def _look(motif: _Motif) -> Look:
    right, down, near = 0.62 * motif.side, -motif.steep, 0.56
    length = (right**2 + down**2 + near**2) ** 0.5
    return Look(
        material=(STONES | METALS)[motif.material],
        plinth=STONES[motif.plinth],
        cloth=CLOTHS[motif.cloth],
        mood=MOODS[motif.mood],
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


_SIDE = _Kind(_side_face, "{material} head in profile, a {cloth} cloth tied across its mouth")
_FACE = _Kind(_full_face, "{material} face that looks at us over a {cloth} cloth")
_MONUMENT = _Kind(_monument, "{material} statue on its plinth, gagged with a {cloth} cloth")
_GATHERING = _Kind(
    _gathering, "a crowd seen from behind, before {material} statue gagged with a {cloth} cloth"
)
_HERO = _Kind(_hero, "{material} statue from below, a {cloth} cloth across its mouth")
_ALLEY = _Kind(_alley, "four {plain} heads on pillars, all gagged with a {cloth} cloth")
_KINDS = (_SIDE, _SIDE, _FACE, _FACE, _MONUMENT, _MONUMENT, *[_GATHERING] * 3, _HERO, _ALLEY)

_MATERIAL_WORDS = {"iron": "an iron", "verdigris": "a green bronze"}
_MOOD_WORDS = {
    "overcast": "under a grey sky",
    "morning": "in the morning",
    "noon": "at noon",
    "gold": "in golden light",
    "rose": "at dawn",
    "sage": "in the mist",
    "dusk": "at dusk",
    "night": "at night",
    "storm": "under a stormy sky",
    "winter": "in the snow",
    "ember": "in the last light of the day",
}
