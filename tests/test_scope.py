"""Nobody sees more than is theirs to see: the photos of their countries and cities."""

from collections.abc import Iterable

import pytest
from flask import Flask
from sqlalchemy import select

from gallery import scope
from gallery.db import db
from gallery.errors import NotHere
from gallery.journey import proposals, review
from gallery.models import MODERATOR, ORGANISER, Account, Photo, Proposal, Scope, Stage
from tests.factories import NOON, create_account, create_city, create_photo, create_turin, saved

KAUNAS = {"geoname_id": 598316, "slug": "kaunas", "name": "Kaunas"}


@pytest.fixture
def photos(app: Flask) -> dict[str, Photo]:
    """A photo of each kind of place."""
    return {
        "vilnius": create_photo(),
        "kaunas": create_photo(city=create_city(**KAUNAS)),
        "somewhere in lt": create_photo(city=None, country="lt"),
        "turin": create_photo(city=create_turin()),
        "nowhere": create_photo(city=None),
    }


def limited(*scopes: Scope, role: str = MODERATOR) -> Account:
    """Somebody who is limited to places."""
    return create_account(role, scopes=list(scopes))


def seen(photos: dict[str, Photo], by: Account) -> set[str]:
    """Return which photos somebody sees; both ways of asking have to agree."""
    found: Iterable[Photo] = db.session.scalars(scope.limit(select(Photo), by)).all()
    names = {name for name, photo in photos.items() if photo in found}
    assert names == {name for name, photo in photos.items() if scope.may_see(photo, by)}
    return names


def test_without_a_scope_one_sees_everything(photos: dict[str, Photo]) -> None:
    assert seen(photos, create_account(MODERATOR)) == set(photos)


def test_a_country_is_all_of_its_cities_and_nothing_else(photos: dict[str, Photo]) -> None:
    assert seen(photos, limited(Scope(country="lt"))) == {"vilnius", "kaunas", "somewhere in lt"}


def test_a_city_is_that_city_alone(photos: dict[str, Photo]) -> None:
    vilnius = Scope(country="lt", city_id=create_city().id)

    assert seen(photos, limited(vilnius)) == {"vilnius"}


def test_countries_and_cities_add_up(photos: dict[str, Photo]) -> None:
    kaunas = Scope(country="lt", city_id=create_city(**KAUNAS).id)

    assert seen(photos, limited(kaunas, Scope(country="it"))) == {"kaunas", "turin"}


def test_organisers_have_no_limits(photos: dict[str, Photo]) -> None:
    assert seen(photos, limited(Scope(country="it"), role=ORGANISER)) == set(photos)


@pytest.mark.parametrize("stage", [Stage.WAITING, Stage.PUBLISHED, Stage.WITHDRAWN])
def test_a_photo_of_elsewhere_is_as_unknown_as_one_that_never_was(app: Flask, stage: Stage) -> None:
    photo = create_photo(stage=stage)

    with pytest.raises(NotHere) as found:
        review.find_photo(photo.public_id, by=limited(Scope(country="it")))

    assert (type(found.value), found.value.key) == (NotHere, "unknown-photo")


def test_what_senders_ask_is_told_within_the_scope_only(photos: dict[str, Photo]) -> None:
    for name in ("vilnius", "turin"):
        saved(Proposal(photo_id=photos[name].id, caption="x", asked_at=NOON))
    italian, french = limited(Scope(country="it")), limited(Scope(country="fr"))

    assert proposals.find_asked(italian) is photos["turin"]
    assert (proposals.count_asked(italian), proposals.count_asked(french)) == (1, 0)
    assert proposals.find_asked(french) is None
