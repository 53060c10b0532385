"""What becomes of an original once it is not needed: erased where it may not stay, or sealed.

From then on the photo goes on from our own largest copy of it: uncovered while nothing of it is
published, later the published one, in which covers are pixels. Nothing is uncovered again.
"""

from contextlib import closing
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, and_, or_, select

from gallery.db import UnitOfWork, db, lock_row
from gallery.errors import StoreUnavailable
from gallery.journey.care import gives_original_up, keeps_original
from gallery.journey.claiming import is_free
from gallery.journey.intact import File, file_of, note_files, read_file
from gallery.journey.originals import is_awaited
from gallery.models import Original, Photo, Stage, Submission
from gallery.toolbox import Toolbox

#: Decided: what was published, and what was hidden since, is not developed from its original again.
SHOWN = (Stage.PUBLISHED, Stage.HIDDEN)
PENDING = (Stage.WAITING, Stage.HELD)
TURNED_DOWN = (Stage.REFUSED, Stage.REJECTED)
#: So long a moderator may still undo a rejection of somebody who wants no original kept.
GRACE = timedelta(hours=1)
BATCH = 500  # photos settled in one go


@dataclass(frozen=True)
class Work:
    """What a run takes along: which original, and the key of its sealed one (none: erase it)."""

    photo_id: int
    original_key: str
    sealed_key: str | None
    original: File | None = None  # to be sealed


def find(photo_id: int, *, tools: Toolbox) -> Work | None:
    """Return what is to be done with an original; None when it stays as it is."""
    photo = db.session.get(Photo, photo_id)
    if photo is None or photo.original is not Original.KEPT or photo.original_key is None:
        return None
    if not keeps_original(photo):
        is_due = _may_go(photo, now=tools.now())
        return Work(photo.id, photo.original_key, None) if is_due else None
    if tools.sealer is None or not _is_out(photo) or is_awaited(photo, tools=tools):
        return None
    key = f"originals/{photo.public_id}/{tools.keys.new_id()}.age"
    original = file_of(photo, photo.original_key, store=tools.private)
    return Work(photo.id, photo.original_key, key, original)


def seal(work: Work, *, tools: Toolbox) -> bytes | None:
    """Write the sealed original and read it back, outside any unit of work; return what it is.

    Raises ObjectDamaged when the original is not what came here: sealed nobody would ever see that.
    """
    if work.sealed_key is None or work.original is None or tools.sealer is None:
        return None
    sealed = tools.sealer.seal(read_file(work.original, tools=tools))
    tools.private.put(work.sealed_key, sealed)
    with closing(tools.private.open(work.sealed_key)) as written:
        if written.read() != sealed:
            raise StoreUnavailable("store-corrupts")
    return sealed


def record(work: Work, sealed: bytes | None, *, tools: Toolbox) -> bool:
    """Write down what became of it; False when the photo needs its original again meanwhile."""
    photo = db.session.get(Photo, work.photo_id)
    if photo is None:
        return False
    lock_row(photo)
    is_same = photo.original is Original.KEPT and photo.original_key == work.original_key
    is_due = _is_out(photo) if work.sealed_key else _may_go(photo, now=tools.now())
    if not (is_same and is_due):
        return False
    photo.original_key = work.sealed_key
    photo.original = Original.SEALED if work.sealed_key else Original.GIVEN_UP
    if work.sealed_key and sealed is not None:
        note_files(photo, {work.sealed_key: sealed}, keys=tools.keys)
    if photo.stage is Stage.PUBLISHED:  # of a hidden one moderators see under the covers
        photo.burn_in()
        photo.version += 1  # whoever looks at its covers looks at another picture now
    elif photo.stage in TURNED_DOWN:
        photo.preview_key, photo.previews = None, []  # uncovered, and of no use any more
    return True


def clear_away(work: Work, *, settled: bool, tools: Toolbox) -> None:
    """Delete the plain original, or the sealed one of a run that came too late."""
    if settled:
        tools.private.delete(work.original_key)
    elif work.sealed_key:
        tools.private.delete(work.sealed_key)


def owe_settling(*, tools: Toolbox, unit: UnitOfWork) -> int:
    """Send again what should be settled and is not; return how many tasks."""
    now = tools.now()
    due = [and_(gives_original_up(), _may_be_erased(now))]
    if tools.sealer is not None:
        due.append(_are_out())
    wanted = (
        select(Photo.id)
        .join(Photo.submission)
        .where(Photo.original == Original.KEPT, Photo.original_key.is_not(None), is_free(now))
        .where(or_(*due))
    )
    owed = list(db.session.scalars(wanted.order_by(Photo.id).limit(BATCH)))
    for photo_id in owed:
        unit.owe("settle", photo_id)
    return len(owed)


def _may_go(photo: Photo, *, now: datetime) -> bool:
    """Whether an original that may not stay is not needed: our own copy is here, or it is out."""
    if photo.stage in SHOWN:
        return _is_out(photo)
    if photo.stage in PENDING:
        is_fresh = photo.published_at is None and photo.submission.is_sent
        return is_fresh and photo.preview_key is not None
    return photo.stage in TURNED_DOWN and photo.stage_since < now - GRACE


def _is_out(photo: Photo) -> bool:
    """Whether it was published. One that was hidden since first loses its public files, and then
    has previews without covers: with its original gone these are its source, covers still boxes.
    """
    is_bare = photo.stage is Stage.HIDDEN and photo.media_token is None
    return photo.stage is Stage.PUBLISHED or is_bare


def _are_out() -> ColumnElement[bool]:
    """Choose what ``_is_out``."""
    is_bare = and_(Photo.stage == Stage.HIDDEN, Photo.media_token.is_(None))
    return or_(Photo.stage == Stage.PUBLISHED, is_bare)


def _may_be_erased(now: datetime) -> ColumnElement[bool]:
    """Choose what ``_may_go``."""
    is_fresh = and_(
        Photo.published_at.is_(None),
        Submission.sent_at.is_not(None),
        Photo.preview_key.is_not(None),
    )
    return or_(
        _are_out(),
        and_(Photo.stage.in_(PENDING), is_fresh),
        and_(Photo.stage.in_(TURNED_DOWN), Photo.stage_since < now - GRACE),
    )
