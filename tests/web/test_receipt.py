"""The receipt page: six words show what became of one's photos, and take them back."""

import io
import re
from typing import Any

import pytest
from flask.testing import FlaskClient

from gallery.db import db
from gallery.models import ActionLink, Decision, Photo, Stage, Submission
from gallery.toolbox import Toolbox
from gallery.web.receipt import showing
from tests.factories import create_link, create_photo, create_submission
from tests.pictures import make_photo
from tests.sending import ALL, SentForm
from uploads_worker.tasks import Tasks

CODE = "agility blooming cosmos denim elves flannel"


@pytest.fixture
def submission(tools: Toolbox) -> Submission:
    """A sent submission whose code we know."""
    return create_submission(receipt_hash=tools.keys.receipt_hash(CODE))


def show(client: FlaskClient, code: str = CODE) -> str:
    """The page of a code."""
    answer = client.post("/receipt/", data={"code": code})
    assert answer.status_code == 200
    return answer.text


def withdraw(client: FlaskClient, photo: str, code: str = CODE) -> Any:
    return client.post("/receipt/withdraw", data={"code": code, "photo": photo})


def test_the_page_asks_for_the_code(client: FlaskClient) -> None:
    answer = client.get("/receipt/")

    assert answer.status_code == 200
    assert 'name="code"' in answer.text
    assert "Set-Cookie" not in answer.headers


def test_the_title_of_a_receipt_names_no_campaign(
    client: FlaskClient, submission: Submission
) -> None:
    create_photo(submission=submission)

    page = show(client)

    assert "<title>Your photos</title>" in page


@pytest.mark.parametrize(
    ("stage", "words"),
    [
        (Stage.RECEIVED, "Waiting"),
        (Stage.WAITING, "Waiting"),
        (Stage.APPROVED, "Waiting"),
        (Stage.HELD, "Held, with a question"),
        (Stage.HIDDEN, "Hidden for now"),
        (Stage.PUBLISHED, "Published"),
        (Stage.REJECTED, "Not published"),
        (Stage.REFUSED, "Not published"),
    ],
)
def test_each_stage_is_said_in_words(
    client: FlaskClient, submission: Submission, stage: Stage, words: str
) -> None:
    create_photo(submission=submission, stage=stage)

    page = show(client)

    assert re.findall(r'class="badge [^"]*">([^<]*)<', page) == [words]


def test_every_stage_has_a_state() -> None:
    assert set(showing.STATES) == set(Stage)


def test_a_withdrawn_photo_is_still_told_when_it_is_erased(
    client: FlaskClient, submission: Submission, tools: Toolbox
) -> None:
    photo = create_photo(submission=submission, stage=Stage.REJECTED, reason="other")
    withdraw(client, photo.public_id)
    Tasks(tools).erase(photo.id)

    page = show(client)

    assert photo.stage is Stage.ERASED
    assert "It is no longer shown, and its files are erased." in page
    assert "Not published" not in page


def test_a_rejected_photo_whose_time_is_over_still_says_why(
    client: FlaskClient, submission: Submission
) -> None:
    create_photo(submission=submission, stage=Stage.ERASED, reason="child", country=None)

    page = show(client)

    assert "A child can be recognised in this photo." in page
    assert "/receipt/withdraw" not in page


def test_a_photo_taken_back_before_sending_is_not_told(
    client: FlaskClient, submission: Submission
) -> None:
    for stage in (Stage.WITHDRAWN, Stage.ERASED, Stage.WAITING):
        create_photo(submission=submission, stage=stage)

    assert re.findall("Photo [0-9]: Vilnius", show(client))[0] == "Photo 1: Vilnius"
    assert "Photo 2" not in show(client)


def test_a_published_photo_has_a_link(client: FlaskClient, submission: Submission) -> None:
    photo = create_photo(submission=submission, stage=Stage.PUBLISHED)

    assert f'href="/photos/{photo.public_id}"' in show(client)


def test_a_rejected_photo_has_a_kind_reason(client: FlaskClient, submission: Submission) -> None:
    create_photo(submission=submission, stage=Stage.REJECTED, reason="too-blurred")

    assert "too dark or not sharp enough. Do you have another one?" in show(client)


def test_a_refused_photo_says_what_to_do(client: FlaskClient, submission: Submission) -> None:
    create_photo(submission=submission, stage=Stage.REFUSED, reason="not-a-photo", country=None)

    assert "This is not a photo. We take JPEG, HEIC, PNG, WebP and AVIF." in show(client)


def test_capitals_and_hyphens_do_not_matter(client: FlaskClient, submission: Submission) -> None:
    create_photo(submission=submission)

    assert "Vilnius, 18 December 2010" in show(client, CODE.upper().replace(" ", "-"))


