"""Take in what a participant sends: a draft, its uploads piece by piece, then the answers."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select, update
from sqlalchemy.exc import IntegrityError

from gallery.db import UnitOfWork, change_rows, db
from gallery.errors import Closed, Conflict, Incomplete, NotHere, Refused, TooLarge, WrongOffset
from gallery.journey.filing import adopt_city, file_photo
from gallery.models import (
    ActionLink,
    Campaign,
    Edition,
    FaceWish,
    Photo,
    Piece,
    Stage,
    Submission,
    Upload,
)
from gallery.toolbox import Toolbox

PIECE_BYTES = 4 * 1024 * 1024  # no piece is larger; acknowledged bytes are whole objects


@dataclass(frozen=True)
class Answers:
    """What a participant says of a submission. Empty means: not said."""

    geoname_id: int | None = None
    edition_id: int | None = None
    day: date | None = None
    faces: FaceWish | None = None
    credit: str = ""
    is_theirs: bool = False
    is_free: bool = False
    language: str = "en"


def find_link(token: str) -> ActionLink:
    """Return a working action link; raise NotHere when unknown, Closed when revoked."""
    link = db.session.scalars(select(ActionLink).where(ActionLink.token == token)).one_or_none()
    if link is None:
        raise NotHere("unknown-link")
    if link.is_revoked:
        raise Closed("revoked-link")
    return link


def find_draft(draft: str, *, tools: Toolbox) -> Submission | None:
    """Return the submission of a draft token, sent or not."""
    wanted = tools.keys.hash("draft", draft)
    return db.session.scalars(
        select(Submission).where(Submission.draft_hash == wanted)
    ).one_or_none()


def begin_submission(draft: str, *, link_token: str | None, tools: Toolbox) -> Submission:
    """Return the draft of a token, made now if need be; raise Closed when nothing is taken."""
    known = find_draft(draft, tools=tools)
    if known:
        return _unsent(known)
    campaign = db.session.scalars(select(Campaign)).one_or_none()
    if campaign is None or not campaign.is_open:
        raise Closed("campaign-closed")
    link = find_link(link_token) if link_token else None
    draft_hash = tools.keys.hash("draft", draft)
    submission = Submission(draft_hash=draft_hash, link=link, begun_at=tools.now())
    try:
        with db.session.begin_nested():
            db.session.add(submission)
    except IntegrityError as error:  # two uploads of one page began at once
        raise Conflict("draft-just-begun") from error
    return submission


def begin_upload(submission: Submission, *, length: int, tools: Toolbox) -> Upload:
    """Promise room for a file of ``length`` bytes; raise TooLarge over a limit, Refused at 0."""
    limit = tools.settings.max_photo_bytes
    if length > limit:
        raise TooLarge("photo-too-large", limit=limit)
    if length <= 0:
        raise Refused("empty")
    count = func.count(Upload.id)
    begun = db.session.scalar(select(count).where(Upload.submission_id == submission.id))
    if begun is not None and begun >= tools.settings.max_photos:
        raise TooLarge("too-many-photos", limit=tools.settings.max_photos)
    upload = Upload(
        token=tools.keys.new_token(), submission=submission, length=length, begun_at=tools.now()
    )
    db.session.add(upload)
    db.session.flush()
    return upload


def find_upload(token: str) -> Upload:
    """Return an upload by its address; raise NotHere when there is none (any more)."""
    upload = db.session.scalars(select(Upload).where(Upload.token == token)).one_or_none()
    if upload is None:
        raise NotHere("unknown-upload")
    return upload


def new_piece_key(upload_token: str, *, offset: int, tools: Toolbox) -> str:
    """Name the object of a piece. Random at its end: a late twin's piece is an orphan."""
    return f"parts/{upload_token}/{offset}-{tools.keys.new_id()}"


