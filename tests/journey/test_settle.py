"""What becomes of originals: kept, sealed, or erased as soon as nothing needs them."""

from collections.abc import Callable
from contextlib import closing
from dataclasses import replace

import pyrage
import pytest
from flask import Flask
from PIL import Image

from gallery.db import db, unit_of_work
from gallery.images.covers import Box
from gallery.journey import publish, review
from gallery.journey.review import Act
from gallery.models import MODERATOR, Faces, FaceWish, Original, Photo, Stage
from gallery.sealing import Opener, Sealer
from gallery.toolbox import Toolbox
from tests.factories import create_account, create_edition, create_photo, create_submission
from tests.house import Clock
from tests.pictures import make_photo
from uploads_worker.tasks import Tasks

SECRET = pyrage.x25519.Identity.generate()
DATA = make_photo(size=(800, 600), place=(54.687, 25.279))
COVER = (181, 19, 43)  # the colour of covers


@pytest.fixture
def sealing(tools: Toolbox) -> Toolbox:
    """The tools of a gallery that seals."""
    return replace(tools, sealer=Sealer(str(SECRET.to_public())))


def keys(tools: Toolbox, prefix: str = "originals/") -> list[str]:
    """The keys of what is stored."""
    return [found.key for found in tools.private.list(prefix)]


def examined(tools: Toolbox, **said: object) -> Photo:
    """A photo that was read and sent, its original and previews in the store."""
    sent = create_submission(**{"edition": create_edition(), **said})
    photo = create_photo(
        submission=sent, stage=Stage.RECEIVED, original_key="parts/x/0-y", preview_key=None,
        previews=[], width=0, file_hash=None,
    )  # fmt: skip
    tools.private.put("parts/x/0-y", DATA)
    Tasks(tools).examine(photo.id)
    db.session.expire_all()
    return photo


def approve(photo: Photo, *, tools: Toolbox, covers: tuple[Box, ...] = ()) -> None:
    """Cover and approve."""
    by = create_account(MODERATOR)
    with unit_of_work(tools.queue.send) as unit:
        if covers:
            review.cover(photo, Act(by, photo.version), covers=covers, crop=None, tools=tools)
            faces = Faces.COVERED
            review.confirm_faces(photo, Act(by, photo.version), faces=faces, tools=tools)
        review.approve(photo, Act(by, photo.version), tools=tools, unit=unit)


def published(photo: Photo, *, tools: Toolbox, clock: Clock) -> Photo:
    """Publish an approved photo, and settle its original."""
    clock.forward(seconds=11)
    Tasks(tools).publish(photo.id)
    Tasks(tools).settle(photo.id)
    db.session.expire_all()
    return photo


def test_an_original_that_is_kept_stays(app: Flask, tools: Toolbox, clock: Clock) -> None:
    photo = examined(tools)
    approve(photo, tools=tools)

    published(photo, tools=tools, clock=clock)

    assert (photo.stage, photo.original) == (Stage.PUBLISHED, Original.KEPT)
    assert keys(tools) == [photo.original_key]


def test_an_original_that_is_not_kept_goes_as_soon_as_it_was_read(
    app: Flask, tools: Toolbox
) -> None:
    photo = examined(tools, keeps_original=False)

    Tasks(tools).settle(photo.id)

    db.session.expire_all()
    assert (photo.original, photo.original_key) == (Original.GIVEN_UP, None)
    assert keys(tools) == []
    assert photo.source_key in keys(tools, "previews/")
    assert b"Exif" in DATA  # a place, which nothing has any more
    for key in keys(tools, ""):
        with closing(tools.private.open(key)) as left:
            assert b"Exif" not in left.read()


def test_it_is_owed_when_the_photo_was_read(app: Flask, tools: Toolbox) -> None:
    photo = examined(tools, keeps_original=False)

    assert ("settle", photo.id) in tools.queue.sent  # type: ignore[attr-defined]


def test_an_original_is_not_given_up_before_its_photo_is_sent(app: Flask, tools: Toolbox) -> None:
    photo = examined(tools, keeps_original=False, sent_at=None)

    Tasks(tools).settle(photo.id)

    assert keys(tools) == [photo.original_key]


def test_a_photo_without_its_original_is_published_covered_and_covered_more(
    app: Flask, tools: Toolbox, clock: Clock
) -> None:
    photo = examined(tools, keeps_original=False, faces=FaceWish.HIDE)
    Tasks(tools).settle(photo.id)
    approve(photo, tools=tools, covers=(Box(0.1, 0.1, 0.2, 0.2),))

    published(photo, tools=tools, clock=clock)
    first = photo.media_token
    with unit_of_work(tools.queue.send) as unit:
        publish.take_down(photo, stage=Stage.HIDDEN, tools=tools, unit=unit)
        photo.covers, photo.crop = [[0.5, 0.5, 0.2, 0.2]], None
        photo.move_to(Stage.APPROVED, at=tools.now())
        photo.publish_after = tools.now()
    Tasks(tools).publish(photo.id)
    db.session.expire_all()

    assert photo.stage is Stage.PUBLISHED
    assert photo.media_token != first
    assert (photo.covers, photo.may_be_shown) == ([], True)
    first_cover, second_cover, open_part = (
        pixel(photo, tools, x, y) for x, y in ((0.2, 0.2), (0.6, 0.6), (0.9, 0.1))
    )
    assert differ(first_cover, second_cover) < 8 < 60 < differ(first_cover, open_part)


