"""The card that other sites show for a page of ours: 1200 by 630 pixels, words beside a picture."""

import io
import unicodedata
from dataclasses import dataclass

from PIL import Image, ImageOps

from gallery.posters.canvas import Canvas, fit, lines_of, width_of
from gallery.posters.letters import can_be_set
from gallery.posters.look import CAPITALS, INK_2, INSET, Spot

WIDTH, HEIGHT = 1200, 630  # what Open Graph and its readers want
LEFT, RIGHT = 56, 44  # of the words
#: A picture is as tall as the card, and as wide as it is itself, within these.
NARROWEST, WIDEST = 420, 700
NAME, TITLE, TAPE, SMALL = 46, 250, 60, 38  # sizes of type; smaller where it would not fit
LEADING = 0.86
TITLE_FROM, TITLE_TO = 140, 372
LARGEST = 120_000  # bytes
QUALITIES = (84, 74, 62, 48, 34, 20, 10)
#: To be raised when the card looks otherwise: caches take it for another one.
LOOK = 1


@dataclass(frozen=True)
class ShareCard:
    """What stands on a card."""

    campaign: str
    title: str
    tape: str = ""
    below: str = ""
    site: str = ""


def draw_card(card: ShareCard, picture: bytes = b"") -> bytes:
    """Return a card as JPEG; ``picture`` is a JPEG of ours, or nothing."""
    canvas = Canvas(WIDTH, HEIGHT)
    edge = _show(canvas, picture) if picture else WIDTH
    room = edge - LEFT - RIGHT
    _name(canvas, card.campaign)
    y = _title(canvas, _settable(card.title), width=room)
    _tape(canvas, _settable(card.tape), y=y, width=room)
    below = _settable(card.below)
    size = fit(below, width=room, size=SMALL)
    canvas.write_at(Spot(LEFT, 530), below, size=size, colour=INK_2)
    site = _settable(card.site)
    canvas.write_at(Spot(LEFT, 584), site, size=fit(site, width=room, size=SMALL), colour=INK_2)
    return _encode(canvas.image)


def _show(canvas: Canvas, picture: bytes) -> int:
    """Put the picture at the right end; return where it begins."""
    with Image.open(io.BytesIO(picture), formats=("JPEG",)) as opened:
        ratio = opened.width / opened.height
        width = round(min(WIDEST, max(NARROWEST, HEIGHT * ratio)))
        opened.draft("RGB", (width, HEIGHT))
        shown = ImageOps.fit(opened.convert("RGB"), (width, HEIGHT), Image.Resampling.BICUBIC)
    canvas.image.paste(shown, (WIDTH - width, 0))
    return WIDTH - width


def _name(canvas: Canvas, name: str) -> None:
    """Set the campaign's name as on every page, its last word under tape."""
    if not can_be_set(name):
        return
    if name == "Unsilenced":
        x = canvas.write_at(Spot(LEFT, 90), "UN", size=NAME)
        x = canvas.tape_at(Spot(x + 3, 90), "SILENCE", size=NAME)
        canvas.write_at(Spot(x + 3, 90), "D", size=NAME)
        return
    first, _, last = name.upper().rpartition(" ")
    size = fit(f"{first}  {last}", width=WIDTH - WIDEST - LEFT - RIGHT, size=NAME)
    x = canvas.write_at(Spot(LEFT, 90), first, size=size) + 8 if first else LEFT
    canvas.tape_at(Spot(x, 90), last, size=size)


def _title(canvas: Canvas, title: str, *, width: int) -> float:
    """Set the title as large as it goes; return where its last line stands."""
    size = float(TITLE)
    while not _fits(lines := lines_of(title, width=width, size=size), width, size):
        size -= 6
    y = TITLE_FROM + CAPITALS * size
    for line in lines:
        canvas.write_at(Spot(LEFT, y), line, size=size)
        y += LEADING * size
    return y - LEADING * size


def _fits(lines: list[str], width: int, size: float) -> bool:
    """Whether the lines of a title fit their room."""
    tall = CAPITALS * size + (len(lines) - 1) * LEADING * size
    widest = max((width_of(line, size) for line in lines), default=0)
    return size < 24 or (widest <= width and tall <= TITLE_TO - TITLE_FROM)


def _tape(canvas: Canvas, text: str, *, y: float, width: int) -> None:
    """Set what is under tape below the title, on as many strips as it needs."""
    room = width - 2 * INSET * CAPITALS * TAPE
    y += 46 + CAPITALS * TAPE
    for line in lines_of(text, width=room, size=TAPE):
        canvas.tape_at(Spot(LEFT, y), line, size=fit(line, width=room, size=TAPE))
        y += 62


def _settable(text: str) -> str:
    """Return a text in capitals, without the marks of letters that our fonts do not have."""
    text = text.upper()
    if can_be_set(text):
        return text
    plain = unicodedata.normalize("NFKD", text)
    return "".join(each for each in plain if not unicodedata.combining(each))


def _encode(image: Image.Image) -> bytes:
    """Write a JPEG that is not too large."""
    for quality in QUALITIES:
        buffer = io.BytesIO()
        image.save(buffer, "JPEG", quality=quality, subsampling="4:2:0")
        if buffer.tell() <= LARGEST:
            break
    return buffer.getvalue()
