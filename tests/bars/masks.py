"""What lies under a cover changes no published byte, and no door serves an uncovered pixel.

``python -m tests.bars.masks``: 1,000 pairs of originals that differ only under a cover are
developed; every rendition of a pair must be the same file. Then photos are sent to a running
gallery, covered and published, and every address that a visitor can reach is asked for pictures.
As a control both are done with covers that are not burnt in, which must be found.
"""

import io
import random
import re
import sys
import tempfile
from collections.abc import Callable, Iterator
from datetime import date
from html import unescape
from pathlib import Path
from unittest import mock
from urllib.parse import quote

from PIL import Image

from config import Settings
from gallery.campaigns import NewEdition, add_edition
from gallery.db import db, unit_of_work
from gallery.images import pixels
from gallery.images.covers import TAPE, Box
from gallery.images.developing import develop
from gallery.models import Photo, Stage
from gallery.places.build import SOURCE, build_cities
from tests.end_to_end.way import begin, decide, finish_submission, sign_up_moderator
from tests.images.drawing import encoded, scene
from tests.person import Page, Person
from tests.running import Running, running_gallery
from tests.servers import free_port

PAIRS = 1000
SHAPES = [(330, 300), (300, 330), (701, 503), (1303, 203), (203, 1301), (3205, 103)]
#: Losslessly coded, or JPEG in each of its ways: whatever else differs was not differing there.
CODINGS: list[tuple[str, dict[str, object]]] = [
    ("png", {}),
    ("webp", {"lossless": True}),
    *(
        ("jpeg", {"subsampling": each, "progressive": progressive, "quality": quality})
        for each in ("4:4:4", "4:2:2", "4:2:0", "4:1:1")
        for progressive, quality in ((False, 92), (True, 60))
    ),
]
HEAD = Box(0.3, 0.2, 0.3, 0.4)  # of what is sent over HTTP
INSET = 0.2  # of the box: an encoder's ringing reaches a few pixels into it
TOLERANCE = 12  # levels, of an encoder
PICTURE = re.compile(r"/media/[a-z0-9]+/[A-Za-z0-9._-]+")
LINK = re.compile(r'(?:href|src)="([^"#]+)')
SENT = {"faces": "hide", "city": "Vilnius", "day": "2012-03-24"}


