"""Take photos back: by receipt code, at any time; and erase what is owed to be erased."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import delete, or_, select

from gallery.db import UnitOfWork, db, lock_row
from gallery.errors import NotHere
from gallery.journey.amend import forget_wishes
from gallery.journey.audit import note
from gallery.journey.care import begin_of, forget_hours
from gallery.journey.claiming import claim_photo, claimed_photo
from gallery.journey.inquiries import forget_inquiries
from gallery.journey.opinions import forget_opinion
from gallery.journey.publish import erase_private, erase_public, take_down
from gallery.journey.reporting import forget_reports
from gallery.models import (
    TAKEN_BACK,
    Account,
    Decision,
    Fingerprint,
    How,
    Letter,
    Photo,
    Precision,
    ReportKind,
    SaidBy,
    Stage,
    Submission,
    Upload,
)
from gallery.toolbox import Toolbox

RETENTION = timedelta(days=7)  # of refused and rejected files


@dataclass(frozen=True)
class Remains:
    """Everything of a photo that lies in a store."""

    photo_id: int
    claim: str
    public_id: str
    original_key: str | None
    preview_key: str | None
    piece_keys: tuple[str, ...]


def find_receipt(code: str, *, tools: Toolbox) -> Submission:
    """Return the submission of a receipt code; raise NotHere when there is none."""
    wanted = tools.keys.receipt_hash(code)
    found = db.session.scalars(select(Submission).where(Submission.receipt_hash == wanted))
    submission = found.one_or_none()
    if submission is None:
        raise NotHere("unknown-receipt")
    return submission


def photos_of_receipt(submission: Submission) -> list[Photo]:
    """Return all that a receipt code opens: what was sent, and what was sent in its place."""
    wanted = select(Photo).join(Submission).order_by(Photo.id)
    here = or_(Submission.id == submission.id, Submission.after_id == submission.id)
    return list(db.session.scalars(wanted.where(here)))


def find_withdrawn(photos: Sequence[Photo]) -> dict[int, str | None]:
    """Return the numbers of those that were taken back after they were sent, and what was reported.

    Nothing where their sender did so.
    """
    wanted = select(Decision.photo_id, Decision.reason).where(
        Decision.act == "withdraw", Decision.photo_id.in_(photo.id for photo in photos)
    )
    return dict(db.session.execute(wanted).all())


def withdraw_photo(photo: Photo, *, tools: Toolbox, unit: UnitOfWork) -> None:
    """Take a photo back for its sender; twice is as good as once."""
    lock_row(photo)  # first: somebody else may be taking it back just now
    if photo.stage in TAKEN_BACK:
        return
    _take_back(photo, tools=tools, unit=unit)
    today = begin_of(tools.now())
    note(photo.id, "withdraw", at=today, tools=tools)


def take_away(
    photo: Photo, *, by: Account, why: ReportKind, tools: Toolbox, unit: UnitOfWork
) -> None:
    """Take a photo back because of what was reported; the row is locked."""
    _take_back(photo, tools=tools, unit=unit)
    note(photo.id, "withdraw", at=tools.now(), tools=tools, by=by, reason=why.value)


def _take_back(photo: Photo, *, tools: Toolbox, unit: UnitOfWork) -> None:
    """Withdraw a photo, and forget what was said and asked about it."""
    take_down(photo, stage=Stage.WITHDRAWN, tools=tools, unit=unit)
    photo.was_withdrawn = True
    forget_wishes(photo)
    forget_reports(photo)
    forget_inquiries(photo)
    forget_opinion(photo)
    _forget_letter(photo.submission)


def claim_remains(photo_id: int, *, tools: Toolbox) -> Remains | None:
    """Claim a photo that is owed its erasing; None when there is nothing to do."""
    photo = None
    for stage in (Stage.WITHDRAWN, Stage.REFUSED, Stage.REJECTED):
        photo = photo or claim_photo(photo_id, stage=stage, tools=tools)
    if photo is None or photo.claim is None:
        return None
    if not _is_due(photo, tools=tools):
        photo.claim = photo.claimed_until = None
        return None
    return Remains(
        photo_id=photo.id,
        claim=photo.claim,
        public_id=photo.public_id,
        original_key=photo.original_key,
        preview_key=photo.preview_key,
        piece_keys=tuple(piece.key for upload in _uploads_of(photo) for piece in upload.pieces),
    )


def erase_remains(remains: Remains, *, tools: Toolbox) -> None:
    """Delete the bytes, outside any unit of work. Raises Unavailable when a store is down."""
    erase_public(remains.public_id, tools=tools)
    # Whole folders: a killed run may have left there what no row names.
    for folder in (f"previews/{remains.public_id}", f"originals/{remains.public_id}"):
        erase_private(folder, tools=tools)
    if remains.preview_key:
        erase_private(remains.preview_key, tools=tools)
    for key in (remains.original_key, *remains.piece_keys):
        if key:
            tools.private.delete(key)


def record_erased(remains: Remains, *, tools: Toolbox) -> bool:
    """Leave a tombstone: stage, keyed hash and reason stay, everything else goes."""
    photo = claimed_photo(remains.photo_id, claim=remains.claim, tools=tools)
    if photo is None:
        return False
    photo.move_to(Stage.ERASED, at=begin_of(tools.now()))
    uploads = _uploads_of(photo)
    photo.upload = None
    for upload in uploads:
        db.session.delete(upload)
    _forget(photo)
    db.session.flush()
    _forget_submission(photo.submission)
    return True


def _uploads_of(photo: Photo) -> list[Upload]:
    """Return the uploads of a photo and of its original that are still here."""
    wanted = or_(Upload.id == photo.upload_id, Upload.token == photo.original_token)
    return list(db.session.scalars(select(Upload).where(wanted)))


def _is_due(photo: Photo, *, tools: Toolbox) -> bool:
    """Whether its time has come. A task may be late: the photo was undone and rejected anew."""
    return photo.stage is Stage.WITHDRAWN or photo.stage_since < tools.now() - RETENTION


def _forget_letter(submission: Submission) -> None:
    """Forget where somebody wants to hear from us once there is nothing more to say."""
    first = submission.after_id or submission.id
    photos = photos_of_receipt(db.session.get_one(Submission, first))
    if all(photo.stage in TAKEN_BACK for photo in photos):
        db.session.execute(delete(Letter).where(Letter.submission_id == first))


def _forget_submission(submission: Submission) -> None:
    """Empty a sent submission of what it knew once none of its photos is left.

    Its keyed hashes stay, so that its sender still hears that all is gone.
    """
    left = select(Photo.id).where(Photo.submission_id == submission.id, Photo.stage != Stage.ERASED)
    if not submission.is_sent or db.session.scalar(left.limit(1)) is not None:
        return
    for name in (
        "link", "city", "said_country", "suggestion", "edition", "day", "consent_version",
        "consent_day",
    ):  # fmt: skip
        setattr(submission, name, None)
    submission.credit = submission.consent_language = ""
    submission.publish_not_before = None
    submission.how, submission.precision = How.AS_TAKEN, Precision.CITY
    submission.said_by = SaidBy.SELF
    submission.keeps_original = True
    forget_hours(submission)


def _forget(photo: Photo) -> None:
    """Empty the row of what it knew."""
    for name in (
        "original_key", "original_token", "preview_key", "likeness", "day", "day_source", "city",
        "country", "place_source", "edition", "said_day", "said_city", "camera_day",
        "camera_country", "camera_city", "statue", "crop", "heads", "media_token",
        "faces_confirmed", "publish_after", "published_at", "same_as_id", "mark",
        "approved_first_by",
    ):  # fmt: skip
        setattr(photo, name, None)
    photo.caption = photo.description = photo.colour = ""
    photo.apart_note = photo.note = ""
    photo.asks_cover = False
    forget_wishes(photo)
    forget_reports(photo)
    forget_inquiries(photo)
    forget_opinion(photo)
    db.session.execute(delete(Fingerprint).where(Fingerprint.photo_id == photo.id))
    photo.previews, photo.renditions, photo.covers, photo.flags = [], [], [], []
