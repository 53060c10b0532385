"""How many heads the extra ``faces`` sees, on photos whose heads were counted by eye before.

``python -m tests.bars.heads``: found, missed and false on the photos of ``heads.txt``, which lie in
../shared and are never copied, and the milliseconds of CPU for each. It promises no figure but that
a person is still needed; it fails where ours sees less than it did when it was chosen.
"""

import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from PIL import Image

from gallery.images.covers import Box
from gallery.images.facts import read_facts
from gallery.images.heads import begin_to_look, find_heads
from gallery.images.kinds import require_photo
from gallery.images.pixels import decode
from tests.shared import SHARED

BY_EYE = Path(__file__).with_name("heads.txt")
LEAST_FOUND, MOST_FALSE = 30, 6
Point = tuple[float, float]


@dataclass(frozen=True)
class Marked:
    """A photo as it was looked at: the middles of faces, and of heads without one."""

    name: str
    faces: list[Point]
    others: list[Point]


@dataclass
class Score:
    """What was seen of what there is."""

    photos: int = 0
    faces: int = 0
    faces_found: int = 0
    others: int = 0
    others_found: int = 0
    false: int = 0
    milliseconds: list[float] = field(default_factory=list)

    def count(self, marked: Marked, found: tuple[Box, ...]) -> None:
        """Add a photo: each box is one head at most, each head is found once."""
        faces, others = list(marked.faces), list(marked.others)
        for box in found:
            if not (_take(box, faces) or _take(box, others)):
                self.false += 1
        self.photos += 1
        self.faces += len(marked.faces)
        self.faces_found += len(marked.faces) - len(faces)
        self.others += len(marked.others)
        self.others_found += len(marked.others) - len(others)


def read_marks() -> Iterator[Marked]:
    """Yield the photos that were looked at."""
    for line in BY_EYE.read_text().splitlines():
        if not line.startswith("#"):
            name, _, marks = line.partition(": ")
            faces, others = marks.split(" | ")
            yield Marked(name, list(_points(faces)), list(_points(others)))


def load(name: str) -> Image.Image:
    """Return a photo as the dark room looks at it."""
    (path,) = (SHARED / "photos" / "files").glob(f"*/{name}.*")
    data = path.read_bytes()
    orientation = read_facts(data).orientation
    return decode(data, kind=require_photo(data), orientation=orientation).image


def look_at_all() -> tuple[Score, Score]:
    """Look at every photo; return what was seen on those with people, and on those without."""
    people, nobody = Score(), Score()
    for marked in read_marks():
        score = people if marked.faces or marked.others else nobody
        image, begun = load(marked.name), time.process_time()
        found = find_heads(image) or ()
        score.milliseconds.append((time.process_time() - begun) * 1000)
        score.count(marked, found)
    return people, nobody


def show(name: str, score: Score) -> None:
    """Print one line of the table."""
    times = sorted(score.milliseconds)
    print(
        f"{name:16}{score.photos:7}{score.faces_found:7} of {score.faces:3}"
        f"{score.others_found:8} of {score.others:3}{score.false:7}"
        f"{times[len(times) // 2]:9.0f}{times[-1]:7.0f}"
    )


def _points(text: str) -> Iterator[Point]:
    """Read points; a dash is none."""
    for each in text.split():
        if each != "-":
            x, y = each.split(",")
            yield float(x), float(y)


def _take(box: Box, heads: list[Point]) -> bool:
    """Take the head out of the list that lies in a box, nearest to its middle."""
    middle = box.left + box.width / 2, box.top + box.height * 0.58
    inside = [
        (x, y)
        for x, y in heads
        if box.left <= x <= box.left + box.width and box.top <= y <= box.top + box.height
    ]
    if not inside:
        return False
    heads.remove(min(inside, key=lambda at: abs(at[0] - middle[0]) + abs(at[1] - middle[1])))
    return True


def main() -> int:
    """Print the table; 1 when the extra or the photos are not here, or less is seen."""
    if not SHARED.is_dir() or not begin_to_look():
        print("the photos beside the project, or the extra “faces”, are not here")
        return 1
    people, nobody = look_at_all()
    print(f"{'':16}{'photos':>7}{'faces':>14}{'other heads':>15}{'false':>7}{'ms':>9}{'most':>7}")
    show("with people", people)
    show("with nobody", nobody)
    is_less = people.faces_found < LEAST_FOUND or people.false + nobody.false > MOST_FALSE
    return 1 if is_less else 0


if __name__ == "__main__":
    sys.exit(main())
