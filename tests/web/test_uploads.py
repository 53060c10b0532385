"""tus 1.0.0 at ``/files/``, as https://tus.io/protocols/resumable-upload says."""

import base64
import hashlib

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from gallery.campaigns import change_campaign
from gallery.db import db
from gallery.journey.send import Answers
from gallery.models import FaceWish, Photo, Stage, Submission, Upload
from gallery.toolbox import Toolbox
from gallery.web.drafts import new_draft
from tests.factories import create_link
from tests.house import Clock
from tests.pictures import make_photo

TUS = {"Tus-Resumable": "1.0.0"}
ALL_ANSWERS = Answers(geoname_id=593116, faces=FaceWish.HIDE, is_theirs=True, is_free=True)
BODY = {**TUS, "Content-Type": "application/offset+octet-stream"}


def base64_of(data: bytes) -> str:
    return base64.b64encode(data).decode()


def draft_header(app: Flask, link: str | None = None) -> dict[str, str]:
    with app.test_request_context():
        return {"Upload-Metadata": f"draft {base64_of(new_draft(link).encode())}"}


@pytest.fixture
def draft(app: Flask) -> dict[str, str]:
    """The metadata of one draft."""
    return draft_header(app)


def create(client: FlaskClient, draft: dict[str, str], *, length: int) -> TestResponse:
    return client.post("/files/", headers={**TUS, **draft, "Upload-Length": str(length)})


def patch(
    client: FlaskClient, address: str, data: bytes, *, offset: int, **more: str
) -> TestResponse:
    headers = {**BODY, "Upload-Offset": str(offset), **more}
    return client.patch(address, data=data, headers=headers)


@pytest.fixture
def address(client: FlaskClient, draft: dict[str, str]) -> str:
    """The address of an upload of ten bytes."""
    return create(client, draft, length=10).headers["Location"]


def test_the_server_says_what_it_can_do(client: FlaskClient) -> None:
    answer = client.options("/files/")

    assert answer.status_code == 204
    assert answer.headers["Tus-Version"] == "1.0.0"
    assert answer.headers["Tus-Max-Size"] == str(50 * 1024 * 1024)
    assert answer.headers["Tus-Checksum-Algorithm"] == "sha256"
    assert set(answer.headers["Tus-Extension"].split(",")) == {
        "creation", "creation-with-upload", "expiration", "checksum", "termination",
        "concatenation",
    }  # fmt: skip


def test_a_photo_in_two_pieces_is_received(
    client: FlaskClient, draft: dict[str, str], tools: Toolbox
) -> None:
    data = make_photo()
    address = create(client, draft, length=len(data)).headers["Location"]

    first = patch(client, address, data[:5000], offset=0)
    second = patch(client, address, data[5000:], offset=5000)

    assert (first.status_code, first.headers["Upload-Offset"]) == (204, "5000")
    assert (second.status_code, second.headers["Upload-Offset"]) == (204, str(len(data)))
    photo = db.session.query(Photo).one()
    assert photo.stage is Stage.RECEIVED
    assert ("examine", photo.id) in tools.queue.sent  # type: ignore[attr-defined]


def test_the_first_bytes_may_come_with_the_creation(
    client: FlaskClient, draft: dict[str, str]
) -> None:
    headers = {**BODY, **draft, "Upload-Length": "10"}

    answer = client.post("/files/", data=b"1234", headers=headers)

    assert (answer.status_code, answer.headers["Upload-Offset"]) == (201, "4")


def test_a_large_body_becomes_pieces_of_four_mebibytes(
    client: FlaskClient, draft: dict[str, str], tools: Toolbox
) -> None:
    size = 9 * 1024 * 1024
    address = create(client, draft, length=size).headers["Location"]

    patch(client, address, bytes(size), offset=0)

    sizes = sorted(stat.size for stat in tools.private.list("parts/"))
    assert sizes == [1024 * 1024, 4 * 1024 * 1024, 4 * 1024 * 1024]


def test_a_head_tells_where_to_go_on(client: FlaskClient, address: str) -> None:
    patch(client, address, b"123", offset=0)

    answer = client.head(address, headers=TUS)

    assert (answer.headers["Upload-Offset"], answer.headers["Upload-Length"]) == ("3", "10")
    assert answer.headers["Cache-Control"] == "no-store"


def test_photos_of_one_draft_belong_together(client: FlaskClient, draft: dict[str, str]) -> None:
    for _ in range(3):
        create(client, draft, length=10)

    assert db.session.query(Upload).count() == 3
    assert db.session.query(Submission).count() == 1


def test_a_link_gives_its_action_to_the_submission(app: Flask, client: FlaskClient) -> None:
    link = create_link()

    create(client, draft_header(app, link.token), length=10)

    assert db.session.query(Submission).one().link_id == link.id


def test_another_version_is_told_ours(client: FlaskClient, address: str) -> None:
    answer = client.head(address, headers={"Tus-Resumable": "0.2.2"})

    assert (answer.status_code, answer.headers["Tus-Version"]) == (412, "1.0.0")


