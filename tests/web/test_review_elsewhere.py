"""A moderator of another region gets no pixel of a photo, and does not learn that there is one."""

import pytest
from flask import Flask
from flask.testing import FlaskClient
from flask_security.utils import hash_password

from gallery.db import db
from gallery.images.developing import examine
from gallery.journey.examine import put_previews, put_small
from gallery.models import MODERATOR, Decision, Photo, Scope, Stage
from gallery.toolbox import Toolbox
from tests.factories import create_account, create_photo, create_turin, put_original
from tests.house import made_sure, signed_in
from tests.pictures import make_photo
from tests.web.test_review_original import PASSWORD

NOBODYS = "p000000000000000"


@pytest.fixture
def photo(app: Flask, tools: Toolbox) -> Photo:
    """A waiting photo from Lithuania, with all that was made of it."""
    sent = make_photo(size=(1600, 1200))
    photo, seen = create_photo(), examine(sent)
    put_previews(photo.preview_key or "", seen.previews, tools=tools)
    put_small(photo.preview_key or "", seen.small, tools=tools)
    put_original(photo, sent)
    photo.previews = [{"width": each.width, "height": each.height} for each in seen.previews]
    db.session.commit()
    return photo


def browser_of(app: Flask, *countries: str) -> FlaskClient:
    """The browser of a moderator of some countries."""
    scopes = [Scope(country=country) for country in countries]
    account = create_account(MODERATOR, password=hash_password(PASSWORD), scopes=scopes)
    return made_sure(signed_in(app, account))


def pictures(browser: FlaskClient, public_id: str, widths: list[int]) -> dict[str, tuple[int, str]]:
    """Ask for every picture of a photo; return statuses and bodies without the name."""
    names = [*(f"preview-{width}.jpg" for width in widths), "small"]
    answers = {name: browser.get(f"/review/{public_id}/{name}") for name in names}
    said = {"reason": "detail", "password": PASSWORD}
    answers["original"] = browser.post(f"/review/{public_id}/original", data=said)
    return {
        name: (answer.status_code, answer.data.decode("latin-1").replace(public_id, ""))
        for name, answer in answers.items()
    }


@pytest.mark.parametrize("stage", [Stage.WAITING, Stage.HELD, Stage.REJECTED])
def test_a_photo_from_elsewhere_looks_like_one_that_never_was(
    app: Flask, photo: Photo, stage: Stage
) -> None:
    photo.stage = stage
    db.session.commit()
    widths = [each["width"] for each in photo.previews]
    theirs, polish = browser_of(app, "lt"), browser_of(app, "pl")

    seen = pictures(theirs, photo.public_id, widths)
    refused = pictures(polish, photo.public_id, widths)

    assert len(widths) > 1
    assert {status for status, _ in seen.values()} == {200}
    assert {status for status, _ in refused.values()} == {404}
    assert refused == pictures(polish, NOBODYS, widths)
    looks = db.session.query(Decision).filter_by(act="original-look")
    assert looks.count() == 1  # that of who may


def test_without_a_place_a_photo_is_nobodys_who_is_limited(app: Flask, photo: Photo) -> None:
    photo.city = photo.country = None
    db.session.commit()
    widths = [each["width"] for each in photo.previews]

    refused = pictures(browser_of(app, "lt"), photo.public_id, widths)

    assert {status for status, _ in refused.values()} == {404}


@pytest.mark.parametrize("verb", ["approve", "correct"])
def test_no_form_decides_a_photo_that_it_moves_to_where_somebody_sees_nothing(
    app: Flask, verb: str
) -> None:
    photo, browser = create_photo(), browser_of(app, "lt")
    said = {"version": "1", "city": "Turin", "geoname_id": str(create_turin().geoname_id)}

    answer = browser.post(f"/review/{photo.public_id}/{verb}", data=said)

    assert answer.status_code == 400
    assert "You do not look after this place. Ask an organiser." in answer.text
    assert (photo.stage, photo.country) == (Stage.WAITING, "lt")


def test_nor_do_many_at_once(app: Flask) -> None:
    photo, browser = create_photo(), browser_of(app, "lt")
    said = {"act": "city", "geoname_id": str(create_turin().geoname_id)}

    answer = browser.post(
        "/review/bulk/", data={**said, "photo": f"{photo.public_id}.1"}, follow_redirects=True
    )

    assert "You do not look after this place." in answer.text
    assert photo.country == "lt"
