"""What trainees decide is an opinion beside the photo, until a moderator decides.

It is of one version of a photo only, so whatever is changed in between makes it lapse by itself.
"""

from sqlalchemy import delete, select

from gallery.db import UnitOfWork, db
from gallery.errors import Conflict
from gallery.journey import ready, review
from gallery.journey.four_eyes import let_others_have, move_on
from gallery.journey.reasons import find_open
from gallery.journey.review import Act, check_version, decide, require_reviewable
from gallery.models import Account, Opinion, Photo
from gallery.toolbox import Toolbox


def approve(photo: Photo, act: Act, *, tools: Toolbox, unit: UnitOfWork) -> None:
    """Say that a photo may be shown; raise Incomplete for what keeps it from that."""
    check_version(photo, act)
    ready.require_ready(photo, now=tools.now())
    _keep(photo, act, "approve", tools=tools)


def reject(photo: Photo, act: Act, *, reason: str, tools: Toolbox, note: str = "") -> None:
    """Say for which of the reasons a photo should be turned down, perhaps with a note."""
    check_version(photo, act)
    _keep(photo, act, "reject", reason=find_open(reason).key, question=note, tools=tools)


def hold(photo: Photo, act: Act, *, tools: Toolbox, question: str = "") -> None:
    """Say that a photo should be set aside, perhaps with a question to its sender."""
    check_version(photo, act)
    _keep(photo, act, "hold", question=question, tools=tools)


def undo(photo: Photo, act: Act, *, tools: Toolbox) -> None:
    """Take one's opinion back; raise Conflict for anything else."""
    check_version(photo, act)
    opinion = find_opinion(photo)
    if opinion is None or opinion.account_id != act.by.id:
        raise Conflict("too-late-to-undo")
    move_on(photo)
    decide(photo, act, "undo", tools=tools)


def confirm(photo: Photo, act: Act, *, tools: Toolbox, unit: UnitOfWork) -> None:
    """Decide as the trainee would; raise Conflict when there is no such opinion any more."""
    check_version(photo, act)
    said = find_opinion(photo)
    if said is None:
        raise Conflict("already-decided", photo=photo.id)
    if said.act == "approve":
        review.approve(photo, act, tools=tools, unit=unit)
    elif said.act == "reject":
        review.reject(photo, act, reason=said.reason or "", note=said.question, tools=tools)
    else:
        review.hold(photo, act, tools=tools, question=said.question)


def find_opinion(photo: Photo) -> Opinion | None:
    """Return what a trainee would do with a photo as it is now."""
    wanted = select(Opinion).where(Opinion.photo_id == photo.id, Opinion.version == photo.version)
    return db.session.scalars(wanted).one_or_none()


def forget_opinion(photo: Photo) -> None:
    """Forget what a trainee would do: the photo was taken back."""
    db.session.execute(delete(Opinion).where(Opinion.photo_id == photo.id))


def drop_lapsed() -> None:
    """Forget opinions of versions that nobody can decide any more, and the words in them."""
    stands = select(Photo.id).where(Photo.id == Opinion.photo_id, Photo.version == Opinion.version)
    db.session.execute(
        delete(Opinion).where(~stands.exists()), execution_options={"synchronize_session": False}
    )


def last_said(by: Account) -> Photo | None:
    """Return the photo of which a trainee said something last, while that stands."""
    wanted = select(Photo).join(Opinion, Opinion.photo_id == Photo.id)
    theirs = wanted.where(Opinion.account_id == by.id, Opinion.version == Photo.version)
    return db.session.scalars(theirs.order_by(Opinion.id.desc()).limit(1)).one_or_none()


def _keep(
    photo: Photo,
    act: Act,
    name: str,
    *,
    tools: Toolbox,
    reason: str | None = None,
    question: str = "",
) -> None:
    """Keep an opinion in the place of a former one; from now on others may have the photo."""
    require_reviewable(photo)
    move_on(photo)
    forget_opinion(photo)
    db.session.add(
        Opinion(
            photo_id=photo.id, account_id=act.by.id, version=photo.version, act=name,
            reason=reason, question=question, at=tools.now(),
        )
    )  # fmt: skip
    let_others_have(photo, by=act.by, at=tools.now())
    decide(photo, act, "suggest", reason=reason, details={"act": name}, tools=tools)
