"""Several machines on one database and one Redis: a page is drawn once, a photo gone from all."""

import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from config import PREFIX, Settings
from gallery.app import create_app
from gallery.caches.shared import SharedCache
from gallery.db import db, unit_of_work
from gallery.journey.publish import take_down
from gallery.journey.withdraw import withdraw_photo
from gallery.models import Photo, Stage
from gallery.toolbox import Toolbox
from tests.factories import create_published
from tests.gazetteer import build_once
from tests.house import Browser, open_house
from tests.machine import Machine, another_machine, patient, wait_until_there
from tests.servers import free_port
from tests.web.test_kept_pages import drawing

pytestmark = pytest.mark.contract
SECRET = "a secret of these tests"


@pytest.fixture
def settings(tmp_path: Path, redis_url: str) -> Settings:
    return Settings(data_dir=tmp_path, pages_url=redis_url, secret=SECRET)


@pytest.fixture
def tools(tools: Toolbox) -> Toolbox:
    together = patient(tools)
    assert together.shared is not None
    wait_until_there(together.shared)
    return together


@pytest.fixture
def other(app: Flask, tools: Toolbox) -> Iterator[Flask]:
    """Another process of the same gallery."""
    other = create_app(tools.settings, tools=tools)
    other.test_client_class = Browser
    yield other
    with other.app_context():
        db.engine.dispose()


@pytest.mark.parametrize("path", ["/", "/2010/", "/2010/feed.atom", "/embed/2010/", "/about/"])
def test_what_one_has_drawn_the_other_only_answers(
    client: FlaskClient, other: Flask, path: str
) -> None:
    create_published()
    first = client.get(path, headers={"Accept-Encoding": "br"})

    with drawing(other) as drawn:
        again = other.test_client().get(path, headers={"Accept-Encoding": "br"})

    assert drawn == []
    assert again.data == first.data
    assert {**again.headers, "Date": ""} == {**first.headers, "Date": ""}


def test_a_photo_that_was_taken_down_is_gone_from_both(
    client: FlaskClient, other: Flask, tools: Toolbox
) -> None:
    photo = create_published()
    both = (client, other.test_client())
    assert all(photo.public_id in each.get("/2010/").text for each in both)

    with unit_of_work() as unit:
        take_down(photo, stage=Stage.HIDDEN, tools=tools, unit=unit)

    assert not any(photo.public_id in each.get("/2010/").text for each in both)


def test_what_somebody_searches_for_stays_where_it_was_asked(
    client: FlaskClient, other: Flask
) -> None:
    client.get("/search/?q=zappa")

    with drawing(other) as drawn:
        other.test_client().get("/search/?q=zappa")

    assert drawn == ["search/results.html"]


def test_a_machine_with_other_settings_draws_its_own(
    client: FlaskClient, other: Flask, tools: Toolbox
) -> None:
    client.get("/embed/latest/")
    ours = replace(tools.settings, embed_ancestors="https://partner.example")
    other.extensions["toolbox"] = replace(tools, settings=ours)

    answer = other.test_client().get("/embed/latest/")

    assert "frame-ancestors https://partner.example" in answer.headers["Content-Security-Policy"]


def test_pages_are_answered_as_ever_while_redis_is_away(
    tools: Toolbox, empty_database: Path
) -> None:
    away = SharedCache(f"redis://127.0.0.1:{free_port()}", key=b"")
    away.is_there = True  # as if it had gone this moment

    with open_house(replace(tools, shared=away), empty_database) as app, drawing(app) as drawn:
        answers = [app.test_client().get("/about/").status_code for _ in range(3)]

    assert answers == [200, 200, 200]
    assert drawn == ["pages/about.html"]
    assert not away.is_there


@pytest.fixture
def machines(app: Flask, settings: Settings) -> Iterator[tuple[Machine, Machine]]:
    """Two more processes, each a machine of this gallery."""
    settings.cities_file.symlink_to(build_once())
    said = {"DATA_DIR": str(settings.data_dir), "PAGES_URL": settings.pages_url, "SECRET": SECRET}
    ours = {**os.environ, **{PREFIX + name: value for name, value in said.items()}}
    with another_machine(ours) as one, another_machine(ours) as two:
        yield one, two


def test_two_processes_draw_a_page_once_and_forget_a_photo_in_the_same_moment(
    machines: tuple[Machine, Machine], tools: Toolbox
) -> None:
    photo: Photo = create_published()
    one, two = machines

    first, second = one.get("/2010/"), two.get("/2010/")
    with unit_of_work() as unit:
        withdraw_photo(photo, tools=tools, unit=unit)
    after = [machine.get("/2010/") for machine in machines]

    assert (first.drawn, second.drawn) == (["galleries/year.html"], [])
    assert photo.public_id in first.text
    assert second.text == first.text
    assert [photo.public_id in each.text for each in after] == [False, False]
    assert sum(len(each.drawn) for each in after) == 1
