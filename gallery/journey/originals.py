"""Small copies come first, their originals later: an original takes its copy's place.

A pending original is a promise like a stage: an upload that is whole, whose pieces are still there
and whose photo names it. The sweeper sends its task again until it is done. The very same picture
replaces the copy as it is; another one is never public before a moderator has seen it.
"""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass

from sqlalchemy import exists, select

from gallery.db import UnitOfWork, db
from gallery.errors import Closed, Gone, ObjectDamaged, ObjectMissing, Refused
from gallery.images.sketch import is_same_picture
from gallery.journey import examine
from gallery.journey.audit import note
from gallery.journey.care import begin_of, keeps_original
from gallery.journey.claiming import claim_photo, claimed_photo, is_free
from gallery.journey.counting import count_photo
from gallery.journey.intact import File, file_of, read_file
from gallery.journey.purging import let_caches_forget
from gallery.journey.receive import add_upload, find_same_upload, require_size
from gallery.models import LATE, TAKEN_BACK, Original, Photo, Piece, Stage, Upload
from gallery.toolbox import Toolbox

#: Where an original takes its copy's place. Elsewhere it waits: a hidden or rejected photo may
#: come back, and what is taken back is erased with its original.
REPLACEABLE = (Stage.WAITING, Stage.HELD, Stage.REFUSED, Stage.APPROVED, Stage.PUBLISHED)
UNDECIDED = (Stage.WAITING, Stage.HELD)
DIFFERS = "original-differs"


@dataclass(frozen=True)
class Work:
    """What a run takes along when it leaves the database."""

    examination: examine.Work
    public_id: str
    copy: File | None
    copy_previews: str | None
    is_comparable: bool  # the copy could be read


@dataclass(frozen=True)
class Seen:
    """What a run brings back: the original as it was examined, and whether it is the same."""

    look: examine.Look
    is_same: bool


def begin_original(copy: Photo, *, length: int, token: str, tools: Toolbox) -> Upload:
    """Promise room for the original of a copy, also after its submission was sent.

    Raise Gone when it is too late or the photo was taken back, Closed when the participant wishes
    no original to be kept.
    """
    sent = copy.submission
    if copy.stage in TAKEN_BACK:
        raise Gone
    if not keeps_original(copy):
        raise Closed("original-not-wanted")
    require_size(length, tools=tools)
    known = find_same_upload(token, sent, length=length)
    upload = known or add_upload(sent, length=length, tools=tools, token=token)
    if tools.now() >= upload.expires_at:
        raise Gone("upload-expired")
    return upload


def drop_unfinished_copy(original_token: str) -> None:
    """Forget a copy that is not whole: its original comes instead. The sweeper finds its pieces."""
    wanted = select(Upload).where(
        Upload.original_token == original_token, Upload.offset < Upload.length
    )
    for upload in db.session.scalars(wanted):
        db.session.delete(upload)


def find_owed(*, tools: Toolbox) -> Iterator[int]:
    """Yield the photos whose original is here and that nobody has."""
    has_pieces = exists().where(Piece.upload_id == Upload.id)
    wanted = select(Photo.id).join(Upload, Upload.token == Photo.original_token)
    wanted = wanted.where(
        Upload.offset == Upload.length,
        has_pieces,
        Photo.stage.in_(REPLACEABLE),
        is_free(tools.now()),
    )
    yield from db.session.scalars(wanted.order_by(Photo.id))


def is_awaited(photo: Photo, *, tools: Toolbox) -> bool:
    """Whether the original of a copy may still come; until then the copy is compared with it."""
    sent_at = photo.submission.sent_at
    if photo.original_token is None or (sent_at and tools.now() >= sent_at + LATE):
        return False
    original = _original_of(photo)
    return original is None or bool(original.pieces)


def claim(photo_id: int, *, tools: Toolbox) -> Work | None:
    """Claim a photo whose original is here; None when there is nothing to do."""
    photo = None
    for stage in REPLACEABLE:
        photo = photo or claim_photo(photo_id, stage=stage, tools=tools)
    if photo is None or photo.claim is None:
        return None
    original = _original_of(photo)
    keys = tuple(piece.key for piece in original.pieces) if original else ()
    if not keys or not keeps_original(photo) or photo.original is Original.GIVEN_UP:
        _let_go(photo, tools=tools)
        return None
    return Work(
        examination=examine.Work(
            photo_id=photo.id,
            claim=photo.claim,
            keys=keys,
            original_key=f"originals/{photo.public_id}/{tools.keys.new_id()}",
            preview_key=f"previews/{photo.public_id}/{tools.keys.new_id()}",
            is_last_try=photo.tries >= examine.MOST_TRIES,
        ),
        public_id=photo.public_id,
        copy=_copy_of(photo, tools=tools),
        copy_previews=photo.preview_key,
        is_comparable=photo.stage is not Stage.REFUSED,
    )


def look_at(work: Work, *, tools: Toolbox) -> Seen:
    """Do the slow part, outside any unit of work. Raises Unavailable when a neighbour is down."""
    look = examine.look_at(work.examination, tools=tools)
    is_same = work.is_comparable and look.examination is not None and _is_same(work, tools=tools)
    return Seen(look, is_same)


