"""The map by year, and its figures for the script that draws it closer."""

import pytest
from bs4 import BeautifulSoup
from flask import Flask
from flask.testing import FlaskClient

from gallery.places import atlas
from gallery.places.labels import Label
from gallery.web.map_dots import draw_dots
from gallery.web.present import MapDot, maps
from tests.factories import create_edition, create_published, create_turin


def test_the_map_of_a_year_and_its_figures_tell_of_that_year_alone(client: FlaskClient) -> None:
    create_published()
    create_published(edition=create_edition(year=2009), city=create_turin())

    world, figures = client.get("/map/2010/").text, client.get("/be/map/2010/cities.json").json

    assert 'href="/2010/lt/vilnius/" aria-label="Vilnius, 1 photo"' in world
    assert "Turin" not in world
    assert figures is not None
    assert figures["root"] == "/be/2010/"
    assert [city[:2] for city in figures["cities"]] == [["Vilnius", "lt/vilnius/"]]
    assert set(figures["words"]["photos"]) == {"one", "few", "many"}
    assert client.get("/map/1999/").status_code == 404


def test_the_map_tells_a_citys_centre_and_no_more(client: FlaskClient) -> None:
    photo = create_published()

    figures = client.get("/map/cities.json").json

    assert figures is not None
    (_name, _path, x, y, _photos), = figures["cities"]  # fmt: skip
    assert photo.city is not None
    assert (x, y) == pytest.approx(atlas.project(photo.city.lat, photo.city.lon), abs=0.005)


def test_beside_very_many_cities_the_map_lists_their_countries(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(maps, "MOST_LISTED", 1)
    create_published()
    create_published(edition=create_edition(year=2009), city=create_turin())

    page = client.get("/map/").text

    listed = BeautifulSoup(page, "html.parser").select(".city-list a")
    assert [link["href"] for link in listed] == ["/cities/it/", "/cities/lt/"]
    assert "All 2 cities" in page


def test_no_name_of_a_city_is_more_than_words_on_the_map(app: Flask) -> None:
    name = '<b>"Riga"</b>'
    dots = [
        MapDot(1.0, 2.0, 7.0, name, "/lv/?a=1&b=2", photos=3, cities=cities, label=label)
        for cities, label in ((1, Label(1.0, 2.0, "start")), (1200, None))
    ]

    with app.test_request_context("/"):
        drawn = draw_dots(dots)

    page = BeautifulSoup(drawn, "html.parser")
    assert page.find("b") is None
    assert [link["href"] for link in page.select("a")] == ["/lv/?a=1&b=2"] * 2
    assert [link["aria-label"] for link in page.select("a")] == [
        f"{name}, 3 photos",
        f"1,200 cities around {name}, 3 photos",
    ]
    assert [text.text for text in page.select("text")] == [name, "1,200"]
