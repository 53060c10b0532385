"""A small version of ``python -m tests.bars.masks``: under a cover nothing is left to be served."""

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient

from gallery.images import pixels
from gallery.models import Faces, FaceWish, Photo, Stage
from gallery.toolbox import Toolbox
from tests.bars.masks import HEAD, count_differing, doors, find_pictures, private, shows_through
from tests.factories import NOON, create_edition, create_photo, create_submission, put_original
from tests.images.drawing import encoded, scene
from uploads_worker.tasks import Tasks

Publish = Callable[[], Photo]


@pytest.fixture
def publish(app: Flask, tools: Toolbox) -> Publish:
    """Publish a photo with a covered head."""

    def publish() -> Photo:
        photo = create_photo(
            stage=Stage.APPROVED, publish_after=NOON, covers=[list(HEAD)],
            edition=create_edition(year=2012, month=3), faces_confirmed=Faces.COVERED,
            submission=create_submission(faces=FaceWish.HIDE),
        )  # fmt: skip
        data = encoded(scene(700, 500), "jpeg")
        put_original(photo, data)
        tools.private.put(f"{photo.preview_key}/640.jpg", data)
        Tasks(tools).publish(photo.id)
        return photo

    return publish


def test_what_lies_under_a_cover_changes_no_published_file() -> None:
    assert count_differing(10)[0] == 0


def test_covers_that_are_not_burnt_in_would_be_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pixels, "draw_covers", lambda *_, **__: None)

    assert count_differing(3)[0] == 3


def test_no_door_serves_what_is_covered(publish: Publish, client: FlaskClient) -> None:
    photo = publish()

    pictures = find_pictures(lambda path: client.get(path).data, doors("http://localhost", photo))

    assert {each.rpartition(".")[2] for each in pictures} == {"jpg", "avif"}
    assert [each for each in pictures if shows_through(client.get(each).data, HEAD)] == []
    found = (client.get(each) for each in private([photo]))
    assert not any(answer.mimetype.startswith("image/") for answer in found)


def test_a_cover_that_is_forgotten_would_be_seen_at_the_doors() -> None:
    assert shows_through(encoded(scene(700, 500), "jpeg"), HEAD)
