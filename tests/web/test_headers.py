"""What every browser is told, whatever the page and whatever went wrong."""

from dataclasses import replace

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from gallery.app import create_app
from gallery.models import Photo
from gallery.toolbox import Toolbox
from tests.factories import create_published

PAGES = [
    ("/", 200), ("/2010/", 200), ("/2010/lt/vilnius/", 200), ("/cities/", 200), ("/map/", 200),
    ("/photos/{photo}", 200), ("/about/", 200), ("/privacy/", 200), ("/imprint/", 200),
    ("/embed/", 200), ("/feed.atom", 200), ("/feed.json", 200), ("/sitemap.xml", 200),
    ("/robots.txt", 200), ("/1999/", 404), ("/nowhere", 404), ("/2010", 308),
    ("/2010/?after=nobody", 302), ("/oembed?url=http://localhost/2010/", 200),
    ("/oembed?url=x", 404), ("/sign-in", 200), ("/static/-/css/base.css", 200),
]  # fmt: skip
FRAMES = [("/embed/2010/", 200), ("/embed/photos/{photo}", 200), ("/embed/1999/", 404)]


@pytest.fixture
def photo(client: FlaskClient) -> Photo:
    return create_published()


def ask(client: FlaskClient, path: str, photo: Photo) -> TestResponse:
    return client.get(path.format(photo=photo.public_id), headers={"Accept": "text/html"})


def policy_of(answer: TestResponse) -> dict[str, str]:
    """Return the content security policy by its directives."""
    parts = answer.headers["Content-Security-Policy"].split("; ")
    return {part.partition(" ")[0]: part.partition(" ")[2] for part in parts}


def test_every_answer_has_the_strict_policy(client: FlaskClient, photo: Photo) -> None:
    for path, status in PAGES:
        answer = ask(client, path, photo)

        policy = policy_of(answer)
        assert answer.status_code == status, path
        assert policy["default-src"] == policy["frame-ancestors"] == "'none'", path
        assert "unsafe" not in str(policy), path
        if answer.mimetype == "text/html":
            assert policy["script-src"] == policy["style-src"] == "'self'", path
            assert answer.headers["X-Frame-Options"] == "DENY", path
        assert answer.headers["X-Content-Type-Options"] == "nosniff", path
        assert answer.headers["Referrer-Policy"] == "same-origin", path


def test_a_frame_may_stand_on_any_site_and_names_our_address(
    client: FlaskClient, photo: Photo
) -> None:
    for path, status in FRAMES:
        answer = ask(client, path, photo)

        policy = policy_of(answer)
        assert answer.status_code == status, path
        assert policy["frame-ancestors"] == "*", path
        assert policy["script-src"] == policy["style-src"] == "http://localhost", path
        assert policy["img-src"] == "http://localhost blob:", path
        assert "unsafe" not in str(policy), path
        assert "X-Frame-Options" not in answer.headers, path


def test_no_visitor_gets_a_cookie_nor_a_page_made_for_one(
    client: FlaskClient, photo: Photo
) -> None:
    client.set_cookie("session", "of somebody")
    for path, _status in (*PAGES, *FRAMES):
        if path == "/sign-in":
            continue
        answer = ask(client, path, photo)

        assert "Set-Cookie" not in answer.headers, path
        assert "Cookie" not in answer.headers.get("Vary", ""), path


def test_visitors_can_change_nothing(client: FlaskClient, photo: Photo) -> None:
    for path in ("/", "/2010/", f"/photos/{photo.public_id}", "/embed/2010/", "/oembed"):
        for method in ("POST", "PUT", "DELETE", "PATCH"):
            answer = client.open(path, method=method)

            assert answer.status_code == 405, (method, path)
            assert answer.headers["Cache-Control"] == "no-store", (method, path)


def test_a_media_site_is_named_in_the_policy_and_linked(app: Flask, tools: Toolbox) -> None:
    settings = replace(tools.settings, media_url="https://media.example.org/")
    other = create_app(settings, tools=replace(tools, settings=settings))
    public_id = create_published().public_id

    answer = other.test_client().get("/2010/")

    assert policy_of(answer)["img-src"] == "'self' blob: https://media.example.org"
    assert f'src="https://media.example.org/media/{public_id}/' in answer.text


def test_partners_can_be_named(app: Flask, tools: Toolbox) -> None:
    settings = replace(tools.settings, embed_ancestors="https://example.org")
    other = create_app(settings, tools=replace(tools, settings=settings))
    create_published()

    answer = other.test_client().get("/embed/2010/")

    assert policy_of(answer)["frame-ancestors"] == "https://example.org"


def test_a_crooked_host_changes_no_policy(client: FlaskClient, photo: Photo) -> None:
    for host in ("a; script-src *", "a b", "a'b", "a,b"):
        answer = client.get("/embed/2010/", headers={"Host": host})

        assert host not in answer.headers["Content-Security-Policy"], host
