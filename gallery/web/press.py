"""For newspapers: the kit of each edition, as a page and as a ZIP that is made while it is sent."""

from collections.abc import Iterator
from io import RawIOBase
from typing import TYPE_CHECKING
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from flask import Blueprint, Response, render_template, request, stream_with_context

from gallery.campaigns import find_edition_by_slug
from gallery.db import db
from gallery.errors import NotHere, ObjectDamaged, ObjectMissing
from gallery.journey.intact import find_public, read_file
from gallery.journey.press import has_kit, is_in_kit
from gallery.models import Edition
from gallery.web import limits
from gallery.web.current import absolute_url, tools
from gallery.web.downloads import credited
from gallery.web.freshness import may_be_kept
from gallery.web.guards import for_visitors
from gallery.web.headers import keep_out
from gallery.web.present.linked_data import data_of_gallery
from gallery.web.present.press import (
    Kit,
    PressFile,
    captions_of,
    kit_of,
    kits,
    press_page,
    table_of,
)
from gallery.web.present.shapes import PageLinks

if TYPE_CHECKING:
    from typing_extensions import Buffer

pages = Blueprint("press", __name__, url_prefix="/press")
for_visitors(pages)
may_be_kept(pages)

KIT = "/<int(fixed_digits=4):year>-<int(fixed_digits=2):month>/"
READABLE = 0o644 << 16  # a file's rights, for those who unpack it


@pages.get("/")
def overview() -> str:
    """Lead to every kit, and say whom newspapers can ask."""
    links = PageLinks(canonical=absolute_url("press.overview"))
    return render_template("press/overview.html", kits=kits(), links=links)


@pages.get(KIT)
def kit(year: int, month: int) -> str:
    """Show the kit of an edition: how much it is, what may be done with it, its photos."""
    page = press_page(_edition(year, month))
    data = data_of_gallery(page, name=page.name)
    return render_template("press/kit.html", page=page, data=data)


@pages.get(f"{KIT}kit.zip")
def kit_zip(year: int, month: int) -> Response:
    """Send the kit of an edition; no file of all of it is ever made."""
    edition = _edition(year, month)
    found = kit_of(edition)
    limits.count_kit()
    answer = Response(mimetype="application/zip")
    keep_out(answer, is_noindex=edition.is_noindex)
    answer.headers["Content-Disposition"] = f'attachment; filename="{found.folder}.zip"'
    if request.method != "HEAD":
        answer.response = stream_with_context(_packed(found))
    return answer


def _edition(year: int, month: int) -> Edition:
    """Return an edition with a kit; raise NotHere otherwise."""
    edition = find_edition_by_slug(f"{year}-{month:02}")
    if not has_kit(edition):
        raise NotHere
    return edition


def _packed(kit: Kit) -> Iterator[bytes]:
    """Yield a ZIP piece by piece: what was withdrawn a moment ago is not in it any more."""
    pipe, sent = _Pipe(), list[PressFile]()
    with ZipFile(pipe, "w", ZIP_STORED) as archive:
        for each in kit.files:
            found = _find_now(kit, each)
            if found is None:
                continue
            with archive.open(_entry(kit, each.name), "w") as entry:
                entry.write(credited(found, each.segments))
            yield pipe.taken()
            sent.append(each)
        texts = {"captions.txt": captions_of(kit, sent), "photos.csv": table_of(sent)}
        for name, text in texts.items():
            archive.writestr(_entry(kit, name), text, ZIP_DEFLATED)
    yield pipe.taken()


def _find_now(kit: Kit, file: PressFile) -> bytes | None:
    """Return a picture that is still in its kit; asked in a transaction of its own.

    Nothing of one that is damaged: the kit has one photo less then.
    """
    is_there = is_in_kit(kit.edition_id, file.token)
    found = find_public(file.key, tools=tools())
    db.session.rollback()  # a slow line must not hold a connection
    try:
        return read_file(found, tools=tools()) if is_there else None
    except (ObjectMissing, ObjectDamaged):
        return None


def _entry(kit: Kit, name: str) -> ZipInfo:
    """Name a file of the ZIP; its date is the action day, for nobody's clock is told."""
    entry = ZipInfo(f"{kit.folder}/{name}", (*kit.day, 12, 0, 0))
    entry.external_attr = READABLE
    return entry


class _Pipe(RawIOBase):
    """What a ZIP is written to, and taken from at once."""

    def __init__(self) -> None:
        self._held = bytearray()

    def writable(self) -> bool:
        """Take pieces."""
        return True

    def write(self, piece: "Buffer", /) -> int:
        """Hold a piece until it is taken."""
        before = len(self._held)
        self._held += memoryview(piece)
        return len(self._held) - before

    def taken(self) -> bytes:
        """Return what is held, and hold nothing."""
        pieces = bytes(self._held)
        self._held.clear()
        return pieces
