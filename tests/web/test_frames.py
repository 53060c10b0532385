"""Frames as partners want them: layouts, colours, rows, a map, a counter; for years."""

import re
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from gallery.models import ActionStage, Photo
from gallery.web.present.looks import PAPERS, contrast, ink_on, strong_on
from tests.architecture import ROOT
from tests.factories import create_action, create_published

HTML = {"Accept": "text/html"}
HERE = "http://localhost"


@pytest.fixture
def photo(client: FlaskClient) -> Photo:
    return create_published()


def frame(client: FlaskClient, path: str) -> str:
    """Return a frame's page."""
    answer = client.get(f"/embed/{path}", headers=HTML)
    assert answer.status_code == 200, path
    return answer.text


def photos_in(text: str) -> int:
    """Count the photos that a frame shows."""
    return len(re.findall(r'class="frame-(?:card|photo)__image"', text))


def test_rows_and_layouts_say_how_many_photos_there_are(client: FlaskClient) -> None:
    for _ in range(9):
        create_published()

    found = {
        query: photos_in(frame(client, f"2010/?{query}"))
        for query in ("", "rows=1", "rows=3", "layout=strip", "layout=one")
    }

    assert found == {"": 6, "rows=1": 3, "rows=3": 7, "layout=strip": 7, "layout=one": 1}


def test_a_grid_has_as_many_rows_as_were_asked_for(client: FlaskClient) -> None:
    for _ in range(9):
        create_published()

    for rows in (1, 2, 3):
        text = frame(client, f"2010/?rows={rows}")
        assert text.count('<ul class="frame-row">') == rows


def test_few_photos_stand_in_fewer_rows(client: FlaskClient, photo: Photo) -> None:
    text = frame(client, "2010/?rows=3")

    assert (text.count('<ul class="frame-row">'), photos_in(text)) == (1, 1)


def test_a_theme_is_a_class_and_follows_the_visitor_otherwise(
    client: FlaskClient, photo: Photo
) -> None:
    heads = {
        theme: re.search(r"<html[^>]*>", frame(client, f"2010/?theme={theme}"))[0]  # type: ignore[index]
        for theme in ("light", "dark", "follow")
    }

    assert 'class="is-light"' in heads["light"]
    assert 'class="is-dark"' in heads["dark"]
    assert "class" not in heads["follow"]


def test_an_accent_is_a_stylesheet_of_ours_and_no_second_request(
    client: FlaskClient, photo: Photo
) -> None:
    text = frame(client, "2010/?accent=%23003399")

    (address,) = re.findall(r'rel="stylesheet" href="([^"]+)"', text)
    styles = client.get(address)
    assert address.endswith("/003399.css")
    assert "--tape:#003399;--on-tape:#ffffff" in styles.text
    assert ".frame-card" in styles.text
    assert "style=" not in text
    font = re.search(r"url\(([^)]*latin-800[^)]*)\)", styles.text)
    assert font is not None
    assert client.get(font[1]).status_code == 200
    assert styles.headers["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert "immutable" in styles.headers["Cache-Control"]


def test_only_a_colour_has_a_stylesheet(client: FlaskClient) -> None:
    for colour in ("zzzzzz", "red;}*", "12345", "1234567"):
        assert client.get(f"/embed/styles/-/{colour}.css").status_code in (400, 404), colour


@pytest.mark.parametrize("paper", PAPERS.values())
def test_every_accent_can_be_told_from_the_paper_and_read(paper: str) -> None:
    steps = ("00", "33", "66", "99", "cc", "ff")
    for colour in (red + green + blue for red in steps for green in steps for blue in steps):
        tape = strong_on(paper, colour)

        assert contrast(tape, paper) >= 3, colour
        assert contrast(ink_on(tape), tape) >= 4.5, colour


def test_a_strong_accent_stays_as_it_is() -> None:
    assert strong_on(PAPERS["light"], "003399") == "003399"
    assert strong_on(PAPERS["dark"], "003399") != "003399"


def test_papers_are_those_of_the_stylesheet() -> None:
    styles = Path(ROOT, "static", "css", "embed.css").read_text()

    assert re.findall(r"--paper: #(\w+)", styles)[:2] == list(PAPERS.values())


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("layout=pile", "A frame’s layout is grid, strip or one."),
        ("theme=neon", "A frame’s theme is light, dark or follow."),
        ("rows=0", "A frame’s rows are 1, 2 or 3."),
        ("rows=99999999999999999999", "A frame’s rows are 1, 2 or 3."),
        ("accent=red", "A colour has six digits, such as b5122b."),
        ("accent=%D9%A3%D9%A3%D9%A3%D9%A3%D9%A3%D9%A3", "A colour has six digits"),
    ],
)
def test_what_cannot_be_shown_so_is_said_in_the_frame(
    client: FlaskClient, photo: Photo, query: str, sentence: str
) -> None:
    for place in ("2010/", f"photos/{photo.public_id}", "map/", "counter/"):
        answer = client.get(f"/embed/{place}?{query}", headers=HTML)

        assert answer.status_code == 400, place
        assert sentence in answer.text, place
        assert "frame-empty" in answer.text, place