def test_one_photo_is_withdrawn_and_the_others_stay(
    client: FlaskClient, submission: Submission, tools: Toolbox
) -> None:
    mine, other = (create_photo(submission=submission, stage=Stage.PUBLISHED) for _ in range(2))

    answer = withdraw(client, mine.public_id)

    assert (answer.status_code, answer.headers["Cache-Control"]) == (200, "no-store")
    assert "Your photo was withdrawn." in answer.text
    assert (mine.stage, other.stage) == (Stage.WITHDRAWN, Stage.PUBLISHED)
    assert ("erase", mine.id) in tools.queue.sent  # type: ignore[attr-defined]
    assert client.get(f"/photos/{mine.public_id}").status_code == 410


def test_all_photos_are_withdrawn_at_once(client: FlaskClient, submission: Submission) -> None:
    for stage in (Stage.RECEIVED, Stage.WAITING, Stage.PUBLISHED, Stage.REJECTED, Stage.WITHDRAWN):
        create_photo(submission=submission, stage=stage)

    answer = withdraw(client, "all")

    assert "Your photos were withdrawn." in answer.text
    assert {photo.stage for photo in db.session.query(Photo)} == {Stage.WITHDRAWN}


def test_withdrawing_twice_is_as_good_as_once(client: FlaskClient, submission: Submission) -> None:
    photo = create_photo(submission=submission)

    statuses = [withdraw(client, photo.public_id).status_code for _ in range(2)]

    assert statuses == [200, 200]
    assert db.session.query(Decision).filter_by(act="withdraw").count() == 1


def test_a_wrong_code_is_said_and_asked_for_again(client: FlaskClient) -> None:
    answer = client.post("/receipt/", data={"code": "six words nobody was ever given"})

    assert answer.status_code == 404
    assert "We do not know this code. It has six words; check each of them." in answer.text
    assert 'value="six words nobody was ever given"' in answer.text


def test_a_code_does_not_take_back_photos_of_another(
    client: FlaskClient, submission: Submission
) -> None:
    create_photo(submission=submission)
    theirs = create_photo()

    answer = withdraw(client, theirs.public_id)

    assert answer.status_code == 404
    assert theirs.stage is Stage.WAITING


def test_a_wrong_code_takes_nothing_back(client: FlaskClient, submission: Submission) -> None:
    photo = create_photo(submission=submission)

    answer = withdraw(client, photo.public_id, code="another code")

    assert (answer.status_code, photo.stage) == (404, Stage.WAITING)


def test_guessing_is_slowed_down(client: FlaskClient) -> None:
    answers = [
        client.post("/receipt/", data={"code": f"guess {number}"})
        for number in range(61)  # a minute may end in between, not two
    ]

    assert {answer.status_code for answer in answers} == {404, 429}
    waits = {int(each.headers["Retry-After"]) for each in answers if each.status_code == 429}
    assert all(1 <= seconds <= 60 for seconds in waits)


def test_right_codes_are_never_too_many(client: FlaskClient, submission: Submission) -> None:
    create_photo(submission=submission)

    assert all(show(client) for _ in range(61))


@pytest.mark.parametrize("address", ["/receipt/", "/receipt/withdraw"])
@pytest.mark.parametrize(
    "header", [{"Origin": "https://evil.example"}, {"Sec-Fetch-Site": "cross-site"}]
)
def test_a_foreign_page_takes_nothing_back(
    client: FlaskClient, submission: Submission, address: str, header: dict[str, str]
) -> None:
    photo = create_photo(submission=submission)

    answer = client.post(address, data={"code": CODE, "photo": "all"}, headers=header)

    assert (answer.status_code, photo.stage) == (403, Stage.WAITING)


def test_the_code_is_never_taken_from_an_address(
    client: FlaskClient, submission: Submission
) -> None:
    create_photo(submission=submission)

    answer = client.post("/receipt/", query_string={"code": CODE})

    assert answer.status_code == 404
    assert "Vilnius" not in client.get("/receipt/", query_string={"code": CODE}).text


def test_a_file_sent_as_a_code_is_refused(client: FlaskClient) -> None:
    file = (io.BytesIO(bytes(1_000_000)), "large.bin")

    assert client.post("/receipt/", data={"code": file}).status_code == 413


def test_more_photos_are_added_by_the_link_that_brought_the_first(client: FlaskClient) -> None:
    link: ActionLink = create_link()
    form = SentForm(client, address=f"/be/add/{link.token}")
    thanks = form.send(make_photo(), **ALL).text
    code = thanks.split('name="code" value="')[1].split('"')[0]

    page = client.post("/be/receipt/", data={"code": code}).text

    assert all(f'href="/be/add/{link.token}"' in each for each in (thanks, page))
