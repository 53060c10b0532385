"""One photo from a form to a gallery, into a frame, and back: the main job, on both set-ups."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime

import pytest

from config import Settings
from gallery.actions import add_action, add_link
from gallery.campaigns import NewEdition, add_edition
from gallery.db import db, unit_of_work
from gallery.models import Edition, Photo, Stage
from tests.end_to_end.way import (
    begin,
    decide,
    finish_submission,
    media_of,
    read_code,
    read_receipt,
    sign_up_moderator,
)
from tests.person import Person
from tests.pictures import make_photo
from tests.running import Running, running_gallery
from tests.servers import free_port

VILNIUS = 593116
pytestmark = pytest.mark.contract


@pytest.fixture(params=["folders", "servers"])
def setup(request: pytest.FixtureRequest) -> str:
    """Both set-ups."""
    return str(request.param)


@pytest.fixture
def gallery(settings: Settings) -> Iterator[Running]:
    """A running gallery with an edition, whose undo time is short."""
    with running_gallery(replace(settings, port=free_port(), undo_seconds=1)) as gallery:
        with unit_of_work():
            day = date(2012, 3, 24)
            add_edition(NewEdition(2012, 3, "March 2012", day, day, date(2012, 4, 30)))
        yield gallery


def has_stage(stage: Stage) -> bool:
    """Whether the only photo is in a stage."""
    photo = db.session.query(Photo).one_or_none()
    return photo is not None and photo.stage is stage


def test_a_photo_goes_from_a_form_to_a_gallery_and_back(gallery: Running) -> None:
    participant, visitor = Person(gallery.address), Person(gallery.address)
    photo = make_photo(size=(1600, 1200), taken_at=datetime(2012, 3, 24, 15), place=(54.687, 25.28))

    first = participant.send_files(participant.get("/add/").form("/add/"), [("a.jpg", photo)])
    assert gallery.until(lambda: has_stage(Stage.WAITING), seconds=30)
    code = finish_submission(first, participant)
    moderator = sign_up_moderator(gallery)
    decide(moderator, begin(moderator), "approve")
    assert gallery.until(lambda: has_stage(Stage.PUBLISHED), seconds=30)
    (sent,) = read_receipt(gallery, code)

    assert sent.state == "Published"
    assert sent.url is not None
    places = ("/", "/2012/", "/2012-03/", "/2012/lt/vilnius/", "/cities/lt/vilnius/",
              "/2012/feed.atom", "/embed/2012/", "/embed/2012/lt/vilnius/")  # fmt: skip
    for place in places:
        assert sent.url.rpartition("/")[2] in visitor.get(place).text, place
    page = visitor.get(sent.url)
    assert "Vilnius" in page.text
    files = media_of(page)
    assert {name.rpartition(".")[2] for name in files} == {"jpg", "avif"}
    assert all(visitor.get(name).status == 200 for name in files)
    said = visitor.get(f"/oembed?url={gallery.address}{sent.url}").json()
    assert said["type"] == "photo"
    assert not list(visitor.jar)
    assert not list(participant.jar)

    asked = participant.send(participant.get("/receipt/").form("/receipt/"), code=code)
    participant.send(asked.form("/receipt/withdraw"), photo=sent.url.rpartition("/")[2])

    assert visitor.get(sent.url).status == 410
    for place in places:
        assert sent.url.rpartition("/")[2] not in visitor.get(place).text, place
    assert all(visitor.get(name).status == 410 for name in files)
    assert gallery.until(lambda: has_stage(Stage.ERASED), seconds=30)
    tools = gallery.app.extensions["toolbox"]
    assert [*tools.public.list(""), *tools.private.list("")] == []


def test_an_action_link_knows_city_and_edition_and_nobody_has_to_wait(gallery: Running) -> None:
    with unit_of_work():
        edition = db.session.query(Edition).one()
        tools = gallery.app.extensions["toolbox"]
        action = add_action(edition, geoname_id=VILNIUS, tools=tools)
        path = f"/add/{add_link(action, organisation='A group', tools=tools).token}"
    participant = Person(gallery.address)

    form = participant.get(path).form(path)
    answers = {"faces": "hide", "is_theirs": "yes", "is_free": "yes", "how": "as-taken"}
    thanks = participant.send_files(form, [("a.jpg", make_photo())], **answers)
    assert thanks.status == 200, thanks.text
    code = read_code(thanks)
    assert gallery.until(lambda: has_stage(Stage.WAITING), seconds=30)

    moderator = sign_up_moderator(gallery)
    page = begin(moderator)
    refused = moderator.send(page.form("/approve"))
    assert refused.status in (400, 409, 422)
    assert "hide every face" in refused.text
    page = moderator.send(begin(moderator).form("/faces"), faces="none")
    decide(moderator, page, "approve")
    assert gallery.until(lambda: has_stage(Stage.PUBLISHED), seconds=30)
    assert [photo.state for photo in read_receipt(gallery, code)] == ["Published"]
