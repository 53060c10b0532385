"""The form at ``/add/``: photos are kept, what is missing is asked for, nothing typed is lost."""

import re
from threading import Barrier, Thread

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from gallery.campaigns import change_campaign
from gallery.db import db
from gallery.journey.withdraw import find_receipt
from gallery.models import FaceWish, Photo, Stage, Submission
from gallery.toolbox import Toolbox
from tests.factories import create_edition, create_link
from tests.house import Clock
from tests.pictures import make_photo
from tests.sending import ALL, DAY, PERMISSION, SentForm, code_on, examine_all, rows_on

VILNIUS_PLACE = (54.687, 25.279)


@pytest.fixture
def form(client: FlaskClient) -> SentForm:
    """The form, just opened, in the month of an edition."""
    create_edition()
    return SentForm(client)


def test_looking_at_the_form_writes_nothing(client: FlaskClient) -> None:
    answer = client.get("/add/")

    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "no-store"
    assert "Set-Cookie" not in answer.headers
    assert db.session.query(Submission).count() == 0


def test_a_form_with_everything_is_sent_without_waiting_for_the_worker(
    form: SentForm, tools: Toolbox
) -> None:
    answer = form.send(make_photo(), make_photo(), **ALL)

    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "no-store"
    assert "2 photos are waiting for a person to look at them." in answer.text
    submission = find_receipt(code_on(answer.text), tools=tools)
    assert (submission.is_sent, submission.faces) == (True, FaceWish.AGREED)
    assert {photo.stage for photo in db.session.query(Photo)} == {Stage.RECEIVED}


def test_the_code_has_six_words_and_stands_in_no_address(form: SentForm) -> None:
    answer = form.send(make_photo(), **ALL)

    code = code_on(answer.text)
    assert len(code.split()) == 6
    found = re.findall(r'(?:href|action|src)="([^"#]*)', answer.text)
    addresses = " ".join(found)  # what stands behind "#" is sent nowhere
    assert not all(word in addresses for word in code.split())
    assert "Location" not in answer.headers


def test_photos_are_kept_when_something_is_missing(form: SentForm) -> None:
    answer = form.send(make_photo(), make_photo(), city="Vilnius", day="2010-12-18")

    assert answer.status_code == 400
    assert "Please say whether people in the photos may be shown." in answer.text
    assert [name for name, _ in rows_on(answer.text)] == ["Photo 1", "Photo 2"]
    assert not db.session.query(Submission).one().is_sent


def test_the_next_page_carries_all_that_was_said(form: SentForm) -> None:
    answer = form.send(
        make_photo(), city="Vilnius", day="2010-12-18", edition_id="1", faces="nobody",
        credit_wish="named", credit="Ann <3", is_theirs="yes",
    )  # fmt: skip

    assert "Please tick both boxes" in answer.text
    for kept in ('value="Vilnius"', 'value="2010-12-18"', 'value="Ann &lt;3"', '1" selected'):
        assert kept in answer.text
    for ticked in ("faces-nobody", "credit_wish-named", "is_theirs-yes", "how-as-taken"):
        assert f'id="{ticked}"' in answer.text
        assert " checked" in answer.text.split(f'id="{ticked}"')[1].split(">")[0]


def test_the_second_press_sends_the_photos_of_the_first(form: SentForm) -> None:
    form.send(make_photo())

    answer = form.send(**ALL)

    assert "1 photo is waiting" in answer.text
    assert db.session.query(Submission).count() == 1


def test_the_second_page_may_bring_more_photos(form: SentForm) -> None:
    form.send(make_photo())

    assert "2 photos are waiting" in form.send(make_photo(), **ALL).text


def test_a_photo_that_knows_its_place_and_day_needs_no_answer(
    form: SentForm, tools: Toolbox
) -> None:
    first = form.send(make_photo(taken_at=DAY, place=VILNIUS_PLACE), **PERMISSION)
    examine_all(tools)

    second = form.send(**PERMISSION)

    assert "Photo 1 is still being read. Send again in a few seconds" in first.text
    assert "1 photo is waiting" in second.text


def test_a_row_says_where_and_when_its_photo_was_taken(form: SentForm, tools: Toolbox) -> None:
    form.send(make_photo(taken_at=DAY, place=VILNIUS_PLACE))
    examine_all(tools)

    assert rows_on(form.send().text)[0][0] == "Photo 1: Vilnius, 18 December 2010"


def test_a_photo_without_a_place_asks_for_it(form: SentForm, tools: Toolbox) -> None:
    form.send(make_photo(taken_at=DAY), make_photo(taken_at=DAY, place=VILNIUS_PLACE))
    examine_all(tools)

    answer = form.send(**PERMISSION)

    assert "Photo 1 still needs a city." in answer.text
    assert "Where was this? This photo has no place in it." in rows_on(answer.text)[0][1]
    assert "Where was this?" not in rows_on(answer.text)[1][1]


