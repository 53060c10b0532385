"""Organisers word the reasons; moderators see a note as its sender will, before it is kept."""

import re

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from gallery.db import db, unit_of_work
from gallery.journey import reasons
from gallery.journey.reasons import Words
from gallery.models import Mend, Photo, Stage
from gallery.toolbox import Toolbox
from tests.factories import create_photo, create_submission
from tests.house import Clock
from tests.web.test_review import decide
from uploads_worker.tasks import Tasks

CODE = "one two three four five six"
NOTE = "The girl on the left."


@pytest.fixture
def photo(tools: Toolbox) -> Photo:
    """A waiting photo whose sender has six words and read the permission in German."""
    code = tools.keys.receipt_hash(CODE)
    return create_photo(submission=create_submission(receipt_hash=code, consent_language="de"))


def receipt(client: FlaskClient, language: str = "") -> str:
    """The page of the six words."""
    return client.post(f"{language}/receipt/", data={"code": CODE}).text


def confirmed(page: TestResponse) -> dict[str, str]:
    """What the button of a preview sends."""
    return dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', page.text))


def test_other_words_are_read_by_moderators_and_senders(
    organiser: FlaskClient, moderator: FlaskClient, client: FlaskClient, photo: Photo
) -> None:
    words = {"mend": "again", "short-en": "A minor", "kind-en": "There is a minor in it."}

    answer = organiser.post("/office/reasons/child/", data=words)
    page = moderator.get(f"/review/{photo.public_id}").text
    decide(moderator, photo, "reject", reason="child")

    assert answer.location == "/office/reasons/"
    assert "A minor" in page
    assert "There is a minor in it." in receipt(client)
    assert "There is a minor in it." not in receipt(client, "/de")


def test_a_reason_of_ones_own_is_in_english_where_nobody_translated_it(
    organiser: FlaskClient, moderator: FlaskClient, client: FlaskClient, photo: Photo
) -> None:
    organiser.post("/office/reasons/", data={"hide": "hateful"})
    words = {"mend": "nothing", "short-en": "No flag", "kind-en": "We see no flag."}

    organiser.post("/office/reasons/new/", data=words)
    decide(moderator, photo, "reject", reason="own-1")

    assert photo.reason == "own-1"
    assert "We see no flag." in receipt(client, "/de")
    assert "Send another one in its place" not in receipt(client)


def test_a_reason_without_english_words_is_not_kept_and_nothing_is_lost(
    organiser: FlaskClient,
) -> None:
    organiser.post("/office/reasons/", data={"hide": "hateful"})

    answer = organiser.post("/office/reasons/new/", data={"mend": "cover", "short-en": "No flag"})

    assert answer.status_code == 400
    assert 'value="No flag"' in answer.text


def test_hidden_reasons_come_back(organiser: FlaskClient, moderator: FlaskClient) -> None:
    photo = create_photo()

    organiser.post("/office/reasons/", data={"hide": "hateful"})
    without = moderator.get(f"/review/{photo.public_id}").text
    organiser.post("/office/reasons/", data={"show": "hateful"})

    assert 'value="hateful"' not in without
    assert 'value="hateful"' in moderator.get(f"/review/{photo.public_id}").text


def test_a_tenth_reason_is_refused_in_words(organiser: FlaskClient) -> None:
    words = {"mend": "again", "short-en": "No flag", "kind-en": "We see no flag."}

    answer = organiser.post("/office/reasons/new/", data=words)

    assert answer.status_code == 400
    assert "hide another reason first" in answer.text


def test_a_note_is_seen_as_its_sender_reads_it_before_anything_is_decided(
    moderator: FlaskClient, client: FlaskClient, photo: Photo
) -> None:
    preview = decide(moderator, photo, "reject", reason="child", words=NOTE)
    stage_before = photo.stage

    answer = moderator.post(f"/review/{photo.public_id}/reject", data=confirmed(preview))

    assert stage_before is Stage.WAITING
    assert "Auf diesem Foto" in preview.text  # the sender's language
    assert NOTE in preview.text
    assert answer.status_code == 302
    assert (photo.stage, photo.note) == (Stage.REJECTED, NOTE)
    assert NOTE in receipt(client)


def test_what_is_drawn_beside_a_note_is_kept_while_it_is_looked_at(
    moderator: FlaskClient, photo: Photo
) -> None:
    head = {f"cover-0-{side}": "10" for side in ("left", "top", "width", "height")}

    preview = decide(moderator, photo, "reject", reason="child", words=NOTE, boxes="1", **head)
    moderator.post(f"/review/{photo.public_id}/reject", data=confirmed(preview))

    assert photo.covers == [[0.1, 0.1, 0.1, 0.1]]
    assert photo.stage is Stage.REJECTED


@pytest.mark.parametrize("changed", [{"words": "Other words."}, {"reason": "hateful"}])
def test_other_words_than_those_that_were_seen_are_not_kept(
    moderator: FlaskClient, photo: Photo, changed: dict[str, str]
) -> None:
    preview = decide(moderator, photo, "reject", reason="child", words=NOTE)
    form = {**confirmed(preview), **changed}

    answer = moderator.post(f"/review/{photo.public_id}/reject", data=form)

    assert answer.status_code == 422
    assert photo.stage is Stage.WAITING


def test_a_wording_that_changed_meanwhile_is_looked_at_again(
    moderator: FlaskClient, photo: Photo
) -> None:
    preview = decide(moderator, photo, "reject", reason="child", words=NOTE)
    with unit_of_work():
        reasons.change_reason("child", Words(Mend.COVER, {"de": ["Kind", "Neue Worte."]}))

    answer = moderator.post(f"/review/{photo.public_id}/reject", data=confirmed(preview))

    assert "Neue Worte." in answer.text
    assert photo.stage is Stage.WAITING


def test_a_note_without_a_reason_asks_for_one(moderator: FlaskClient, photo: Photo) -> None:
    answer = decide(moderator, photo, "reject", reason="", words=NOTE)

    assert answer.status_code == 422
    assert "Please choose a reason." in answer.text
    assert NOTE in answer.text


def test_a_note_is_erased_with_its_photo(
    moderator: FlaskClient, photo: Photo, tools: Toolbox, clock: Clock
) -> None:
    preview = decide(moderator, photo, "reject", reason="child", words=NOTE)
    moderator.post(f"/review/{photo.public_id}/reject", data=confirmed(preview))
    clock.forward(days=8)

    Tasks(tools).erase(photo.id)
    db.session.expire_all()

    assert (photo.stage, photo.note) == (Stage.ERASED, "")


def test_the_receipt_offers_the_way_to_mend(
    moderator: FlaskClient, client: FlaskClient, photo: Photo
) -> None:
    decide(moderator, photo, "reject", reason="child")
    page = receipt(client)

    form = {"code": CODE, "photo": photo.public_id, "words": "the girl"}
    client.post("/receipt/cover", data=form)

    assert 'action="/receipt/cover"' in page
    assert 'action="/receipt/correct"' not in page
    assert photo.stage is Stage.WAITING
