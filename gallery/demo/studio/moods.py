"""Times of day and weathers: the colours of sky, light, haze and shade."""

from typing import NamedTuple

from gallery.demo.studio.colours import Colour


class Mood(NamedTuple):
    """A kind of light over a city."""

    sky: tuple[Colour, Colour, Colour]  # from the zenith to the horizon
    sun: Colour  # what the light is made of
    shade: Colour  # what there is where the light does not reach
    haze: Colour  # what far things fade into
    town: Colour  # what near walls are, against the light
    strength: float  # of the light on stone
    clouds: float  # how much of the sky they cover, 0 to 1
    is_night: bool = False
    is_snowy: bool = False


MOODS = {
    "overcast": Mood(
        sky=((122, 136, 146), (186, 194, 198), (226, 226, 220)),
        sun=(246, 244, 236),
        shade=(92, 102, 112),
        haze=(212, 214, 210),
        town=(104, 114, 120),
        strength=0.86,
        clouds=0.75,
    ),
    "morning": Mood(
        sky=((148, 172, 190), (222, 214, 204), (248, 224, 196)),
        sun=(255, 232, 200),
        shade=(96, 98, 112),
        haze=(240, 220, 198),
        town=(142, 122, 112),
        strength=1.02,
        clouds=0.45,
    ),
    "noon": Mood(
        sky=((70, 118, 168), (142, 180, 208), (216, 228, 230)),
        sun=(255, 248, 232),
        shade=(84, 104, 128),
        haze=(206, 220, 226),
        town=(96, 116, 132),
        strength=1.08,
        clouds=0.50,
    ),
    "gold": Mood(
        sky=((132, 128, 134), (222, 178, 132), (252, 222, 168)),
        sun=(255, 214, 150),
        shade=(100, 80, 84),
        haze=(240, 204, 156),
        town=(128, 94, 74),
        strength=1.10,
        clouds=0.50,
    ),
    "rose": Mood(
        sky=((112, 116, 146), (206, 160, 160), (246, 210, 190)),
        sun=(255, 214, 194),
        shade=(92, 80, 100),
        haze=(232, 192, 180),
        town=(124, 92, 98),
        strength=1.00,
        clouds=0.55,
    ),
    "sage": Mood(
        sky=((98, 118, 114), (160, 178, 168), (216, 224, 210)),
        sun=(248, 246, 226),
        shade=(76, 90, 90),
        haze=(196, 208, 196),
        town=(84, 104, 96),
        strength=0.94,
        clouds=0.65,
    ),
    "dusk": Mood(
        sky=((34, 46, 78), (104, 84, 112), (222, 138, 104)),
        sun=(255, 188, 148),
        shade=(46, 50, 78),
        haze=(150, 104, 110),
        town=(42, 40, 62),
        strength=0.98,
        clouds=0.55,
        is_night=True,
    ),
    "night": Mood(
        sky=((10, 16, 30), (22, 34, 56), (54, 66, 88)),
        sun=(214, 224, 244),
        shade=(26, 34, 54),
        haze=(44, 56, 78),
        town=(14, 20, 32),
        strength=0.92,
        clouds=0.40,
        is_night=True,
    ),
    "storm": Mood(
        sky=((36, 46, 54), (78, 92, 98), (156, 166, 162)),
        sun=(232, 238, 238),
        shade=(44, 54, 62),
        haze=(128, 140, 140),
        town=(48, 60, 66),
        strength=1.00,
        clouds=0.95,
    ),
    "winter": Mood(
        sky=((150, 160, 172), (204, 210, 216), (236, 238, 238)),
        sun=(250, 250, 250),
        shade=(110, 120, 136),
        haze=(226, 230, 234),
        town=(128, 136, 148),
        strength=0.86,
        clouds=0.70,
        is_snowy=True,
    ),
    "ember": Mood(
        sky=((52, 22, 28), (142, 46, 40), (234, 134, 82)),
        sun=(255, 196, 150),
        shade=(58, 30, 38),
        haze=(190, 92, 68),
        town=(58, 26, 30),
        strength=1.04,
        clouds=0.70,
    ),
}
