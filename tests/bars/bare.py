"""Photos with a face that is known to the pixel, and a search for anything left of it.

The face is a patch of a green that is nowhere else; the file says a name, a place and a camera. So
whatever a phone sent, and a server kept, can be searched: for bytes of the file, for its metadata,
and for one pixel of that green.
"""

import io
import json
import random
import subprocess
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from PIL import Image, ImageChops, UnidentifiedImageError

SIZE = (1000, 750)
FACE = (0, 230, 0)
FACE_SIZE = 70  # pixels
CANARY = "Maria-Canary-1990"
WINDOW = 24  # bytes of a file that are looked for
#: What a picture may say of itself: how it is coded, never whence it comes.
ALLOWED = {
    "SourceFile", "File", "System", "ExifTool", "JFIF", "Composite", "ICC_Profile", "ICC-header",
    "ICC-view", "ICC-meas",
}  # fmt: skip


@dataclass(frozen=True)
class BarePhoto:
    """A photo with an uncovered face; ``face`` is its middle, in fractions of the picture."""

    data: bytes
    face: tuple[float, float]

    @property
    def traces(self) -> list[bytes]:
        """Parts of the file by which it is known again."""
        length = len(self.data)
        return [self.data[length * at // 8 :][:WINDOW] for at in range(2, 8)]


def make_bare(number: int) -> BarePhoto:
    """Make a photo, every second one turned by its camera."""
    dice = random.Random(number)
    image = Image.effect_noise(SIZE, 60).convert("L").convert("RGB")
    left = dice.randrange(60, SIZE[0] - FACE_SIZE - 60)
    top = dice.randrange(60, SIZE[1] - FACE_SIZE - 60)
    image.paste(FACE, (left, top, left + FACE_SIZE, top + FACE_SIZE))
    exif = Image.Exif()
    exif[0x010E] = exif[0x013B] = CANARY
    exif[0x010F] = "Canary Cameras"
    exif.get_ifd(0x8769)[0x9003] = "2010:03:26 14:30:00"
    exif.get_ifd(0x8825).update(
        {1: "N", 2: (54.0, 41.0, 21.12), 3: "E", 4: (25.0, 16.0, 47.28)},
    )
    if number % 2:
        exif[0x0112] = 6
        image = image.transpose(Image.Transpose.ROTATE_90)
    buffer = io.BytesIO()
    image.save(buffer, "JPEG", quality=88, exif=exif, comment=CANARY.encode())
    middle = ((left + FACE_SIZE / 2) / SIZE[0], (top + FACE_SIZE / 2) / SIZE[1])
    return BarePhoto(buffer.getvalue(), middle)


@dataclass
class Found:
    """What was left of the photos in what was searched."""

    traces: int = 0  # parts of the files
    names: int = 0
    faces: int = 0  # pixels of a face
    tags: tuple[str, ...] = ()  # of metadata that nothing needs
    images: int = 0  # looked at

    @property
    def is_clean(self) -> bool:
        """Whether nothing was found."""
        return not (self.traces or self.names or self.faces or self.tags)


def search(photos: Iterable[BarePhoto], *, heard: bytes, folder: Path) -> Found:
    """Search what went over the line, and every file of a folder."""
    found = Found()
    files = [path for path in sorted(folder.rglob("*")) if path.is_file()]
    heaps = [heard, *(path.read_bytes() for path in files)]
    for photo in photos:
        found.traces += sum(heap.count(trace) for heap in heaps for trace in photo.traces)
    found.names = sum(heap.count(CANARY.encode()) for heap in heaps)
    pictures = [(path, image) for path in files for image in _open(path)]
    found.images = len(pictures)
    found.faces = sum(_count_face(image) for _, image in pictures)
    found.tags = tuple(sorted(set(_tags(path for path, _ in pictures))))
    return found


def _open(path: Path) -> Iterator[Image.Image]:
    """Yield the picture of a file, if it is one."""
    try:
        with Image.open(path) as image:
            yield image.convert("RGB")
    except (UnidentifiedImageError, OSError):
        return


def _count_face(image: Image.Image) -> int:
    """Count pixels that are far more green than red and blue."""
    red, green, blue = image.split()
    over_both = ImageChops.darker(ImageChops.subtract(green, red), ImageChops.subtract(green, blue))
    return sum(over_both.histogram()[60:])


def _tags(paths: Iterable[Path]) -> Iterator[str]:
    """Yield the tags that exiftool finds and that say more than how a picture is coded."""
    named = [str(path) for path in paths]
    if not named:
        return
    command = ["exiftool", "-json", "-G1", "-a", *named]
    told = subprocess.run(command, capture_output=True, text=True, check=False).stdout
    for each in json.loads(told):
        for tag in each:
            group = tag.split(":")[0]
            if tag == "File:Comment" or group not in ALLOWED:
                yield tag
