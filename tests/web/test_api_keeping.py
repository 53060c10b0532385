"""How long answers of the API may be kept, how often one may ask, and what costs how much."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from flask import Flask, Response
from flask.testing import FlaskClient
from sqlalchemy import event

from gallery.db import db, unit_of_work
from gallery.journey.publish import take_down
from gallery.models import Stage
from gallery.toolbox import Toolbox
from gallery.web.api.answering import announce_end
from gallery.web.api.operations import OPERATIONS
from tests.factories import create_action, create_city, create_edition, create_published
from tests.house import open_house

API = "/api/v1"
PATHS = [each.path for each in OPERATIONS if "{" not in each.path] + [
    "/openapi.json",
    "/changes.atom",
]


@contextmanager
def statements() -> Iterator[list[str]]:
    """Note what the database is asked."""
    asked: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        asked.append(statement)

    event.listen(db.engine, "before_cursor_execute", note)
    yield asked
    event.remove(db.engine, "before_cursor_execute", note)


def test_an_answer_may_be_kept_for_five_minutes_and_is_not_sent_again(client: FlaskClient) -> None:
    create_published()
    for path in PATHS:
        first = client.get(API + path)
        again = client.get(API + path, headers={"If-None-Match": first.headers["ETag"]})

        assert first.headers["Cache-Control"] == "public, max-age=300", path
        assert (again.status_code, again.data) == (304, b""), path
        assert again.headers["Access-Control-Allow-Origin"] == "*", path
        kept = client.get(API + path)
        assert kept.data == first.data, path
        assert kept.headers.getlist("Link") == first.headers.getlist("Link"), path


def test_a_withdrawn_photo_leaves_every_answer_at_once(client: FlaskClient, tools: Toolbox) -> None:
    photo = create_published()
    name = photo.public_id
    before = {path: client.get(API + path) for path in PATHS}
    assert name in before["/photos"].text
    assert name in before["/openapi.json"].text

    with unit_of_work() as unit:
        take_down(photo, stage=Stage.HIDDEN, tools=tools, unit=unit)

    for path, first in before.items():
        again = client.get(API + path, headers={"If-None-Match": first.headers["ETag"]})
        assert again.status_code == 200, path
        # Those who follow us are told that it is gone, and nothing more.
        is_told = path.startswith("/changes") or path == "/openapi.json"  # an example of them
        assert again.text.count(name) == is_told, path
    assert client.get(f"{API}/photos/{name}").status_code == 404


def test_pages_of_all_sites_may_read_and_nobody_is_known(client: FlaskClient) -> None:
    for path in PATHS:
        answer = client.get(API + path, headers={"Origin": "https://partner.example"})

        assert answer.headers["Access-Control-Allow-Origin"] == "*", path
        assert "Access-Control-Allow-Credentials" not in answer.headers, path
        assert "Set-Cookie" not in answer.headers, path
        assert answer.headers["Cross-Origin-Resource-Policy"] == "cross-origin", path
        assert answer.headers["X-Robots-Tag"] == "noindex", path


def test_a_browser_may_ask_beforehand(client: FlaskClient) -> None:
    answer = client.options(f"{API}/photos", headers={"Origin": "https://partner.example"})

    assert answer.headers["Access-Control-Allow-Methods"] == "GET, HEAD, OPTIONS"
    assert answer.headers["Access-Control-Allow-Headers"] == "If-None-Match"


def test_who_asks_too_often_hears_when_to_come_again(tools: Toolbox, empty_database: Any) -> None:
    few = replace(tools, settings=replace(tools.settings, calls_per_minute=2))
    with open_house(few, empty_database) as app:
        client = app.test_client()
        answers = [client.get(f"{API}/{path}") for path in ("years", "years", "photos")]

        refused = client.get(f"{API}/cities")

    assert "RateLimit" not in answers.pop(1).headers  # it was kept here, and costs nothing
    left = [each.headers["RateLimit"].partition(";t=")[0] for each in (*answers, refused)]
    assert left == ['"minute";r=1', '"minute";r=0', '"minute";r=0']
    assert answers[0].headers["RateLimit-Policy"] == '"minute";q=2;w=60'
    assert refused.status_code == 429
    assert refused.content_type == "application/problem+json"
    assert refused.headers["RateLimit"].endswith(f";t={refused.headers['Retry-After']}")


def test_names_are_in_the_language_of_the_address(client: FlaskClient) -> None:
    create_published()

    answer = client.get(f"/be{API}/countries")

    assert answer.headers["Content-Language"] == "be"
    assert answer.json["items"][0]["title"] == "Літва"  # type: ignore[index]
    assert "/be/" in client.get(f"/be{API}/photos?limit=1").json["items"][0]["url"]  # type: ignore[index]


def test_no_coordinate_is_finer_than_a_city(client: FlaskClient) -> None:
    create_published()

    for path in PATHS:
        text = client.get(API + path).text
        assert "54.689" not in text, path
        assert "25.279" not in text, path
    city = client.get(f"{API}/cities").json["items"][0]  # type: ignore[index]
    assert (city["latitude"], city["longitude"]) == (54.69, 25.28)


def test_what_an_answer_costs_does_not_grow_with_the_archive(
    app: Flask, client: FlaskClient
) -> None:
    create_published()
    few = {path: cost(app, client, path) for path in PATHS}
    for number in range(12):
        city = create_city(geoname_id=1000 + number, slug=f"city-{number}", name=f"City {number}")
        create_action(city=city)
        edition = create_edition(year=1990 + number, month=5, name=f"May {number}")
        for photo_edition in (edition, create_edition()):
            create_published(city=city, edition=photo_edition)

    many = {path: cost(app, client, path) for path in PATHS}

    assert many == few
    assert max(many.values()) <= 45


def cost(app: Flask, client: FlaskClient, path: str) -> int:
    """Return how many questions the database is asked for an answer that nobody has yet."""
    app.extensions["kept_pages"].forget_all()
    with statements() as asked:
        assert client.get(API + path).status_code == 200
    return len(asked)


def test_what_ends_says_so(app: Flask) -> None:
    old = replace(OPERATIONS[0], deprecated_on=date(2027, 1, 1), ends_on=date(2028, 1, 1))

    answer = announce_end(Response(), old)

    assert answer.headers["Deprecation"] == "@1798761600"
    assert answer.headers["Sunset"] == "Sat, 01 Jan 2028 00:00:00 GMT"


Ask = Callable[[], str]


@pytest.fixture
def listed(client: FlaskClient) -> dict[str, Ask]:
    """What tells machines of a photo from a listed country that is public too early."""
    minsk = create_city(geoname_id=625144, country="by", slug="minsk", name="Minsk")
    create_action(city=minsk)
    photo = create_published(city=None, country="by")
    own = ("changes", "changes.atom", "photos", f"photos/{photo.public_id}", "actions",
           "openapi.json")  # fmt: skip
    feeds = ("/feed.atom", "/2010/feed.json", "/2010/by/feed.atom")
    places = (*(f"{API}/{name}" for name in own), *feeds)
    names = (photo.public_id, "minsk")
    return {
        place: lambda place=place: " ".join(  # type: ignore[misc]
            name for name in names if f'{name}"' in client.get(place).text.replace("<", '"')
        )
        for place in places
    }


def test_machines_hear_nothing_from_listed_countries_before_the_edition_has_closed(
    listed: dict[str, Ask], clock: Any
) -> None:
    assert {place: ask() for place, ask in listed.items()} == dict.fromkeys(listed, "")

    clock.forward(days=60)

    told = {place: bool(ask()) for place, ask in listed.items()}
    assert told == dict.fromkeys(listed, True)
