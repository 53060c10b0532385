"""What leaves a phone when faces are covered first: ``python -m tests.bars.nothing_leaves``.

Photos with a face, a place, a camera and a name go through "Cover faces first" and "Someone may be
at risk" in a real browser, which is reloaded and killed on the way. Then all that went over the
line, and every file that the server has, is searched: no pixel of a face, no part of a file, no
metadata. The same photos sent as taken must be found, or the search is blind.
"""

import sys
import tempfile
from argparse import ArgumentParser
from collections.abc import Sequence
from pathlib import Path

from playwright.sync_api import expect, sync_playwright

from config import Settings
from gallery.db import db
from gallery.models import Photo, Stage
from tests.bars.bare import BarePhoto, Found, make_bare, search
from tests.bars.phone import Phone, cover
from tests.browser.line import bad_line
from tests.browser.sending import answer_all, receipt_code
from tests.factories import create_edition
from tests.running import Running, running_gallery
from tests.servers import free_port

WAYS = ("Cover faces first", "Someone may be at risk", "Send as taken")
PLENTY = 10**9  # bytes a second


def main() -> int:
    """Send and search; 1 when anything is found, or nothing of photos that were sent as taken."""
    said = ArgumentParser(description=__doc__)
    said.add_argument("--photos", type=int, default=50)
    count = said.parse_args().photos
    is_missed = False
    for way in WAYS:
        photos = [make_bare(number) for number in range(count)]
        found = try_way(way, photos)
        print(f"{way}: {count} photos, {found}", flush=True)
        is_missed |= found.is_clean is (way == "Send as taken") or found.images < count
    return int(is_missed)


def try_way(way: str, photos: Sequence[BarePhoto]) -> Found:
    """Send photos to a gallery of their own and search what is left of them."""
    with tempfile.TemporaryDirectory() as name:
        settings = Settings(data_dir=Path(name) / "data", port=free_port())
        settings.folder.mkdir()
        with (
            running_gallery(settings) as gallery,
            bad_line(settings.port, per_second=PLENTY) as line,
            sync_playwright() as playwright,
        ):
            create_edition()
            line.heard = bytearray()
            phone = Phone(playwright, Path(name) / "profile", address=line.address)
            send(phone, way, photos)
            phone.close()
            arrive(gallery, len(photos))
            return search(photos, heard=bytes(line.heard), folder=settings.folder)


def send(phone: Phone, way: str, photos: Sequence[BarePhoto]) -> None:
    """Send all; what has to be covered, in thirds, with a reload and a crash between them."""
    if way == "Send as taken":
        phone.choose(way, photos)
    else:
        third = (len(photos) + 2) // 3
        parts = [photos[:third], photos[third : 2 * third], photos[2 * third :]]
        for part, trouble in zip(parts, (phone.reload, phone.crash, None), strict=True):
            phone.choose(way, [*part, make_bare(10_000)] if trouble else part)
            cover(phone.page, part)
            if trouble:
                expect(phone.page.locator("[data-is=held]")).to_have_count(1)
                trouble()
    expect(phone.page.locator("[data-total-bar]")).to_have_attribute(
        "value", "100", timeout=120_000
    )
    answer_all(phone.page, city="Vilnius")
    receipt_code(phone.page)


def arrive(gallery: Running, count: int) -> None:
    """Wait until the worker has looked at all of them."""

    def is_looked_at() -> bool:
        return db.session.query(Photo).filter(Photo.stage == Stage.WAITING).count() >= count

    if not gallery.until(is_looked_at, seconds=120):
        raise AssertionError("the worker did not look at all photos")


if __name__ == "__main__":
    sys.exit(main())
