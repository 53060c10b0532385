"""An original takes the place of its small copy; another picture is never public unreviewed."""

import io
from dataclasses import replace
from datetime import date
from typing import NamedTuple

import pytest
from flask import Flask
from flask.testing import FlaskClient
from PIL import Image, ImageDraw
from werkzeug.test import TestResponse

from gallery.db import db, unit_of_work
from gallery.errors import Refused
from gallery.images.covers import Box
from gallery.images.darkroom import DarkRoom
from gallery.journey import originals
from gallery.journey.previews import SMALL
from gallery.journey.send import send_submission
from gallery.models import Faces, Photo, Stage, Submission, Tally
from gallery.toolbox import Toolbox
from tests.factories import create_edition
from tests.house import Clock
from tests.images.drawing import scene
from tests.web.test_uploads import ALL_ANSWERS, BODY, TUS, base64_of, draft_header
from uploads_worker.tasks import Tasks

ANSWERS = replace(ALL_ANSWERS, day=date(2010, 12, 18))


class Pictures(NamedTuple):
    """One picture as a camera took it, a small copy of it, and the same with a face uncovered."""

    original: bytes
    copy: bytes
    other: bytes


def encoded(image: Image.Image, quality: int = 85) -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, "JPEG", quality=quality)
    return buffer.getvalue()


@pytest.fixture(scope="module")
def pictures() -> Pictures:
    """The pictures, drawn once."""
    image = scene(1500, 1000)
    other = image.copy()
    ImageDraw.Draw(other).ellipse((400, 300, 450, 360), fill="white")
    return Pictures(encoded(image, 92), encoded(image.resize((750, 500))), encoded(other))


@pytest.fixture
def draft(app: Flask) -> str:
    """The metadata of one draft."""
    create_edition()
    return draft_header(app)["Upload-Metadata"]


def send(
    client: FlaskClient, draft: str, data: bytes, *, name: str = "one", is_copy: bool = False
) -> TestResponse:
    """Send a whole file under a name of the phone's own."""
    metadata = f"{draft},photo {base64_of(name.encode())}"
    metadata += f",is_copy {base64_of(b'yes')}" if is_copy else ""
    headers = {**BODY, "Upload-Length": str(len(data)), "Upload-Metadata": metadata}
    return client.post("/files/", data=data, headers=headers)


def hand_over(tools: Toolbox) -> None:
    """Hand the draft to the moderators."""
    with unit_of_work() as unit:
        submission = db.session.query(Submission).one()
        send_submission(submission, ANSWERS, tools=tools, unit=unit)


def photo() -> Photo:
    db.session.expire_all()
    return db.session.query(Photo).one()


@pytest.fixture
def copied(client: FlaskClient, draft: str, pictures: Pictures, tools: Toolbox) -> Photo:
    """A photo that was sent to the moderators as a small copy, with a face covered by them."""
    send(client, draft, pictures.copy, is_copy=True)
    Tasks(tools).examine(photo().id)
    hand_over(tools)
    found = photo()
    found.covers, found.faces_confirmed = [[0.1, 0.1, 0.2, 0.2]], Faces.COVERED
    db.session.commit()
    return found


def publish(found: Photo, *, tools: Toolbox) -> None:
    """Let a photo be published."""
    found.move_to(Stage.APPROVED, at=tools.now())
    found.publish_after = tools.now()
    db.session.commit()
    Tasks(tools).publish(found.id)
    db.session.expire_all()
    assert found.stage is Stage.PUBLISHED


def private_keys(tools: Toolbox) -> set[str]:
    return {found.key for found in tools.private.list()}


def test_the_original_of_a_waiting_copy_takes_its_place(
    client: FlaskClient, draft: str, copied: Photo, pictures: Pictures, tools: Toolbox
) -> None:
    former = {copied.original_key, copied.preview_key}

    answer = send(client, draft, pictures.original)
    assert ("replace", copied.id) in tools.queue.sent  # type: ignore[attr-defined]
    Tasks(tools).replace(copied.id)

    after = photo()
    assert answer.headers["Upload-Offset"] == str(len(pictures.original))
    assert (after.stage, after.width, after.size) == (Stage.WAITING, 1500, len(pictures.original))
    assert (after.flags, after.faces_confirmed) == ([], Faces.COVERED)
    previews = {f"{after.preview_key}/{each['width']}.jpg" for each in after.previews}
    small = f"{after.preview_key}/{SMALL}"
    assert private_keys(tools) == {after.original_key, *previews, small}
    assert former & {after.original_key, after.preview_key} == set()


def test_a_published_copy_is_made_anew_without_a_second_review(
    client: FlaskClient, draft: str, copied: Photo, pictures: Pictures, tools: Toolbox
) -> None:
    publish(copied, tools=tools)
    token, published_at = copied.media_token, copied.published_at

    send(client, draft, pictures.original)
    Tasks(tools).replace(copied.id)
    assert photo().stage is Stage.APPROVED
    assert ("publish", copied.id) in tools.queue.sent  # type: ignore[attr-defined]
    Tasks(tools).publish(copied.id)

    after = photo()
    assert (after.stage, after.published_at) == (Stage.PUBLISHED, published_at)
    assert after.media_token != token
    assert max(each["width"] for each in after.renditions) == 1500
    assert {each.key.split("/")[2].split("-")[0] for each in tools.public.list()} == {
        after.media_token
    }
    assert db.session.get_one(Tally, "all").photos == 1


