"""Private previews: moderators see these and no more of a file; small ones where the line is bad.

One is asked for with every photo of a queue, so that no more is read of its row than that takes.
"""

from contextlib import closing
from typing import NamedTuple

from sqlalchemy import select

from gallery.db import db
from gallery.errors import Gone, NotHere, ObjectMissing
from gallery.journey.intact import File, name_of, read_file
from gallery.models import TAKEN_BACK, Account, Fingerprint, Photo, Stage, Submission
from gallery.scope import within
from gallery.toolbox import Toolbox

SMALL = "small.avif"


class Picture(NamedTuple):
    """Bytes, and what they are."""

    data: bytes
    kind: str


class Found(NamedTuple):
    """Where the previews of a photo lie."""

    photo_id: int
    folder: str
    widths: set[int]
    digests: dict[str, str]


def read_preview(public_id: str, width: int, *, by: Account, tools: Toolbox) -> Picture:
    """Return a preview that somebody may see; raise Gone when withdrawn, NotHere otherwise."""
    found = _find(public_id, by=by)
    if width not in found.widths:
        raise NotHere("unknown-photo")
    return _read(found, f"{width}.jpg", tools=tools)


def read_small(public_id: str, *, by: Account, tools: Toolbox) -> Picture:
    """Return what a bad line can carry: a small AVIF, or the smallest preview where there is none.

    There is none beside previews that are covered, and of photos from before it was made.
    """
    found = _find(public_id, by=by)
    try:
        return _read(found, SMALL, tools=tools)._replace(kind="image/avif")
    except ObjectMissing:
        return _read(found, f"{min(found.widths)}.jpg", tools=tools)


def _find(public_id: str, *, by: Account) -> Found:
    """Return where the previews of a photo lie, and their widths."""
    columns = (Photo.id, Photo.stage, Photo.preview_key, Photo.previews, Fingerprint.digests)
    wanted = select(*columns).join(Photo.submission).outerjoin(Fingerprint)
    is_sent = Submission.sent_at.is_not(None)
    found = db.session.execute(wanted.where(Photo.public_id == public_id, within(by), is_sent))
    number, stage, folder, previews, digests = found.one_or_none() or (0, None, None, [], None)
    if stage in TAKEN_BACK:
        raise Gone
    if stage is Stage.RECEIVED or not folder or not previews:
        raise NotHere("unknown-photo")
    return Found(number, folder, {int(each["width"]) for each in previews}, digests or {})


def _read(found: Found, name: str, *, tools: Toolbox) -> Picture:
    """Read a JPEG; raise ObjectDamaged when it is not what we wrote."""
    key = f"{found.folder}/{name}"
    digest = found.digests.get(name_of(key))
    if name == SMALL and digest is None:  # of photos from before there may be none
        with closing(tools.private.open(key)) as body:
            return Picture(body.read(), "image/jpeg")
    file = File(found.photo_id, name, tools.private, key, digest)
    return Picture(read_file(file, tools=tools), "image/jpeg")