def pairs(amount: int) -> Iterator[tuple[Box, bytes, bytes]]:
    """Yield a box, and two originals that differ inside it only, once they are upright."""
    chance = random.Random(amount)
    for at in range(amount):
        box = Box(*(chance.uniform(0.02, 0.5) for _ in range(2)), chance.uniform(0.1, 0.4), 0.3)
        kind, options = CODINGS[at % len(CODINGS)]
        orientation = at % 8 + 1 if kind == "jpeg" else 1
        exif = Image.Exif()
        exif[0x0112] = orientation
        size = SHAPES[at // len(CODINGS) % len(SHAPES)]
        one, other = (
            encoded(each, kind, exif=exif.tobytes(), **options)
            for each in two_pictures(size, pixels.stored_box(box, orientation), seed=at)
        )
        yield box, one, other


def two_pictures(size: tuple[int, int], part: Box, *, seed: int) -> tuple[Image.Image, Image.Image]:
    """Return two pictures of which only the pixels wholly inside a box differ."""
    width, height = size
    inside = (
        -int(-part.left * width // 1), -int(-part.top * height // 1),
        int((part.left + part.width) * width), int((part.top + part.height) * height),
    )  # fmt: skip
    one = scene(width, height, seed=seed)
    other = one.copy()
    other.paste(scene(width, height, seed=seed + 50_000).crop(inside), inside[:2])
    return one, other


def count_differing(amount: int) -> tuple[int, int]:
    """Return how many pairs have a rendition that differs, and how many files were compared."""
    differing = files = 0
    for box, one, other in pairs(amount):
        if one == other:
            raise AssertionError("the originals do not differ")
        made = [develop(each, covers=[box], crop=None).renditions for each in (one, other)]
        files += len(made[0])
        differing += made[0] != made[1]
    return differing, files


def shows_through(data: bytes, box: Box) -> bool:
    """Whether anything but tape is in the middle of a box."""
    image = Image.open(io.BytesIO(data)).convert("RGB")
    middle = (
        (box.left + INSET * box.width) * image.width,
        (box.top + INSET * box.height) * image.height,
        (box.left + (1 - INSET) * box.width) * image.width,
        (box.top + (1 - INSET) * box.height) * image.height,
    )
    levels = image.crop(tuple(round(side) for side in middle)).getextrema()  # type: ignore[arg-type]
    ends = zip(levels, TAPE, strict=True)
    return any(abs(end - tape) > TOLERANCE for pair, tape in ends for end in pair)  # type: ignore[union-attr]


def find_pictures(get: Callable[[str], bytes], beginnings: list[str]) -> set[str]:
    """Follow every link of ours from some pages; return the addresses of all pictures named."""
    seen, waiting, pictures = set[str](), list(beginnings), set[str]()
    while waiting:
        path = waiting.pop()
        if path in seen or path.startswith(("/add", "/static/", "/receipt/")):
            continue
        seen.add(path)
        text = get(path).decode("utf-8", "replace").replace("\\/", "/").replace('\\"', '"')
        pictures |= set(PICTURE.findall(text))
        found = (unescape(each) for each in LINK.findall(text))
        waiting += [each for each in found if each.startswith("/") and not PICTURE.match(each)]
    return pictures


def doors(address: str, photo: Photo) -> list[str]:
    """Return where a visitor begins: pages, frames, feeds, the map of the site, oEmbed."""
    page = f"/photos/{photo.public_id}"
    return [
        "/", page, "/sitemap-photos-0.xml", "/feed.atom", "/feed.json", "/2012/feed.atom", "/map/",
        "/search/?q=Vilnius", "/embed/latest/", "/embed/2012/", f"/embed/photos/{photo.public_id}",
        *(f"/oembed?format={kind}&url={quote(address + page)}" for kind in ("json", "xml")),
    ]  # fmt: skip


def publish_covered(gallery: Running, photos: list[bytes]) -> list[Photo]:
    """Send photos, cover the head in each, and let them be published."""
    sender = Person(gallery.address)
    files = [(f"{at}.bin", data) for at, data in enumerate(photos)]
    page = sender.send_files(sender.get("/add/").form("/add/"), files)
    wait(gallery, Stage.WAITING, len(photos))
    finish_submission(page, sender, **SENT)
    moderator = sign_up_moderator(gallery)
    for _ in photos:
        page = moderator.send(begin(moderator).form("/faces"), **covered())
        decide(moderator, page, "approve")
    wait(gallery, Stage.PUBLISHED, len(photos))
    return db.session.query(Photo).order_by(Photo.id).all()


def covered() -> dict[str, str]:
    """What a moderator says who covers the head."""
    sides = zip(("left", "top", "width", "height"), HEAD, strict=True)
    return {f"cover-0-{name}": str(value * 100) for name, value in sides} | {"faces": "covered"}


def wait(gallery: Running, stage: Stage, amount: int) -> None:
    """Wait until so many photos stand there."""
    count = db.session.query(Photo).filter_by(stage=stage).count
    if not gallery.until(lambda: count() == amount, seconds=180):
        raise AssertionError(f"{count()} of {amount} {stage.value}")


def look_everywhere(gallery: Running, photos: list[Photo]) -> tuple[int, int, int]:
    """Return how many pictures a visitor gets, how many show through, and what is not locked."""
    visitor = Person(gallery.address)
    beginnings = [each for photo in photos for each in doors(gallery.address, photo)]
    pictures = find_pictures(lambda path: visitor.get(path).body, beginnings)
    shown = sum(shows_through(visitor.get(each).body, HEAD) for each in pictures)
    return len(pictures), shown, sum(is_picture(visitor.get(each)) for each in private(photos))


def private(photos: list[Photo]) -> Iterator[str]:
    """Yield addresses behind which uncovered pixels are or were, as a visitor might guess them."""
    for photo in photos:
        for width in (320, 640, 1280, 2016):
            yield f"/review/{photo.public_id}/preview-{width}.jpg"
            yield f"/media/{photo.public_id}/preview-{width}.jpg"
            yield f"/media/{photo.preview_key}/{width}.jpg"
        yield f"/media/{photo.original_key}"
        yield f"/media/{photo.public_id}/../../{photo.original_key}"


def is_picture(page: Page) -> bool:
    """Whether an answer is a picture."""
    return page.status == 200 and page.headers.get("Content-Type", "").startswith("image/")


def over_http() -> bool:
    """Publish over HTTP and look through every door; whether nothing was found."""
    photos = [encoded(scene(700, 500, seed=at), kind) for at, kind in enumerate(KINDS)]
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(data_dir=Path(folder), port=free_port(), undo_seconds=1)
        build_cities(SOURCE, settings.cities_file)
        with running_gallery(settings) as gallery:
            with unit_of_work():
                day = date(2012, 3, 24)
                add_edition(NewEdition(2012, 3, "March 2012", day, day, date(2012, 4, 30)))
            got, shown, open_doors = look_everywhere(gallery, publish_covered(gallery, photos))
    control = sum(shows_through(each, HEAD) for each in photos)
    print(f"doors: {got} pictures of {len(photos)} photos, {shown} show through")
    print(f"       {open_doors} private addresses answered with a picture")
    print(f"control: {control} of {len(photos)} originals show through")
    return got >= 2 * len(photos) and (shown, open_doors, control) == (0, 0, len(photos))


KINDS = ("jpeg", "png", "webp", "avif", "heic", "mpo")


def main() -> int:
    """Print what was found; 1 when it is not nothing."""
    differing, files = count_differing(PAIRS)
    print(f"{PAIRS} pairs, {files} renditions each side: {differing} pairs differ")
    with mock.patch.object(pixels, "draw_covers"):
        found, _ = count_differing(50)
    print(f"control, covers not burnt in: {found} of 50 pairs differ")
    is_clean = over_http()
    return 0 if differing == 0 and found == 50 and is_clean else 1


if __name__ == "__main__":
    sys.exit(main())
