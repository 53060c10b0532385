"""The press kit of an edition: which of its photos newspapers are given.

Chosen by organisers, and asked anew whenever it is shown: what is not public any more, or what
somebody could be in danger for, is in no kit, whoever chose it and whenever.
"""

from collections.abc import Iterable, Sequence

from sqlalchemy import ColumnElement, Select, bindparam, delete, func, select

from gallery.db import db, read_rows
from gallery.errors import BadInput
from gallery.journey.care import are_sensitive
from gallery.journey.counting import show_changes
from gallery.journey.strands import PublicEdition
from gallery.journey.visit import SHOWN
from gallery.models import Edition, Photo, PressPhoto, Stage

MOST = 200  # photos in a kit


def list_kit(edition: Edition) -> list[Photo]:
    """Return the photos of a kit, in their order."""
    return list(db.session.scalars(_kit(edition).options(*SHOWN)))


def list_editions_with_kits() -> list[Edition]:
    """Return the editions that have a kit, newest first."""
    chosen = select(PressPhoto.edition_id).distinct()
    wanted = select(Edition).where(Edition.id.in_(chosen))
    editions = db.session.scalars(wanted.order_by(Edition.year.desc(), Edition.month.desc()))
    return [each for each in editions if has_kit(each)]


def find_chosen(editions: Iterable[PublicEdition]) -> set[int]:
    """Return the numbers of editions for whose kits somebody chose photos, public or not."""
    found = read_rows(_CHOSEN, editions=[each.id for each in editions])
    return {number for (number,) in found}


def has_kit(edition: PublicEdition) -> bool:
    """Whether a kit has a photo."""
    return db.session.scalar(_kit(edition).with_only_columns(Photo.id).limit(1)) is not None


def is_in_kit(edition_id: int, media_token: str) -> bool:
    """Whether one published picture is still in a kit: asked before each is sent."""
    wanted = _of_kit(edition_id).with_only_columns(Photo.id)
    return db.session.scalar(wanted.where(Photo.media_token == media_token)) is not None


def choose(edition: Edition, public_ids: Sequence[str]) -> None:
    """Put photos of an edition into its kit, behind the others; leave out what may not be in it."""
    wanted = select(Photo).join(Photo.submission).where(Photo.public_id.in_(public_ids))
    found = {
        each.public_id: each
        for each in db.session.scalars(wanted.where(*_may_be_given(edition.id)))
    }
    known = set(db.session.scalars(select(PressPhoto.photo_id).filter_by(edition_id=edition.id)))
    fresh = [found[each] for each in public_ids if each in found and found[each].id not in known]
    if len(list_kit(edition)) + len(fresh) > MOST:
        raise BadInput("press-full", most=MOST)
    for place, photo in enumerate(fresh, start=_last_place(edition) + 1):
        db.session.add(PressPhoto(edition_id=edition.id, photo_id=photo.id, place=place))
    _keep()


def take_out(edition: Edition, public_id: str) -> None:
    """Take a photo out of a kit."""
    photo = select(Photo.id).where(Photo.public_id == public_id).scalar_subquery()
    db.session.execute(
        delete(PressPhoto).where(PressPhoto.edition_id == edition.id, PressPhoto.photo_id == photo)
    )
    _keep()


def move_up(edition: Edition, public_id: str) -> None:
    """Let a photo change places with the one before it."""
    ids = [each.id for each in list_kit(edition)]
    wanted = db.session.scalar(select(Photo.id).where(Photo.public_id == public_id))
    if wanted not in ids:
        return
    here = ids.index(wanted)
    ids.insert(max(here - 1, 0), ids.pop(here))
    for place, number in enumerate(ids):
        db.session.get_one(PressPhoto, (edition.id, number)).place = place
    _keep()


def _kit(edition: PublicEdition) -> Select[Photo]:
    """Choose the photos of a kit, in their order."""
    return _of_kit(edition.id).order_by(PressPhoto.place, PressPhoto.photo_id)


def _of_kit(edition_id: int) -> Select[Photo]:
    """Choose the photos of a kit that may be in it now."""
    return (
        select(Photo)
        .join(PressPhoto, PressPhoto.photo_id == Photo.id)
        .join(Photo.submission)
        .where(PressPhoto.edition_id == edition_id, *_may_be_given(edition_id))
    )


def _may_be_given(edition_id: int) -> tuple[ColumnElement[bool], ...]:
    """Choose, of photos joined with their submissions, what a kit may hold."""
    return (Photo.edition_id == edition_id, Photo.stage == Stage.PUBLISHED, ~are_sensitive())


def _last_place(edition: Edition) -> int:
    """Return the place of the last one."""
    last = select(func.max(PressPhoto.place)).where(PressPhoto.edition_id == edition.id)
    found = db.session.scalar(last)
    return -1 if found is None else found


_CHOSEN = (
    select(PressPhoto.__table__.c.edition_id)
    .where(PressPhoto.__table__.c.edition_id.in_(bindparam("editions", expanding=True)))
    .distinct()
)


def _keep() -> None:
    """Write what was chosen, and let visitors see it."""
    db.session.flush()
    show_changes()
