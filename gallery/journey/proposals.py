"""What moderators do with what senders ask for: it is on top of their queue, and they decide."""

from datetime import datetime

from sqlalchemy import Select, func, select

from gallery.db import UnitOfWork, db, lock_rows
from gallery.errors import Conflict
from gallery.journey.amend import apply, find_proposal, forget_words
from gallery.journey.leases import is_free_for
from gallery.journey.publish import renew
from gallery.journey.review import Act, check_version, decide
from gallery.models import Account, Photo, Proposal, Source
from gallery.scope import limit
from gallery.toolbox import Toolbox


def accept(photo: Photo, act: Act, *, tools: Toolbox, unit: UnitOfWork) -> None:
    """Do what the sender proposed; what is public appears anew, under new names."""
    lock_rows(_mates(photo))
    proposal = _require_words(photo, act)
    for each in _touched(photo, proposal):
        renew(each, tools=tools, unit=unit)
    apply(photo, proposal, source=Source.MODERATOR, tools=tools)
    forget_words(photo)
    decide(photo, act, "accept", tools=tools)


def decline(photo: Photo, act: Act, *, tools: Toolbox) -> None:
    """Leave everything as it is."""
    _require_words(photo, act)
    forget_words(photo)
    photo.version += 1
    decide(photo, act, "decline", tools=tools)


def count_asked(by: Account) -> int:
    """Count the photos of which their senders ask somebody something; trainees decide none."""
    if by.is_trainee:
        return 0
    asked = limit(_asked(), by).subquery()
    return db.session.scalar(select(func.count()).select_from(asked)) or 0


def find_asked(by: Account, *, free_at: datetime | None = None) -> Photo | None:
    """Return the photo that is asked about first: more covering goes before words.

    ``free_at``: only what nobody else is looking at then.
    """
    if by.is_trainee:
        return None
    wanted = limit(_asked(), by)
    if free_at:
        wanted = wanted.where(is_free_for(by, now=free_at))
    return db.session.scalars(wanted.limit(1)).one_or_none()


def _asked() -> Select[Photo]:
    """Select the photos that are asked about, the most urgent first.

    They are chosen before they are joined: else SQLite reads every photo that there is.
    """
    return (
        select(Photo)
        .join(Proposal, Proposal.photo_id == Photo.id)
        .where(Photo.id.in_(select(Proposal.photo_id)), Photo.apart.is_(None))
        .order_by(Proposal.cover.is_(None), Proposal.asked_at, Photo.id)
    )


def _require_words(photo: Photo, act: Act) -> Proposal:
    """Return what is proposed; raise Conflict when somebody decided it, or it was changed."""
    check_version(photo, act)
    proposal = find_proposal(photo)
    if proposal is None or not proposal.has_words:
        raise Conflict("already-decided", photo=photo.id)
    return proposal


def _touched(photo: Photo, proposal: Proposal) -> list[Photo]:
    """Return the photos that change: a name stands beside all that were sent together."""
    if proposal.credit is None:
        return [photo]
    return _mates(photo)


def _mates(photo: Photo) -> list[Photo]:
    """Return all photos that were sent together with a photo, and itself."""
    wanted = select(Photo).where(Photo.submission_id == photo.submission_id).order_by(Photo.id)
    return list(db.session.scalars(wanted))
