"""A photo's whole way, verb by verb, on both set-ups, with the real dark room and gazetteer."""

from datetime import date, datetime

import pytest
from flask import Flask

from gallery.db import db, unit_of_work
from gallery.errors import Conflict, Incomplete
from gallery.journey import receive, review, withdraw
from gallery.journey.counting import count_in_full, read_tallies
from gallery.journey.review import Act
from gallery.journey.send import Answers, send_submission
from gallery.models import MODERATOR, FaceWish, Photo, Stage, Submission
from gallery.toolbox import Toolbox
from tests.factories import create_account, create_edition
from tests.house import Clock
from tests.pictures import make_photo
from uploads_worker.tasks import Tasks

VILNIUS = 593116
DAY = datetime(2010, 12, 18, 14, 30)
ALL = Answers(geoname_id=VILNIUS, faces=FaceWish.AGREED, is_theirs=True, is_free=True)


@pytest.fixture(params=["folders", pytest.param("servers", marks=pytest.mark.contract)])
def setup(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def send_photo(data: bytes, *, tools: Toolbox, answers: Answers = ALL) -> tuple[Photo, str]:
    """Send one photo as a browser would; return it with the receipt code."""
    with unit_of_work(tools.queue.send):
        draft = receive.begin_submission(tools.keys.new_token(), link_token=None, tools=tools)
        token = receive.begin_upload(draft, length=len(data), tools=tools).token
        draft_id = draft.id
    key = receive.new_piece_key(token, offset=0, tools=tools)
    tools.private.put(key, data)
    with unit_of_work(tools.queue.send) as unit:
        receive.add_pieces(token, [(0, len(data), key)], tools=tools, unit=unit)
    photo = db.session.query(Photo).filter_by(submission_id=draft_id).one()
    Tasks(tools).examine(photo.id)
    with unit_of_work(tools.queue.send) as unit:
        draft = db.session.get_one(Submission, draft_id)
        code = send_submission(draft, answers, tools=tools, unit=unit)
    return db.session.get_one(Photo, photo.id), code


def approve(photo: Photo, *, tools: Toolbox) -> None:
    """Approve as a moderator who sees the newest version."""
    act = Act(by=create_account(MODERATOR), version=photo.version)
    with unit_of_work(tools.queue.send) as unit:
        review.approve(photo, act, tools=tools, unit=unit)


@pytest.fixture
def published(app: Flask, tools: Toolbox, clock: Clock) -> tuple[Photo, str]:
    """A photo that went the whole way, and its receipt code."""
    create_edition()
    photo, code = send_photo(make_photo(taken_at=DAY), tools=tools)
    approve(photo, tools=tools)
    clock.forward(seconds=11)
    Tasks(tools).publish(photo.id)
    db.session.expire_all()
    return photo, code


def test_a_photo_that_was_approved_is_published_after_the_undo_time(
    published: tuple[Photo, str], tools: Toolbox
) -> None:
    photo, _ = published

    keys = {stat.key for stat in tools.public.list()}

    assert photo.stage is Stage.PUBLISHED
    assert len(keys) == len(photo.renditions) >= 3
    assert all(key.startswith(f"media/{photo.public_id}/{photo.media_token}-") for key in keys)


def test_a_photo_is_not_published_before_the_undo_time(
    app: Flask, tools: Toolbox, clock: Clock
) -> None:
    create_edition()
    photo, _ = send_photo(make_photo(taken_at=DAY), tools=tools)
    approve(photo, tools=tools)
    clock.forward(seconds=9)

    Tasks(tools).publish(photo.id)

    assert db.session.get_one(Photo, photo.id).stage is Stage.APPROVED
    assert list(tools.public.list()) == []


def test_place_and_day_come_from_the_camera_and_coordinates_are_forgotten(
    app: Flask, tools: Toolbox
) -> None:
    create_edition()
    answers = Answers(faces=FaceWish.AGREED, is_theirs=True, is_free=True)

    photo, _ = send_photo(
        make_photo(taken_at=DAY, place=(54.6871, 25.2796)), tools=tools, answers=answers
    )

    assert photo.city is not None
    assert (photo.city.slug, photo.day) == ("vilnius", date(2010, 12, 18))
    values = " ".join(str(value) for value in vars(photo).values())
    assert "54.68" not in values
    assert "14:30" not in values


def test_a_photo_without_any_place_asks_for_a_city_by_its_number(
    app: Flask, tools: Toolbox
) -> None:
    create_edition()
    answers = Answers(faces=FaceWish.AGREED, is_theirs=True, is_free=True)

    with pytest.raises(Incomplete) as asked:
        send_photo(make_photo(taken_at=DAY), tools=tools, answers=answers)

    assert (asked.value.key, asked.value.values["photo"]) == ("photo-needs-city", 1)


def test_pieces_are_deleted_once_the_original_is_whole(app: Flask, tools: Toolbox) -> None:
    create_edition()
    data = make_photo(taken_at=DAY)

    photo, _ = send_photo(data, tools=tools)

    assert list(tools.private.list("parts/")) == []
    with tools.private.open(photo.original_key or "") as original:
        assert original.read() == data


def test_a_wish_to_hide_faces_is_not_skipped(app: Flask, tools: Toolbox) -> None:
    create_edition()
    answers = Answers(geoname_id=VILNIUS, faces=FaceWish.HIDE, is_theirs=True, is_free=True)
    photo, _ = send_photo(make_photo(taken_at=DAY), tools=tools, answers=answers)

    with pytest.raises(Incomplete):
        approve(photo, tools=tools)

    assert db.session.get_one(Photo, photo.id).stage is Stage.WAITING


def test_a_decision_on_an_old_version_is_a_conflict(app: Flask, tools: Toolbox) -> None:
    create_edition()
    photo, _ = send_photo(make_photo(taken_at=DAY), tools=tools)
    seen = Act(by=create_account(MODERATOR), version=photo.version)
    approve(photo, tools=tools)

    with pytest.raises(Conflict), unit_of_work():
        review.reject(photo, seen, reason="duplicate", tools=tools)


def test_tallies_equal_a_full_count(published: tuple[Photo, str]) -> None:
    assert read_tallies() == count_in_full() != {}


def test_a_withdrawn_photo_leaves_no_byte_and_no_count(
    published: tuple[Photo, str], tools: Toolbox
) -> None:
    photo, code = published

    with unit_of_work(tools.queue.send) as unit:
        submission = withdraw.find_receipt(code.upper(), tools=tools)
        for each in receive.photos_of(submission):
            withdraw.withdraw_photo(each, tools=tools, unit=unit)
    Tasks(tools).erase(photo.id)

    db.session.expire_all()
    assert photo.stage is Stage.ERASED
    assert [*tools.public.list(), *tools.private.list()] == []
    assert read_tallies() == count_in_full() == {}


def test_a_task_that_runs_twice_changes_nothing(
    published: tuple[Photo, str], tools: Toolbox
) -> None:
    photo, _ = published
    before = {stat.key: stat.etag for stat in tools.public.list()}

    Tasks(tools).publish(photo.id)
    Tasks(tools).examine(photo.id)

    assert {stat.key: stat.etag for stat in tools.public.list()} == before
    assert read_tallies()["all"] == (1, 1)


def test_the_same_file_sent_again_says_so(published: tuple[Photo, str], tools: Toolbox) -> None:
    first, _ = published
    data = make_photo(taken_at=DAY)
    one, _ = send_photo(data, tools=tools)

    other, _ = send_photo(data, tools=tools)

    assert one.same_as_id is None
    assert other.same_as_id == one.id != first.id


def test_a_lost_task_is_sent_again_by_the_sweeper(app: Flask, tools: Toolbox, clock: Clock) -> None:
    create_edition()
    photo, _ = send_photo(make_photo(taken_at=DAY), tools=tools)
    approve(photo, tools=tools)
    tools.queue.sent.clear()  # type: ignore[attr-defined]
    clock.forward(seconds=70)

    Tasks(tools).sweep()

    assert ("publish", photo.id) in tools.queue.sent  # type: ignore[attr-defined]


def test_a_draft_that_is_never_sent_is_erased_after_a_day(
    app: Flask, tools: Toolbox, clock: Clock
) -> None:
    data = make_photo()
    with unit_of_work():
        draft = receive.begin_submission("a draft", link_token=None, tools=tools)
        token = receive.begin_upload(draft, length=len(data), tools=tools).token
    key = receive.new_piece_key(token, offset=0, tools=tools)
    tools.private.put(key, data)
    with unit_of_work(tools.queue.send) as unit:
        receive.add_pieces(token, [(0, len(data), key)], tools=tools, unit=unit)
    clock.forward(hours=25)

    tasks = Tasks(tools)
    tasks.sweep()
    for photo in db.session.query(Photo):
        tasks.erase(photo.id)
    tasks.sweep()

    assert list(tools.private.list()) == []
    assert db.session.query(Submission).count() == 0
