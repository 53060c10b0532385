"""Out of the queue, at the doors: what moderators press, organisers find and senders read."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from gallery.db import db, unit_of_work
from gallery.journey import apart
from gallery.models import MODERATOR, ORGANISER, Apart, Decision, Photo, Stage
from gallery.toolbox import Toolbox
from gallery.web.receipt.pictures import thumb_of
from tests.factories import create_account, create_photo, create_published, create_submission
from tests.house import signed_in
from tests.web.test_review import acts, decide

CODE = "one two three four five six"


@pytest.fixture
def photo(tools: Toolbox) -> Photo:
    """A waiting photo whose sender has six words."""
    sent = create_submission(receipt_hash=tools.keys.receipt_hash(CODE))
    found = create_photo(submission=sent)
    tools.private.put(f"{found.preview_key}/640.jpg", b"pixels")
    return found


@pytest.fixture
def alarmed(photo: Photo, tools: Toolbox) -> Photo:
    """The same, out of sight."""
    with unit_of_work() as unit:
        apart.sound_alarm(photo, by=create_account(MODERATOR, name="Mira"), tools=tools, unit=unit)
    return photo


def test_an_organiser_is_asked_with_a_note(
    moderator: FlaskClient, organiser: FlaskClient, photo: Photo
) -> None:
    answer = decide(moderator, photo, "ask", note="Is this\nour statue?")

    assert answer.location == "/review/"
    assert moderator.get(f"/review/{photo.public_id}").status_code == 404
    assert "Is this our statue?" in organiser.get("/office/alarms/").text
    assert "Is this our statue?" in organiser.get(f"/review/{photo.public_id}").text
    assert "1 photo waits for an organiser." in organiser.get("/office/").text


def test_an_organiser_leaves_it_to_the_moderators(
    moderator: FlaskClient, organiser: FlaskClient, photo: Photo
) -> None:
    decide(moderator, photo, "ask")

    decide(organiser, photo, "give-back")

    assert moderator.get(f"/review/{photo.public_id}").status_code == 200


def test_an_alarm_leads_on_and_leaves_nothing_to_see(
    moderator: FlaskClient, organiser: FlaskClient, photo: Photo
) -> None:
    answer = decide(moderator, photo, "alarm")

    assert answer.location == "/review/"
    for person in (moderator, organiser):
        assert person.get(f"/review/{photo.public_id}").status_code == 404
        assert person.get(f"/review/{photo.public_id}/preview-640.jpg").status_code == 404
        assert "All decided" in person.get("/review/").text


def test_what_was_public_is_gone_at_once(moderator: FlaskClient, client: FlaskClient) -> None:
    photo = create_published()
    address = f"/photos/{photo.public_id}"
    before = client.get(address).status_code
    page = moderator.get(f"/review/{photo.public_id}").text

    decide(moderator, photo, "alarm")

    assert f'action="/review/{photo.public_id}/alarm"' in page
    assert (before, client.get(address).status_code) == (200, 404)
    assert client.get(f"/media/{photo.public_id}/{photo.media_names[0]}").status_code == 404


def test_its_sender_is_told_no_more_than_that_it_is_not_published(
    client: FlaskClient, alarmed: Photo
) -> None:
    page = client.post("/receipt/", data={"code": CODE}).text

    assert "Not published" in page
    assert "We cannot show this photo." in page
    assert "/receipt/pictures/" not in page
    assert "Keep this change" not in page
    assert "Send another one" not in page


def test_an_address_of_its_picture_that_was_told_before_leads_nowhere(
    client: FlaskClient, photo: Photo, tools: Toolbox
) -> None:
    with client.application.test_request_context():
        picture = thumb_of(photo, photo.submission)
    assert picture is not None
    photo.apart = Apart.ALARM
    db.session.commit()

    assert client.get(picture.url).status_code == 404


def test_the_list_of_alarms_has_no_picture_and_a_look_is_written_down(
    organiser: FlaskClient, alarmed: Photo
) -> None:
    before = organiser.get("/office/alarms/").text

    answer = organiser.post(f"/office/alarms/{alarmed.public_id}/picture")

    assert "<img" not in before
    assert "Mira took it out of sight" in before
    assert (answer.mimetype, answer.data) == ("image/jpeg", b"pixels")
    assert acts(alarmed) == ["alarm", "alarm-look"]
    assert "looked at the picture" in organiser.get("/office/alarms/").text


@pytest.mark.parametrize(
    ("way", "said", "stage"),
    [
        ("back", {}, Stage.WAITING),
        ("reject", {"reason": "hateful"}, Stage.REJECTED),
        ("erase", {}, Stage.WITHDRAWN),
    ],
)
def test_an_organiser_decides_what_becomes_of_it(
    organiser: FlaskClient, alarmed: Photo, way: str, said: dict[str, str], stage: Stage
) -> None:
    form = {"version": str(alarmed.version), **said}

    answer = organiser.post(f"/office/alarms/{alarmed.public_id}/{way}", data=form)

    assert answer.status_code == 302
    assert alarmed.stage is stage
    assert "Nothing." in organiser.get("/office/alarms/").text


def test_it_is_not_rejected_without_a_reason(organiser: FlaskClient, alarmed: Photo) -> None:
    form = {"version": str(alarmed.version)}

    answer = organiser.post(f"/office/alarms/{alarmed.public_id}/reject", data=form)

    assert answer.status_code == 422
    assert alarmed.is_out_of_sight


def test_what_somebody_decided_meanwhile_is_not_decided_again(
    organiser: FlaskClient, alarmed: Photo
) -> None:
    form = {"version": str(alarmed.version - 1)}

    answer = organiser.post(f"/office/alarms/{alarmed.public_id}/erase", data=form)

    assert answer.status_code == 409
    assert db.session.query(Decision).filter_by(act="alarm-erase").count() == 0


def test_nothing_is_erased_at_once_before_an_organiser_says_who_it_is(
    app: Flask, alarmed: Photo
) -> None:
    somebody = signed_in(app, create_account(ORGANISER))
    form = {"version": str(alarmed.version)}

    answer = somebody.post(f"/office/alarms/{alarmed.public_id}/erase", data=form)

    assert 'name="password"' in answer.text
    assert alarmed.is_out_of_sight


def test_moderators_find_no_alarms(moderator: FlaskClient, alarmed: Photo) -> None:
    assert moderator.get("/office/alarms/").status_code == 404
    assert moderator.post(f"/office/alarms/{alarmed.public_id}/picture").status_code == 404


def test_a_file_that_was_rejected_says_so_when_it_comes_again(moderator: FlaskClient) -> None:
    former = create_photo()
    decide(moderator, former, "reject", reason="child")
    again = create_photo(file_hash=former.file_hash, same_as_id=former.id)

    page = moderator.get(f"/review/{again.public_id}").text

    assert "This file was rejected on 20 December 2010: A child can be recognised." in page


def test_what_was_public_and_is_harmless_is_offered_to_be_shown_again(
    moderator: FlaskClient, organiser: FlaskClient
) -> None:
    photo = create_published()
    create_photo()
    decide(moderator, photo, "alarm")
    form = {"version": str(photo.version)}

    answer = organiser.post(f"/office/alarms/{photo.public_id}/back", data=form)
    pages = [organiser.get(answer.location).text, moderator.get("/review/reported").text]
    decide(moderator, photo, "approve")

    assert all("An organiser found it harmless" in page for page in pages)
    assert all("Put it back" in page for page in pages)
    assert photo.stage is Stage.APPROVED
    assert "Reported" not in moderator.get("/review/").text


def test_what_was_never_public_waits_as_before(organiser: FlaskClient, alarmed: Photo) -> None:
    form = {"version": str(alarmed.version)}

    organiser.post(f"/office/alarms/{alarmed.public_id}/back", data=form)

    assert "Reported" not in organiser.get("/review/").text


def test_no_stranger_says_that_an_organiser_found_it_harmless(client: FlaskClient) -> None:
    photo = create_published()

    answer = client.post(f"/photos/{photo.public_id}/report", data={"kind": "alarm"})

    assert answer.status_code == 422


def test_the_same_file_as_one_that_organisers_are_asked_about_is_told_to_these_alone(
    moderator: FlaskClient, organiser: FlaskClient
) -> None:
    asked = create_photo()
    again = create_photo(file_hash=asked.file_hash, same_as_id=asked.id, likeness=asked.likeness)
    before = moderator.get(f"/review/{again.public_id}").text
    decide(moderator, asked, "ask")

    pages = [person.get(f"/review/{again.public_id}").text for person in (moderator, organiser)]
    sheet = moderator.get("/review/sheet/").text

    told = ["The same file came before", f"/review/alike/{again.public_id}"]
    assert [words in before for words in told] == [True, True]
    assert [[words in page for words in told] for page in pages] == [[False] * 2, [True] * 2]
    assert asked.public_id not in pages[0] + sheet
    assert told[0] not in sheet
