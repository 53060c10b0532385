"""Take in what a participant sends: a draft, and its photos piece by piece or whole."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, exists, func, or_, select, update
from sqlalchemy.exc import IntegrityError

from gallery.db import UnitOfWork, change_rows, db
from gallery.errors import Closed, Conflict, Gone, NotHere, Refused, TooLarge, WrongOffset
from gallery.fail_points import reach
from gallery.journey.links import find_open_link, require_room
from gallery.models import (
    PART,
    TAKEN_BACK,
    Campaign,
    Photo,
    Piece,
    Stage,
    Submission,
    Upload,
)
from gallery.toolbox import Toolbox

PIECE_BYTES = 4 * 1024 * 1024  # no piece is larger; acknowledged bytes are whole objects

StoredPiece = tuple[int, int, str]  # offset and size in bytes, key in the private store


@dataclass(frozen=True)
class WholeFile:
    """A file that came in one go. Its pieces are stored; their keys carry its token."""

    token: str
    size: int  # bytes
    digest: bytes  # SHA-256
    pieces: tuple[StoredPiece, ...]


def find_draft(draft: str, *, tools: Toolbox) -> Submission | None:
    """Return the submission of a draft token, sent or not."""
    wanted = tools.keys.hash("draft", draft)
    return db.session.scalars(
        select(Submission).where(Submission.draft_hash == wanted)
    ).one_or_none()


def begin_submission(
    draft: str, *, link_token: str | None, tools: Toolbox, is_unproven: bool = False
) -> Submission:
    """Return the draft of a token, made now if need be; raise Closed when nothing is taken."""
    known = find_draft(draft, tools=tools)
    if known:
        return require_unsent(known)
    campaign = db.session.scalars(select(Campaign)).one_or_none()
    if campaign is None or not campaign.is_open:
        raise Closed("campaign-closed")
    link = find_open_link(link_token, tools=tools) if link_token else None
    draft_hash = tools.keys.hash("draft", draft)
    submission = Submission(
        draft_hash=draft_hash, link=link, begun_at=tools.now(), is_unproven=is_unproven
    )
    try:
        with db.session.begin_nested():
            db.session.add(submission)
    except IntegrityError as error:  # two uploads of one page began at once
        raise Conflict("draft-just-begun") from error
    return submission


def begin_upload(submission: Submission, *, length: int, tools: Toolbox, token: str = "") -> Upload:
    """Promise room for a file of ``length`` bytes; raise TooLarge over a limit, Refused at 0.

    With a token of its own choice a door may ask twice and gets the same upload.
    """
    known = find_same_upload(token, submission, length=length)
    if known:
        return known
    require_size(length, tools=tools)
    _require_room(submission, tools=tools)
    return add_upload(submission, length=length, tools=tools, token=token)


def find_same_upload(token: str, submission: Submission, *, length: int) -> Upload | None:
    """Return the upload that was asked for before; raise Conflict when it is another one."""
    known = _upload_of(token) if token else None
    if known and (known.submission_id, known.length) != (submission.id, length):
        raise Conflict("another-upload")
    return known


def add_upload(submission: Submission, *, length: int, tools: Toolbox, token: str) -> Upload:
    """Write a new upload down; raise Conflict when it is being asked for twice at once."""
    upload = Upload(
        token=token or tools.keys.new_token(),
        submission=submission,
        length=length,
        begun_at=tools.now(),
    )
    try:
        with db.session.begin_nested():
            db.session.add(upload)
    except IntegrityError as error:
        raise Conflict("upload-just-begun") from error
    return upload


def find_upload(token: str) -> Upload:
    """Return an upload by its address; raise NotHere when there is none (any more)."""
    upload = _upload_of(token)
    if upload is None:
        raise NotHere("unknown-upload")
    return upload


def find_live_upload(token: str, *, tools: Toolbox) -> Upload:
    """Return an upload that may still go on; raise Gone when its time is over."""
    upload = find_upload(token)
    if tools.now() >= upload.expires_at:
        raise Gone("upload-expired")
    copy = find_copy(token)
    if copy and copy.stage in TAKEN_BACK:
        raise Gone
    return upload


def find_copy(token: str) -> Photo | None:
    """Return the photo made from a small copy whose original comes by this upload."""
    wanted = select(Photo).where(Photo.original_token == token)
    return db.session.scalars(wanted).one_or_none()


def new_piece_key(upload_token: str, *, offset: int, tools: Toolbox) -> str:
    """Name the object of a piece. Random at its end: a late twin's piece is an orphan."""
    return f"parts/{upload_token}/{offset}-{tools.keys.new_id()}"


