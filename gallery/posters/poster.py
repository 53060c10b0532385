"""The page itself: headline, city and day, the QR code, what to do, the address in letters."""

from typing import NamedTuple

from gallery.posters.letters import can_be_set
from gallery.posters.look import CAPITALS, INK_2, INSET, Poster, Spot
from gallery.posters.paper import WIDTH, Paper

LEFT = 16.0
ACROSS = WIDTH - 2 * LEFT
HEADLINE, CITY = 46.0, 31.0  # mm of type; smaller where it would take too much of the page
TALLEST, LEADING = 88.0, 0.9  # mm of all lines of the headline; from line to line, in sizes
CODE, SMALL = 81.0, 5.6
NARROW = "\u00a0"


class Column(NamedTuple):
    """Where words may stand below each other."""

    x: float
    width: float
    top: float


def draw_poster(poster: Poster) -> bytes:
    """Return the poster as PDF. Words that our fonts have no letters for are left out."""
    paper = Paper()
    paper.set_lang(poster.language)
    paper.set_title(poster.city)
    _name(paper, poster)
    _headline(paper, poster, top=36)
    _city(paper, poster, top=131, below=168)
    _way(paper, poster, top=168)
    _address(paper, poster, top=259)
    return bytes(paper.output())


def _name(paper: Paper, poster: Poster) -> None:
    """Set the campaign's name, its last word under tape, and the day at the end of the line."""
    day = poster.day.upper()
    paper.write_at(Spot(LEFT + ACROSS - paper.width_of(day, 8), 22), day, size=8)
    if not poster.campaign or not can_be_set(poster.campaign):
        return
    first, _, last = poster.campaign.upper().rpartition(" ")
    x = paper.write_at(Spot(LEFT, 22), first, size=8) + 1.4 if first else LEFT
    paper.tape_at(Spot(x, 22), last, size=8)


def _headline(paper: Paper, poster: Poster, *, top: float) -> None:
    """Set the headline as large as it goes, in the middle of its room."""
    text, taped = poster.headline.upper(), poster.taped.upper().replace(" ", NARROW)
    if not text or not can_be_set(text):
        return
    text = text.replace(poster.taped.upper(), taped) if taped else text
    size = HEADLINE
    while not _fits(paper, lines := paper.lines(text, width=ACROSS, size=size), size=size):
        size -= 0.5
    y = top + CAPITALS * size + (TALLEST - _height(lines, size)) / 2
    for line in lines:
        _set_line(paper, Spot(LEFT, y), line, taped=taped, size=size)
        y += LEADING * size


def _fits(paper: Paper, lines: list[str], *, size: float) -> bool:
    """Whether the lines of the headline fit their room, with tape somewhere."""
    room = ACROSS - 2 * INSET * CAPITALS * size
    widest = max(paper.width_of(line, size) for line in lines)
    return size < 5 or (_height(lines, size) <= TALLEST and widest <= room)


def _height(lines: list[str], size: float) -> float:
    """Return how tall lines are."""
    return (len(lines) - 1) * LEADING * size + CAPITALS * size


def _set_line(paper: Paper, spot: Spot, line: str, *, taped: str, size: float) -> None:
    """Set a line of the headline, with tape where its word is."""
    before, found, after = line.partition(taped) if taped else (line, "", "")
    x = paper.write_at(spot, before, size=size) if before else spot.x
    if found:
        x = paper.tape_at(Spot(x, spot.y), found, size=size)
    paper.write_at(Spot(x, spot.y), after, size=size)


def _city(paper: Paper, poster: Poster, *, top: float, below: float) -> None:
    """Set the city across the page, in the middle of its room."""
    paper.rule(top, x=LEFT, width=ACROSS)
    city = poster.city.upper()
    size = paper.fit(city, width=ACROSS, size=CITY)
    paper.write_at(Spot(LEFT, (top + below + CAPITALS * size) / 2), city, size=size)


def _way(paper: Paper, poster: Poster, *, top: float) -> None:
    """Draw the QR code, and beside it what to do."""
    paper.qr_code(poster.address, x=LEFT, y=top, side=CODE)
    x = LEFT + CODE + 9
    room = Column(x, width=LEFT + ACROSS - x, top=top)
    scale = 1.0
    while _steps(paper, poster, room, scale=scale, is_drawn=False) > CODE and scale > 0.5:
        scale -= 0.05
    _steps(paper, poster, room, scale=scale)


def _steps(
    paper: Paper, poster: Poster, room: Column, *, scale: float, is_drawn: bool = True
) -> float:
    """Set the call and the numbered steps below it; return how tall they are."""
    call, step, indent = 13 * scale, 7.4 * scale, 7 * scale
    for word in poster.call.upper().split():
        call = paper.fit(word, width=room.width, size=call)
    y = room.top + call * CAPITALS
    for line in paper.lines(poster.call.upper(), width=room.width, size=call):
        if is_drawn:
            paper.write_at(Spot(room.x, y), line, size=call)
        y += 0.88 * call
    for number, words in enumerate(poster.steps, start=1):
        y += 0.45 * step
        for turn, line in enumerate(paper.lines(words, width=room.width - indent, size=step)):
            if is_drawn and turn == 0:
                paper.write_at(Spot(room.x, y), f"{number}", size=step)
            if is_drawn:
                paper.write_at(Spot(room.x + indent, y), line, size=step)
            y += 1.04 * step
    return y - room.top - step


def _address(paper: Paper, poster: Poster, *, top: float) -> None:
    """Set the address in letters, for who has no camera at hand."""
    paper.rule(top - 4, x=LEFT, width=ACROSS, thick=0.3)
    paper.write_at(Spot(LEFT, top + 4), poster.by_hand, size=SMALL, colour=INK_2)
    group = poster.group if can_be_set(poster.group) else ""
    group_size = paper.fit(group, width=ACROSS / 2, size=SMALL)
    at = Spot(LEFT + ACROSS - paper.width_of(group, group_size), top + 4)
    paper.write_at(at, group, size=group_size, colour=INK_2)
    shown = poster.address.partition("://")[2]
    paper.write_at(Spot(LEFT, top + 15), shown, size=paper.fit(shown, width=ACROSS, size=11))
    size, y = SMALL, top + 23.5
    while len(lines := paper.lines(poster.promise, width=ACROSS, size=size)) > 2:
        size -= 0.1
    for line in lines:
        paper.write_at(Spot(LEFT, y), line, size=size, colour=INK_2)
        y += 1.1 * size
