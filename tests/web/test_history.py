"""What the campaign tells of itself: organisers write it, visitors read it in their language."""

import io
import re
from html import unescape

import pytest
from flask.testing import FlaskClient
from PIL import Image

from gallery import history
from gallery.db import db
from gallery.models import Milestone, Supporter
from tests.factories import create_edition

PARTNER = {"kind": "partner", "name": "House of Voices", "site": "https://example.org/"}
SECRET = b"a name that nobody may read"


def told(text: str) -> list[str]:
    """Return what the timeline says, in order."""
    return [unescape(words) for words in re.findall(r'timeline__words"[^>]*>([^<]+)<', text)]


def listed(text: str) -> list[str]:
    """Return the names of a list in the office."""
    return re.findall(r'rows__name" href="/office/history/\w+/\d+/"[^>]*>([^<]+)<', text)


def tell(organiser: FlaskClient, year: int, **said: str) -> None:
    """Tell something of a year."""
    answer = organiser.post("/office/history/years/new/", data={"year": str(year), **said})
    assert answer.location == "/office/history/"


def picture(kind: str = "PNG") -> bytes:
    """A logo with a note inside, half of it transparent."""
    buffer = io.BytesIO()
    image = Image.new("RGBA", (900, 300), "#b5122b")
    image.paste((0, 0, 0, 0), (0, 0, 450, 300))
    if kind == "JPEG":
        image.convert("RGB").save(buffer, kind, comment=SECRET)
    else:
        image.save(buffer, kind)
    return buffer.getvalue()


def with_logo(data: bytes, **said: str) -> dict[str, object]:
    """A form with a logo."""
    return {**PARTNER, **said, "logo": (io.BytesIO(data), "logo.png")}


def logo_address(client: FlaskClient) -> str:
    """Return where the logo of the page lies."""
    found = re.search(r'src="(/logos/[^"]+)"', client.get("/about/").text)
    assert found
    return found[1]


def test_years_are_told_in_their_order_and_lead_to_their_photos(
    organiser: FlaskClient, client: FlaskClient
) -> None:
    number = str(create_edition().id)
    tell(organiser, 2010, edition=number, **{"text-en": "In December."})
    tell(organiser, 2006, **{"text-en": "23 cities."})

    text = client.get("/about/").text

    assert told(text) == ["23 cities.", "In December."]
    assert 'href="/2010-12/">Photos of December 2010' in text


def test_what_is_not_translated_is_told_in_english_and_marked_as_such(
    organiser: FlaskClient, client: FlaskClient
) -> None:
    tell(organiser, 2006, **{"text-en": "23 cities.", "text-be": "23 гарады."})
    tell(organiser, 2007, **{"text-en": "60 cities."})
    tell(organiser, 2008, **{"text-pl": "Ponad 70 miast."})

    belarusian, german = client.get("/be/about/").text, client.get("/de/about/").text

    assert told(belarusian) == ["23 гарады.", "60 cities.", "Ponad 70 miast."]
    assert told(german) == ["23 cities.", "60 cities.", "Ponad 70 miast."]
    assert '<p class="timeline__words">23 гарады.' in belarusian
    assert '<p class="timeline__words" lang="en" dir="auto">60 cities.' in belarusian
    assert '<p class="timeline__words" lang="pl" dir="auto">Ponad' in german


def test_a_change_is_seen_at_once_by_who_has_the_page(
    organiser: FlaskClient, client: FlaskClient
) -> None:
    mark = client.get("/about/").headers["ETag"]
    tell(organiser, 2006, **{"text-en": "23 cities."})

    answer = client.get("/about/", headers={"If-None-Match": mark})

    assert told(answer.text) == ["23 cities."]


def test_two_lines_of_a_year_change_places_and_no_line_leaves_its_year(
    organiser: FlaskClient, client: FlaskClient
) -> None:
    for year, words in ((2010, "December."), (2010, "March."), (2012, "A website.")):
        tell(organiser, year, **{"text-en": words})
    numbers = {row.texts["en"]: row.id for row in db.session.query(Milestone)}

    answer = organiser.post("/office/history/", data={"up": f"year-{numbers['March.']}"})
    page = organiser.get(answer.location).text

    assert told(client.get("/about/").text) == ["March.", "December.", "A website."]
    assert page.count("Move up") == 1
    assert re.search(r'href="/office/history/years/\d+/" autofocus>2010', page)