@pytest.mark.parametrize("is_kept", [True, False])
def test_a_photo_that_moderators_see_uncovered_is_covered_when_it_appears_again(
    app: Flask, tools: Toolbox, clock: Clock, *, is_kept: bool
) -> None:
    photo = examined(tools, faces=FaceWish.HIDE)
    approve(photo, tools=tools, covers=(Box(0.1, 0.1, 0.2, 0.2),))
    published(photo, tools=tools, clock=clock)
    with unit_of_work(tools.queue.send) as unit:
        publish.take_down(photo, stage=Stage.HIDDEN, tools=tools, unit=unit)
        photo.submission.keeps_original = is_kept
    late = replace(tools, sealer=Sealer(str(SECRET.to_public())))
    Tasks(late).hide(photo.id)
    Tasks(late).settle(photo.id)
    db.session.expire_all()
    assert photo.original is (Original.SEALED if is_kept else Original.GIVEN_UP)

    approve(photo, tools=tools)
    published(photo, tools=tools, clock=clock)

    one, other, open_part = (
        pixel(photo, tools, x, y) for x, y in ((0.15, 0.15), (0.25, 0.25), (0.9, 0.1))
    )
    assert (photo.stage, photo.is_burnt_in) == (Stage.PUBLISHED, True)
    assert differ(one, COVER) < 8 > differ(other, COVER)
    assert differ(open_part, COVER) > 60


def test_an_original_stays_until_the_public_files_of_a_hidden_photo_are_gone(
    app: Flask, sealing: Toolbox, tools: Toolbox, clock: Clock
) -> None:
    photo = examined(tools)
    approve(photo, tools=tools)
    published(photo, tools=tools, clock=clock)
    with unit_of_work(tools.queue.send) as unit:
        publish.take_down(photo, stage=Stage.HIDDEN, tools=tools, unit=unit)

    Tasks(sealing).settle(photo.id)

    db.session.expire_all()
    assert (photo.original, keys(tools)) == (Original.KEPT, [photo.original_key])


def pixel(photo: Photo, tools: Toolbox, x: float, y: float) -> tuple[int, ...]:
    """The colour at a place of the published picture."""
    name = next(name for name in photo.media_names if name.endswith("800.jpg"))
    with closing(tools.public.open(f"media/{photo.public_id}/{name}")) as file:
        image = Image.open(file).convert("RGB")
    found = image.getpixel((round(x * image.width), round(y * image.height)))
    assert isinstance(found, tuple)
    return found


def differ(one: tuple[int, ...], other: tuple[int, ...]) -> int:
    """How far two colours are from each other."""
    return max(abs(a - b) for a, b in zip(one, other, strict=True))


def test_a_kept_original_is_sealed_once_published(
    app: Flask, sealing: Toolbox, clock: Clock
) -> None:
    photo = examined(sealing)
    approve(photo, tools=sealing)
    before = keys(sealing)

    published(photo, tools=sealing, clock=clock)

    assert photo.original is Original.SEALED
    (key,) = keys(sealing)
    assert (key, [key] != before) == (photo.original_key, True)
    with closing(sealing.private.open(key)) as sealed:
        assert Opener([str(SECRET)]).open(sealed.read()) == DATA


@pytest.mark.parametrize("lost_in", ["seal", "record"])
def test_a_run_that_is_killed_loses_no_original(
    app: Flask, sealing: Toolbox, clock: Clock, monkeypatch: pytest.MonkeyPatch, lost_in: str
) -> None:
    photo = examined(sealing)
    approve(photo, tools=sealing)
    clock.forward(seconds=11)
    Tasks(sealing).publish(photo.id)
    with monkeypatch.context() as killing:
        killing.setattr(f"uploads_worker.tasks.settle.{lost_in}", killed(lost_in))
        Tasks(sealing).run("settle", photo.id)

    Tasks(sealing).settle(photo.id)
    clock.forward(hours=3)
    Tasks(sealing).tidy()

    db.session.expire_all()
    assert photo.original is Original.SEALED
    assert photo.original_key in keys(sealing)


def killed(name: str) -> Callable[..., None]:
    """A step in which a run ends."""

    def end(*_: object, **__: object) -> None:
        raise RuntimeError(name)

    return end


def test_the_sweeper_seals_what_was_left_plain(app: Flask, tools: Toolbox, clock: Clock) -> None:
    photo = examined(tools)
    approve(photo, tools=tools)
    published(photo, tools=tools, clock=clock)
    later = replace(tools, sealer=Sealer(str(SECRET.to_public())))

    Tasks(later).tidy()

    assert ("settle", photo.id) in tools.queue.sent  # type: ignore[attr-defined]


def test_a_rejected_photo_whose_original_is_not_kept_can_be_undone_for_an_hour(
    app: Flask, tools: Toolbox, clock: Clock
) -> None:
    photo = examined(tools)
    photo.submission.keeps_original = False
    by = create_account(MODERATOR)
    with unit_of_work():
        review.reject(photo, Act(by, photo.version), reason="other", tools=tools)
    clock.forward(minutes=59)
    Tasks(tools).settle(photo.id)
    before = keys(tools)

    clock.forward(minutes=2)
    Tasks(tools).settle(photo.id)

    db.session.expire_all()
    assert before != []
    assert (keys(tools), photo.preview_key) == ([], None)
    assert not review.may_be_undone(photo)


def test_a_withdrawn_photo_leaves_no_sealed_original(
    app: Flask, sealing: Toolbox, clock: Clock
) -> None:
    photo = examined(sealing)
    approve(photo, tools=sealing)
    published(photo, tools=sealing, clock=clock)

    with unit_of_work() as unit:
        publish.take_down(photo, stage=Stage.WITHDRAWN, tools=sealing, unit=unit)
    Tasks(sealing).erase(photo.id)

    assert list(sealing.private.list("")) == []
