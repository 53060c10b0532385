"""The engine's page: what waits for machines, which of them work, and who is told."""

from datetime import timedelta

from flask import Flask
from flask.testing import FlaskClient

from gallery.heartbeat import beat
from gallery.models import Kind, Stage
from tests.factories import NOON, create_photo
from tests.house import Clock

STUCK = "Photos wait for a machine that does not work."


def test_while_all_goes_well_nobody_is_troubled(app: Flask, organiser: FlaskClient) -> None:
    for kind in (Kind.WEB, Kind.WORKER):
        beat(app, kind.value, kind)
    create_photo(stage=Stage.WAITING)  # for people, not for machines

    page = organiser.get("/office/engine/").text

    assert "All is well." in page
    assert "1 at work" in page
    assert STUCK not in organiser.get("/office/").text


def test_workers_that_are_gone_are_told_of_on_the_first_page(
    app: Flask, organiser: FlaskClient, clock: Clock
) -> None:
    beat(app, "one", Kind.WORKER)
    clock.forward(minutes=3)

    page = organiser.get("/office/engine/").text

    assert "none; the last was seen 3 minutes ago" in page
    assert STUCK in organiser.get("/office/").text


def test_photos_that_wait_too_long_for_machines_are_told_of(
    app: Flask, organiser: FlaskClient
) -> None:
    beat(app, "one", Kind.WORKER)
    for _ in range(2):
        create_photo(stage=Stage.RECEIVED, stage_since=NOON - timedelta(minutes=7))

    page = organiser.get("/office/engine/").text

    assert "2, the oldest came 7 minutes ago" in page
    assert STUCK in organiser.get("/office/").text


def test_a_photo_that_is_to_be_published_later_waits_for_nobody(
    app: Flask, organiser: FlaskClient
) -> None:
    beat(app, "one", Kind.WORKER)
    create_photo(
        stage=Stage.APPROVED,
        stage_since=NOON - timedelta(days=3),
        publish_after=NOON + timedelta(days=3),
    )

    assert STUCK not in organiser.get("/office/").text