def add_pieces(
    token: str, pieces: list[tuple[int, int, str]], *, tools: Toolbox, unit: UnitOfWork
) -> Upload:
    """Acknowledge stored pieces (offset, size, key), which follow each other.

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
    db.session.refresh(upload)
    if upload.is_whole:
        _receive_photo(upload, tools=tools, unit=unit)
    return upload


def drop_upload(token: str, *, tools: Toolbox, unit: UnitOfWork) -> None:
    """Take an upload back before it is sent; its bytes are erased."""
    upload = find_upload(token)
    _unsent(upload.submission)
    photo = db.session.scalars(select(Photo).where(Photo.upload_id == upload.id)).one_or_none()
    if photo:
        photo.move_to(Stage.WITHDRAWN, at=tools.now())
        unit.owe("erase", photo.id)
    else:
        db.session.delete(upload)  # the sweeper finds its pieces without a row


def send_submission(
    submission: Submission, answers: Answers, *, tools: Toolbox, unit: UnitOfWork
) -> str:
    """Hand the photos of a draft to the moderators; return the receipt code, said only once.

    Raises Incomplete with the first field that still needs an answer.
    """
    photos = _photos_to_send(_unsent(submission))
    write_answers(submission, answers, tools=tools)
    for number, photo in enumerate(photos, start=1):
        file_photo(photo)
        _require_place(photo, number=number)
    _require_answers(submission, answers)
    code = tools.keys.new_receipt_code()
    submission.receipt_hash = tools.keys.receipt_hash(code)
    submission.sent_at = tools.now()
    db.session.flush()
    for photo in photos:
        if photo.stage is Stage.RECEIVED:
            unit.owe("examine", photo.id)  # sent again: the first may have been lost
    return code


def write_answers(submission: Submission, answers: Answers, *, tools: Toolbox) -> None:
    """Keep what was answered so far."""
    found = tools.cities.find(answers.geoname_id) if answers.geoname_id else None
    if found:
        submission.city = adopt_city(found)
    if answers.edition_id:
        submission.edition = db.session.get(Edition, answers.edition_id)
    submission.day = answers.day or submission.day
    submission.faces = answers.faces or FaceWish.HIDE
    submission.credit = answers.credit
    if answers.is_theirs and answers.is_free:
        campaign = db.session.scalars(select(Campaign)).one()
        submission.consent_version = campaign.consent_version
        submission.consent_language = answers.language
        submission.consent_day = tools.now().date()


def photos_of(submission: Submission) -> list[Photo]:
    """Return the photos of a submission in the order they came, withdrawn ones too."""
    wanted = select(Photo).where(Photo.submission_id == submission.id).order_by(Photo.id)
    return list(db.session.scalars(wanted))


def _unsent(submission: Submission) -> Submission:
    """Refuse to touch what has been sent."""
    if submission.is_sent:
        raise Conflict("already-sent")
    return submission


def _receive_photo(upload: Upload, *, tools: Toolbox, unit: UnitOfWork) -> None:
    """The last byte is safe: a photo is received."""
    photo = Photo(
        public_id=tools.keys.new_id(),
        submission=upload.submission,
        upload=upload,
        stage=Stage.RECEIVED,
        stage_since=tools.now(),
        size=upload.length,
    )
    db.session.add(photo)
    db.session.flush()
    unit.owe("examine", photo.id)


def _photos_to_send(submission: Submission) -> list[Photo]:
    """Return the photos that are still meant; raise Incomplete without any, or while one comes."""
    stages = (Stage.WITHDRAWN, Stage.ERASED)
    photos = [photo for photo in photos_of(submission) if photo.stage not in stages]
    unfinished = select(Upload.id).where(
        Upload.submission_id == submission.id, Upload.offset < Upload.length
    )
    if db.session.scalars(unfinished).first() is not None:
        raise Incomplete("still-sending", field="photos")
    if not photos:
        raise Incomplete("no-photos", field="photos")
    return photos


def _require_place(photo: Photo, *, number: int) -> None:
    """Ask for a city and an action day where neither link, participant nor camera told one."""
    if photo.stage in (Stage.RECEIVED, Stage.REFUSED):
        return  # not read yet, and nobody has to wait for it; or never to be shown
    if photo.country is None:
        raise Incomplete("photo-needs-city", field="city", photo=number)
    if photo.edition is None:
        raise Incomplete("photo-needs-edition", field="edition", photo=number)


def _require_answers(submission: Submission, answers: Answers) -> None:
    """Ask for the wish about faces and for both permissions."""
    if answers.faces is None:
        raise Incomplete("faces-not-said", field="faces")
    if not (answers.is_theirs and answers.is_free):
        raise Incomplete("permission-not-given", field="is_theirs")
    if not submission.is_permitted:
        raise Incomplete("permission-not-given", field="is_free")
