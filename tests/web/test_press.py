"""Newspapers are given what an organiser chose, and never what could endanger somebody."""

import csv
import io
from datetime import timedelta
from zipfile import ZipFile

import pytest
from flask.testing import FlaskClient
from PIL import Image

from gallery.db import db, unit_of_work
from gallery.journey import press
from gallery.journey.press import is_in_kit
from gallery.journey.withdraw import withdraw_photo
from gallery.models import How, Mark, Photo, PressPhoto
from gallery.toolbox import Toolbox
from gallery.web import press as door
from tests.factories import (
    NOON,
    create_action,
    create_edition,
    create_photo,
    create_published,
    create_submission,
)
from tests.web.test_downloads import with_file

KIT, OFFICE = "/press/2010-12/", "/office/editions/2010-12/press/"
ZIP = f"{KIT}kit.zip"


def hung(tools: Toolbox, **said: object) -> Photo:
    """A published photo with its largest file."""
    return with_file(create_published(**said), tools)


def put_in(*photos: Photo) -> None:
    """Choose photos for the kit of their edition."""
    with unit_of_work():
        for photo in photos:
            db.session.add(
                PressPhoto(edition_id=photo.edition_id, photo_id=photo.id, place=photo.id)
            )


def unpacked(client: FlaskClient, path: str = ZIP) -> dict[str, bytes]:
    """Return the files of a kit by their names, each whole."""
    with ZipFile(io.BytesIO(client.get(path).data)) as archive:
        assert archive.testzip() is None
        return {
            name.removeprefix("press-kit-2010-12/"): archive.read(name)
            for name in archive.namelist()
        }


def table(files: dict[str, bytes]) -> list[dict[str, str]]:
    """Read the table of a kit."""
    return list(csv.DictReader(io.StringIO(files["photos.csv"].decode("utf-8-sig"))))


def test_a_kit_holds_what_was_chosen_in_its_order(
    organiser: FlaskClient, client: FlaskClient, tools: Toolbox
) -> None:
    photos = [hung(tools, published_at=NOON + timedelta(minutes=each)) for each in range(4)]
    one, two, three, _left_out = (photo.public_id for photo in photos)

    organiser.post(OFFICE, data={"photo": [one, two, three]})
    organiser.post(OFFICE, data={"up": three})
    organiser.post(OFFICE, data={"out": one})

    assert [row["page"].rpartition("/")[2] for row in table(unpacked(client))] == [three, two]


def test_pictures_are_the_clean_ones_with_their_credit_and_lists_say_the_same(
    client: FlaskClient, tools: Toolbox
) -> None:
    create_action()
    photo = hung(
        tools,
        caption="=SUM(A1)",
        submission=create_submission(credit="Ana K."),
        description="A bust",
    )
    put_in(photo)

    files = unpacked(client)

    name = f"vilnius-2010-{photo.public_id}.jpg"
    assert list(files) == [name, "captions.txt", "photos.csv"]
    assert files[name] == client.get(f"/photos/{photo.public_id}/download").data
    assert b"Ana K. / Free Belarus" in files[name]
    assert Image.open(io.BytesIO(files[name])).size == (1280, 960)
    row, said = table(files)[0], files["captions.txt"].decode()
    assert (row["city"], row["credit"], row["licence"]) == ("Vilnius", "Ana K.", "CC BY 4.0")
    assert row["caption"] == "'=SUM(A1)"  # no formula, wherever it is opened
    for words in ("cities took part: 1", "A bust", row["credit_line"], row["licence_url"]):
        assert words in said


def test_the_page_says_how_much_it_is_before_anybody_loads_it(
    client: FlaskClient, tools: Toolbox
) -> None:
    sizes = [{"width": 1280, "height": 960, "format": "jpg", "size": 2_400_000}]
    put_in(hung(tools, renditions=sizes), hung(tools, renditions=sizes))

    text = client.get(KIT).text

    assert "2 photos, 4.8 MB</span></span></a>" in text
    assert f'href="{ZIP}"' in text


