"""Senders may name the statue; of an action's link it is known already."""

from flask.testing import FlaskClient

from gallery.actions import name_statue
from gallery.db import db
from gallery.models import Photo
from gallery.toolbox import Toolbox
from tests.factories import create_link
from tests.pictures import make_photo
from tests.sending import ALL, PERMISSION, SentForm, examine_all


def statue_of_photo() -> str:
    """What the one photo is filed under."""
    photo = db.session.query(Photo).one()
    return photo.statue.name if photo.statue else ""


def test_a_statue_that_is_named_is_kept(client: FlaskClient, tools: Toolbox) -> None:
    form = SentForm(client)
    again = form.send(make_photo(), statue="The old rider")
    examine_all(tools)

    form.send(**ALL, statue=" The  old rider ")

    assert 'value="The old rider"' in again.text
    assert statue_of_photo() == "The old rider"


def test_the_statue_of_an_action_is_filled_in(client: FlaskClient, tools: Toolbox) -> None:
    link = create_link()
    name_statue(link.action, "A poet")
    db.session.commit()
    form = SentForm(client, address=f"/add/{link.token}")

    form.send(make_photo())
    examine_all(tools)
    form.send(**PERMISSION)

    assert '<option value="A poet">' in client.get(f"/add/{link.token}").text
    assert statue_of_photo() == "A poet"


def test_where_only_the_country_may_be_shown_no_statue_is_kept(
    client: FlaskClient, tools: Toolbox
) -> None:
    form = SentForm(client)
    form.send(make_photo())
    examine_all(tools)

    form.send(**ALL, precision="country", statue="The old rider")

    assert statue_of_photo() == ""
