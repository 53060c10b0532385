"""Originals may come early, late, or not at all."""

from flask.testing import FlaskClient

from gallery.db import db, unit_of_work
from gallery.journey import withdraw
from gallery.models import Photo, Piece, Upload
from gallery.toolbox import Toolbox
from tests.house import Clock
from tests.journey.test_originals import (
    Pictures,
    copied,
    draft,
    hand_over,
    photo,
    pictures,
    private_keys,
    send,
)
from tests.web.test_uploads import BODY, TUS, base64_of
from uploads_worker.tasks import Tasks

__all__ = ["copied", "draft", "pictures"]


def test_an_original_may_begin_before_the_draft_is_sent_and_does_not_keep_it(
    client: FlaskClient, draft: str, pictures: Pictures, tools: Toolbox
) -> None:
    send(client, draft, pictures.copy, is_copy=True)
    Tasks(tools).examine(photo().id)
    half = len(pictures.original) // 2
    metadata = f"{draft},photo {base64_of(b'one')}"
    length = {"Upload-Length": str(len(pictures.original)), "Upload-Metadata": metadata}
    begun = client.post("/files/", data=pictures.original[:half], headers={**BODY, **length})

    hand_over(tools)
    offset = {**BODY, "Upload-Offset": str(half)}
    address = begun.headers["Location"]
    ended = client.patch(address, data=pictures.original[half:], headers=offset)
    Tasks(tools).replace(photo().id)

    assert (ended.status_code, photo().width) == (204, 1500)
    told = client.head(address, headers=TUS)  # whose answer was lost may still ask
    assert told.headers["Upload-Offset"] == str(len(pictures.original))
    again = send(client, draft, pictures.original)
    assert (again.status_code, db.session.query(Piece).count()) == (201, 0)


def test_originals_do_not_count_among_the_fifty_photos(
    client: FlaskClient, draft: str, pictures: Pictures
) -> None:
    for number in range(50):
        send(client, draft, b"not read here", name=str(number), is_copy=True)

    statuses = {send(client, draft, b"12345", name=str(each)).status_code for each in range(50)}

    assert statuses == {201}
    assert send(client, draft, b"12345", name="another").status_code == 413


def test_an_original_comes_too_late_after_fourteen_days(
    client: FlaskClient, draft: str, copied: Photo, tools: Toolbox, clock: Clock
) -> None:
    begun = send(client, draft, b"12345")
    clock.forward(days=14)

    late = client.head(begun.headers["Location"], headers=TUS)
    clock.forward(seconds=1)
    Tasks(tools).sweep()

    assert late.status_code == 410
    assert client.head(begun.headers["Location"], headers=TUS).status_code == 404
    assert send(client, draft, b"12345", name="one").status_code == 410


def test_who_wished_no_original_to_be_kept_cannot_send_one(
    client: FlaskClient, draft: str, copied: Photo, pictures: Pictures
) -> None:
    copied.submission.keeps_original = False
    db.session.commit()

    assert send(client, draft, pictures.original).status_code == 403


def test_what_was_taken_back_takes_no_original_and_its_bytes_are_erased(
    client: FlaskClient, draft: str, copied: Photo, pictures: Pictures, tools: Toolbox
) -> None:
    begun = send(client, draft, pictures.original)
    with unit_of_work() as unit:
        withdraw.withdraw_photo(photo(), tools=tools, unit=unit)

    head = client.head(begun.headers["Location"], headers=TUS)
    Tasks(tools).replace(copied.id)
    Tasks(tools).erase(copied.id)

    assert head.status_code == 410
    assert (private_keys(tools), db.session.query(Upload).count()) == (set(), 0)
    assert send(client, draft, pictures.original).status_code == 409


def test_a_copy_needs_a_name_by_which_its_original_is_known(
    client: FlaskClient, draft: str
) -> None:
    metadata = f"{draft},is_copy {base64_of(b'yes')}"
    headers = {**TUS, "Upload-Length": "10", "Upload-Metadata": metadata}

    assert client.post("/files/", headers=headers).status_code == 400
