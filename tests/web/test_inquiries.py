"""A journalist asks, a moderator reads, the sender answers, a moderator reads: nobody is named."""

import re

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from gallery.db import db, unit_of_work
from gallery.journey import inquiries
from gallery.journey.withdraw import withdraw_photo
from gallery.models import Decision, Inquiry, InquiryStage, Photo, Stage
from gallery.toolbox import Toolbox
from tests.factories import create_photo, create_published, create_submission
from tests.house import Clock
from uploads_worker.tasks import Tasks

CODE = "maple onion river stone lamp wheat"
QUESTION = {"name": "Ana, Gazette", "words": "May we print it?", "contact": "ana@example.org"}


@pytest.fixture
def photo(tools: Toolbox) -> Photo:
    """A published photo, somebody has its receipt."""
    sent = create_submission(receipt_hash=tools.keys.receipt_hash(CODE))
    return create_published(submission=sent)


def draft_in(client: FlaskClient, photo: Photo) -> str:
    """Open the form; return what stands in its hidden field."""
    page = client.get(f"/photos/{photo.public_id}/ask").text
    found = re.search(r'name="draft" value="([^"]+)"', page)
    assert found
    return found[1]


def ask(client: FlaskClient, photo: Photo, **said: str) -> TestResponse:
    """Fill in the form and send it."""
    data = {"draft": draft_in(client, photo), **QUESTION, **said}
    return client.post(f"/photos/{photo.public_id}/ask", data=data)


def code_in(answer: TestResponse) -> str:
    """Return the six words of a page."""
    found = re.search(r'name="code" value="([^"]+)"', answer.text)
    assert found, answer.text
    return found[1]


def judge(moderator: FlaskClient, verb: str) -> TestResponse:
    """Decide what is to be read first, as its page says."""
    path, form = form_in(moderator.get("/review/messages"))
    return moderator.post(f"{path}/{verb}", data=form)


def form_in(page: TestResponse) -> tuple[str, dict[str, str]]:
    """Return where the form of a page leads, and what it says of the words that were read."""
    path = re.search(r"(/review/messages/\d+)/pass", page.text)
    mark = re.search(r'name="mark" value="(\w+)"', page.text)
    assert path
    assert mark
    return path[1], {"mark": mark[1]}


def reply(client: FlaskClient, photo: Photo, words: str, **said: str) -> TestResponse:
    """Answer on the receipt's page."""
    page = client.post("/receipt/", data={"code": CODE}).text
    mark = re.search(r'name="inquiry" value="(\w+)"', page)
    data = {"code": CODE, "photo": photo.public_id, "inquiry": mark[1] if mark else "", **said}
    return client.post("/receipt/reply", data={**data, "reply": words})


def receipt(client: FlaskClient) -> str:
    """The page that the sender sees."""
    return client.post("/receipt/", data={"code": CODE}).text


def answers(client: FlaskClient, code: str) -> str:
    """The page that the asker sees."""
    return client.post("/answers/", data={"code": code}).text


def test_a_question_and_its_answer_go_their_way(
    client: FlaskClient, moderator: FlaskClient, photo: Photo
) -> None:
    page = client.get(f"/photos/{photo.public_id}").text
    code = code_in(ask(client, photo))
    before = receipt(client)
    read = moderator.get("/review/messages").text
    judge(moderator, "pass")
    asked = receipt(client)
    reply(client, photo, "Yes, gladly.")
    unread = answers(client, code)
    judge(moderator, "pass")

    assert f'href="/photos/{photo.public_id}/ask"' in page
    assert "May we print it?" not in before
    assert all(words in read for words in QUESTION.values())
    assert all(words in asked for words in QUESTION.values())
    assert "Yes, gladly." not in unread
    assert "Yes, gladly." in answers(client, code)
    assert "May we print it?" not in receipt(client)
    acts = [row.act for row in db.session.query(Decision).filter_by(photo_id=photo.id)]
    assert acts == ["pass-question", "pass-answer"]


def test_a_question_that_is_not_passed_on_reaches_nobody(
    client: FlaskClient, moderator: FlaskClient, photo: Photo
) -> None:
    code = code_in(ask(client, photo))

    judge(moderator, "stop")

    assert "May we print it?" not in receipt(client)
    assert "We did not pass this question on" in answers(client, code)
    assert "No photo waits for you." in moderator.get("/review/messages").text


def test_an_answer_that_is_not_passed_on_can_be_written_anew(
    client: FlaskClient, moderator: FlaskClient, photo: Photo
) -> None:
    code = code_in(ask(client, photo))
    judge(moderator, "pass")
    reply(client, photo, "I am Vera of Vilnius")
    judge(moderator, "stop")

    assert "We did not pass on your answer" in receipt(client)
    assert "there is no answer yet" in answers(client, code)
    row = db.session.query(Inquiry).one()
    assert (row.stage, row.answer_sealed) == (InquiryStage.RETURNED, "")
    reply(client, photo, "Yes")
    judge(moderator, "pass")
    assert "Yes" in answers(client, code)


def test_its_sender_need_not_answer(
    client: FlaskClient, moderator: FlaskClient, photo: Photo
) -> None:
    code = code_in(ask(client, photo))
    judge(moderator, "pass")

    said = reply(client, photo, "", decline="yes")

    assert "We tell them that you do not want to answer." in said.text
    assert "does not want to answer." in answers(client, code)
    assert "May we print it?" not in receipt(client)


