"""Moderators choose from the statues of the city, or name another one."""

from flask.testing import FlaskClient

from gallery.db import db
from gallery.journey.statues import find_statue
from gallery.models import Statue
from tests.factories import create_city, create_photo, create_turin


def test_the_statues_of_the_city_are_offered_and_found_again(moderator: FlaskClient) -> None:
    photo = create_photo()
    known = find_statue(create_city(), "The old rider")
    find_statue(create_turin(), "Somewhere else")
    db.session.commit()

    page = moderator.get(f"/review/{photo.public_id}").text
    said = {"version": str(photo.version), "statue": "the old rider"}
    moderator.post(f"/review/{photo.public_id}/correct", data=said)

    assert '<option value="The old rider">' in page
    assert "Somewhere else" not in page
    assert photo.statue is known
    assert db.session.query(Statue).count() == 2