def add_pieces(
    token: str, pieces: Sequence[StoredPiece], *, tools: Toolbox, unit: UnitOfWork
) -> Upload:
    """Acknowledge stored pieces, which follow each other.

    Moves the offset by compare-and-set; raise WrongOffset when another request was quicker.
    """
    upload = find_upload(token)
    start, end = pieces[0][0], pieces[-1][0] + pieces[-1][1]
    if end > upload.length:
        raise TooLarge("more-than-promised", limit=upload.length)
    moved = change_rows(
        update(Upload).where(Upload.id == upload.id, Upload.offset == start).values(offset=end)
    )
    if moved == 0:
        db.session.refresh(upload)
        raise WrongOffset(offset=upload.offset)
    db.session.add_all(
        Piece(upload_id=upload.id, offset=offset, size=size, key=key)
        for offset, size, key in pieces
    )
    db.session.flush()
    reach("piece-inserted")
    db.session.refresh(upload)
    copy = find_copy(token)
    if upload.is_whole and copy:
        unit.owe("replace", copy.id)
    elif upload.is_whole and not upload.is_part:
        receive_photo(upload, tools=tools, unit=unit)
    return upload


def receive_file(
    submission: Submission, file: WholeFile, *, tools: Toolbox, unit: UnitOfWork
) -> None:
    """Receive a file whose pieces are stored; raise Conflict when the draft has these bytes."""
    file_hash = tools.keys.hash("file", file.digest)
    if any(photo.file_hash == file_hash for photo in photos_meant(submission)):
        raise Conflict("already-added")
    upload = begin_upload(submission, length=file.size, tools=tools, token=file.token)
    add_pieces(upload.token, file.pieces, tools=tools, unit=unit)
    photo = db.session.scalars(select(Photo).where(Photo.upload_id == upload.id)).one()
    photo.file_hash = file_hash


def receive_photo(upload: Upload, *, tools: Toolbox, unit: UnitOfWork) -> None:
    """The last byte is safe: a photo is received."""
    photo = Photo(
        public_id=tools.keys.new_id(),
        submission=upload.submission,
        upload=upload,
        stage=Stage.RECEIVED,
        stage_since=tools.now(),
        size=upload.length,
        original_token=upload.original_token,
    )
    db.session.add(photo)
    db.session.flush()
    unit.owe("examine", photo.id)


def let_upload_go(photo: Photo) -> None:
    """Forget the upload of a photo whose bytes lie elsewhere now.

    Of a draft only its pieces: a sender who did not hear that the last byte is safe asks again.
    """
    upload = photo.upload
    if upload is None:
        return
    if photo.submission.is_sent:
        photo.upload = None
        db.session.delete(upload)
    else:
        upload.pieces.clear()


def drop_upload(token: str, *, tools: Toolbox, unit: UnitOfWork) -> None:
    """Take an upload back before it is sent; its bytes are erased."""
    upload = find_upload(token)
    if find_copy(token) is None:
        require_unsent(upload.submission)
    photo = db.session.scalars(select(Photo).where(Photo.upload_id == upload.id)).one_or_none()
    if photo is None:
        db.session.delete(upload)  # the sweeper finds its pieces without a row
    elif photo.stage not in TAKEN_BACK:
        photo.move_to(Stage.WITHDRAWN, at=tools.now())
        photo.reason = None  # nobody asks any more why it was refused
        unit.owe("erase", photo.id)


def photos_of(submission: Submission) -> list[Photo]:
    """Return the photos of a submission in the order they came, withdrawn ones too."""
    wanted = select(Photo).where(Photo.submission_id == submission.id).order_by(Photo.id)
    return list(db.session.scalars(wanted))


def photos_meant(submission: Submission) -> list[Photo]:
    """Return the photos of a submission that were not taken back, in the order they came."""
    return [photo for photo in photos_of(submission) if photo.stage not in TAKEN_BACK]


def uploads_coming(submission: Submission) -> list[Upload]:
    """Return the uploads of a submission of which bytes are missing, or that are mere parts.

    Originals of small copies are not waited for: they may come later.
    """
    coming = select(Upload).where(
        Upload.submission_id == submission.id,
        or_(Upload.offset < Upload.length, Upload.concat == PART),
        ~_is_original(),
    )
    return list(db.session.scalars(coming.order_by(Upload.id)))


def require_size(length: int, *, tools: Toolbox) -> None:
    """Refuse what is too large for a photo, and what is empty."""
    if length > tools.settings.max_photo_bytes:
        raise TooLarge("photo-too-large", limit=tools.settings.max_photo_mb)
    if length <= 0:
        raise Refused("empty")


def require_unsent(submission: Submission) -> Submission:
    """Refuse to touch what has been sent."""
    if submission.is_sent:
        raise Conflict("already-sent")
    return submission


def _upload_of(token: str) -> Upload | None:
    """Return the upload of a token."""
    return db.session.scalars(select(Upload).where(Upload.token == token)).one_or_none()


def _require_room(submission: Submission, *, tools: Toolbox) -> None:
    """Refuse what is over the limit of photos. Parts are counted by their bytes, see joining;
    originals of small copies with their copies.
    """
    begun = select(func.count(Upload.id)).where(
        Upload.submission_id == submission.id,
        func.coalesce(Upload.concat, "") != PART,
        ~_is_original(),
    )
    if (db.session.scalar(begun) or 0) >= tools.settings.max_photos:
        raise TooLarge("too-many-photos", limit=tools.settings.max_photos)
    if submission.link:
        require_room(submission.link)


def _is_original() -> ColumnElement[bool]:
    """Choose the uploads that are to replace a small copy."""
    return exists().where(Photo.original_token == Upload.token)
