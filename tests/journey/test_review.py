"""What moderators may do to a photo, and what nobody may."""

from datetime import timedelta

import pytest
from flask import Flask

from gallery.db import UnitOfWork, db
from gallery.errors import BadInput, Conflict, Incomplete
from gallery.images.covers import Box
from gallery.journey import review
from gallery.journey.review import Act, Corrections
from gallery.models import (
    MODERATOR,
    Account,
    Decision,
    Faces,
    FaceWish,
    Photo,
    Stage,
)
from gallery.toolbox import Toolbox
from tests.factories import NOON, create_account, create_photo, create_submission

HEAD = Box(0.1, 0.2, 0.05, 0.08)


@pytest.fixture
def mira(app: Flask) -> Account:
    """A moderator."""
    return create_account(MODERATOR, name="Mira")


@pytest.fixture
def wished() -> Photo:
    """A waiting photo whose sender asked to hide every face."""
    return create_photo(submission=create_submission(faces=FaceWish.HIDE))


def approve(photo: Photo, by: Account, tools: Toolbox) -> UnitOfWork:
    unit = UnitOfWork()
    review.approve(photo, Act(by, photo.version), tools=tools, unit=unit)
    return unit


def decisions(photo: Photo) -> list[str]:
    wanted = db.session.query(Decision).filter_by(photo_id=photo.id).order_by(Decision.id)
    return [each.act for each in wanted]


def test_an_approved_photo_owes_its_publication_after_the_undo_time(
    mira: Account, tools: Toolbox
) -> None:
    photo = create_photo()

    unit = approve(photo, mira, tools)

    assert photo.stage is Stage.APPROVED
    assert photo.publish_after == NOON + timedelta(seconds=10)
    assert unit.tasks == [("publish", photo.id, 10)]
    assert decisions(photo) == ["approve"]


@pytest.mark.parametrize("missing", [{"edition": None}, {"city": None, "country": None}])
def test_a_photo_without_edition_or_place_cannot_be_approved(
    mira: Account, tools: Toolbox, missing: dict[str, None]
) -> None:
    photo = create_photo(**missing)

    with pytest.raises(Incomplete, match="photo-needs-place"):
        approve(photo, mira, tools)

    assert photo.stage is Stage.WAITING


def test_a_country_alone_is_place_enough(mira: Account, tools: Toolbox) -> None:
    photo = create_photo(city=None, country="lt")

    approve(photo, mira, tools)

    assert photo.stage is Stage.APPROVED


def test_a_wish_to_hide_faces_is_skipped_by_nobody(
    mira: Account, wished: Photo, tools: Toolbox
) -> None:
    with pytest.raises(Incomplete, match="faces-not-confirmed"):
        approve(wished, mira, tools)

    assert wished.stage is Stage.WAITING


def test_covers_alone_do_not_fulfil_the_wish_before_they_are_confirmed(
    mira: Account, wished: Photo, tools: Toolbox
) -> None:
    review.cover(wished, Act(mira, wished.version), covers=[HEAD], crop=None, tools=tools)

    with pytest.raises(Incomplete, match="faces-not-confirmed"):
        approve(wished, mira, tools)


@pytest.mark.parametrize(
    ("covers", "crop"), [([HEAD], None), ([], Box(0.2, 0.2, 0.5, 0.5))], ids=["covers", "crop"]
)
def test_confirmed_covers_or_a_crop_fulfil_the_wish(
    mira: Account, wished: Photo, tools: Toolbox, covers: list[Box], crop: Box | None
) -> None:
    review.cover(wished, Act(mira, wished.version), covers=covers, crop=crop, tools=tools)
    review.confirm_faces(wished, Act(mira, wished.version), faces=Faces.COVERED, tools=tools)

    approve(wished, mira, tools)

    assert wished.stage is Stage.APPROVED
    assert decisions(wished) == ["cover", "faces", "approve"]


def test_no_face_visible_fulfils_the_wish(mira: Account, wished: Photo, tools: Toolbox) -> None:
    review.confirm_faces(wished, Act(mira, wished.version), faces=Faces.NONE, tools=tools)

    approve(wished, mira, tools)

    assert wished.stage is Stage.APPROVED


def test_every_head_covered_cannot_be_said_of_a_photo_without_covers(
    mira: Account, wished: Photo, tools: Toolbox
) -> None:
    with pytest.raises(Incomplete, match="nothing-covered"):
        review.confirm_faces(wished, Act(mira, wished.version), faces=Faces.COVERED, tools=tools)


