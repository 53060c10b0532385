"""The extensions of tus 1.0.0 that others' clients use: parts, expiry, another method's name."""

from base64 import b64decode

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.http import parse_date
from werkzeug.test import TestResponse

from gallery.db import db
from gallery.models import Photo, Piece, Stage, Upload
from gallery.toolbox import Toolbox
from tests.house import Clock
from tests.pictures import make_photo
from tests.web.test_uploads import BODY, TUS, create, draft_header, patch
from tests.web.test_uploads_twice import named
from uploads_worker.tasks import Tasks

PARTIAL = {"Upload-Concat": "partial"}


@pytest.fixture
def draft(app: Flask) -> dict[str, str]:
    """The metadata of one draft."""
    return draft_header(app)


def send_part(client: FlaskClient, draft: dict[str, str], data: bytes, *, length: int = 0) -> str:
    """Send a part, or the beginning of one; return its address."""
    headers = {**BODY, **draft, **PARTIAL, "Upload-Length": str(length or len(data))}
    return client.post("/files/", data=data, headers=headers).headers["Location"]


def join(client: FlaskClient, draft: dict[str, str], *addresses: str) -> TestResponse:
    headers = {**TUS, **draft, "Upload-Concat": f"final;{' '.join(addresses)}"}
    return client.post("/files/", headers=headers)


def relative(address: str) -> str:
    return "/" + address.split("/", 3)[3]


def test_parts_become_one_photo_without_their_bytes_being_copied(
    client: FlaskClient, draft: dict[str, str], tools: Toolbox
) -> None:
    data = make_photo()
    parts = [send_part(client, draft, each) for each in (data[:4000], data[4000:4001], data[4001:])]
    before = {stat.key for stat in tools.private.list("parts/")}

    joined = join(client, draft, parts[0], relative(parts[1]), parts[2])

    assert (joined.status_code, joined.headers["Upload-Offset"]) == (201, str(len(data)))
    assert {stat.key for stat in tools.private.list("parts/")} == before
    offsets = [piece.offset for piece in db.session.query(Piece).order_by(Piece.offset)]
    assert offsets == [0, 4000, 4001]
    photo = db.session.query(Photo).one()
    Tasks(tools).examine(photo.id)
    db.session.expire_all()
    assert (photo.stage, photo.size) == (Stage.WAITING, len(data))
    assert list(tools.private.list("parts/")) == []


def test_a_part_alone_is_no_photo_and_keeps_its_draft_from_being_sent(
    client: FlaskClient, draft: dict[str, str]
) -> None:
    part = send_part(client, draft, make_photo())

    told = client.head(part, headers=TUS)

    assert told.headers["Upload-Concat"] == "partial"
    assert db.session.query(Photo).count() == 0
    assert "A photo that is not here yet" in open_form(client, draft)


def open_form(client: FlaskClient, draft: dict[str, str]) -> str:
    """The form of a draft as it is shown again."""
    signed = b64decode(draft["Upload-Metadata"].split()[1]).decode()
    return client.post("/add/", data={"draft": signed}).text


def test_a_whole_made_of_parts_says_so_and_takes_nothing_more(
    client: FlaskClient, draft: dict[str, str]
) -> None:
    parts = [send_part(client, draft, b"12345"), send_part(client, draft, b"67890")]
    address = join(client, draft, *parts).headers["Location"]

    told, more = client.head(address, headers=TUS), patch(client, address, b"1", offset=10)

    assert told.headers["Upload-Concat"] == f"final;{parts[0]} {parts[1]}"
    assert (told.headers["Upload-Length"], told.headers["Upload-Offset"]) == ("10", "10")
    assert more.status_code == 403
    assert [client.head(part, headers=TUS).status_code for part in parts] == [404, 404]


def test_parts_are_joined_once_even_when_the_answer_was_lost(
    client: FlaskClient, draft: dict[str, str]
) -> None:
    parts = [send_part(client, draft, b"12345"), send_part(client, draft, b"67890")]

    first, again = join(client, draft, *parts), join(client, draft, *parts)

    assert (again.status_code, again.headers["Location"]) == (201, first.headers["Location"])
    assert db.session.query(Photo).count() == 1


def test_an_unfinished_part_is_waited_for_and_nothing_is_lost(
    client: FlaskClient, draft: dict[str, str]
) -> None:
    parts = [send_part(client, draft, b"12345"), send_part(client, draft, b"67", length=5)]

    too_early = join(client, draft, *parts)
    patch(client, parts[1], b"890", offset=2)

    assert (too_early.status_code, join(client, draft, *parts).status_code) == (409, 201)
    assert "Not all parts" in too_early.text


