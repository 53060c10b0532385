"""``gallery storage check`` goes on where it was, and reads no faster than it may."""

import time
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask

from gallery.commands import storage
from gallery.commands.storage import Reading, headers_of, pace
from gallery.db import db, unit_of_work
from gallery.journey import scrubbing
from gallery.models import Fingerprint, Photo, Piece, Upload
from gallery.storage import open_store
from gallery.toolbox import Toolbox
from tests.commands.conftest import Type
from tests.factories import NOON, create_photo, create_submission
from tests.house import Clock


@pytest.fixture
def photos(app: Flask, tools: Toolbox) -> list[Photo]:
    """Five photos without files."""
    return [create_photo(original_key=None, previews=[]) for _ in range(5)]


def test_a_reading_that_was_killed_goes_on(
    photos: list[Photo],
    tools: Toolbox,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    clock: Clock,
) -> None:
    monkeypatch.setattr(storage, "BATCH", 2)
    last = photos[2].id
    listed = scrubbing.list_expected

    def die(photo: Photo, *, tools: Toolbox) -> list[scrubbing.Expected]:
        if photo.id > last:
            raise KeyboardInterrupt
        return listed(photo, tools=tools)

    with monkeypatch.context() as patch:
        patch.setattr(scrubbing, "list_expected", die)
        with pytest.raises(KeyboardInterrupt):
            Reading(tools).go()
    clock.forward(hours=1)
    again = Reading(tools)
    code = again.go()

    said = capsys.readouterr().out
    assert (code, again.photos) == (0, 3)
    assert f"going on with what began at {NOON:%Y-%m-%d %H:%M} UTC" in said
    assert Reading(tools).begun == clock.moment  # the next one begins anew


def test_what_was_read_since_a_day_can_be_left_out(
    photos: list[Photo], tools: Toolbox, clock: Clock
) -> None:
    Reading(tools).go()
    clock.forward(days=3)
    create_photo(original_key=None, previews=[])

    reading = Reading(tools, since=NOON - timedelta(hours=1))
    reading.go()

    assert reading.photos == 1
    assert db.session.query(Fingerprint).count() == 6


@pytest.mark.parametrize("body", [None, b"12"])
def test_a_piece_of_an_upload_that_is_missing_or_cut_is_found(
    app: Flask, tools: Toolbox, capsys: pytest.CaptureFixture[str], body: bytes | None
) -> None:
    with unit_of_work():
        upload = Upload(token="t", submission=create_submission(), length=3, begun_at=NOON)
        upload.pieces.append(Piece(offset=0, size=3, key="parts/t/0-x"))
        db.session.add(upload)
    if body:
        tools.private.put("parts/t/0-x", body)

    code = Reading(tools).go()

    assert code == 1
    assert "parts/t/0-x, a piece of an upload, is missing or cut" in capsys.readouterr().out


def test_reading_is_no_faster_than_it_may_be(monkeypatch: pytest.MonkeyPatch) -> None:
    slept: list[float] = []
    monkeypatch.setattr(time, "sleep", slept.append)
    monkeypatch.setattr(time, "monotonic", lambda: 100.0)
    spent = pace(2.0)

    spent(1_000_000)
    spent(3_000_000)
    pace(None)(1_000_000)

    assert slept == [0.5, 2.0]


def test_a_store_is_copied_once(
    type_in: Type, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    there = open_store(f"folder:{tmp_path / 'data' / 'private'}")
    there.put("originals/p/x", b"an original")
    target = f"folder:{tmp_path / 'target'}"

    first = type_in("storage", "copy", "private", target)
    again = type_in("storage", "copy", "private", target)
    same = type_in("storage", "copy", target, target)

    assert open_store(target).stat("originals/p/x").size == 11
    assert "1 files (0 MB) were sent and read back, 0 were there already, 0 had" in first[1]
    assert "0 files (0 MB) were sent and read back, 0 were there already, 1 had" in again[1]
    assert (first[0], again[0], same) == (0, 0, (2, "gallery: these are the same store\n"))


def test_what_is_public_is_copied_with_its_type_and_for_how_long_it_may_be_kept() -> None:
    assert headers_of("media/p/t-640.avif") == {
        "content_type": "image/avif",
        "cache_control": "public, max-age=300",
    }
    assert headers_of("previews/p/x/640.jpg") == {"content_type": "image/jpeg"}
    assert headers_of("originals/p/x.age") == {}


def test_stores_are_tried_first_and_all_is_told(type_in: Type) -> None:
    code, said = type_in("storage", "check")

    assert code == 0
    assert said.splitlines() == [
        "the private store works",
        "the public store works",
        "0 photos, 0 files, 0 MB: 0 are not what was written",
    ]