def test_what_was_confirmed_is_forgotten_when_the_covers_change(
    mira: Account, wished: Photo, tools: Toolbox
) -> None:
    review.confirm_faces(wished, Act(mira, wished.version), faces=Faces.NONE, tools=tools)
    review.cover(wished, Act(mira, wished.version), covers=[HEAD], crop=None, tools=tools)

    with pytest.raises(Incomplete, match="faces-not-confirmed"):
        approve(wished, mira, tools)


@pytest.mark.parametrize(
    "box",
    [
        Box(-0.1, 0, 0.5, 0.5),
        Box(0.6, 0, 0.5, 0.5),
        Box(0, 0.6, 0.5, 0.5),
        Box(0.1, 0.1, 0, 0.5),
        Box(0.1, 0.1, 0.5, -0.05),
        Box(float("nan"), 0.1, 0.5, 0.5),
        Box(0, 0, float("inf"), 0.5),
    ],
)
def test_a_box_that_is_empty_or_reaches_outside_is_refused(
    mira: Account, tools: Toolbox, box: Box
) -> None:
    photo = create_photo()

    with pytest.raises(BadInput, match="box-outside"):
        review.cover(photo, Act(mira, photo.version), covers=[box], crop=None, tools=tools)
    with pytest.raises(BadInput, match="box-outside"):
        review.cover(photo, Act(mira, photo.version), covers=[], crop=box, tools=tools)


def test_a_box_that_ends_at_the_edge_is_inside(mira: Account, tools: Toolbox) -> None:
    photo = create_photo()
    box = Box(0.3, 0.1 + 0.2, 0.7, 0.7)

    review.cover(photo, Act(mira, photo.version), covers=[box], crop=None, tools=tools)

    assert photo.covers == [list(box)]


def test_a_photo_cannot_be_rejected_without_one_of_the_reasons(
    mira: Account, tools: Toolbox
) -> None:
    photo = create_photo()

    with pytest.raises(Incomplete, match="reason-not-said"):
        review.reject(photo, Act(mira, photo.version), reason="ugly", tools=tools)

    assert photo.stage is Stage.WAITING


@pytest.mark.parametrize("decided", ["approve", "reject", "hold"])
def test_undo_lets_a_photo_wait_again(mira: Account, tools: Toolbox, decided: str) -> None:
    photo = create_photo()
    decide(decided, photo, mira, tools)

    review.undo(photo, Act(mira, photo.version), tools=tools)

    assert (photo.stage, photo.publish_after, photo.reason) == (Stage.WAITING, None, None)
    assert decisions(photo) == [decided, "undo"]


def decide(name: str, photo: Photo, by: Account, tools: Toolbox) -> None:
    act = Act(by, photo.version)
    if name == "approve":
        review.approve(photo, act, tools=tools, unit=UnitOfWork())
    elif name == "reject":
        review.reject(photo, act, reason="duplicate", tools=tools)
    else:
        review.hold(photo, act, tools=tools)
    db.session.commit()


def test_a_photo_that_a_worker_has_cannot_be_called_back(mira: Account, tools: Toolbox) -> None:
    photo = create_photo(stage=Stage.APPROVED, claim="a run of publish")

    with pytest.raises(Conflict, match="too-late-to-undo"):
        review.undo(photo, Act(mira, photo.version), tools=tools)


@pytest.mark.parametrize("stage", [Stage.PUBLISHED, Stage.WAITING, Stage.HIDDEN])
def test_what_is_public_or_undecided_cannot_be_undone(
    mira: Account, tools: Toolbox, stage: Stage
) -> None:
    photo = create_photo(stage=stage)

    with pytest.raises(Conflict, match="too-late-to-undo"):
        review.undo(photo, Act(mira, photo.version), tools=tools)


@pytest.mark.parametrize("stage", [each for each in Stage if each not in review.REVIEWABLE])
def test_only_what_waits_or_is_held_can_be_covered_or_corrected(
    mira: Account, tools: Toolbox, stage: Stage
) -> None:
    photo = create_photo(stage=stage)
    act = Act(mira, photo.version)

    for verb in (
        lambda: review.cover(photo, act, covers=[HEAD], crop=None, tools=tools),
        lambda: review.confirm_faces(photo, act, faces=Faces.NONE, tools=tools),
        lambda: review.correct(photo, act, Corrections(caption="!"), tools=tools),
    ):
        with pytest.raises(Conflict):
            verb()

    assert (photo.covers, photo.faces_confirmed, photo.caption) == ([], None, "")


def test_every_act_moves_the_version_so_that_an_older_look_is_refused(
    mira: Account, tools: Toolbox
) -> None:
    photo = create_photo()
    seen = Act(mira, photo.version)
    review.cover(photo, seen, covers=[HEAD], crop=None, tools=tools)

    with pytest.raises(Conflict, match="already-decided"):
        review.hold(photo, seen, tools=tools)