@pytest.mark.parametrize(
    "endangered",
    [
        {"mark": Mark.CHILD},
        {"country": "by", "city": None},
        {"camera_country": "ru"},
        {"how": How.AT_RISK},
    ],
)
def test_what_could_endanger_somebody_is_in_no_kit_whoever_chose_it(
    organiser: FlaskClient, client: FlaskClient, tools: Toolbox, endangered: dict[str, object]
) -> None:
    how = endangered.pop("how", How.AS_TAKEN)
    secret = hung(tools, submission=create_submission(how=how), **endangered)
    other = hung(tools)

    organiser.post(OFFICE, data={"photo": [secret.public_id, other.public_id]})
    put_in(secret)  # as if it had become so only afterwards

    assert secret.public_id not in organiser.get(OFFICE).text
    assert secret.public_id not in client.get(KIT).text
    assert not any(secret.public_id in name for name in unpacked(client))
    assert len(table(unpacked(client))) == 1


def test_what_is_not_published_or_of_another_day_cannot_be_chosen(
    organiser: FlaskClient, tools: Toolbox
) -> None:
    waiting = create_photo()
    elsewhere = hung(tools, edition=create_edition(year=2012, month=3))

    organiser.post(OFFICE, data={"photo": [waiting.public_id, elsewhere.public_id, "nobody"]})

    assert db.session.query(PressPhoto).count() == 0


def test_a_withdrawn_photo_leaves_at_once_and_the_last_one_takes_the_kit_along(
    client: FlaskClient, tools: Toolbox
) -> None:
    photo, other = hung(tools), hung(tools)
    put_in(photo, other)
    client.get(KIT)

    for leaving, status in ((photo, 200), (other, 404)):
        with unit_of_work() as unit:
            withdraw_photo(leaving, tools=tools, unit=unit)

        answer = client.get(KIT)
        assert answer.status_code == status
        assert leaving.public_id not in answer.text
        assert client.get(ZIP).status_code == status
    assert KIT not in client.get("/press/").text
    assert KIT not in client.get("/2010-12/").text


def test_a_photo_that_is_withdrawn_while_its_kit_is_on_the_way_is_not_sent(
    client: FlaskClient, tools: Toolbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    photo, other = hung(tools), hung(tools)
    put_in(photo, other)

    def meanwhile(edition_id: int, token: str) -> bool:
        if token == other.media_token:  # the first is sent
            with unit_of_work() as unit:
                withdraw_photo(db.session.get_one(Photo, other.id), tools=tools, unit=unit)
        return is_in_kit(edition_id, token)

    monkeypatch.setattr(door, "is_in_kit", meanwhile)

    files = unpacked(client)

    assert [row["file"] for row in table(files)] == [f"vilnius-2010-{photo.public_id}.jpg"]
    assert not any(other.public_id in name for name in files)
    assert other.public_id not in files["captions.txt"].decode()


def test_a_kit_is_found_from_its_gallery_from_about_and_in_every_language(
    client: FlaskClient, tools: Toolbox
) -> None:
    put_in(hung(tools))

    assert f'href="{KIT}"' in client.get("/2010-12/").text
    assert f'href="{KIT}"' in client.get("/2010/").text
    assert f'href="{KIT}"' in client.get("/press/").text
    assert 'href="/press/"' in client.get("/about/").text
    assert f'href="/be{KIT}kit.zip"' in client.get(f"/be{KIT}").text


def test_a_full_kit_takes_no_more_and_says_so(
    organiser: FlaskClient, tools: Toolbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(press, "MOST", 1)
    ids = [hung(tools).public_id for _ in range(2)]

    answer = organiser.post(OFFICE, data={"photo": ids})

    assert answer.status_code == 400
    assert "A press kit holds up to 1 photos. Take some out first." in answer.text
    assert db.session.query(PressPhoto).count() == 0


def test_a_day_without_a_kit_has_no_page_for_it(client: FlaskClient, tools: Toolbox) -> None:
    hung(tools)

    assert client.get(KIT).status_code == 404
    assert client.get("/press/1999-01/").status_code == 404
    assert "There is none yet." in client.get("/press/").text