def test_an_original_that_differs_waits_for_a_moderator_and_nothing_of_it_is_public(
    client: FlaskClient, draft: str, copied: Photo, pictures: Pictures, tools: Toolbox
) -> None:
    publish(copied, tools=tools)

    send(client, draft, pictures.other)
    Tasks(tools).replace(copied.id)

    after = photo()
    assert (after.stage, after.flags) == (Stage.WAITING, ["original-differs"])
    assert after.faces_confirmed is None
    assert list(tools.public.list()) == []
    assert db.session.get_one(Tally, "all").photos == 0
    assert client.get(f"/photos/{after.public_id}").status_code == 404


def test_a_decision_on_the_copy_comes_too_late_for_another_picture(
    client: FlaskClient, draft: str, copied: Photo, pictures: Pictures, tools: Toolbox
) -> None:
    looked_at = copied.version

    send(client, draft, pictures.other)
    Tasks(tools).replace(copied.id)

    assert photo().version > looked_at


def test_a_run_killed_after_the_copy_was_taken_down_is_gone_on_with(
    client: FlaskClient,
    draft: str,
    copied: Photo,
    pictures: Pictures,
    tools: Toolbox,
    clock: Clock,
) -> None:
    publish(copied, tools=tools)
    send(client, draft, pictures.other)
    with unit_of_work():
        work = originals.claim(copied.id, tools=tools)
    assert work
    with unit_of_work() as unit:
        originals.take_down_copy(work, tools=tools, unit=unit)
    clock.forward(seconds=61)

    Tasks(tools).publish(copied.id)  # is not due
    Tasks(tools).sweep()
    assert ("replace", copied.id) in tools.queue.sent  # type: ignore[attr-defined]
    Tasks(tools).replace(copied.id)

    assert (photo().stage, list(tools.public.list())) == (Stage.WAITING, [])


def test_a_lost_task_is_sent_again_until_the_original_is_there(
    client: FlaskClient, draft: str, copied: Photo, pictures: Pictures, tools: Toolbox
) -> None:
    send(client, draft, pictures.original)
    sent = tools.queue.sent  # type: ignore[attr-defined]
    sent.clear()

    Tasks(tools).sweep()
    assert ("replace", copied.id) in sent
    Tasks(tools).replace(copied.id)
    sent.clear()
    Tasks(tools).sweep()
    Tasks(tools).replace(copied.id)

    assert ("replace", copied.id) not in sent
    assert photo().width == 1500


def test_a_run_that_fails_leaves_copy_and_pieces_as_they_were(
    client: FlaskClient,
    draft: str,
    copied: Photo,
    pictures: Pictures,
    tools: Toolbox,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    send(client, draft, pictures.original)
    before = private_keys(tools)

    def broken(*_said: object, **_named: object) -> None:
        raise OSError

    monkeypatch.setattr(DarkRoom, "sketch", broken)
    Tasks(tools).run("replace", copied.id)

    assert private_keys(tools) == before


def test_an_original_that_cannot_be_read_leaves_the_copy(
    client: FlaskClient, draft: str, copied: Photo, pictures: Pictures, tools: Toolbox
) -> None:
    before = private_keys(tools)

    send(client, draft, pictures.original[:3000])
    Tasks(tools).replace(copied.id)

    assert (photo().stage, photo().width) == (Stage.WAITING, 750)
    assert private_keys(tools) == before


def test_a_copy_that_could_not_be_read_is_saved_by_its_original(
    client: FlaskClient, draft: str, pictures: Pictures, tools: Toolbox
) -> None:
    send(client, draft, pictures.copy[:3000], is_copy=True)
    Tasks(tools).examine(photo().id)
    assert photo().stage is Stage.REFUSED

    send(client, draft, pictures.original)
    Tasks(tools).replace(photo().id)

    assert (photo().stage, photo().reason, photo().flags) == (Stage.WAITING, None, [])


def test_an_original_that_comes_instead_of_half_a_copy_is_the_photo(
    client: FlaskClient, draft: str, pictures: Pictures
) -> None:
    metadata = f"{draft},photo {base64_of(b'one')},is_copy {base64_of(b'yes')}"
    headers = {**BODY, "Upload-Length": "100", "Upload-Metadata": metadata}
    half = client.post("/files/", data=b"some bytes", headers=headers).headers["Location"]

    send(client, draft, pictures.original)

    assert photo().size == len(pictures.original)
    assert client.head(half, headers=TUS).status_code == 404


def test_covers_lie_at_the_same_place_of_the_original(
    pictures: Pictures, dark_room: DarkRoom
) -> None:
    """Boxes are fractions of the picture, whatever its size."""
    box = Box(0.2, 0.2, 0.2, 0.2)
    for data in (pictures.copy, pictures.original):
        shown = dark_room.preview(data, covers=[box])[0]
        image = Image.open(io.BytesIO(shown.data)).convert("L")
        inside = image.getpixel((round(0.3 * shown.width), round(0.3 * shown.height)))
        corner = image.getpixel((round(0.21 * shown.width), round(0.21 * shown.height)))
        assert inside == corner
    with pytest.raises(Refused):
        dark_room.sketch(b"no picture")
