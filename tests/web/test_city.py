"""A city in all years tells when it took part, what it silenced, and what lies around it."""

import re
from datetime import date
from html import unescape

from flask.testing import FlaskClient

from gallery.db import db
from gallery.models import ActionStage, City, Stage, Statue
from tests.factories import (
    create_action,
    create_city,
    create_edition,
    create_photo,
    create_published,
    create_turin,
    saved,
)

PAGE = "/cities/lt/vilnius/"


def facts(client: FlaskClient) -> str:
    """The words beside a city's photos."""
    found = re.search(r'<section class="whereabouts.*?</section>', client.get(PAGE).text, re.DOTALL)
    return unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", found[0]))) if found else ""


def kaunas(**said: object) -> City:
    """A city nearby."""
    return create_city(
        **{
            "geoname_id": 598316,
            "slug": "kaunas",
            "name": "Kaunas",
            "lat": 54.9,
            "lon": 23.9,
            **said,
        }
    )


def test_a_city_says_when_it_took_part_and_when_it_only_announced(client: FlaskClient) -> None:
    march = create_edition(year=2009, month=3, day=date(2009, 3, 16))
    create_action(edition=march)
    create_action(edition=create_edition(year=2012, month=3), stage=ActionStage.ANNOUNCED)
    create_published()

    said = facts(client)

    assert "Took part 2009 2010 Announced 2012 First action day 16 March 2009" in said


def test_a_city_without_a_photo_says_what_it_announced(client: FlaskClient) -> None:
    create_action(stage=ActionStage.ANNOUNCED)

    text = client.get(PAGE).text

    assert "No photos from Vilnius yet" in text
    assert "Announced 2010" in facts(client)
    assert "Took part" not in text


def test_an_action_that_was_hidden_or_cancelled_is_not_told(client: FlaskClient) -> None:
    create_published()
    hidden, cancelled = create_edition(year=2012, month=3), create_edition(year=2013, month=3)
    create_action(edition=hidden, stage=ActionStage.HIDDEN)
    create_action(edition=cancelled, stage=ActionStage.CANCELLED)

    said = facts(client)

    assert not re.search("2012|2013", said)


def test_only_statues_of_published_photos_are_named(client: FlaskClient) -> None:
    city = create_city()
    shown, waiting = (saved(Statue(city=city, name=name)) for name in ("Žemaitė", "The rider"))
    create_published(statue=shown)
    create_photo(stage=Stage.WAITING, statue=waiting)

    said = facts(client)

    assert "Statues Žemaitė" in said
    assert "The rider" not in said


def test_cities_nearby_are_those_with_photos_and_nearest_first(client: FlaskClient) -> None:
    create_published()
    riga = create_city(
        geoname_id=456172, country="lv", slug="riga", name="Riga", lat=56.9, lon=24.1
    )
    for city in (riga, kaunas(), create_turin()):
        create_published(city=city)
    create_action(city=kaunas(geoname_id=1, slug="trakai", name="Trakai"))

    said = facts(client)

    assert "Cities nearby Kaunas photos: 1 Riga photos: 1" in said
    assert not re.search("Turin|Trakai", said)


def test_nothing_is_told_around_a_city_where_people_are_in_danger(client: FlaskClient) -> None:
    minsk = create_city(
        geoname_id=625144, country="by", slug="minsk", name="Minsk", lat=53.9, lon=27.6
    )
    create_published()
    create_published(city=minsk, statue=saved(Statue(city=minsk, name="The poet")))

    near_vilnius = facts(client)
    text = client.get("/cities/by/minsk/").text

    assert "Minsk" not in near_vilnius
    assert not re.search("The poet|Vilnius", text)


def test_the_map_around_a_city_marks_it(client: FlaskClient) -> None:
    create_published()
    create_published(city=kaunas())
    db.session.commit()

    text = client.get(PAGE).text

    assert f'class="map__link" href="{PAGE}" aria-current="page"' in text
    assert 'class="map__link" href="/cities/lt/kaunas/" aria-label' in text
