"""The page on which partners choose a frame, with a form that needs no script."""

from html import unescape

import pytest
from bs4 import BeautifulSoup
from flask.testing import FlaskClient

from gallery.models import Photo
from tests.factories import create_published

HERE = "http://localhost"
HTML = {"Accept": "text/html"}


@pytest.fixture
def photo(client: FlaskClient) -> Photo:
    return create_published()


def build(client: FlaskClient, **said: str) -> BeautifulSoup:
    """Send the form."""
    answer = client.get("/embed/", query_string={"way": "site", **said}, headers=HTML)
    assert answer.status_code == 200, said
    return BeautifulSoup(answer.text, "html.parser")


def code_of(page: BeautifulSoup) -> str:
    """Return the code that is to be copied."""
    return str(page.find(id="code").string)  # type: ignore[union-attr]


def link_of(page: BeautifulSoup) -> str:
    """Return the link that is to be copied."""
    return str(page.find(id="link")["value"])  # type: ignore[index]


@pytest.mark.parametrize(
    ("said", "place"),
    [
        ({}, "latest/"),
        ({"time": "2010"}, "2010/"),
        ({"time": "2010-12"}, "2010-12/"),
        ({"place": "lt"}, "cities/lt/"),
        ({"place": "lt/vilnius"}, "cities/lt/vilnius/"),
        ({"time": "2010", "place": "lt/vilnius"}, "2010/lt/vilnius/"),
        ({"show": "world", "time": "2010", "place": "lt"}, "map/2010/"),
        ({"show": "counter"}, "counter/"),
        ({"url": f"{HERE}/photos/{{photo}}"}, "photos/{photo}"),
        ({"url": f"{HERE}/2010/lt/vilnius/", "time": "1999"}, "2010/lt/vilnius/"),
        ({"layout": "strip", "theme": "dark"}, "latest/?layout=strip&theme=dark"),
        ({"rows": "3", "accent": "#003399"}, "latest/?rows=3&accent=003399"),
    ],
)
def test_what_is_chosen_is_what_is_shown_and_copied(
    client: FlaskClient, photo: Photo, said: dict[str, str], place: str
) -> None:
    said = {name: value.format(photo=photo.public_id) for name, value in said.items()}
    address = f"/embed/{place.format(photo=photo.public_id)}"

    page = build(client, **said)

    assert f'src="{HERE}{address}"' in unescape(code_of(page))
    shown = str(page.iframe["src"])  # type: ignore[index]
    assert shown == address
    assert client.get(shown, headers=HTML).status_code == 200


def test_a_frame_that_is_as_usual_is_pasted_as_the_link_of_its_page(
    client: FlaskClient, photo: Photo
) -> None:
    assert link_of(build(client, time="2010")) == f"{HERE}/2010/"
    assert link_of(build(client, time="2010", theme="dark")) == f"{HERE}/embed/2010/?theme=dark"
    assert link_of(build(client, show="world")) == f"{HERE}/embed/map/"


def test_a_frame_speaks_the_language_that_is_chosen(client: FlaskClient, photo: Photo) -> None:
    page = build(client, show="world", language="be")
    back = client.get("/be/embed/?language=en&way=site&time=2010", headers=HTML).text

    assert f'src="{HERE}/be/embed/map/"' in code_of(page)
    assert 'title="Карта' in code_of(page)
    assert f'src="{HERE}/embed/2010/"' in unescape(back)


def test_what_was_chosen_stays_chosen(client: FlaskClient, photo: Photo) -> None:
    page = build(client, time="2010", layout="strip", accent="003399")

    chosen = {str(each["value"]) for each in page.select("option[selected]")}
    assert chosen >= {"2010", "strip", "follow", "en"}
    assert page.find(id="accent")["value"] == "003399"  # type: ignore[index]
    ways = [str(each["value"]) for each in page.select("[name=way]")]
    assert ways == ["wordpress", "site", "component", "api", "site"]


def test_its_weight_is_written(client: FlaskClient, photo: Photo) -> None:
    text = build(client).select_one(".builder__weight").get_text()  # type: ignore[union-attr]

    assert int(text.split()[1]) in range(10, 120)


@pytest.mark.parametrize(
    ("said", "status", "sentence"),
    [
        ({"url": "https://example.org/"}, 404, "This is not the address of a gallery"),
        ({"time": "1999"}, 404, "We know of no action day then."),
        ({"time": "soon"}, 400, "We could not understand this."),
        ({"place": "lt/nowhere"}, 404, "We know of no action and no photo from there."),
        ({"accent": "red"}, 400, "A colour has six digits"),
        ({"show": "film"}, 400, "We could not understand this."),
        ({"language": "xx"}, 400, "We could not understand this."),
    ],
)
def test_what_cannot_be_shown_is_said_above_the_same_form(
    client: FlaskClient, photo: Photo, said: dict[str, str], status: int, sentence: str
) -> None:
    answer = client.get("/embed/", query_string=said, headers=HTML)

    page = BeautifulSoup(answer.text, "html.parser")
    assert answer.status_code == status
    assert sentence in page.select_one('[role="alert"]').get_text()  # type: ignore[union-attr]
    assert page.select_one("form[data-builder]") is not None
    assert page.iframe is None


@pytest.mark.parametrize(
    "said",
    [
        {}, {"time": "2010"}, {"time": "2010-12", "place": "lt/vilnius"}, {"place": "lt"},
        {"show": "world", "time": "2010"}, {"show": "counter"}, {"url": f"{HERE}/photos/{{photo}}"},
    ],
)  # fmt: skip
def test_programs_are_told_of_the_same(
    client: FlaskClient, photo: Photo, said: dict[str, str]
) -> None:
    said = {name: value.format(photo=photo.public_id) for name, value in said.items()}

    page = build(client, **{**said, "way": "api"})

    answer = client.get(str(page.find(id="api")["value"]))  # type: ignore[index]
    assert answer.status_code == 200
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    if said.get("show") is None:
        assert photo.public_id in answer.text


def test_galleries_and_photos_lead_to_the_builder_with_themselves(
    client: FlaskClient, photo: Photo
) -> None:
    for place in ("/2010/", "/2010/lt/vilnius/", f"/photos/{photo.public_id}"):
        page = BeautifulSoup(client.get(place).text, "html.parser")

        (link,) = page.find_all("a", string="Embed")
        shown = client.get(f"{link['href']}&way=site", headers=HTML)
        assert f'src="{HERE}/embed{place}"' in unescape(shown.text), place


def test_the_component_is_told_what_was_chosen(client: FlaskClient, photo: Photo) -> None:
    said = {"layout": "strip", "theme": "dark", "accent": "003399", "rows": "3", "time": "2010"}

    code = unescape(code_of(build(client, **{**said, "way": "component"})))

    assert '<unsilenced-gallery layout="strip" theme="dark" accent="#003399">' in code
    assert f'<a href="{HERE}/2010/">' in code
    assert f'src="{HERE}/embed/v1/gallery.js"' in code


def test_before_the_first_photo_there_is_a_frame_that_says_so(client: FlaskClient) -> None:
    page = build(client)

    assert "No photos here yet." in client.get(str(page.iframe["src"])).text  # type: ignore[index]
