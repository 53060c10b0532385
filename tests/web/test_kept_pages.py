"""A page is drawn once, and what was withdrawn is on none that is kept."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from flask import Flask, Response, template_rendered
from flask.testing import FlaskClient

from gallery.campaigns import change_campaign
from gallery.db import unit_of_work
from gallery.journey.publish import take_down
from gallery.models import Stage
from gallery.toolbox import Toolbox
from gallery.web.kept_pages import KeptPages
from tests.factories import create_published


@contextmanager
def drawing(app: Flask) -> Iterator[list[str]]:
    """Note which templates are drawn."""
    drawn: list[str] = []

    def note(_app: Flask, template: object, **_: object) -> None:
        drawn.append(str(getattr(template, "name", "")))

    with template_rendered.connected_to(note, app):
        yield drawn


@pytest.mark.parametrize("coding", ["identity", "gzip", "br"])
def test_a_page_is_drawn_once(app: Flask, client: FlaskClient, coding: str) -> None:
    create_published()
    client.environ_base["HTTP_ACCEPT_ENCODING"] = coding

    with drawing(app) as drawn:
        first, again = client.get("/2010/"), client.get("/2010/")

    assert drawn == ["galleries/year.html"]
    assert again.data == first.data
    assert {**again.headers, "Date": ""} == {**first.headers, "Date": ""}


def test_a_withdrawn_photo_is_on_no_page_that_is_kept(client: FlaskClient, tools: Toolbox) -> None:
    photo = create_published()
    assert photo.public_id in client.get("/2010/").text
    assert photo.public_id in client.get("/2010/").text

    with unit_of_work() as unit:
        take_down(photo, stage=Stage.HIDDEN, tools=tools, unit=unit)

    assert photo.public_id not in client.get("/2010/").text


def test_what_is_kept_stands_at_one_address_only(client: FlaskClient) -> None:
    page = client.get("/about/")

    again = client.get("/en/about/")

    assert (page.status_code, again.status_code) == (200, 302)
    assert again.headers["Location"] == "/about/"


def test_what_is_kept_is_answered_before_anything_else_is_looked_at(
    app: Flask, client: FlaskClient
) -> None:
    page, looked = client.get("/about/"), []
    app.before_request_funcs[None].append(lambda: looked.append("at who asks"))

    again = client.get("/about/")
    first = client.get("/press/")

    assert (again.data, first.status_code) == (page.data, 200)
    assert looked == ["at who asks"]


def test_a_changed_text_is_shown_although_the_page_was_kept(client: FlaskClient) -> None:
    assert "Once a year." not in client.get("/").text
    with unit_of_work():
        change_campaign({"lede": "Once a year."})

    assert "Once a year." in client.get("/").text


def test_nobody_gets_what_is_packed_as_he_does_not_understand(client: FlaskClient) -> None:
    packed = client.get("/about/", headers={"Accept-Encoding": "br"})

    bare = client.get("/about/", headers={"Accept-Encoding": "identity"})

    assert packed.headers["Content-Encoding"] == "br"
    assert "Content-Encoding" not in bare.headers
    assert b"</html>" in bare.data


def test_a_frame_names_the_address_it_was_asked_under(client: FlaskClient) -> None:
    create_published()
    client.get("/embed/2010/", base_url="http://one.example")

    other = client.get("/embed/2010/", base_url="http://two.example")

    assert "http://two.example" in other.headers["Content-Security-Policy"]
    assert "one.example" not in str(other.headers) + other.text


def test_what_went_wrong_is_not_kept(app: Flask, client: FlaskClient) -> None:
    for path in ("/1999/", "/photos/nobody"):
        client.get(path)

    assert app.extensions["kept_pages"].size == 0


def test_who_looks_only_at_the_head_leaves_the_page_whole(client: FlaskClient) -> None:
    assert client.head("/about/").data == b""

    assert "</html>" in client.get("/about/").text
    assert client.head("/about/").data == b""


def test_there_is_room_for_the_pages_asked_for_last() -> None:
    kept = KeptPages(most=250)
    for key in ("a", "b"):
        kept.keep(key, Response(b"x" * 100))
    kept.find("a")

    kept.keep("c", Response(b"x" * 100))

    assert [key for key in "abc" if kept.find(key)] == ["a", "c"]
    assert kept.size == 200