def take_down_copy(work: Work, *, tools: Toolbox, unit: UnitOfWork) -> None:
    """Take a published copy from the public at once: its original is another picture.

    It stays claimed: approved, but never due. A run that is killed here leaves a page that answers
    404, and the next run goes on.
    """
    photo = _claimed(work, tools=tools)
    if photo is None or photo.stage is not Stage.PUBLISHED:
        return
    claim, until, tries = photo.claim, photo.claimed_until, photo.tries
    let_caches_forget(photo, tools=tools, unit=unit)
    count_photo(photo, by=-1)
    photo.move_to(Stage.APPROVED, at=tools.now())
    photo.publish_after = None
    photo.claim, photo.claimed_until, photo.tries = claim, until, tries


def record(work: Work, seen: Seen, *, tools: Toolbox, unit: UnitOfWork) -> bool:
    """Give the photo its original; False when it was taken from this run meanwhile.

    An original that cannot be read leaves the copy as it is.
    """
    photo = _claimed(work, tools=tools)
    if photo is None:
        return False
    if seen.look.examination and seen.is_same:
        _replace(photo, work, seen.look, tools=tools, unit=unit)
    elif seen.look.examination:
        _begin_anew(photo, work, seen.look, tools=tools)
    _let_go(photo, tools=tools)
    return True


def list_left(work: Work, *, recorded: bool) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the keys and the folders that no row points at any more; ask within a unit of work.

    The pieces and the copy, or what a run that lost has written.
    """
    written, photo = work.examination, db.session.get(Photo, work.examination.photo_id)
    if not recorded or photo is None:
        return (written.original_key,), (written.preview_key,)
    copy_key = work.copy.key if work.copy else ""
    keys = {written.original_key, copy_key, *written.keys} - {photo.original_key}
    folders = {written.preview_key, work.copy_previews or ""} - {photo.preview_key}
    return tuple(keys - {""}), tuple(folders - {""})


def _claimed(work: Work, *, tools: Toolbox) -> Photo | None:
    """Return the photo if this run still has it."""
    return claimed_photo(work.examination.photo_id, claim=work.examination.claim, tools=tools)


def _is_same(work: Work, *, tools: Toolbox) -> bool:
    """Whether copy and original show the same; a copy that cannot be read any more does not."""
    if work.copy is None:
        return False
    try:
        copy = read_file(work.copy, tools=tools)
        original = _read(work.examination.original_key, tools=tools)
        sketches = [tools.dark_room.sketch(each) for each in (copy, original)]
    except (Refused, ObjectMissing, ObjectDamaged):
        return False
    return is_same_picture(*sketches)


def _copy_of(photo: Photo, *, tools: Toolbox) -> File | None:
    """Return the file of the copy."""
    key = photo.original_key
    return file_of(photo, key, store=tools.private) if key else None


def _read(key: str, *, tools: Toolbox) -> bytes:
    """Return an object of the private store."""
    with closing(tools.private.open(key)) as file:
        return file.read()


def _replace(
    photo: Photo, work: Work, look: examine.Look, *, tools: Toolbox, unit: UnitOfWork
) -> None:
    """Let the same picture take its copy's place. What is public is made anew, not reviewed."""
    if photo.stage in UNDECIDED:
        examine.record_examination(photo, look, work=work.examination, tools=tools)
    _keep_file(photo, work, look)
    if photo.stage is Stage.PUBLISHED:
        let_caches_forget(photo, tools=tools, unit=unit)
        count_photo(photo, by=-1)
        photo.move_to(Stage.APPROVED, at=tools.now())
        photo.publish_after = tools.now()
    if photo.stage is Stage.APPROVED and photo.publish_after:
        wait = (photo.publish_after - tools.now()).total_seconds()
        unit.owe("publish", photo.id, after=max(0.0, wait))


def _begin_anew(photo: Photo, work: Work, look: examine.Look, *, tools: Toolbox) -> None:
    """Let another picture than the copy wait for a moderator, whatever was said of the copy."""
    is_new = photo.stage is Stage.REFUSED  # nothing was ever said of a copy that was not readable
    if photo.stage in UNDECIDED:
        photo.version += 1  # a decision on the copy comes too late
    else:
        photo.move_to(Stage.WAITING, at=tools.now())
    photo.publish_after = photo.reason = photo.faces_confirmed = None
    photo.media_token, photo.renditions, photo.is_burnt_in = None, [], False
    examine.record_examination(photo, look, work=work.examination, tools=tools)
    _keep_file(photo, work, look)
    if not is_new:
        photo.flags = [*photo.flags, DIFFERS]
        note(photo.id, "original", at=begin_of(tools.now()), tools=tools)


def _keep_file(photo: Photo, work: Work, look: examine.Look) -> None:
    """Name the original."""
    photo.original_key, photo.original = work.examination.original_key, Original.KEPT
    photo.size, photo.file_hash = look.size, look.file_hash
    if look.examination:
        photo.format = look.examination.facts.format
        photo.width, photo.height = look.examination.width, look.examination.height


def _let_go(photo: Photo, *, tools: Toolbox) -> None:
    """Owe nothing any more. Who did not hear that the last byte is safe may still ask."""
    original = _original_of(photo)
    if original:
        original.pieces.clear()
    photo.claim = photo.claimed_until = None
    photo.tries = 0
    if photo.stage is Stage.APPROVED and photo.publish_after is None:
        photo.publish_after = tools.now()  # it was taken down for an original that is no more


def _original_of(photo: Photo) -> Upload | None:
    """Return the upload of a photo's original, if all of it is here."""
    wanted = select(Upload).where(
        Upload.token == photo.original_token, Upload.offset == Upload.length
    )
    return db.session.scalars(wanted).one_or_none()
