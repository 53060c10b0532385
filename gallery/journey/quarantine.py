"""What was turned down or out of sight is known when it comes again, by the keyed hash of its file.

The files themselves rest until their retention day (see ``withdraw``); their hashes three years.
"""

from datetime import timedelta

from sqlalchemy import Select, select, update

from gallery.db import change_rows, db
from gallery.journey.audit import note
from gallery.journey.care import begin_of
from gallery.models import Apart, Decision, Photo, Stage
from gallery.toolbox import Toolbox

HASH_KEPT = timedelta(days=3 * 365)
TURNED_DOWN = (Stage.REJECTED, Stage.ERASED)
#: The newest of these says what became of a photo.
FATEFUL = ("approve", "approve-first", "reject", "undo")


def find_rejection(photo: Photo) -> Decision | None:
    """Return the newest decision by which the very same file was rejected, and stayed so."""
    former = db.session.scalars(_same(photo).where(Photo.stage.in_(TURNED_DOWN)))
    found = [_fate(each) for each in former]
    return next((each for each in found if each is not None and each.act == "reject"), None)


def keep_out_of_sight(photo: Photo, *, tools: Toolbox) -> None:
    """Set a photo apart that is the very same file as one which nobody is to see by chance."""
    known = _same(photo).where(Photo.apart == Apart.ALARM)
    if photo.file_hash is None or db.session.scalar(known.limit(1)) is None:
        return
    photo.apart = Apart.ALARM
    # Nobody learns from it at which hour somebody sent something.
    note(photo.id, "alarm", at=begin_of(tools.now()), tools=tools)


def forget_old_hashes(*, tools: Toolbox) -> int:
    """Forget the hashes of what was erased three years ago; return how many."""
    old = update(Photo).where(
        Photo.stage == Stage.ERASED,
        Photo.stage_since < tools.now() - HASH_KEPT,
        Photo.file_hash.is_not(None),
    )
    return change_rows(old.values(file_hash=None))


def _same(photo: Photo) -> Select[Photo]:
    """Select the other photos of the very same file, the newest first."""
    same = select(Photo).where(Photo.file_hash == photo.file_hash, Photo.id != photo.id)
    return same.order_by(Photo.id.desc())


def _fate(photo: Photo) -> Decision | None:
    """Return what was decided last about a photo."""
    wanted = select(Decision).where(Decision.photo_id == photo.id, Decision.act.in_(FATEFUL))
    return db.session.scalars(wanted.order_by(Decision.id.desc()).limit(1)).one_or_none()
