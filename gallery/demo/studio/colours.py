"""Colours: between two, one by another's light, and grey pictures tinted."""

from PIL import Image

Colour = tuple[int, int, int]

BLACK: Colour = (0, 0, 0)
WHITE: Colour = (255, 255, 255)


def blend(one: Colour, other: Colour, *, part: float) -> Colour:
    """Return a colour between two: the one at 0, the other at 1."""
    red, green, blue = (round(a + (z - a) * part) for a, z in zip(one, other, strict=True))
    return red, green, blue


def under(colour: Colour, light: Colour) -> Colour:
    """Return what a surface of this colour looks like in a coloured light."""
    red, green, blue = (round(a * z / 255) for a, z in zip(colour, light, strict=True))
    return red, green, blue


def tint(tone: Image.Image, *, dark: Colour, middle: Colour, light: Colour) -> Image.Image:
    """Colour a grey picture: its shadows, middle tones and lights."""
    table: list[int] = []
    for low, half, high in zip(dark, middle, light, strict=True):
        table += [round(low + (half - low) * step / 128) for step in range(128)]
        table += [round(half + (high - half) * step / 127) for step in range(128)]
    return Image.merge("RGB", (tone, tone, tone)).point(table)