def test_a_map_leads_to_the_photos_of_its_cities(client: FlaskClient, photo: Photo) -> None:
    for place, city in (("map/", "/cities/lt/vilnius/"), ("map/2010/", "/2010/lt/vilnius/")):
        text = frame(client, place)

        assert f'class="map__link" href="{city}"' in text, place
    assert "Map of 2010" in frame(client, "map/2010/")


def test_a_counter_says_what_took_part_and_what_is_here(client: FlaskClient, photo: Photo) -> None:
    create_action(city=photo.city, edition=photo.edition, stage=ActionStage.PHOTOGRAPHED)

    text = frame(client, "counter/2010/")

    assert "1 city took part" in text
    assert "1 photo from 1 city" in text
    assert client.get("/embed/counter/1999/").status_code == 404


def test_the_address_with_a_version_shows_the_same(client: FlaskClient, photo: Photo) -> None:
    places = (
        "latest/", "2010/", "2010-12/", "2010/lt/", "2010/lt/vilnius/", "cities/lt/vilnius/",
        f"photos/{photo.public_id}", "map/", "map/2010/", "counter/", "counter/2010/",
    )  # fmt: skip
    for place in places:
        usual, lasting = (
            client.get(f"/embed/{root}{place}?theme=dark", headers=HTML) for root in ("", "v1/")
        )

        assert (lasting.status_code, lasting.text) == (200, usual.text), place
        for name in ("Content-Security-Policy", "Cache-Control", "Link"):
            assert lasting.headers[name] == usual.headers[name], (place, name)


def test_a_frame_says_how_it_is_embedded_by_its_own_address(
    client: FlaskClient, photo: Photo
) -> None:
    for place in ("2010/?layout=strip&theme=dark", "map/2010/", "counter/?accent=003399"):
        link = client.get(f"/embed/{place}").headers["Link"]

        said = client.get(re.findall(r"<([^>]+)>", link)[0]).get_json()
        assert said["type"] == "rich"
        assert f'src="{HERE}/embed/{place.replace("&", "&amp;")}"' in said["html"], place


def test_a_frame_lets_the_page_around_it_be_as_high_as_it_is(
    client: FlaskClient, photo: Photo
) -> None:
    assert '<meta name="responsive-embedded-sizing" content="allow-origins=*">' in frame(
        client, "2010/"
    )


@pytest.mark.parametrize(("name", "most"), [("embed", 512), ("gallery", 4096)])
def test_scripts_for_partners_are_small_may_be_loaded_anywhere_and_mended(
    client: FlaskClient, name: str, most: int
) -> None:
    answer = client.get(f"/embed/v1/{name}.js", headers={"Accept-Encoding": "gzip"})

    assert answer.status_code == 200
    assert answer.mimetype == "text/javascript"
    assert answer.content_encoding == "gzip"
    assert len(answer.data) <= most
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert answer.headers["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert answer.headers["Cache-Control"] == "public, max-age=3600"


def test_there_are_no_other_scripts_for_partners(client: FlaskClient) -> None:
    assert client.get("/embed/v1/other.js").status_code == 404
