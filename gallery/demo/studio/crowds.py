"""A crowd before a statue: rows of people, the nearer the larger, in the light of the scene."""

import random
from collections.abc import Sequence

from PIL import Image, ImageChops, ImageDraw, ImageFilter

from gallery.demo.studio.canvas import Box, Line, View, box_of
from gallery.demo.studio.colours import BLACK, blend, tint
from gallery.demo.studio.fields import clamp, compute, grey
from gallery.demo.studio.materials import Look
from gallery.demo.studio.people import Piece, person
from gallery.demo.studio.relief import Relief

_FINER = 2


def gather(
    picture: Image.Image, *, look: Look, top: float, rows: int, dice: random.Random
) -> Image.Image:
    """Let a crowd stand at the lower edge; ``top`` is where the farthest heads are, in pixels."""
    height = picture.height
    for row in range(rows):
        near = row / max(1, rows - 1)
        scale = height * 0.0019 * (1 + near)
        heads = top + (height * 1.02 - top) * (0.12 + 0.62 * near)
        pieces = _line_up(picture.width, heads=heads, scale=scale, look=look, dice=dice)
        picture = _paint_row(picture, pieces, look=look, near=near)
    return picture


def _line_up(
    width: int, *, heads: float, scale: float, look: Look, dice: random.Random
) -> list[tuple[Line, Piece, float]]:
    """Return a row of people: outlines in pixels, what they are of, pixels of a unit."""
    pieces = []
    x = -dice.uniform(0, 40) * scale
    is_wet = look.mood.clouds > 0.6
    while x < width + 30 * scale:
        size = scale * dice.uniform(0.86, 1.12)
        foot = x, heads + dice.uniform(-14, 14) * scale + 72 * size
        view = View(size, foot, lean=dice.gauss(0, 0.03))
        somebody = person(dice, cloth=look.cloth, is_wet=is_wet)
        pieces += [(view.place(piece.line), piece, size) for piece in somebody]
        x += dice.uniform(40, 92) * scale
    return pieces


def _paint_row(
    picture: Image.Image,
    pieces: Sequence[tuple[Line, Piece, float]],
    *,
    look: Look,
    near: float,
) -> Image.Image:
    box = box_of([line for line, _, _ in pieces], size=picture.size, margin=8)
    if not box:
        return picture
    people, mask = _colour(pieces, box)
    people = ImageChops.multiply(people, _light(pieces, box, look=look))
    haze = Image.new("RGB", people.size, look.mood.haze)
    people = Image.blend(people, haze, 0.20 * (1 - near))
    blur = ImageFilter.GaussianBlur(0.5 + 2.2 * near**3 * picture.height / 1200)
    picture = picture.copy()
    picture.paste(people.filter(blur), box[:2], mask.filter(blur))
    return picture


def _colour(
    pieces: Sequence[tuple[Line, Piece, float]], box: Box
) -> tuple[Image.Image, Image.Image]:
    """Return a row in flat colours, and where it is."""
    left, top, right, bottom = box
    size = (right - left) * _FINER, (bottom - top) * _FINER
    colours, mask = Image.new("RGB", size), Image.new("L", size)
    brush, stencil = ImageDraw.Draw(colours), ImageDraw.Draw(mask)
    for line, piece, _ in pieces:
        finer = [((x - left) * _FINER, (y - top) * _FINER) for x, y in line]
        brush.polygon(finer, fill=piece.colour)
        stencil.polygon(finer, fill=255)
    return colours.reduce(_FINER), mask.reduce(_FINER)


def _light(pieces: Sequence[tuple[Line, Piece, float]], box: Box, *, look: Look) -> Image.Image:
    """Return the light on a row."""
    left, top, right, bottom = box
    relief = Relief((right - left, bottom - top))
    for line, piece, scale in pieces:
        if piece.height:
            moved = [(x - left, y - top) for x, y in line]
            relief.level([moved])
            relief.swell([moved], reach=piece.reach * scale, height=piece.height * scale)
    lit = relief.lit(look.light, hollow=0.6, reach=14 * pieces[0][2])
    mood, power = look.mood, 0.85 * look.mood.strength
    tone = compute(lambda a: 0.12 + power * a["max"](a["l"], -0.05), l=lit)
    return tint(
        grey(clamp(tone)),
        dark=blend(mood.shade, BLACK, part=0.35),
        middle=blend(mood.shade, mood.sun, part=0.6),
        light=mood.sun,
    )
