"""Private previews: moderators see these and no more of a file; small ones where the line is bad.

One is asked for with every photo of a queue, so that no more is read of its row than that takes.
"""

from contextlib import closing
from typing import NamedTuple

from sqlalchemy import select

from gallery.db import db
from gallery.errors import Gone, NotHere, ObjectMissing
from gallery.models import TAKEN_BACK, Account, Photo, Stage, Submission
from gallery.scope import within
from gallery.toolbox import Toolbox

SMALL = "small.avif"


class Picture(NamedTuple):
    """Bytes, and what they are."""

    data: bytes
    kind: str


def read_preview(public_id: str, width: int, *, by: Account, tools: Toolbox) -> Picture:
    """Return a preview that somebody may see; raise Gone when withdrawn, NotHere otherwise."""
    folder, widths = _find(public_id, by=by)
    if width not in widths:
        raise NotHere("unknown-photo")
    return _read(f"{folder}/{width}.jpg", tools=tools)


def read_small(public_id: str, *, by: Account, tools: Toolbox) -> Picture:
    """Return what a bad line can carry: a small AVIF, or the smallest preview where there is none.

    There is none beside previews that are covered, and of photos from before it was made.
    """
    folder, widths = _find(public_id, by=by)
    try:
        return _read(f"{folder}/{SMALL}", tools=tools)._replace(kind="image/avif")
    except ObjectMissing:
        return _read(f"{folder}/{min(widths)}.jpg", tools=tools)


def _find(public_id: str, *, by: Account) -> tuple[str, set[int]]:
    """Return where the previews of a photo lie, and their widths."""
    wanted = select(Photo.stage, Photo.preview_key, Photo.previews).join(Photo.submission)
    is_sent = Submission.sent_at.is_not(None)
    found = db.session.execute(wanted.where(Photo.public_id == public_id, within(by), is_sent))
    stage, folder, previews = found.one_or_none() or (None, None, [])
    if stage in TAKEN_BACK:
        raise Gone
    if stage is Stage.RECEIVED or not folder or not previews:
        raise NotHere("unknown-photo")
    return folder, {int(each["width"]) for each in previews}


def _read(key: str, *, tools: Toolbox) -> Picture:
    """Read a JPEG."""
    with closing(tools.private.open(key)) as body:
        return Picture(body.read(), "image/jpeg")
