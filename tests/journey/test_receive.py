"""Bytes come in: promised room, whole files, and what is forgotten once they are read."""

import hashlib

import pytest
from flask import Flask

from gallery.db import db, unit_of_work
from gallery.errors import Conflict, Refused, TooLarge
from gallery.journey import receive
from gallery.journey.receive import WholeFile
from gallery.models import Photo, Piece, Stage, Submission, Upload
from gallery.queue import MemoryQueue
from gallery.toolbox import Toolbox
from tests.pictures import make_photo
from uploads_worker.tasks import Tasks


@pytest.fixture
def submission(app: Flask, tools: Toolbox) -> Submission:
    """A draft that was just begun."""
    with unit_of_work():
        receive.begin_submission("a draft", link_token=None, tools=tools)
    return db.session.query(Submission).one()


def stored(data: bytes, *, tools: Toolbox) -> WholeFile:
    """A file whose one piece lies in the store."""
    token = tools.keys.new_token()
    key = receive.new_piece_key(token, offset=0, tools=tools)
    tools.private.put(key, data)
    pieces = ((0, len(data), key),)
    return WholeFile(token, size=len(data), digest=hashlib.sha256(data).digest(), pieces=pieces)


def receive_file(submission: Submission, file: WholeFile, *, tools: Toolbox) -> None:
    with unit_of_work(tools.queue.send) as unit:
        submission = db.session.get_one(Submission, submission.id)
        receive.receive_file(submission, file, tools=tools, unit=unit)


def test_a_whole_file_is_received_and_owed_its_examination(
    submission: Submission, tools: Toolbox
) -> None:
    data = make_photo()

    receive_file(submission, stored(data, tools=tools), tools=tools)

    photo = db.session.query(Photo).one()
    assert (photo.stage, photo.size) == (Stage.RECEIVED, len(data))
    assert isinstance(tools.queue, MemoryQueue)
    assert tools.queue.sent == [("examine", photo.id)]


def test_the_same_bytes_are_not_received_twice_in_one_draft(
    submission: Submission, tools: Toolbox
) -> None:
    data = make_photo()
    receive_file(submission, stored(data, tools=tools), tools=tools)

    with pytest.raises(Conflict) as refused:
        receive_file(submission, stored(data, tools=tools), tools=tools)

    assert refused.value.key == "already-added"
    assert db.session.query(Upload).count() == 1


def test_bytes_that_were_taken_back_may_come_again(submission: Submission, tools: Toolbox) -> None:
    data = make_photo()
    receive_file(submission, stored(data, tools=tools), tools=tools)
    with unit_of_work() as unit:
        receive.drop_upload(db.session.query(Upload).one().token, tools=tools, unit=unit)

    receive_file(submission, stored(data, tools=tools), tools=tools)

    assert [photo.stage for photo in receive.photos_meant(submission)] == [Stage.RECEIVED]


def test_taking_back_twice_is_as_good_as_once(submission: Submission, tools: Toolbox) -> None:
    receive_file(submission, stored(make_photo(), tools=tools), tools=tools)
    token = db.session.query(Upload).one().token

    for _ in range(2):
        with unit_of_work() as unit:
            receive.drop_upload(token, tools=tools, unit=unit)

    assert db.session.query(Photo).one().stage is Stage.WITHDRAWN


def test_a_drafts_upload_outlives_its_pieces(submission: Submission, tools: Toolbox) -> None:
    receive_file(submission, stored(make_photo(), tools=tools), tools=tools)

    Tasks(tools).examine(db.session.query(Photo).one().id)

    assert (db.session.query(Upload).count(), db.session.query(Piece).count()) == (1, 0)


def test_removed_photos_leave_neither_upload_nor_bytes(
    submission: Submission, tools: Toolbox
) -> None:
    receive_file(submission, stored(make_photo(), tools=tools), tools=tools)
    photo = db.session.query(Photo).one()
    Tasks(tools).examine(photo.id)
    with unit_of_work() as unit:
        receive.drop_upload(db.session.query(Upload).one().token, tools=tools, unit=unit)

    Tasks(tools).erase(photo.id)

    assert db.session.query(Upload).count() == 0
    assert list(tools.private.list()) == []


@pytest.mark.parametrize(("size", "error"), [(0, Refused), (50 * 1024 * 1024 + 1, TooLarge)])
def test_no_room_is_promised_for_an_impossible_size(
    submission: Submission, tools: Toolbox, size: int, error: type[Exception]
) -> None:
    with pytest.raises(error):
        receive.begin_upload(submission, length=size, tools=tools)


def test_examined_photos_count_among_the_fifty(submission: Submission, tools: Toolbox) -> None:
    for _ in range(49):
        receive.begin_upload(submission, length=10, tools=tools)
    db.session.commit()
    receive_file(submission, stored(make_photo(), tools=tools), tools=tools)
    Tasks(tools).examine(db.session.query(Photo).one().id)

    with pytest.raises(TooLarge):
        receive.begin_upload(submission, length=10, tools=tools)
