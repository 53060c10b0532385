"""A picture on which words and strips of tape are set, in pixels, from their base line."""

from functools import cache
from itertools import pairwise

from PIL import Image, ImageDraw, ImageFont

from gallery.posters.letters import FILES, split_by_font
from gallery.posters.look import CAPITALS, INK, INSET, OVER, STONE, TAPE, TORN, WHITE, Colour, Spot

FINE = 4  # a strip is drawn so many times larger, or its torn ends had stairs


class Canvas:
    """Stone paper with our fonts."""

    def __init__(self, width: int, height: int) -> None:
        self.image = Image.new("RGB", (width, height), STONE)
        self._draw = ImageDraw.Draw(self.image)

    def write_at(self, spot: Spot, text: str, *, size: float, colour: Colour = INK) -> float:
        """Set a text; return where it ends. Letters that no font of ours has are left out."""
        x = spot.x
        for run in split_by_font(text):
            font = _font(run.font, round(size))
            self._draw.text((x, spot.y), run.text, font=font, fill=colour, anchor="ls")
            x += font.getlength(run.text)
        return x

    def tape_at(self, spot: Spot, text: str, *, size: float) -> float:
        """Set a text on a strip of tape; return where the strip ends."""
        tall = CAPITALS * size
        inset, over = INSET * tall, OVER * tall
        right = spot.x + 2 * inset + width_of(text, size)
        self._strip(spot.x, spot.y - tall - over, right - spot.x, tall + 2 * over, tooth=tall)
        self.write_at(Spot(spot.x + inset, spot.y), text, size=size, colour=WHITE)
        return right

    def _strip(self, x: float, y: float, width: float, height: float, *, tooth: float) -> None:
        """Draw a strip of tape with torn ends."""
        tooth *= FINE
        mask = Image.new("L", (round(width * FINE), round(height * FINE)))
        right = [(mask.width - inset * tooth, at * mask.height) for inset, at in TORN]
        left = [(inset * tooth, (1 - at) * mask.height) for inset, at in TORN]
        ImageDraw.Draw(mask).polygon([*right, *left], fill=255)
        mask = mask.resize((round(width), round(height)), Image.Resampling.BOX)
        self.image.paste(TAPE, (round(x), round(y)), mask)


def width_of(text: str, size: float) -> float:
    """Return how wide a text is in a size."""
    return sum(_font(run.font, round(size)).getlength(run.text) for run in split_by_font(text))


def fit(text: str, *, width: float, size: float) -> float:
    """Return the largest size up to one in which a text is no wider than a width."""
    return min(size, size * width / max(width_of(text, size), 1))


def lines_of(text: str, *, width: float, size: float) -> list[str]:
    """Break a text into lines that fit a width, where it has spaces."""
    words = text.split()
    starts, begun = [0], 0
    for end in range(1, len(words)):
        if width_of(" ".join(words[begun : end + 1]), size) > width:
            starts.append(begun := end)
    return [" ".join(words[start:end]) for start, end in pairwise([*starts, len(words)])]


@cache
def _font(name: str, size: int) -> ImageFont.FreeTypeFont:
    """Return a font of ours."""
    return ImageFont.truetype(FILES[name], max(1, size))
