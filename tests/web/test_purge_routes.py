"""Whatever address shows a photo, caches are told of it when the photo leaves."""

from dataclasses import replace

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.routing import BuildError

from config import Settings
from gallery import partners
from gallery.db import unit_of_work
from gallery.history import NewSupporter, keep_supporter
from gallery.journey import purging
from gallery.journey.withdraw import withdraw_photo
from gallery.models import Photo, SupporterKind
from gallery.toolbox import Toolbox
from tests.factories import create_published
from tests.web.test_cards import painted

SITE = "http://localhost"
KEPT = "max-age=300"


@pytest.fixture
def settings(settings: Settings) -> Settings:
    return replace(settings, site_url=SITE, purge_command="true", languages="en")


@pytest.fixture
def photo(app: Flask, tools: Toolbox) -> Photo:
    """A photo that stands in a partner's gallery, too."""
    with unit_of_work():
        supporter = keep_supporter(NewSupporter(SupporterKind.PARTNER, "House of Words"))
        partner = partners.change_partner(supporter, origins="", has_gallery=True, tools=tools)
    return painted(create_published(partner_id=partner.id), tools)


def addresses_of(photo: Photo, app: Flask) -> set[str]:
    """Every address that is asked for with GET and can be made of what a photo is."""
    assert photo.partner_id
    assert photo.edition
    assert photo.city
    partner = partners.find_partner(1)[1]
    assert partner
    said = {
        "year": photo.edition.year, "month": photo.edition.month, "slug": photo.city.slug,
        "country": photo.country, "public_id": photo.public_id, "partner": partner.key,
        "edition": photo.edition.slug, "name": photo.media_names[0],
    }  # fmt: skip
    found = set()
    with app.test_request_context():
        for rule in app.url_map.iter_rules():
            if "GET" in (rule.methods or ()) and rule.arguments <= said.keys():
                try:
                    values = {name: said[name] for name in rule.arguments}
                    found.add(str(rule.build(values, append_unknown=False)[1]))  # type: ignore[index]  # it has all values
                except (BuildError, TypeError):
                    continue
    return found


def test_every_address_that_shows_a_photo_is_told(
    app: Flask, client: FlaskClient, photo: Photo, tools: Toolbox
) -> None:
    marks = (photo.public_id.encode(), str(photo.media_token).encode())
    showing = set()
    for address in addresses_of(photo, app):
        answer = client.get(address)
        is_kept = KEPT in answer.headers.get("Cache-Control", "")
        is_its_own = photo.public_id in address
        if (
            is_kept
            and answer.status_code == 200
            and (is_its_own or any(mark in answer.data for mark in marks))
        ):
            showing.add(SITE + address)

    with unit_of_work() as unit:
        withdraw_photo(photo, tools=tools, unit=unit)
    with unit_of_work():
        work = purging.claim(tools=tools)

    assert work is not None
    assert len(showing) > 30, sorted(showing)
    assert showing - set(work.addresses) == set()