def test_a_photo_of_no_edition_asks_for_one(form: SentForm, tools: Toolbox) -> None:
    form.send(make_photo())
    examine_all(tools)

    answer = form.send(**{**ALL, "day": ""})

    assert "Photo 1 still needs an action day." in answer.text
    edition = str(create_edition().id)
    assert "1 photo is waiting" in form.send(**{**ALL, "day": "", "edition_id": edition}).text


def test_where_there_is_no_edition_none_is_asked_for(client: FlaskClient, tools: Toolbox) -> None:
    answer = SentForm(client).send(make_photo(), **{**ALL, "day": ""})

    assert "1 photo is waiting" in answer.text


def test_a_link_says_where_photos_are_filed_and_asks_for_no_place(
    app: Flask, client: FlaskClient
) -> None:
    form = SentForm(client, address=f"/add/{create_link(organisation='Students').token}")

    page = client.get(form.address).text
    answer = form.send(make_photo(), **PERMISSION)

    assert "Vilnius, December 2010" in page
    assert "by the link of Students" in page
    assert 'name="city"' not in page
    assert "1 photo is waiting" in answer.text
    assert db.session.query(Submission).one().link is not None


def test_a_removed_photo_is_taken_back_and_what_was_typed_stays(form: SentForm) -> None:
    form.send(make_photo(), make_photo())
    token = db.session.query(Photo).first().upload.token  # type: ignore[union-attr]

    answer = form.send(remove=token, city="Vilnius")

    assert answer.status_code == 200
    assert [name for name, _ in rows_on(answer.text)] == ["Photo 1"]
    assert 'value="Vilnius"' in answer.text
    assert form.send(remove=token).status_code == 200


def test_the_first_button_of_the_form_removes_nothing(form: SentForm) -> None:
    answer = form.send(make_photo())  # Enter in a field presses the first button

    buttons = answer.text.split("data-add")[1].split("<button")[1:]
    assert 'name="remove"' not in buttons[0].split(">")[0]
    assert 'name="remove"' in answer.text


def test_the_same_photo_twice_is_kept_once(form: SentForm) -> None:
    photo = make_photo()

    answer = form.send(photo, photo)

    assert rows_on(answer.text)[1] == ("photo.jpg", "You already added this photo.")
    assert "1 photo is waiting" in form.send(photo, **ALL).text


def test_sending_twice_gives_the_same_receipt(form: SentForm) -> None:
    photo = make_photo()

    codes = {code_on(form.send(photo, **ALL).text) for _ in range(3)}

    assert len(codes) == 1
    assert db.session.query(Photo).count() == 1


def test_an_answer_that_was_lost_is_given_again_for_a_quarter_of_an_hour(
    form: SentForm, clock: Clock
) -> None:
    code = code_on(form.send(make_photo(), **ALL).text)
    clock.forward(minutes=14)

    soon = form.send(**ALL)
    clock.forward(minutes=2)
    later = form.send(**ALL)

    assert code_on(soon.text) == code
    assert (later.status_code, code_on(later.text)) == (409, "")
    assert "These photos were sent already. Use your receipt code" in later.text
    assert code.split()[0] not in later.text.split()


def test_two_tabs_sending_at_once_get_the_same_receipt(app: Flask, form: SentForm) -> None:
    form.send(make_photo())
    answers: list[TestResponse] = []
    barrier = Barrier(2)

    def press(tab: SentForm) -> None:
        barrier.wait()
        with app.app_context():
            answers.append(tab.send(**ALL))

    tabs = [SentForm(app.test_client()) for _ in range(2)]
    for tab in tabs:
        tab.hidden = form.hidden
    threads = [Thread(target=press, args=(tab,)) for tab in tabs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert [answer.status_code for answer in answers] == [200, 200]
    assert code_on(answers[0].text) == code_on(answers[1].text) != ""


def test_new_photos_on_a_page_that_was_sent_begin_a_new_draft(form: SentForm) -> None:
    first = form.send(make_photo(), **ALL)

    shown = form.send(make_photo(), **ALL)
    second = form.send(**ALL)

    assert "were sent already. These are new" in shown.text
    assert code_on(shown.text) == ""
    assert len({code_on(first.text), code_on(second.text)}) == 2
    assert db.session.query(Submission).filter(Submission.sent_at.is_not(None)).count() == 2


def test_a_name_is_shown_only_if_that_is_wished(form: SentForm) -> None:
    form.send(make_photo(), **ALL, credit="Ann", credit_wish="anonymous")

    assert db.session.query(Submission).one().credit == ""


def test_the_permission_is_kept_with_its_version(form: SentForm) -> None:
    change_campaign({"consent_use": "Other words."})
    db.session.commit()
    form = SentForm(form.client)

    form.send(make_photo(), **ALL)

    submission = db.session.query(Submission).one()
    assert (submission.consent_version, submission.consent_language) == (3, "en")