def test_an_empty_answer_is_asked_for_again(
    client: FlaskClient, moderator: FlaskClient, photo: Photo
) -> None:
    ask(client, photo)
    judge(moderator, "pass")

    said = reply(client, photo, " ")

    assert said.status_code == 422
    assert "Please write an answer." in said.text
    assert "May we print it?" in said.text


def test_nobody_answers_about_another_photo(
    client: FlaskClient, moderator: FlaskClient, photo: Photo
) -> None:
    ask(client, photo)
    judge(moderator, "pass")
    mark = db.session.query(Inquiry).one().mark
    other = create_published(submission=create_submission(receipt_hash="x" * 64))

    answer = client.post(
        "/receipt/reply",
        data={"code": CODE, "photo": other.public_id, "inquiry": mark, "reply": "No"},
    )

    assert answer.status_code == 404
    assert db.session.query(Inquiry).one().stage is InquiryStage.PASSED


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"name": " "}, "Please fill this in."),
        ({"words": ""}, "Please fill this in."),
        ({"words": "x" * 1001}, "Say it in 1000 characters at most."),
        ({"draft": "forged"}, "This page is too old."),
    ],
)
def test_what_is_missing_is_said_and_nothing_typed_is_lost(
    client: FlaskClient, photo: Photo, said: dict[str, str], sentence: str
) -> None:
    answer = ask(client, photo, **said)

    assert answer.status_code in (400, 422)
    assert sentence in answer.text
    assert QUESTION["contact"] in answer.text
    assert db.session.query(Inquiry).count() == 0


def test_the_same_form_twice_is_one_question_and_one_code(
    client: FlaskClient, photo: Photo
) -> None:
    data = {"draft": draft_in(client, photo), **QUESTION}

    codes = {code_in(client.post(f"/photos/{photo.public_id}/ask", data=data)) for _ in range(2)}

    assert len(codes) == 1
    assert db.session.query(Inquiry).count() == 1


def test_nothing_of_it_lies_open_in_the_database(client: FlaskClient, photo: Photo) -> None:
    code = code_in(ask(client, photo))

    row = str(vars(db.session.query(Inquiry).one()))
    assert not any(words in row for words in (*QUESTION.values(), code))


def test_only_so_many_ask_about_a_photo_at_a_time(client: FlaskClient, photo: Photo) -> None:
    statuses = [ask(client, photo).status_code for _ in range(6)]

    assert statuses == [200] * 5 + [403]


def test_where_nobody_has_a_receipt_nobody_can_be_asked(client: FlaskClient) -> None:
    photo = create_published()

    assert "/ask" not in client.get(f"/photos/{photo.public_id}").text
    assert client.get(f"/photos/{photo.public_id}/ask").status_code == 404


def test_of_what_is_not_public_nothing_can_be_asked(client: FlaskClient, tools: Toolbox) -> None:
    sent = create_submission(receipt_hash=tools.keys.receipt_hash(CODE))
    photo = create_photo(stage=Stage.WAITING, submission=sent)

    assert client.get(f"/photos/{photo.public_id}/ask").status_code == 404


@pytest.mark.parametrize("path", ["/answers/", "/answers/erase"])
def test_wrong_codes_open_nothing_and_are_limited(
    client: FlaskClient, photo: Photo, path: str
) -> None:
    ask(client, photo)

    statuses = [client.post(path, data={"code": CODE}).status_code for _ in range(31)]

    assert statuses == [404] * 30 + [429]
    assert db.session.query(Inquiry).count() == 1


def test_who_asked_can_have_it_erased_at_once(client: FlaskClient, photo: Photo) -> None:
    code = code_in(ask(client, photo))

    client.post("/answers/erase", data={"code": code})

    assert db.session.query(Inquiry).count() == 0


def test_a_withdrawn_photo_takes_its_questions_along(
    client: FlaskClient, photo: Photo, tools: Toolbox
) -> None:
    ask(client, photo)
    with unit_of_work(tools.queue.send) as unit:
        withdraw_photo(photo, tools=tools, unit=unit)

    assert db.session.query(Inquiry).count() == 0


def test_all_of_it_is_erased_a_month_after_the_answer(
    client: FlaskClient, moderator: FlaskClient, photo: Photo, tools: Toolbox, clock: Clock
) -> None:
    ask(client, photo)
    ask(client, photo)
    judge(moderator, "stop")
    clock.forward(days=30)
    Tasks(tools).sweep()
    early = db.session.query(Inquiry).count()
    clock.forward(days=1)
    Tasks(tools).sweep()
    open_ones = db.session.query(Inquiry).count()
    clock.forward(days=60)
    Tasks(tools).sweep()

    assert (early, open_ones, db.session.query(Inquiry).count()) == (2, 1, 0)


def test_two_moderators_judge_once(
    client: FlaskClient, moderator: FlaskClient, photo: Photo
) -> None:
    ask(client, photo)
    path, form = form_in(moderator.get("/review/messages"))
    judge(moderator, "pass")

    late = moderator.post(f"{path}/stop", data=form)

    assert late.status_code == 409
    assert db.session.query(Inquiry).one().stage is InquiryStage.PASSED
    assert inquiries.questions_about(photo) != []
