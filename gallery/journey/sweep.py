"""Keep the promises that were not kept in time, and clear away what nobody is owed."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from sqlalchemy import select

from gallery.db import UnitOfWork, db, lock_row
from gallery.journey import originals
from gallery.journey.claiming import is_free
from gallery.journey.hide import HIDING
from gallery.journey.withdraw import RETENTION
from gallery.models import DRAFT_LIFE, LATE, TAKEN_BACK, Photo, Piece, Stage, Submission, Upload
from gallery.toolbox import Toolbox

PATIENCE = timedelta(seconds=20)  # a task that was not done by then is sent again
#: What a task may take. Where many wait nothing is lost yet: one of them may wait for all others.
A_TASK = timedelta(seconds=2)
BATCH = 500  # rows per unit of work


def send_again(*, tools: Toolbox, unit: UnitOfWork) -> int:
    """Send again what has been owed too long; return how many tasks."""
    now = tools.now()
    line = tools.queue.pending() * A_TASK
    owed = _overdue_publications(now, before=now - line)
    owed += _owed(Stage.RECEIVED, "examine", before=now - PATIENCE - line, now=now)
    if not line:
        owed += [("replace", photo_id) for photo_id in originals.find_owed(tools=tools)]
    owed += _owed(Stage.WITHDRAWN, "erase", before=now - PATIENCE, now=now)
    owed += _owed(Stage.REFUSED, "erase", before=now - RETENTION, now=now)
    owed += _owed(Stage.REJECTED, "erase", before=now - RETENTION, now=now)
    for stage in HIDING:
        owed += _owed(stage, "hide", before=now - PATIENCE, now=now, with_files=True)
    for name, photo_id in owed:
        unit.owe(name, photo_id)
    return len(owed)


def drop_old_drafts(*, tools: Toolbox, unit: UnitOfWork) -> int:
    """Erase drafts that were never sent within 24 hours; return how many."""
    wanted = select(Submission).where(
        Submission.sent_at.is_(None), Submission.begun_at < tools.now() - DRAFT_LIFE
    )
    drafts = list(db.session.scalars(wanted.order_by(Submission.id).limit(BATCH)))
    for draft in drafts:
        lock_row(draft)  # its sender may be sending it at this very moment
        if not draft.is_sent:
            _drop_draft(draft, tools=tools, unit=unit)
    return len(drafts)


def drop_late_originals(*, tools: Toolbox) -> int:
    """Forget uploads of originals whose time is over; return how many."""
    wanted = select(Upload).join(Submission).where(Submission.sent_at < tools.now() - LATE)
    late = list(db.session.scalars(wanted.limit(BATCH)))
    for upload in late:
        db.session.delete(upload)
    return len(late)


def list_old_pieces(*, tools: Toolbox) -> list[str]:
    """Return the keys of pieces that nobody is writing now; ask outside any unit of work."""
    before = tools.now() - DRAFT_LIFE
    return [found.key for found in tools.private.list("parts/") if found.modified < before]


def find_orphans(old: list[str]) -> list[str]:
    """Return the keys of old pieces that no row points at."""
    return [key for batch in _batches(old) for key in _without_row(batch)]


def _owed(
    stage: Stage, name: str, *, before: datetime, now: datetime, with_files: bool = False
) -> Iterator[tuple[str, int]]:
    """Yield the tasks owed to photos that came into a stage before a moment and that nobody has."""
    late = (Photo.stage == stage, Photo.stage_since < before, is_free(now))
    wanted = select(Photo.id).where(*late)
    if with_files:
        wanted = wanted.where(Photo.media_token.is_not(None))
    for photo_id in db.session.scalars(wanted.order_by(Photo.id).limit(BATCH)):
        yield name, photo_id


def _overdue_publications(now: datetime, *, before: datetime) -> list[tuple[str, int]]:
    """Return approved photos whose undo time was over before a moment."""
    due = (Photo.stage == Stage.APPROVED, Photo.publish_after <= before, is_free(now))
    wanted = select(Photo.id).where(*due).order_by(Photo.id).limit(BATCH)
    return [("publish", photo_id) for photo_id in db.session.scalars(wanted)]


def _drop_draft(draft: Submission, *, tools: Toolbox, unit: UnitOfWork) -> None:
    """Erase a draft: its photos through their stages, the rest at once."""
    photos = list(db.session.scalars(select(Photo).where(Photo.submission_id == draft.id)))
    for photo in photos:
        if photo.stage not in TAKEN_BACK:
            photo.move_to(Stage.WITHDRAWN, at=tools.now())
            unit.owe("erase", photo.id)
    kept = {photo.upload_id for photo in photos}
    for upload in db.session.scalars(select(Upload).where(Upload.submission_id == draft.id)):
        if upload.id not in kept:
            db.session.delete(upload)
    if all(photo.stage is Stage.ERASED for photo in photos):
        for photo in photos:
            db.session.delete(photo)
        db.session.flush()
        db.session.delete(draft)


def _batches(keys: list[str]) -> Iterator[list[str]]:
    """Cut a list into batches."""
    for start in range(0, len(keys), BATCH):
        yield keys[start : start + BATCH]


def _without_row(keys: list[str]) -> list[str]:
    """Return the keys that no piece names."""
    known = set(db.session.scalars(select(Piece.key).where(Piece.key.in_(keys))))
    return [key for key in keys if key not in known]
