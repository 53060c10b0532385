"""The page of one photo says what is known, how, and where to go on."""

import re
from datetime import timedelta

from flask.testing import FlaskClient

from gallery.db import unit_of_work
from gallery.journey.publish import take_down
from gallery.models import Photo, Stage, Statue
from gallery.toolbox import Toolbox
from tests.factories import (
    NOON,
    create_city,
    create_edition,
    create_published,
    create_submission,
    saved,
)
from tests.web.test_galleries import client, words

__all__ = ["client"]


def test_a_photo_page_says_what_is_known_and_how(client: FlaskClient) -> None:
    statue = saved(Statue(city_id=create_city().id, name="The general"))
    earlier = create_published(edition=create_edition(year=2009, month=3), statue=statue)
    photo = create_published(
        statue=statue, caption="Silence.", submission=create_submission(credit="Ana K.")
    )

    text = client.get(f"/photos/{photo.public_id}").text

    said = words(text)
    for each in ("Vilnius", "18 December 2010 says the camera", "The general", "Silence.",
                 "Photo: Ana K.", "CC BY 4.0", "Report or withdraw this photo"):  # fmt: skip
        assert each in said
    assert f'href="/photos/{earlier.public_id}">2009</a>' in text
    assert f"/media/{photo.public_id}/{photo.media_token}-1280.jpg" in text


def test_the_alternative_text_is_the_moderators_description_else_place_and_day(
    client: FlaskClient,
) -> None:
    plain = create_published()
    described = create_published(description="A general of stone, his mouth taped")

    assert 'alt="Photo from Vilnius, 18 December 2010"' in page_of(plain, client)
    assert 'alt="A general of stone, his mouth taped"' in page_of(described, client)


def page_of(photo: Photo, client: FlaskClient) -> str:
    return client.get(f"/photos/{photo.public_id}").text


def test_a_hidden_photo_leaves_the_ways_of_its_neighbours(
    client: FlaskClient, tools: Toolbox
) -> None:
    first, middle, last = (
        create_published(published_at=NOON + timedelta(seconds=second)) for second in range(3)
    )
    with unit_of_work() as unit:
        take_down(middle, stage=Stage.HIDDEN, tools=tools, unit=unit)

    text = page_of(first, client)

    assert f'href="/photos/{last.public_id}" rel="prev"' in text
    assert middle.public_id not in text


def test_a_phone_takes_a_file_that_is_a_little_narrower_and_half_as_heavy(
    client: FlaskClient,
) -> None:
    text = page_of(create_published(), client)

    [share] = set(re.findall(r'sizes="[^"]* (\d+)vw\)"', text))

    phone = 412 * 1.75  # pixels; 92 of 100 are the picture's
    assert 0.95 * 92 <= int(share) <= 100 * 640 / phone