def test_a_moved_name_keeps_its_button_under_the_fingers(organiser: FlaskClient) -> None:
    for name in ("One", "Two", "Three"):
        organiser.post("/office/history/names/new/", data={**PARTNER, "name": name})
    three = db.session.query(Supporter).filter_by(name="Three").one().id

    page = organiser.get(
        organiser.post("/office/history/", data={"up": f"name-{three}"}).location
    ).text

    assert listed(page) == ["One", "Three", "Two"]
    assert re.search(rf'value="name-{three}" autofocus', page)


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"year": "2009", "text-en": " "}, "Please fill this in."),
        ({"year": "09", "text-en": "Over 120."}, "Please give a year, such as 2009."),
        ({"year": "two", "text-en": "Over 120."}, "Please give a year, such as 2009."),
    ],
)
def test_a_year_that_cannot_be_told_says_why_and_loses_nothing(
    organiser: FlaskClient, said: dict[str, str], sentence: str
) -> None:
    answer = organiser.post("/office/history/years/new/", data=said)

    assert answer.status_code == 400
    assert sentence in answer.text
    assert f'value="{said["year"]}"' in answer.text
    assert said["text-en"].strip() in answer.text
    assert history.list_milestones() == []


@pytest.mark.parametrize("site", ["javascript:alert(1)", "example.org", "https://a b"])
def test_only_addresses_of_the_web_are_linked(organiser: FlaskClient, site: str) -> None:
    answer = organiser.post("/office/history/names/new/", data={**PARTNER, "site": site})

    assert answer.status_code == 400
    assert "Please give an address that begins with https://" in answer.text
    assert db.session.query(Supporter).count() == 0


@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
def test_a_logo_is_drawn_anew_on_white_and_nothing_that_was_in_its_file_is_kept(
    organiser: FlaskClient, client: FlaskClient, kind: str
) -> None:
    organiser.post("/office/history/names/new/", data=with_logo(picture(kind)))

    answer = client.get(logo_address(client))

    assert answer.mimetype == "image/jpeg"
    assert SECRET not in answer.data
    image = Image.open(io.BytesIO(answer.data))
    assert (image.format, image.size) == ("JPEG", (640, 213))
    if kind == "PNG":
        assert min(image.getpixel((100, 100))) > 250


def test_what_is_no_picture_is_refused_beside_its_field(organiser: FlaskClient) -> None:
    svg = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'

    answer = organiser.post("/office/history/names/new/", data=with_logo(svg))

    assert answer.status_code == 400
    assert "We cannot draw this. Send a JPEG, PNG or WebP of at least 64 pixels." in answer.text
    assert 'value="House of Voices"' in answer.text
    assert db.session.query(Supporter).count() == 0


def test_a_logo_too_large_to_stay_in_memory_is_refused(organiser: FlaskClient) -> None:
    answer = organiser.post("/office/history/names/new/", data=with_logo(b"\xff" * 500_000))

    assert answer.status_code == 413


def test_a_logo_stays_until_it_is_taken_away_and_its_address_with_it(
    organiser: FlaskClient, client: FlaskClient
) -> None:
    organiser.post("/office/history/names/new/", data=with_logo(picture()))
    number, address = db.session.query(Supporter).one().id, logo_address(client)
    form = f"/office/history/names/{number}/"

    organiser.post(form, data={**PARTNER, "name": "House"})
    kept = client.get(address).status_code
    organiser.post(form, data={**PARTNER, "no-logo": "yes"})

    assert kept == 200
    assert client.get(address).status_code == 404
    assert "/logos/" not in client.get("/about/").text


def test_what_is_taken_away_is_told_no_longer(organiser: FlaskClient, client: FlaskClient) -> None:
    tell(organiser, 2006, **{"text-en": "23 cities."})
    organiser.post("/office/history/names/new/", data=PARTNER)
    for path in ("years", "names"):
        organiser.post(f"/office/history/{path}/1/", data={"remove": "yes"})

    text = client.get("/about/").text

    assert told(text) == []
    assert "House of Voices" not in text
    assert organiser.get("/office/history/years/1/").status_code == 404


def test_newspapers_are_given_the_contact_that_is_theirs(
    organiser: FlaskClient, client: FlaskClient
) -> None:
    without = client.get("/about/").text
    page = organiser.get("/office/campaign/").text
    fields = re.findall(r'<input[^>]* name="(\w+)"[^>]* value="([^"]*)"', page)
    areas = re.findall(r'name="(\w+)"[^>]*>\s*([^<]*)</textarea>', page)
    said = {name: unescape(text) for name, text in [*fields, *areas]}
    organiser.post("/office/campaign/", data={**said, "press": "press@example.org"})

    assert "press@example.org" not in without
    assert "press@example.org" in client.get("/about/").text