def test_the_parts_of_another_draft_are_not_to_be_had(
    app: Flask, client: FlaskClient, draft: dict[str, str]
) -> None:
    theirs = send_part(client, draft_header(app), b"12345")
    whole = create(client, draft, length=5).headers["Location"]
    patch(client, whole, b"12345", offset=0)

    assert join(client, draft, theirs).status_code == 404
    assert join(client, draft, whole).status_code == 404  # a photo is no part
    assert db.session.query(Upload).count() == 2


@pytest.mark.parametrize(
    "said",
    ["final", "final;", "final;/files/", "final;/add/x", "final;https://evil.example/files/x",
     "final;/files/x /files/x", "whole;/files/x", "Partial", "final;" + "/files/x " * 65],
)  # fmt: skip
def test_a_concatenation_that_is_none_is_a_bad_request(
    client: FlaskClient, draft: dict[str, str], said: str
) -> None:
    headers = {**TUS, **draft, "Upload-Length": "5", "Upload-Concat": said}

    assert client.post("/files/", headers=headers).status_code == 400


def test_parts_count_by_their_bytes_and_their_whole_as_one_photo(
    client: FlaskClient, draft: dict[str, str]
) -> None:
    largest = 50 * 1024 * 1024
    statuses = [
        client.post(
            "/files/", headers={**TUS, **draft, **PARTIAL, "Upload-Length": str(largest)}
        ).status_code
        for _ in range(51)
    ]

    assert statuses == [201] * 50 + [413]
    assert create(client, draft, length=10).status_code == 201


def test_a_whole_that_is_larger_than_a_photo_may_be_is_refused(
    client: FlaskClient, draft: dict[str, str]
) -> None:
    parts = [send_part(client, draft, bytes(26 * 1024 * 1024)) for _ in range(2)]

    assert join(client, draft, *parts).status_code == 413


def test_an_upload_says_until_when_it_may_go_on(
    client: FlaskClient, draft: dict[str, str], clock: Clock
) -> None:
    created = create(client, draft, length=10)
    address, begun = created.headers["Location"], clock.moment
    clock.forward(hours=3)

    answers = [created, patch(client, address, b"123", offset=0), client.head(address, headers=TUS)]

    spans = [parse_date(each.headers["Upload-Expires"]) - begun for each in answers]  # type: ignore[operator]
    assert {span.total_seconds() for span in spans} == {24 * 3600}


def test_an_expired_upload_is_gone_and_once_swept_unknown(
    client: FlaskClient, draft: dict[str, str], tools: Toolbox, clock: Clock
) -> None:
    address = create(client, draft, length=10).headers["Location"]
    patch(client, address, b"123", offset=0)
    clock.forward(hours=24)

    gone = [client.head(address, headers=TUS), patch(client, address, b"4567890", offset=3)]
    clock.forward(seconds=1)
    Tasks(tools).sweep()
    swept = [client.head(address, headers=TUS), patch(client, address, b"4567890", offset=3)]

    assert [each.status_code for each in (*gone, *swept)] == [410, 410, 404, 404]
    assert db.session.query(Piece).count() == 0


def test_a_post_may_stand_for_a_method_that_a_network_does_not_let_through(
    client: FlaskClient, draft: dict[str, str]
) -> None:
    address = create(client, draft, length=10).headers["Location"]
    meant = "X-HTTP-Method-Override"

    sent = client.post(address, data=b"123", headers={**BODY, "Upload-Offset": "0", meant: "PATCH"})
    told = client.post(address, headers={**TUS, meant: "HEAD"})
    removed = client.post(address, headers={**TUS, meant: "DELETE"})

    assert (sent.status_code, sent.headers["Upload-Offset"]) == (204, "3")
    assert (told.status_code, told.headers["Upload-Offset"]) == (200, "3")
    assert (removed.status_code, client.head(address, headers=TUS).status_code) == (204, 404)


def test_another_methods_name_opens_no_door_to_foreign_pages_nor_elsewhere(
    client: FlaskClient, draft: dict[str, str]
) -> None:
    address = create(client, named(draft, "one"), length=10).headers["Location"]
    meant = {"X-HTTP-Method-Override": "DELETE", "Origin": "https://evil.example"}

    assert client.post(address, headers={**TUS, **meant}).status_code == 403
    elsewhere = {"X-HTTP-Method-Override": "DELETE"}
    assert client.post("/add/", headers=elsewhere).status_code != 405  # still a POST
