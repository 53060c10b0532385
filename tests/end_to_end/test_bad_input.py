"""What cannot be taken is answered with a sentence that says what to do, over real HTTP."""

import base64
import secrets
import urllib.request
from collections.abc import Iterator
from datetime import date
from urllib.error import HTTPError

import pytest

from config import Settings
from gallery.actions import add_action, add_link, revoke_link
from gallery.campaigns import NewEdition, add_edition
from gallery.db import db, unit_of_work
from gallery.models import Action, Photo, Stage
from tests.end_to_end.way import read_code, read_receipt
from tests.images.test_hostile_files import png, scans
from tests.person import Form, Person
from tests.pictures import make_photo
from tests.running import TUS, Running, running_gallery
from tests.servers import free_port

VILNIUS = 593116
MB = 1_048_576
JPEG = b"\xff\xd8\xff"  # how one begins
UNREADABLE = "We could not read this photo."


@pytest.fixture(scope="module")
def gallery(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """A running gallery on SQLite and folders, with an action."""
    settings = Settings(data_dir=tmp_path_factory.mktemp("data"), port=free_port())
    with running_gallery(settings) as gallery:
        day, tools = date(2012, 3, 24), gallery.app.extensions["toolbox"]
        with unit_of_work():
            edition = add_edition(NewEdition(2012, 3, "March 2012", day, day, date(2012, 4, 30)))
            add_action(edition, geoname_id=VILNIUS, tools=tools)
        yield gallery


def make_link(gallery: Running) -> str:
    """Make a link of the action; return its token."""
    tools = gallery.app.extensions["toolbox"]
    with unit_of_work():
        return add_link(db.session.query(Action).one(), organisation="A group", tools=tools).token


def all_are_read() -> bool:
    """Whether the worker has looked at every photo."""
    return all(photo.stage is not Stage.RECEIVED for photo in db.session.query(Photo))


def status_of(gallery: Running, method: str, path: str, **headers: str) -> tuple[int, str]:
    """Ask as a tus client would; return status and sentence."""
    asked = urllib.request.Request(
        f"{gallery.address}{path}",
        method=method,
        headers={**TUS, **{name.replace("_", "-"): value for name, value in headers.items()}},
    )
    try:
        with urllib.request.urlopen(asked, timeout=120) as answer:
            return answer.status, answer.read().decode()
    except HTTPError as error:
        with error:
            return error.code, error.read().decode()


def test_files_that_are_no_photos_are_refused_in_words_and_the_others_kept(
    gallery: Running,
) -> None:
    person, path = Person(gallery.address), f"/add/{make_link(gallery)}"
    whole = make_photo(size=(1600, 1200))
    files = [
        ("a.jpg", b"%PDF-1.7\n" + secrets.token_bytes(5000)),
        ("b.jpg", b""),
        ("c.jpg", whole[: len(whole) // 2]),
        ("d.png", png(30_000, 30_000, depth=1)),
        ("e.jpg", scans(400)),
        ("f.jpg", JPEG + secrets.token_bytes(60 * MB)),
        ("g.jpg", whole),
    ]
    answers = {"faces": "agreed", "is_theirs": "yes", "is_free": "yes"}

    page = person.send_files(person.get(path).form(path), files, **answers)
    assert page.status == 400
    assert "This is not a photo." in page.text
    assert "This file is empty." in page.text
    assert "This photo is larger than 50 MB. Send a smaller copy." in page.text
    assert gallery.until(all_are_read, seconds=60)
    code = read_code(person.send_files(page.form(path), [], **answers))
    sent = read_receipt(gallery, code)

    assert [photo.state for photo in sent] == [*["Not published"] * 3, "Waiting"]
    words = [photo.words for photo in sent[:3]]
    assert words[0].startswith(UNREADABLE)
    assert words[1].startswith("This picture has too many pixels.")
    assert words[2].startswith(UNREADABLE)


def test_what_tus_clients_ask_wrongly_is_answered_by_the_protocol(gallery: Running) -> None:
    draft = gallery.draft()
    metadata = f"draft {base64.b64encode(draft.encode()).decode()}"
    done = gallery.send_photo(make_photo(), draft=draft).removeprefix(gallery.address)

    def create(size: int, **said: str) -> tuple[int, str]:
        headers = {"Upload_Length": str(size), "Upload_Metadata": metadata, **said}
        return status_of(gallery, "POST", "/files/", **headers)

    assert create(0)[0] == 422
    assert create(60 * MB)[0] == 413
    assert create(1000, Origin="https://elsewhere.example")[0] == 403
    assert status_of(gallery, "PATCH", done, Upload_Offset="0")[0] == 409
    assert status_of(gallery, "HEAD", "/files/" + "a" * 25)[0] == 404


def test_addresses_and_codes_that_lead_nowhere_say_so_with_a_way_on(gallery: Running) -> None:
    person, link = Person(gallery.address), make_link(gallery)
    with unit_of_work():
        revoke_link(link)

    unknown, revoked = person.get("/add/aaaaaaaaaaaaaaaa"), person.get(f"/add/{link}")
    year = person.get("/1999/")
    receipt = person.send(person.get("/receipt/").form("/receipt/"), code="a b c d e f")

    assert (unknown.status, revoked.status, year.status, receipt.status) == (404, 403, 404, 404)
    assert "There is no such link." in unknown.text
    assert "This link was closed. Ask the group that gave it to you for a new one" in revoked.text
    assert 'href="/cities/"' in year.text
    assert "We do not know this code. It has six words; check each of them." in receipt.text


def test_forms_of_others_are_refused(gallery: Running) -> None:
    person = Person(gallery.address)
    sign_in = person.get("/sign-in").form("/sign-in")
    said = {"email": "a@example.org", "password": "four words put together"}

    forged = person.send(Form(sign_in.url, {**sign_in.fields, "csrf_token": "forged"}), **said)
    foreign = [
        status_of(gallery, "POST", path, Origin="https://elsewhere.example")[0]
        for path in ("/add/", "/receipt/", "/receipt/withdraw", "/files/")
    ]

    assert forged.status == 400
    assert foreign == [403] * 4


def test_a_long_address_is_told_what_is_wrong_with_it(gallery: Running) -> None:
    person = Person(gallery.address)

    long = person.get(f"/api/v1/photos?year={'1' * 7500}")
    longer = person.get(f"/api/v1/photos?year={'1' * 9000}")

    assert (long.status, long.headers["Content-Type"]) == (400, "application/problem+json")
    assert long.json()["parameter"] == "year"
    assert longer.status == 414  # of the server itself, as the API's description says
