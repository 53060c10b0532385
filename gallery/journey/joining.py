"""Photos that come in parts (tus concatenation): the pieces of the parts become the photo's.

A part is an upload of its own that makes no photo. No bytes are copied: the pieces change hands.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, select, update

from gallery.db import UnitOfWork, db, lock_row
from gallery.errors import Conflict, NotHere, TooLarge
from gallery.journey.receive import add_upload, begin_upload, receive_photo, require_size
from gallery.models import PART, Piece, Submission, Upload
from gallery.toolbox import Toolbox


@dataclass(frozen=True)
class Parts:
    """The tokens of a photo's parts in their order, and the header that named them."""

    tokens: tuple[str, ...]
    said: str


def begin_part(submission: Submission, *, length: int, tools: Toolbox, token: str = "") -> Upload:
    """Promise room for a part of ``length`` bytes. Parts may be many, but never more bytes
    together than all photos of a submission may have.
    """
    require_size(length, tools=tools)
    promised = select(func.sum(Upload.length)).where(
        Upload.submission_id == submission.id, Upload.concat == PART
    )
    limit = tools.settings.max_photos * tools.settings.max_photo_bytes
    if (db.session.scalar(promised) or 0) + length > limit:
        raise TooLarge("too-many-photos", limit=tools.settings.max_photos)
    part = add_upload(submission, length=length, tools=tools, token=token)
    part.concat = PART
    return part


def join_parts(
    submission: Submission, parts: Parts, *, token: str, tools: Toolbox, unit: UnitOfWork
) -> Upload:
    """Make one photo of whole parts; asked twice, the same. Raise Conflict while one is coming."""
    known = db.session.scalars(select(Upload).where(Upload.token == token)).one_or_none()
    if known:
        if known.submission_id != submission.id or known.concat != parts.said:
            raise Conflict("another-upload")
        return known
    found = _lock_whole(submission, parts.tokens)
    length = sum(part.length for part in found)
    upload = begin_upload(submission, length=length, tools=tools, token=token)
    upload.concat, upload.offset = parts.said, length
    _take_over_pieces(upload, found)
    db.session.refresh(upload)
    receive_photo(upload, tools=tools, unit=unit)
    return upload


def _lock_whole(submission: Submission, tokens: Sequence[str]) -> list[Upload]:
    """Return the parts in their order, locked; all of this submission, and all of them whole."""
    wanted = select(Upload).where(
        Upload.token.in_(tokens), Upload.submission_id == submission.id, Upload.concat == PART
    )
    found = {part.token: part for part in db.session.scalars(wanted.order_by(Upload.id))}
    if len(found) < len(tokens):
        raise NotHere("unknown-upload")
    for part in found.values():
        lock_row(part)
    if not all(part.is_whole for part in found.values()):
        raise Conflict("parts-unfinished")
    return [found[token] for token in tokens]


def _take_over_pieces(upload: Upload, parts: Sequence[Upload]) -> None:
    """Give the pieces of the parts to the whole, each where it belongs, and forget the parts."""
    start = 0
    for part in parts:
        db.session.execute(
            update(Piece)
            .where(Piece.upload_id == part.id)
            .values(upload_id=upload.id, offset=Piece.offset + start)
            .execution_options(synchronize_session=False)
        )
        start += part.length
        db.session.expire(part)
        db.session.delete(part)
    db.session.flush()
