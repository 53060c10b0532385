"""Stone and cloth out of light: heights are raised and carved, then lit."""

from collections.abc import Sequence
from typing import NamedTuple

from PIL import Image

from gallery.demo.studio.canvas import Box, Line, Sheet, Size, box_of
from gallery.demo.studio.fields import blurred, clamp, compute, slopes, soften


class Light(NamedTuple):
    """Where light comes from: to the right, downwards, to the eye; of length 1."""

    right: float
    down: float
    near: float


#: A cushion is a sum of blurs, each a part as wide and high: the slopes add up towards the edge.
_DOMES = (1.0, 0.45, 0.2, 0.08)


class Relief:
    """Heights over the canvas; heights and widths are in pixels."""

    def __init__(self, size: Size) -> None:
        self.size = size
        self.heights = Image.new("F", size, 0.0)

    def swell(self, lines: Sequence[Line], *, reach: float, height: float) -> None:
        """Raise a shape like a cushion, round at its edge, flat further in than ``reach``."""
        if not (box := box_of(lines, size=self.size, margin=4 * reach)):
            return
        sheet = Sheet(box)
        for line in lines:
            sheet.fill(line)
        body = sheet.done().convert("F")
        for part in _DOMES:
            self._raise(soften(body, reach * part), box=box, height=height * part / 255)

    def add(self, *lines: Line, height: float, soft: float = 0.0) -> None:
        """Raise (below zero: carve) a shape whose edge is as soft as so many pixels."""
        if box := box_of(lines, size=self.size, margin=6 * soft + 1):
            sheet = Sheet(box)
            for line in lines:
                sheet.fill(line)
            self._raise(blurred(sheet.done(), soft), box=box, height=height / 255)

    def level(self, lines: Sequence[Line]) -> None:
        """Flatten what a shape will cover to the height about it."""
        if not (box := box_of(lines, size=self.size, margin=1)):
            return
        sheet = Sheet(box)
        for line in lines:
            sheet.fill(line)
        part = self.heights.crop(box)
        flat = compute(
            lambda a: a["h"] + (a["f"] - a["h"]) * a["m"] / 255.0,
            h=part,
            f=soften(part, max(part.size)),
            m=sheet.done().convert("F"),
        )
        self.heights.paste(flat, box[:2])

    def engrave(self, grain: Image.Image, mask: Image.Image, *, box: Box, height: float) -> None:
        """Roughen a box of the canvas by a grain around 0, where a mask (0 to 1) lets it."""
        body = compute(lambda a: a["g"] * a["m"], g=grain, m=mask)
        self._raise(body, box=box, height=height)

    def lit(self, light: Light, *, hollow: float, reach: float) -> Image.Image:
        """Return how bright each spot is, about 0 to 1: turned to the light, less in hollows."""
        depth = compute(
            lambda a: (a["h"] - a["s"]) * (hollow / reach),
            h=self.heights,
            s=soften(self.heights, reach),
        )
        turned = self._turned(light)
        return compute(lambda a: a["t"] + a["d"], t=turned, d=depth)

    def gloss(self, light: Light, *, power: float) -> Image.Image:
        """Return the highlights of a polished surface, 0 to 1 (J. Blinn, 1977)."""
        half = light.right, light.down, light.near + 1
        length = sum(part * part for part in half) ** 0.5
        shine = clamp(self._turned(Light(*(part / length for part in half))))
        return compute(lambda a: a["s"] ** power, s=shine)

    def _turned(self, light: Light) -> Image.Image:
        across, down = slopes(self.heights)
        return compute(
            lambda a: (
                (a["x"] * light.right + a["y"] * light.down + light.near)
                / (a["x"] * a["x"] + a["y"] * a["y"] + 1.0) ** 0.5
            ),
            x=across,
            y=down,
        )

    def _raise(self, body: Image.Image, *, box: Box, height: float) -> None:
        part = compute(lambda a: a["h"] + a["b"] * height, h=self.heights.crop(box), b=body)
        self.heights.paste(part, box[:2])
