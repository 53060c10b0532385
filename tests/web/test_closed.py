"""A campaign that takes no photos yet invites nobody to add some."""

import pytest
from flask.testing import FlaskClient

from gallery.campaigns import change_campaign
from gallery.db import db
from tests.factories import create_published


@pytest.mark.parametrize("path", ["/", "/about/", "/2010/", "/cities/", "/photos/{photo}"])
def test_only_an_open_campaign_invites_to_add_and_to_start(client: FlaskClient, path: str) -> None:
    page = path.format(photo=create_published().public_id)

    was_open = client.get(page).text
    change_campaign({"contact": ""})
    db.session.commit()
    is_closed = client.get(page).text

    assert 'href="/add/"' in was_open
    assert 'href="/add/"' not in is_closed
    assert 'href="/start/"' not in is_closed


def test_the_first_page_leads_to_starting_an_action(client: FlaskClient) -> None:
    assert 'href="/start/"' in client.get("/").text
