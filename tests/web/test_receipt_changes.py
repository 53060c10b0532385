"""What senders change by their receipt: place, day, words, name, covering; and sending again."""

import io
import re
from typing import Any

import pytest
from flask.testing import FlaskClient
from itsdangerous import URLSafeTimedSerializer

from gallery.db import db
from gallery.models import Photo, Proposal, Stage, Submission
from gallery.toolbox import Toolbox
from tests.factories import create_edition, create_photo, create_published, create_submission
from tests.pictures import make_photo
from tests.sending import PERMISSION, carried
from uploads_worker.tasks import Tasks

CODE, OTHER = "agility blooming cosmos denim elves flannel", "grape hazel igloo jazz kiwi lemon"
NAMED = {"credit_wish": "named", "credit": "Vera"}


@pytest.fixture
def submission(tools: Toolbox) -> Submission:
    """A sent submission whose code we know."""
    return create_submission(receipt_hash=tools.keys.receipt_hash(CODE))


def post(client: FlaskClient, act: str, photo: Photo | str, **said: str) -> Any:
    wanted = photo if isinstance(photo, str) else photo.public_id
    return client.post(f"/receipt/{act}", data={"code": CODE, "photo": wanted, **said})


def test_a_city_is_corrected_in_any_script(client: FlaskClient, submission: Submission) -> None:
    photo = create_photo(submission=submission)

    answer = post(client, "correct", photo, city="Варшава", geoname_id="")

    assert "Your change was made." in answer.text
    assert "Photo 1: Warsaw, 18 December 2010" in answer.text


def test_a_change_of_what_is_public_is_said_to_wait(
    client: FlaskClient, submission: Submission
) -> None:
    photo = create_published(submission=submission)

    answer = post(client, "correct", photo, city="Warsaw", caption="The rider")

    assert "A person will look at your change before it appears." in answer.text
    assert "Place: Warsaw, Mazovia, Poland" in answer.text
    assert "Caption: “The rider”" in answer.text
    assert photo.city.name == "Vilnius"  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"city": "Nowhereville"}, "We do not know this city."),
        ({"city": "London"}, "Several cities could be meant."),
        ({"day": "2031-01-01"}, "This day is still to come."),
        ({"caption": "x" * 501}, "This is too long."),
    ],
)
def test_what_cannot_be_kept_is_said_where_it_was_typed(
    client: FlaskClient, submission: Submission, said: dict[str, str], sentence: str
) -> None:
    photo = create_photo(submission=submission)

    answer = post(client, "correct", photo, **said)

    (form,) = re.findall(r"<details[^>]* open>.*?</details>", answer.text, re.DOTALL)
    assert 400 <= answer.status_code < 500
    assert sentence in form
    assert next(iter(said.values())) in form
    assert photo.version == 1


def test_a_name_disappears_from_the_page_of_a_photo_at_once(
    client: FlaskClient, submission: Submission, tools: Toolbox
) -> None:
    photo = create_published(submission=submission)
    submission.credit = "Vera"
    db.session.commit()
    before = client.get(f"/photos/{photo.public_id}").text

    answer = post(client, "name", "all", credit_wish="anonymous", credit="Vera")

    assert "Vera" in before
    assert "Your change was made." in answer.text
    assert (submission.credit, photo.stage) == ("", Stage.APPROVED)
    assert ("publish", photo.id) in tools.queue.sent  # type: ignore[attr-defined]


def test_asking_for_more_covering_hides_the_photo_at_once(
    client: FlaskClient, submission: Submission
) -> None:
    photo = create_published(submission=submission)

    answer = post(client, "cover", photo, words="the man on the left")

    assert "Nobody sees this photo until a person has covered more of it." in answer.text
    assert "More covering: the man on the left" in answer.text
    assert client.get(f"/photos/{photo.public_id}").status_code == 404


def test_a_question_is_shown_and_its_answer_taken(
    client: FlaskClient, submission: Submission
) -> None:
    photo = create_photo(submission=submission, stage=Stage.HELD, question="Who is <b>he</b>?")
    asked = client.post("/receipt/", data={"code": CODE}).text

    answer = post(client, "answer", photo, words="My uncle, he agreed")

    assert "Who is &lt;b&gt;he&lt;/b&gt;?" in asked
    assert "Thank you for your answer." in answer.text
    assert (photo.stage, photo.answer) == (Stage.WAITING, "My uncle, he agreed")


def test_an_empty_answer_is_asked_for_again(client: FlaskClient, submission: Submission) -> None:
    photo = create_photo(submission=submission, stage=Stage.HELD, question="Who is he?")

    answer = post(client, "answer", photo, words="")

    assert answer.status_code == 422
    assert "Please write an answer." in answer.text


