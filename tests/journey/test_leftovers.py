"""Nothing of a photo stays behind in a store when a run that wrote it was killed or failed."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from flask import Flask

from gallery.db import db, unit_of_work
from gallery.errors import DarkRoomKilled, StoreUnavailable
from gallery.images.darkroom import DarkRoom
from gallery.journey import examine, publish, withdraw
from gallery.journey.previews import SMALL
from gallery.models import Photo, Stage, Upload
from gallery.storage import Store
from gallery.toolbox import Toolbox
from tests.factories import (
    NOON,
    create_photo,
    create_published,
    create_submission,
    put_original,
    saved,
)
from tests.house import Clock
from tests.pictures import make_photo
from uploads_worker.tasks import Tasks


@pytest.fixture(params=["memory", "folders"])
def setup(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def keys_in(store: Store) -> set[str]:
    """Return all keys of a store."""
    return {found.key for found in store.list()}


def create_received(tools: Toolbox) -> Photo:
    """A photo whose only piece lies in the store."""
    data, submission = make_photo(), create_submission()
    upload = saved(
        Upload(
            token=tools.keys.new_token(), submission=submission, length=len(data),
            offset=len(data), begun_at=NOON,
        )
    )  # fmt: skip
    key = f"parts/{upload.token}/0-piece"
    tools.private.put(key, data)
    return create_photo(
        stage=Stage.RECEIVED, submission=submission, upload=upload, original_key=key,
        preview_key=None,
    )  # fmt: skip


def run_killed_before_recording(photo: Photo, *, tools: Toolbox) -> None:
    """Examine a photo, and be killed when all is written but the row."""
    with unit_of_work():
        work = examine.claim(photo.id, tools=tools)
    assert work
    examine.look_at(work, tools=tools)


def later(clock: Clock) -> None:
    """Let the files that were just written be older than an hour."""
    clock.moment = datetime.now(UTC) + timedelta(hours=2)


def test_a_withdrawn_photo_leaves_nothing_of_a_killed_run(app: Flask, tools: Toolbox) -> None:
    photo = create_received(tools)
    run_killed_before_recording(photo, tools=tools)

    with unit_of_work() as unit:
        withdraw.withdraw_photo(db.session.get_one(Photo, photo.id), tools=tools, unit=unit)
    Tasks(tools).erase(photo.id)

    assert keys_in(tools.private) == set()


def test_the_sweeper_clears_a_killed_run_away_and_keeps_what_the_row_names(
    app: Flask, tools: Toolbox, clock: Clock
) -> None:
    photo = create_received(tools)
    run_killed_before_recording(photo, tools=tools)
    clock.forward(seconds=60)
    Tasks(tools).examine(photo.id)
    db.session.expire_all()
    assert len(keys_in(tools.private)) > 1 + len(photo.previews)
    later(clock)

    Tasks(tools).sweep()

    kept = {f"{photo.preview_key}/{each['width']}.jpg" for each in photo.previews}
    kept.add(f"{photo.preview_key}/{SMALL}")
    assert photo.stage is Stage.WAITING
    assert keys_in(tools.private) == {photo.original_key, *kept}


def test_the_sweeper_clears_uncovered_previews_and_public_files_of_killed_runs(
    app: Flask, tools: Toolbox, clock: Clock
) -> None:
    photo = create_published()
    named = {f"media/{photo.public_id}/{photo.media_token}-320.jpg"}
    for key in (*named, f"media/{photo.public_id}/another-320.jpg"):
        tools.public.put(key, b"pixels")
    for key in ("new/320.jpg", "new2/320.jpg", "old/320.jpg"):
        tools.private.put(f"previews/{photo.public_id}/{key}", b"pixels")
    photo.preview_key = f"previews/{photo.public_id}/new"
    db.session.commit()
    later(clock)

    Tasks(tools).sweep()

    assert keys_in(tools.public) == named
    assert keys_in(tools.private) == {f"{photo.preview_key}/320.jpg"}


def test_a_database_that_knows_nothing_deletes_nothing(
    app: Flask, tools: Toolbox, clock: Clock
) -> None:
    tools.private.put("originals/abcdefghijklmnop/x", b"a photo")
    tools.private.put("previews/abcdefghijklmnop/x/320.jpg", b"a photo")
    tools.public.put("media/abcdefghijklmnop/x-320.jpg", b"a photo")
    later(clock)

    Tasks(tools).sweep()

    assert len(keys_in(tools.private) | keys_in(tools.public)) == 3


def test_what_is_being_written_is_left_alone(app: Flask, tools: Toolbox, clock: Clock) -> None:
    photo = create_received(tools)
    clock.moment = datetime.now(UTC)
    with unit_of_work():
        work = examine.claim(photo.id, tools=tools)
    assert work
    look = examine.look_at(work, tools=tools)

    Tasks(tools).sweep()

    with unit_of_work() as unit:
        assert examine.record(work, look, tools=tools, unit=unit)
    assert photo.original_key in keys_in(tools.private)


def test_a_run_that_slept_longer_than_its_files_may_lie_does_not_record(
    app: Flask, tools: Toolbox, clock: Clock
) -> None:
    photo = create_received(tools)
    with unit_of_work():
        work = examine.claim(photo.id, tools=tools)
    assert work
    look = examine.look_at(work, tools=tools)
    clock.forward(minutes=50)

    with unit_of_work() as unit:
        assert not examine.record(work, look, tools=tools, unit=unit)


def test_a_failed_examination_leaves_only_the_pieces(
    app: Flask, tools: Toolbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    photo = create_received(tools)
    before = keys_in(tools.private)

    def killed(*_said: Any) -> None:
        raise DarkRoomKilled(limit="memory")

    monkeypatch.setattr(DarkRoom, "examine", killed)
    Tasks(tools).run("examine", photo.id)

    assert keys_in(tools.private) == before


def test_a_failed_publication_leaves_no_public_file(
    app: Flask, tools: Toolbox, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    photo = create_photo(stage=Stage.APPROVED, publish_after=NOON)
    put_original(photo, make_photo())

    def full(*_said: Any, **_named: Any) -> None:
        assert keys_in(tools.public)
        raise StoreUnavailable

    monkeypatch.setattr(publish, "put_previews", full)
    clock.forward(seconds=1)
    Tasks(tools).run("publish", photo.id)

    assert keys_in(tools.public) == set()
    assert db.session.get_one(Photo, photo.id).stage is Stage.APPROVED
