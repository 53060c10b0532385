"""What the form's script asks for: cities while somebody types, and what became of each photo."""

import base64

import pytest
from flask.testing import FlaskClient

from gallery.db import db
from gallery.models import Photo, Submission, Upload
from gallery.toolbox import Toolbox
from tests.factories import create_edition
from tests.pictures import make_photo
from tests.sending import ALL, DAY, SentForm, code_on, examine_all, rows_on

TUS = {"Tus-Resumable": "1.0.0", "Content-Type": "application/offset+octet-stream"}
VILNIUS = {
    "geoname_id": 593116,
    "name": "Vilnius",
    "where": "Lithuania",
    "label": "Vilnius, Lithuania",
}


@pytest.fixture
def form(client: FlaskClient) -> SentForm:
    """The form, just opened, in the month of an edition."""
    create_edition()
    return SentForm(client)


def send_by_tus(form: SentForm, data: bytes) -> str:
    """Send a photo as the script does; return the token at the end of its address."""
    draft = base64.b64encode(form.hidden["draft"].encode()).decode()
    headers = {**TUS, "Upload-Length": str(len(data)), "Upload-Metadata": f"draft {draft}"}
    answer = form.client.post("/files/", data=data, headers=headers)
    return answer.headers["Location"].rpartition("/")[2]


def state(form: SentForm) -> dict[str, object]:
    answer = form.client.get("/add/state", headers={"Draft": form.hidden["draft"]})
    assert answer.headers["Cache-Control"] == "no-store"
    return dict(answer.json or {})


@pytest.mark.parametrize("text", ["vilnius", "Вильнюс", "Вільнюс", "ویلنیوس", "VILNIUS, Lithuania"])
def test_a_city_is_found_in_any_script(client: FlaskClient, text: str) -> None:
    answer = client.get("/add/cities", query_string={"q": text})

    assert answer.json["cities"][0] == VILNIUS  # type: ignore[index]


def test_cities_of_one_name_are_told_apart(client: FlaskClient) -> None:
    answer = client.get("/add/cities?q=san jose")

    labels = [city["label"] for city in answer.json["cities"]]  # type: ignore[index]
    assert len(labels) == len(set(labels)) > 3


@pytest.mark.parametrize("text", ["", " ", "Xyzzyqua", "x" * 5000, "%"])
def test_a_text_that_means_no_city_finds_none(client: FlaskClient, text: str) -> None:
    answer = client.get("/add/cities", query_string={"q": text})

    assert (answer.status_code, answer.json) == (200, {"cities": []})


def test_before_the_worker_has_looked_a_photo_is_safe_and_not_read(form: SentForm) -> None:
    token = send_by_tus(form, make_photo())

    assert state(form) == {
        "is_sent": False,
        "photos": [
            {
                "token": token,
                "number": 1,
                "title": "Photo 1",
                "found": "",
                "state": "✓ Safe on our server, 0.1 MB",
                "is_wrong": False,
                "is_read": False,
                "needs_city": False,
                "needs_edition": False,
                "city": "",
                "geoname_id": None,
                "is_coming": False,
            }
        ],
    }


def test_the_worker_s_answer_is_told_for_each_photo(form: SentForm, tools: Toolbox) -> None:
    photo = make_photo(taken_at=DAY, place=(54.687, 25.279))
    tokens = [send_by_tus(form, each) for each in (photo, make_photo(), b"%PDF-1.7", photo)]
    examine_all(tools)

    known, unplaced, refused, twin = state(form)["photos"]  # type: ignore[misc]

    assert [each["token"] for each in (known, unplaced, refused, twin)] == tokens
    assert known["found"] == "Vilnius, 18 December 2010"
    assert (unplaced["needs_city"], unplaced["needs_edition"]) == (True, True)
    assert refused["is_wrong"]
    assert refused["state"].startswith("This is not a photo.")
    assert (twin["is_wrong"], twin["state"]) == (True, "You already added this photo.")


def test_an_unused_draft_has_no_photos(form: SentForm) -> None:
    assert state(form) == {"is_sent": False, "photos": []}
    assert db.session.query(Submission).count() == 0


def test_only_the_holder_of_a_draft_is_told(form: SentForm) -> None:
    send_by_tus(form, make_photo())

    other = SentForm(form.client)
    none = form.client.get("/add/state")
    foreign = form.client.get(
        "/add/state", headers={"Draft": form.hidden["draft"], "Sec-Fetch-Site": "cross-site"}
    )

    assert state(other)["photos"] == []
    assert (none.status_code, foreign.status_code) == (400, 403)


def test_the_form_without_files_sends_what_came_by_tus(form: SentForm) -> None:
    for _ in range(3):
        send_by_tus(form, make_photo())

    answer = form.send(**ALL)

    assert "3 photos are waiting" in answer.text
    assert code_on(answer.text)
    assert state(form)["is_sent"]


def test_a_photo_that_is_still_coming_is_waited_for_or_removed(form: SentForm) -> None:
    draft = base64.b64encode(form.hidden["draft"].encode()).decode()
    headers = {**TUS, "Upload-Length": "10", "Upload-Metadata": f"draft {draft}"}
    form.client.post("/files/", data=b"12345", headers=headers)

    asked = form.send(**ALL)
    form.send(remove=db.session.query(Upload).one().token)
    sent = form.send(make_photo(), **ALL)

    assert asked.status_code == 400
    assert "Some photos are still on their way. Wait until all are safe, or" in asked.text
    assert rows_on(asked.text)[0][0] == "A photo that is not here yet"
    assert "1 photo is waiting" in sent.text


def test_a_photo_by_tus_and_one_by_the_form_are_sent_together(
    form: SentForm, tools: Toolbox
) -> None:
    send_by_tus(form, make_photo())

    answer = form.send(make_photo(), **ALL)

    assert "2 photos are waiting" in answer.text
    assert db.session.query(Photo).count() == 2
