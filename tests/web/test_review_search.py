"""Moderators find what waits: by a photo, a city, a link or its group, in any script."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from gallery.db import db
from gallery.models import MODERATOR, Stage
from gallery.scope import add_place
from tests.factories import (
    create_account,
    create_link,
    create_photo,
    create_submission,
    create_turin,
)
from tests.house import signed_in


def find(browser: FlaskClient, words: str) -> str:
    """Look for something; return where that leads."""
    return str(browser.get("/review/search", query_string={"q": words}).location)


@pytest.mark.parametrize("words", ["Vilnius", "вильнюс", "vilni", "  VILNIUS  "])
def test_a_city_leads_to_the_sheet_of_what_waits_there(moderator: FlaskClient, words: str) -> None:
    create_photo()

    assert find(moderator, words) == "/review/sheet/?where=lt/vilnius"


def test_a_link_is_found_by_its_address_and_by_its_group(moderator: FlaskClient) -> None:
    link = create_link(organisation="Razam e. V.")
    create_photo(submission=create_submission(link=link))

    found = {find(moderator, each) for each in (f"http://localhost/add/{link.token}", "razam")}

    assert found == {f"/review/sheet/?link={link.id}"}


def test_a_photo_is_found_by_its_name_and_by_any_of_its_addresses(moderator: FlaskClient) -> None:
    name = create_photo().public_id

    addresses = (name, f"http://localhost/de/review/{name}", f"/photos/{name}/")

    assert {find(moderator, each) for each in addresses} == {f"/review/{name}"}


@pytest.mark.parametrize("words", ["Turin", "Nowhere", "%", "http://[", "", "a\\b"])
def test_where_nothing_waits_it_is_said_on_the_board(moderator: FlaskClient, words: str) -> None:
    create_photo()
    create_photo(city=create_turin(), country="it", stage=Stage.REJECTED)

    answer = moderator.get("/review/search", query_string={"q": words})

    assert answer.status_code == 200
    assert ("Nothing that waits was found" in answer.text) is bool(words)


def test_what_lies_beyond_somebody_s_places_is_not_found(app: Flask) -> None:
    link = create_link(organisation="Razam")
    photo = create_photo(submission=create_submission(link=link))
    account = create_account(MODERATOR)
    add_place(account, ("it", None))
    db.session.commit()
    browser = signed_in(app, account)

    assert {find(browser, each) for each in ("Vilnius", "Razam", photo.public_id)} == {"None"}
