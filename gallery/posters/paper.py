"""One sheet of stone paper, on which words, strips of tape and a QR code are set.

Lengths are millimetres from the upper left corner; words stand on their base line.
"""

from datetime import UTC, datetime

import segno
from fpdf import FPDF

from gallery.posters.letters import FILES, split_by_font
from gallery.posters.look import (
    CAPITALS,
    INK,
    INSET,
    OVER,
    STONE,
    TAPE,
    TORN,
    WHITE,
    Colour,
    Spot,
)

WIDTH, HEIGHT = 210.0, 297.0  # A4
NOBODY = datetime(1970, 1, 1, tzinfo=UTC)  # a real moment would tell when somebody worked


class Paper(FPDF):
    """A sheet with our fonts, that says nothing of the machine or the moment it was made."""

    def __init__(self) -> None:
        super().__init__(unit="mm", format="A4")
        self.set_creation_date(NOBODY)
        for name, path in FILES.items():
            self.add_font(name, fname=path)
        self.set_auto_page_break(False)
        self.set_margin(0)
        self.add_page()
        self.set_fill_color(*STONE)
        self.rect(0, 0, WIDTH, HEIGHT, style="F")

    def file_id(self) -> None:
        """Have no name: it would be made from the moment."""

    def width_of(self, text: str, size: float) -> float:
        """Return how wide a text is in a size (mm)."""
        width = 0.0
        for run in split_by_font(text):
            self._choose(run.font, size)
            width += self.get_string_width(run.text)
        return width

    def fit(self, text: str, *, width: float, size: float) -> float:
        """Return the largest size up to one in which a text is no wider than a width."""
        return min(size, size * width / max(self.width_of(text, size), 0.1))

    def write_at(self, spot: Spot, text: str, *, size: float, colour: Colour = INK) -> float:
        """Set a text; return where it ends."""
        x = spot.x
        self.set_text_color(*colour)
        for run in split_by_font(text):
            self._choose(run.font, size)
            self.text(x, spot.y, run.text)
            x += self.get_string_width(run.text)
        return x

    def tape_at(self, spot: Spot, text: str, *, size: float) -> float:
        """Set a text on a strip of tape; return where the strip ends."""
        tall = CAPITALS * size
        inset, over = INSET * tall, OVER * tall
        right = spot.x + inset + self.width_of(text, size) + inset
        self._strip(spot.x, spot.y - tall - over, right - spot.x, tall + 2 * over, tooth=tall)
        self.write_at(Spot(spot.x + inset, spot.y), text, size=size, colour=WHITE)
        return right

    def lines(self, text: str, *, width: float, size: float) -> list[str]:
        """Break a text into lines that fit a width."""
        lines: list[str] = []
        for word in text.split(" "):
            longer = f"{lines[-1]} {word}" if lines else word
            if lines and self.width_of(longer, size) <= width:
                lines[-1] = longer
            else:
                lines.append(word)
        return lines

    def qr_code(self, text: str, *, x: float, y: float, side: float) -> None:
        """Draw a QR code that a crease or a raindrop does not spoil, on white with a margin."""
        code = segno.make_qr(text, error="q")
        rows = [list(row) for row in code.matrix_iter(border=4)]
        module = side / len(rows)
        self.set_fill_color(*WHITE)
        self.rect(x, y, side, side, style="F")
        self.set_fill_color(*INK)
        for number, row in enumerate(rows):
            for start, length in _dark_runs(row):
                # A hair taller than its row, or printers show lines between them.
                at = x + start * module, y + number * module
                self.rect(*at, length * module, module * 1.02, style="F")

    def rule(self, y: float, *, x: float, width: float, thick: float = 0.6) -> None:
        """Draw a line across."""
        self.set_fill_color(*INK)
        self.rect(x, y, width, thick, style="F")

    def _choose(self, font: str, size: float) -> None:
        """Choose font and size (mm)."""
        self.set_font(font, size=size * self.k)

    def _strip(self, x: float, y: float, width: float, height: float, *, tooth: float) -> None:
        """Draw a strip of tape with torn ends."""
        right = [(x + width - inset * tooth, y + at * height) for inset, at in TORN]
        left = [(x + inset * tooth, y + height - at * height) for inset, at in TORN]
        self.set_fill_color(*TAPE)
        self.polygon([*right, *left], style="F")


def _dark_runs(row: list[int]) -> list[tuple[int, int]]:
    """Return where dark modules of a row begin, and how many follow each other."""
    runs: list[tuple[int, int]] = []
    for place, is_dark in enumerate(row):
        if is_dark and runs and sum(runs[-1]) == place:
            runs[-1] = (runs[-1][0], runs[-1][1] + 1)
        elif is_dark:
            runs.append((place, 1))
    return runs