def test_a_wrong_offset_is_a_conflict_and_changes_nothing(
    client: FlaskClient, address: str
) -> None:
    answer = patch(client, address, b"123", offset=4)

    assert answer.status_code == 409
    assert client.head(address, headers=TUS).headers["Upload-Offset"] == "0"


def test_another_content_type_is_not_taken(client: FlaskClient, address: str) -> None:
    headers = {**TUS, "Upload-Offset": "0", "Content-Type": "image/jpeg"}

    assert client.patch(address, data=b"123", headers=headers).status_code == 415


def test_more_bytes_than_promised_are_refused(client: FlaskClient, address: str) -> None:
    assert patch(client, address, b"12345678901", offset=0).status_code == 413
    assert client.head(address, headers=TUS).headers["Upload-Offset"] == "0"


def test_a_right_checksum_is_taken(client: FlaskClient, address: str) -> None:
    digest = base64_of(hashlib.sha256(b"1234567890").digest())

    answer = patch(
        client, address, b"1234567890", offset=0, **{"Upload-Checksum": f"sha256 {digest}"}
    )

    assert answer.status_code == 204


def test_a_wrong_checksum_is_460_and_nothing_is_kept(client: FlaskClient, address: str) -> None:
    digest = base64_of(hashlib.sha256(b"other bytes").digest())

    answer = patch(
        client, address, b"1234567890", offset=0, **{"Upload-Checksum": f"sha256 {digest}"}
    )

    assert answer.status_code == 460
    assert client.head(address, headers=TUS).headers["Upload-Offset"] == "0"


@pytest.mark.parametrize("checksum", ["md5 abc", "sha256 ***", "sha256", "sha256 YWJj"])
def test_a_checksum_that_is_none_is_a_bad_request(
    client: FlaskClient, address: str, checksum: str
) -> None:
    answer = patch(client, address, b"1", offset=0, **{"Upload-Checksum": checksum})

    assert answer.status_code == 400


@pytest.mark.parametrize(
    ("length", "status"), [("0", 422), ("52428801", 413), ("-1", 400), ("ten", 400), ("", 400)]
)
def test_a_length_that_cannot_be_is_refused(
    client: FlaskClient, draft: dict[str, str], length: str, status: int
) -> None:
    answer = client.post("/files/", headers={**TUS, **draft, "Upload-Length": length})

    assert answer.status_code == status


def test_the_51st_photo_of_a_submission_is_too_many(
    client: FlaskClient, draft: dict[str, str]
) -> None:
    statuses = [create(client, draft, length=10).status_code for _ in range(51)]

    assert statuses == [201] * 50 + [413]


@pytest.mark.parametrize("metadata", ["", "draft", "draft YWJj", "filename YWJj", "draft ***"])
def test_without_a_draft_of_ours_nothing_is_taken(client: FlaskClient, metadata: str) -> None:
    answer = create(client, {"Upload-Metadata": metadata}, length=10)

    assert answer.status_code == 400
    assert db.session.query(Upload).count() == 0


def test_an_unknown_link_and_a_revoked_one_take_nothing(app: Flask, client: FlaskClient) -> None:
    revoked = create_link(is_revoked=True)

    unknown = create(client, draft_header(app, "nosuchlink"), length=10)
    closed = create(client, draft_header(app, revoked.token), length=10)

    assert (unknown.status_code, closed.status_code) == (404, 403)


def test_a_closed_campaign_takes_nothing(
    app: Flask, client: FlaskClient, draft: dict[str, str]
) -> None:
    change_campaign({"imprint": ""})
    db.session.commit()

    assert create(client, draft, length=10).status_code == 403


def test_a_removed_upload_is_gone(client: FlaskClient, address: str) -> None:
    removed = client.delete(address, headers=TUS)

    assert removed.status_code == 204
    assert client.head(address, headers=TUS).status_code == 404
    assert patch(client, address, b"1", offset=0).status_code == 404


def test_a_whole_photo_can_be_removed_before_it_is_sent(
    client: FlaskClient, address: str, tools: Toolbox
) -> None:
    patch(client, address, b"1234567890", offset=0)

    client.delete(address, headers=TUS)

    photo = db.session.query(Photo).one()
    assert photo.stage is Stage.WITHDRAWN
    assert ("erase", photo.id) in tools.queue.sent  # type: ignore[attr-defined]


def test_a_foreign_page_may_not_send(client: FlaskClient, draft: dict[str, str]) -> None:
    headers = {**TUS, **draft, "Upload-Length": "10"}

    by_origin = client.post("/files/", headers={**headers, "Origin": "https://evil.example"})
    by_fetch = client.post("/files/", headers={**headers, "Sec-Fetch-Site": "cross-site"})

    assert (by_origin.status_code, by_fetch.status_code) == (403, 403)


def test_an_old_draft_is_no_longer_taken(
    client: FlaskClient, draft: dict[str, str], monkeypatch: pytest.MonkeyPatch, clock: Clock
) -> None:
    monkeypatch.setattr("gallery.web.drafts.LIFE", -1)

    assert create(client, draft, length=10).status_code == 400


def test_uploading_sets_no_cookie(client: FlaskClient, draft: dict[str, str]) -> None:
    assert "Set-Cookie" not in create(client, draft, length=10).headers
