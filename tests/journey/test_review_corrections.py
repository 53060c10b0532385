"""What moderators may say instead of what a photo came with."""

from datetime import date

import pytest
from flask import Flask

from gallery.db import unit_of_work
from gallery.errors import BadInput
from gallery.journey import review
from gallery.journey.review import Act, Corrections
from gallery.models import MODERATOR, Account, Scope, Source
from gallery.toolbox import Toolbox
from tests.factories import create_account, create_edition, create_photo, create_turin

KAUNAS = 598316


@pytest.fixture
def mira(app: Flask) -> Account:
    """A moderator."""
    return create_account(MODERATOR, name="Mira")


def test_another_day_moves_a_photo_to_its_edition(mira: Account, tools: Toolbox) -> None:
    march = create_edition(
        year=2009, month=3, name="March 2009", day=date(2009, 3, 16),
        first_day=date(2009, 3, 10), closes_on=date(2009, 4, 30),
    )  # fmt: skip
    photo = create_photo()

    review.correct(photo, Act(mira, photo.version), Corrections(day=date(2009, 3, 16)), tools=tools)

    assert photo.edition is march
    assert (photo.day, photo.day_source) == (date(2009, 3, 16), Source.MODERATOR)


def test_an_edition_that_was_chosen_stays_when_only_words_or_place_change(
    mira: Account, tools: Toolbox
) -> None:
    march = create_edition(
        year=2009, month=3, name="March 2009", day=date(2009, 3, 16),
        first_day=date(2009, 3, 10), closes_on=date(2009, 4, 30),
    )  # fmt: skip
    photo = create_photo()
    review.correct(photo, Act(mira, photo.version), Corrections(edition_id=march.id), tools=tools)

    said = Corrections(description="A statue", geoname_id=KAUNAS)
    review.correct(photo, Act(mira, photo.version), said, tools=tools)

    assert photo.edition is march
    assert photo.city is not None
    assert (photo.city.slug, photo.place_source) == ("kaunas", Source.MODERATOR)


def test_a_country_alone_can_be_said_instead_of_a_city(mira: Account, tools: Toolbox) -> None:
    photo = create_photo()

    review.correct(photo, Act(mira, photo.version), Corrections(country_only="lt"), tools=tools)

    assert (photo.city, photo.country, photo.place_source) == (None, "lt", Source.MODERATOR)
    assert photo.is_placed


def test_the_same_statue_joins_photos_across_years(mira: Account, tools: Toolbox) -> None:
    one, other = create_photo(), create_photo()

    for photo in (one, other):
        act = Act(mira, photo.version)
        review.correct(photo, act, Corrections(statue="The Guardian"), tools=tools)

    assert one.statue is other.statue is not None


def test_the_log_of_a_correction_names_fields_and_keeps_no_words(
    mira: Account, tools: Toolbox
) -> None:
    photo = create_photo()

    said = Corrections(caption="a secret", day=date(2010, 12, 19))
    review.correct(photo, Act(mira, photo.version), said, tools=tools)

    latest = review.last_decision(photo)
    assert latest is not None
    assert latest.details == {"fields": ["day", "caption"]}


def test_nobody_moves_a_photo_to_a_place_that_they_do_not_look_after(
    app: Flask, tools: Toolbox
) -> None:
    photo, by = create_photo(), create_account(MODERATOR, scopes=[Scope(country="lt")])
    turin = create_turin().geoname_id

    with pytest.raises(BadInput), unit_of_work():
        review.correct(photo, Act(by, 1), Corrections(geoname_id=turin), tools=tools)

    assert (photo.country, photo.version) == ("lt", 1)
