"""Who may come to the moderators' door, and which photos may be seen there."""

import io

import pytest
from flask import Flask
from flask.testing import FlaskClient

from gallery.db import db
from gallery.models import MODERATOR, Account, Photo, Stage
from gallery.toolbox import Toolbox
from tests.factories import create_account, create_photo, create_submission
from tests.house import signed_in

ACTS = ("approve", "reject", "hold", "undo", "cover", "faces", "correct")
PREVIEW = b"\xff\xd8 a private picture"


@pytest.fixture
def photo(app: Flask, tools: Toolbox) -> Photo:
    """A waiting photo with a preview in the private store."""
    photo = create_photo()
    tools.private.put(f"{photo.preview_key}/640.jpg", io.BytesIO(PREVIEW))
    return photo


def addresses(photo: Photo) -> list[str]:
    """Every page of a photo."""
    at = f"/review/{photo.public_id}"
    return ["/review/", "/review/held", at, f"{at}/preview-640.jpg", f"{at}/small"]


def test_strangers_are_asked_to_sign_in_and_see_nothing(
    stranger: FlaskClient, photo: Photo
) -> None:
    for address in addresses(photo):
        answer = stranger.get(address)

        assert answer.status_code == 302
        assert answer.location.startswith("/sign-in")
        assert PREVIEW not in answer.data


def test_a_disabled_account_is_out_at_once(app: Flask, photo: Photo) -> None:
    account = create_account(MODERATOR)
    browser = signed_in(app, account)
    was_in = browser.get("/review/").status_code == 200
    db.session.get_one(Account, account.id).active = False
    db.session.commit()

    assert was_in
    for address in addresses(photo):
        assert browser.get(address).status_code == 302


def test_an_account_without_a_role_sees_that_there_is_nothing(app: Flask, photo: Photo) -> None:
    browser = signed_in(app, create_account())

    assert {browser.get(address).status_code for address in addresses(photo)} == {404}


@pytest.mark.parametrize("act", ACTS)
def test_nobody_acts_without_being_signed_in(stranger: FlaskClient, photo: Photo, act: str) -> None:
    answer = stranger.post(f"/review/{photo.public_id}/{act}", data={"version": "1"})

    assert answer.status_code == 404
    assert (photo.stage, photo.version) == (Stage.WAITING, 1)


@pytest.mark.parametrize("act", ACTS)
@pytest.mark.parametrize("token", [None, "forged"])
def test_a_form_without_our_token_does_nothing(
    moderator: FlaskClient, photo: Photo, act: str, token: str | None
) -> None:
    del moderator.environ_base["HTTP_X_CSRFTOKEN"]
    form = {"version": "1", "reason": "child", "faces": "none", "description": "planted"}

    answer = moderator.post(
        f"/review/{photo.public_id}/{act}",
        data=form | ({"csrf_token": token} if token else {}),
        headers={"Accept": "text/html"},
    )

    assert answer.status_code == 400
    assert "Next photo" in answer.text
    assert (photo.stage, photo.version) == (Stage.WAITING, 1)


def test_a_moderator_sees_the_private_preview_and_no_cache_keeps_it(
    moderator: FlaskClient, photo: Photo
) -> None:
    answer = moderator.get(f"/review/{photo.public_id}/preview-640.jpg")

    assert answer.data == PREVIEW
    assert answer.mimetype == "image/jpeg"
    assert answer.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("name", ["preview-641.jpg", "preview-0.jpg", "preview-640.png"])
def test_there_are_no_other_previews(moderator: FlaskClient, photo: Photo, name: str) -> None:
    assert moderator.get(f"/review/{photo.public_id}/{name}").status_code == 404


@pytest.mark.parametrize(
    ("said", "status"),
    [
        ({"stage": Stage.RECEIVED}, 404),
        ({"stage": Stage.WITHDRAWN}, 410),
        ({"stage": Stage.ERASED}, 410),
        ({"submission": None}, 404),
    ],
    ids=["received", "withdrawn", "erased", "draft"],
)
def test_what_was_not_sent_or_was_taken_back_is_not_shown(
    moderator: FlaskClient, tools: Toolbox, said: dict[str, object], status: int
) -> None:
    if "submission" in said:
        said = {"submission": create_submission(sent_at=None)}
    photo = create_photo(**said)
    tools.private.put(f"{photo.preview_key}/640.jpg", PREVIEW)

    for address in addresses(photo)[2:]:
        assert moderator.get(address).status_code == status
    for act in ACTS:
        form = {"version": "1", "reason": "child", "faces": "none"}
        answer = moderator.post(f"/review/{photo.public_id}/{act}", data=form)
        assert answer.status_code == status
    assert photo.public_id not in moderator.get("/review/").text


@pytest.mark.parametrize("name", ["unknown", "%00", "p%2000", "п", "a" * 200])
def test_what_is_no_id_of_ours_names_no_photo(moderator: FlaskClient, name: str) -> None:
    assert moderator.get(f"/review/{name}").status_code == 404


def test_the_page_tells_no_place_but_cities_and_no_time_of_day(
    moderator: FlaskClient, photo: Photo
) -> None:
    page = moderator.get(f"/review/{photo.public_id}").text

    assert "54.68" not in page
    assert "12:00" not in page
    assert photo.original_key not in page
    assert photo.file_hash not in page
