"""What makes moderators look twice, and what of a place they are told."""

from datetime import date

import pytest
from flask import Flask

from gallery.journey.doubts import find_doubts
from gallery.models import FaceWish, Source
from tests.factories import create_city, create_photo, create_submission

PLACES = {
    "Trakai": (54.6377, 24.9341, 0),
    "Kaunas": (54.9027, 23.9096, 25),
    "Riga": (56.946, 24.1059, 100),
    "Lisbon": (38.7169, -9.1333, 500),
}


@pytest.mark.parametrize("name", PLACES)
def test_how_far_off_the_camera_was_is_a_class_never_a_number(app: Flask, name: str) -> None:
    lat, lon, least = PLACES[name]
    seen = create_city(geoname_id=least + 1, slug=name, name=name, lat=lat, lon=lon)
    photo = create_photo(camera_city=seen, place_source=Source.SENDER)

    (doubt,) = find_doubts(photo)

    assert (doubt.key, doubt.values) == ("camera-elsewhere", {"city": seen, "least_km": least})


def test_nothing_is_doubtful_where_everything_agrees(app: Flask) -> None:
    photo = create_photo(camera_city=create_city(), camera_day=date(2010, 12, 18))

    assert list(find_doubts(photo)) == []


def test_a_day_that_the_camera_contradicts_is_doubtful(app: Flask) -> None:
    photo = create_photo(camera_day=date(2010, 12, 17), day_source=Source.SENDER)

    assert [doubt.key for doubt in find_doubts(photo)] == ["camera-other-day"]


def test_the_same_file_comes_first(app: Flask) -> None:
    before = create_photo()
    photo = create_photo(
        same_as_id=before.id,
        file_hash=before.file_hash,
        flags=["two-exif"],
        day=date(2011, 6, 1),
    )

    assert [doubt.key for doubt in find_doubts(photo)] == [
        "same-file", "outside-window", "two-exif",
    ]  # fmt: skip


def test_a_second_try_after_a_draft_that_was_never_sent_is_no_duplicate(app: Flask) -> None:
    before = create_photo(submission=create_submission(sent_at=None))
    photo = create_photo(same_as_id=before.id, file_hash=before.file_hash)

    assert list(find_doubts(photo)) == []


@pytest.mark.parametrize(
    ("wish", "said"),
    [(FaceWish.AGREED, []), (FaceWish.NOBODY, [False]), (FaceWish.HIDE, [True])],
)
def test_heads_that_nothing_covers_are_told_where_nobody_is_to_be_recognised(
    app: Flask, wish: FaceWish, said: list[bool]
) -> None:
    heads = [[0.1, 0.1, 0.2, 0.2], [0.6, 0.1, 0.2, 0.2]]
    photo = create_photo(
        heads=heads, covers=[[0.0, 0.0, 0.45, 0.45]], submission=create_submission(faces=wish)
    )

    found = list(find_doubts(photo))

    assert [each.weighs for each in found] == said
    assert [each.values["count"] for each in found] == [1] * len(said)
