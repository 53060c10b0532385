"""Starting an action, from the form to the poster: six words are the only key."""

import re
from datetime import date

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from gallery.campaigns import change_campaign
from gallery.db import db
from gallery.models import ActionLink, Start, StartStage
from tests.factories import create_edition
from tests.house import Clock
from tests.web.test_office import followed

WISH = {
    "city": "Vilnius", "organisation": "Students of Vilnius", "name": "Mari",
    "contact": "mari@example.org", "reason": "For everyone who is not allowed to speak.",
}  # fmt: skip


@pytest.fixture(autouse=True)
def _edition(app: object) -> None:
    """An action day that is still to come."""
    create_edition(day=date(2010, 12, 31))


def draft_in(client: FlaskClient) -> str:
    """Open the form; return what stands in its hidden field."""
    found = re.search(r'name="draft" value="([^"]+)"', client.get("/start/").text)
    assert found
    return found[1]


def ask(client: FlaskClient, **said: str) -> TestResponse:
    """Fill in the form and send it."""
    return client.post("/start/", data={"draft": draft_in(client), **WISH, **said})


def code_in(answer: TestResponse) -> str:
    """Return the six words of a page."""
    found = re.search(r'name="code" value="([^"]+)"', answer.text)
    assert found, answer.text
    return found[1]


def test_a_group_gets_its_link_and_poster(client: FlaskClient, organiser: FlaskClient) -> None:
    code = {"code": code_in(ask(client))}
    waiting = client.post("/start/answer", data=code)
    listed = organiser.get("/office/starts/").text
    page = followed(organiser, organiser.post("/office/starts/1/confirm"))
    shown = client.post("/start/answer", data=code)
    poster = client.post("/start/print", data={**code, "what": "poster", "language": "en"})

    link = db.session.query(ActionLink).one()
    assert "Waiting. A person will read this" in waiting.text
    assert all(words in listed for words in ("Students of Vilnius", "mari@example.org", "Mari"))
    assert f"/add/{link.token}" in page
    assert f"http://localhost/add/{link.token}" in shown.text
    assert poster.mimetype == "application/pdf"
    assert poster.headers["Cache-Control"] == "no-store"
    assert client.get(f"/add/{link.token}").status_code == 200
    in_belarusian = client.post("/be/start/answer", data=code).text
    assert f"http://localhost/be/add/{link.token}" in in_belarusian


def test_who_is_declined_reads_why(client: FlaskClient, organiser: FlaskClient) -> None:
    code = code_in(ask(client))

    unsaid = organiser.post("/office/starts/1/decline", data={"answer": " "})
    organiser.post("/office/starts/1/decline", data={"answer": "We could not reach you."})
    shown = client.post("/start/answer", data={"code": code}).text

    assert unsaid.status_code == 400
    assert "Please say why" in unsaid.text
    assert "We could not reach you." in shown
    assert "We could not reach you." in organiser.get("/office/starts/?show=answered").text
    assert client.post("/start/print", data={"code": code}).status_code == 404


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"city": ""}, "We do not know this city."),
        ({"city": "Xyzzyville"}, "We do not know this city."),
        ({"city": "Springfield"}, "Several cities could be meant."),
        ({"organisation": " "}, "Please fill this in."),
        ({"contact": ""}, "Please fill this in."),
        ({"reason": ""}, "Please fill this in."),
        ({"draft": "forged"}, "This page is too old."),
    ],
)
def test_what_is_missing_is_said_and_nothing_typed_is_lost(
    client: FlaskClient, said: dict[str, str], sentence: str
) -> None:
    answer = ask(client, **said)

    kept = {**WISH, **said}
    assert answer.status_code == 400
    assert sentence in answer.text
    assert 'value="Mari"' in answer.text
    assert f'value="{kept["contact"]}"' in answer.text
    assert db.session.query(Start).count() == 0


def test_the_same_form_twice_is_one_wish_and_one_code(client: FlaskClient, clock: Clock) -> None:
    said = {"draft": draft_in(client), **WISH}

    first, second = (client.post("/start/", data=said) for _ in range(2))
    clock.forward(minutes=16)
    late = client.post("/start/", data=said)

    assert code_in(first) == code_in(second)
    assert db.session.query(Start).count() == 1
    assert late.status_code == 409
    assert code_in(first) not in late.text


def test_the_code_of_a_start_opens_no_receipt(client: FlaskClient) -> None:
    code = code_in(ask(client))

    assert client.post("/receipt/", data={"code": code}).status_code == 404


@pytest.mark.parametrize("path", ["/start/answer", "/start/print", "/start/erase"])
def test_wrong_codes_open_nothing_and_are_limited(client: FlaskClient, path: str) -> None:
    ask(client)

    answers = [client.post(path, data={"code": "one two three"}).status_code for _ in range(31)]

    assert answers == [404] * 30 + [429]
    assert db.session.query(Start).count() == 1


def test_wishes_are_limited(client: FlaskClient) -> None:
    answers = [ask(client).status_code for _ in range(11)]

    assert answers == [200] * 10 + [429]


def test_who_asked_can_have_it_erased_at_once(client: FlaskClient) -> None:
    code = {"code": code_in(ask(client))}

    answer = client.post("/start/erase", data=code)

    assert "is erased." in answer.text
    assert db.session.query(Start).count() == 0
    assert client.post("/start/answer", data=code).status_code == 404


def test_a_paused_link_is_called_so_to_its_group(
    client: FlaskClient, organiser: FlaskClient
) -> None:
    code = code_in(ask(client))
    organiser.post("/office/starts/1/confirm")
    organiser.post("/office/links/1/pause", data={"pause": "yes"})

    assert "takes nothing new for a while" in client.post("/start/answer", data={"code": code}).text


@pytest.mark.parametrize("reason", ["no day to come", "closed campaign"])
def test_where_nothing_can_start_the_form_is_not_shown(
    client: FlaskClient, clock: Clock, reason: str
) -> None:
    if reason == "no day to come":
        clock.forward(days=30)
    else:
        change_campaign({"imprint": ""})
        db.session.commit()

    page = client.get("/start/").text

    assert "No action day is announced now." in page
    assert 'name="contact"' not in page


def test_an_answer_is_given_once(client: FlaskClient, organiser: FlaskClient) -> None:
    ask(client)
    organiser.post("/office/starts/1/confirm")

    again = organiser.post("/office/starts/1/confirm")

    assert again.status_code == 409
    assert "Somebody answered this already." in again.text
    assert db.session.query(Start).one().stage is StartStage.CONFIRMED
    assert db.session.query(ActionLink).count() == 1


def test_the_office_says_how_many_wait(client: FlaskClient, organiser: FlaskClient) -> None:
    assert "to start an action.</span>" not in organiser.get("/office/").text

    ask(client)

    assert "1 group wants to start an action." in organiser.get("/office/").text


def test_words_of_strangers_are_shown_as_words(client: FlaskClient, organiser: FlaskClient) -> None:
    ask(client, reason="<script>alert(1)</script>", organisation="<b>bold</b>")

    page = organiser.get("/office/starts/").text

    assert "<script>alert" not in page
    assert "<b>bold" not in page
