"""Decide as a moderator would, by the same rules, and take back as a sender would."""

from gallery.db import UnitOfWork, db, unit_of_work
from gallery.demo.drawings import describe_picture
from gallery.demo.opening import demonstration_moderator
from gallery.demo.plan import Fate, Picture
from gallery.journey import review
from gallery.journey.review import Act, Corrections
from gallery.journey.withdraw import withdraw_photo
from gallery.models import Account, Faces, Photo, Stage
from gallery.toolbox import Toolbox


def decide(photo_id: int, picture: Picture, *, tools: Toolbox) -> None:
    """Let a waiting photo have its fate; one that was decided stays as it is."""
    with unit_of_work() as unit:
        photo = db.session.get_one(Photo, photo_id)
        if photo.stage is not Stage.WAITING or picture.fate is Fate.WAITING:
            return
        moderator = demonstration_moderator(tools=tools)
        if picture.fate is Fate.HELD:
            review.hold(photo, _act(photo, moderator), tools=tools)
        elif picture.fate is Fate.REJECTED:
            review.reject(photo, _act(photo, moderator), reason="duplicate", tools=tools)
        else:
            _approve(photo, picture, by=moderator, tools=tools, unit=unit)


def take_back(photo_id: int, *, tools: Toolbox) -> None:
    """Withdraw a photo for its sender."""
    with unit_of_work() as unit:
        withdraw_photo(db.session.get_one(Photo, photo_id), tools=tools, unit=unit)


def _approve(
    photo: Photo, picture: Picture, *, by: Account, tools: Toolbox, unit: UnitOfWork
) -> None:
    """Say what is to be said of a photo, see to the faces, approve."""
    words = _words(picture)
    if words:
        review.correct(photo, _act(photo, by), words, tools=tools)
    if picture.covers or picture.crop:
        boxes = picture.covers
        review.cover(photo, _act(photo, by), covers=boxes, crop=picture.crop, tools=tools)
    if photo.wants_faces_hidden:
        faces = Faces.COVERED if photo.covers or photo.crop else Faces.NONE
        review.confirm_faces(photo, _act(photo, by), faces=faces, tools=tools)
    review.approve(photo, _act(photo, by), tools=tools, unit=unit)


def _act(photo: Photo, moderator: Account) -> Act:
    """Act on the photo as it is now."""
    return Act(by=moderator, version=photo.version)


def _words(picture: Picture) -> Corrections | None:
    """Return what a moderator adds, if anything."""
    if not (picture.caption or picture.is_described or picture.statue):
        return None
    shown = describe_picture(picture.seed, season=picture.season)
    return Corrections(
        caption=picture.caption or None,
        description=shown if picture.is_described else None,
        statue=picture.statue or None,
    )