@pytest.mark.parametrize("act", ["withdraw", "correct", "name", "cover", "answer"])
@pytest.mark.parametrize("stage", [Stage.WAITING, Stage.HELD, Stage.PUBLISHED])
def test_a_code_gives_no_rights_on_photos_of_another(
    client: FlaskClient, submission: Submission, tools: Toolbox, act: str, stage: Stage
) -> None:
    create_photo(submission=submission)
    other = create_submission(receipt_hash=tools.keys.receipt_hash(OTHER), credit="Anna")
    theirs = create_photo(submission=other, stage=stage, question="Who?")

    answer = post(client, act, theirs, words="x", caption="x", **NAMED)

    assert answer.status_code == 404
    assert (theirs.stage, theirs.caption, theirs.answer, other.credit) == (stage, "", "", "Anna")
    assert db.session.query(Proposal).count() == 0


def picture_on(page: str) -> str:
    """The address of the first small picture of a page."""
    found = re.search(r'src="(/receipt/pictures/[^"]*)"', page)
    return found[1] if found else ""


def test_the_small_picture_is_for_the_sender_and_for_five_minutes(
    client: FlaskClient, submission: Submission, tools: Toolbox
) -> None:
    photo = create_photo(submission=submission)
    tools.private.put(f"{photo.preview_key}/640.jpg", b"a picture")
    address = picture_on(client.post("/receipt/", data={"code": CODE}).text)

    soon = client.get(address)
    foreign = client.get(address, headers={"Sec-Fetch-Site": "cross-site"})
    forged = client.get(address[:-2] + "xx")

    assert (soon.data, soon.headers["Cache-Control"]) == (b"a picture", "no-store")
    assert (foreign.status_code, forged.status_code) == (403, 404)


def test_the_address_of_a_small_picture_tells_no_number(
    client: FlaskClient, submission: Submission, tools: Toolbox
) -> None:
    photo = create_photo(submission=submission)
    tools.private.put(f"{photo.preview_key}/640.jpg", b"a picture")

    address = picture_on(client.post("/receipt/", data={"code": CODE}).text)

    _, said = URLSafeTimedSerializer("").loads_unsafe(address.split("/")[-1])
    assert said == [submission.receipt_hash, photo.public_id]


def test_an_old_address_of_a_small_picture_leads_nowhere(
    client: FlaskClient,
    submission: Submission,
    tools: Toolbox,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    photo = create_photo(submission=submission)
    tools.private.put(f"{photo.preview_key}/640.jpg", b"a picture")
    address = picture_on(client.post("/receipt/", data={"code": CODE}).text)

    monkeypatch.setattr("gallery.web.receipt.pictures.LIFE", -1)

    assert client.get(address).status_code == 404


def test_a_withdrawn_photo_has_no_small_picture_any_more(
    client: FlaskClient, submission: Submission, tools: Toolbox
) -> None:
    photo = create_photo(submission=submission)
    tools.private.put(f"{photo.preview_key}/640.jpg", b"a picture")
    address = picture_on(client.post("/receipt/", data={"code": CODE}).text)

    after = post(client, "withdraw", photo)

    assert picture_on(after.text) == ""
    assert client.get(address).status_code == 404


def test_a_rejected_photo_is_sent_again_in_its_place_under_the_same_code(
    client: FlaskClient, submission: Submission, tools: Toolbox
) -> None:
    create_edition()
    photo = create_photo(submission=submission, stage=Stage.REJECTED, reason="child")
    page = client.post("/receipt/", data={"code": CODE}).text
    (way,) = re.findall(r'href="(/add/\?again=[^"]*)"', page)
    form = client.get(way)
    fields = {**carried(form.text), **PERMISSION, "city": "Vilnius", "day": "2010-12-18"}
    file = (io.BytesIO(make_photo()), "a.jpg")

    sent = client.post(way, data={**fields, "photos": file}, content_type="multipart/form-data")
    new = db.session.query(Photo).filter_by(stage=Stage.RECEIVED).one()
    Tasks(tools).examine(new.id)
    after = client.post("/receipt/", data={"code": CODE}).text

    assert "In the place of a photo that was not published." in form.text
    assert 'value="Vilnius, Lithuania"' in form.text
    assert "Your receipt code stays the same." in sent.text
    assert 'class="receipt-code"' not in sent.text
    assert re.findall(r'class="badge [^"]*">([^<]*)<', after) == ["Waiting"]
    assert photo.stage is Stage.WITHDRAWN


def test_what_was_mended_cannot_be_mended_again(
    client: FlaskClient, submission: Submission
) -> None:
    photo = create_photo(submission=submission, stage=Stage.REJECTED, reason="child")
    page = client.post("/receipt/", data={"code": CODE}).text
    (way,) = re.findall(r'href="(/add/\?again=[^"]*)"', page)
    post(client, "withdraw", photo)

    assert client.get(way).status_code == 404


def test_a_file_that_is_no_photo_has_no_number(client: FlaskClient, submission: Submission) -> None:
    create_photo(submission=submission, stage=Stage.REFUSED, reason="not-a-photo", country=None)
    create_photo(submission=submission)

    page = client.post("/receipt/", data={"code": CODE}).text

    names = re.findall(r'class="sent__name">([^<]*)<', page)
    assert names == ["A file", "Photo 1: Vilnius, 18 December 2010"]
