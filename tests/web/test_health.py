"""What machines are told: whether this process can work, and how the engine does."""

import re
import threading
import time
from dataclasses import replace

import pytest
from flask import Flask
from flask.testing import FlaskClient

from gallery.db import db
from gallery.errors import StoreUnavailable
from gallery.heartbeat import beat
from gallery.journey import probing
from gallery.models import Kind, Process, Stage
from gallery.storage import MemoryStore
from gallery.toolbox import Toolbox
from tests.factories import create_photo
from tests.house import Clock
from uploads_worker.tasks import Tasks

TOKEN = {"Authorization": "Bearer secret-of-the-operator"}
STRANGER = {"REMOTE_ADDR": "203.0.113.7"}


def use(app: Flask, **tools: object) -> None:
    """Give an application other tools."""
    app.extensions["toolbox"] = replace(app.extensions["toolbox"], **tools)  # type: ignore[arg-type]


def set_settings(app: Flask, **settings: object) -> None:
    """Change settings."""
    use(app, settings=replace(app.extensions["toolbox"].settings, **settings))


def values(text: str) -> dict[str, float]:
    """Read what was written for Prometheus."""
    lines = [line for line in text.splitlines() if not line.startswith("#")]
    assert all(re.fullmatch(r'gallery_\w+(\{(\w+="[^"\\]*",?)*\})? \S+', line) for line in lines)
    return {name: float(value) for name, _, value in (line.rpartition(" ") for line in lines)}


def metrics(client: FlaskClient) -> dict[str, float]:
    """Ask for what is measured, as this machine."""
    answer = client.get("/metrics", base_url="http://127.0.0.1:8000")
    assert answer.status_code == 200
    return values(answer.text)


def test_it_is_ready_when_all_parts_answer(client: FlaskClient) -> None:
    answer = client.get("/readyz")

    assert (answer.status_code, answer.text) == (200, "ready\n")
    assert answer.headers["Cache-Control"] == "no-store"


def test_a_store_that_fails_is_named(app: Flask, client: FlaskClient) -> None:
    class Broken(MemoryStore):
        def list(self, prefix: str = "") -> object:  # type: ignore[override]
            raise StoreUnavailable

    use(app, public=Broken())

    answer = client.get("/readyz")

    assert (answer.status_code, answer.text) == (503, "public-store does not answer\n")


def test_a_disk_that_cannot_be_written_to_is_named(app: Flask, client: FlaskClient) -> None:
    settings = app.extensions["toolbox"].settings
    set_settings(app, data_dir=settings.folder / "unmounted")

    assert client.get("/readyz").text == "disk does not answer\n"


def test_a_part_that_hangs_is_named_in_time_and_asked_once(
    app: Flask, client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    over, asked = threading.Event(), []

    class Hanging(MemoryStore):
        def list(self, prefix: str = "") -> object:  # type: ignore[override]
            asked.append(prefix)
            over.wait()
            raise StoreUnavailable

    use(app, private=Hanging())
    monkeypatch.setattr(probing, "IN_TIME", 0.2)
    began = time.monotonic()

    answers = [client.get("/readyz") for _ in range(2)]
    over.set()

    assert [answer.text for answer in answers] == ["private-store does not answer\n"] * 2
    assert len(asked) == 1
    assert time.monotonic() - began < 60  # it hangs for ever


def test_metrics_count_photos_and_say_how_long_they_wait(
    client: FlaskClient, clock: Clock, tools: Toolbox
) -> None:
    create_photo(stage=Stage.RECEIVED, stage_since=clock())
    create_photo(stage=Stage.PUBLISHED, stage_since=clock())
    clock.forward(seconds=90)

    told = metrics(client)

    assert told['gallery_photos{stage="received"}'] == 1
    assert told['gallery_oldest_seconds{stage="received"}'] == 90
    assert told['gallery_photos{stage="rejected"}'] == 0
    assert told['gallery_part_up{part="database"}'] == 1
    assert told["gallery_disk_free_bytes"] > 0


def test_metrics_add_up_what_all_processes_did(
    app: Flask, client: FlaskClient, tools: Toolbox
) -> None:
    client.get("/cities/")
    client.get("/nowhere/at/all")
    beat(app, "one", Kind.WEB)
    tools.measures.forget()
    client.get("/cities/")
    Tasks(tools).run("sweep", 0)
    beat(app, "two", Kind.WORKER)

    told = metrics(client)

    asked = 'gallery_requests_total{door="galleries",method="GET",status="200"}'
    assert told[asked] == 2
    assert told['gallery_request_seconds_count{door="galleries"}'] == 2
    assert told['gallery_request_seconds_bucket{door="galleries",le="+Inf"}'] == 2
    assert told['gallery_requests_total{door="none",method="GET",status="404"}'] == 1
    assert told['gallery_task_seconds_count{task="sweep"}'] == 1
    assert told['gallery_processes{kind="worker"}'] == 1
    assert "gallery_swept_seconds" in told


def test_what_processes_counted_stays_when_they_are_gone(
    app: Flask, client: FlaskClient, clock: Clock, tools: Toolbox
) -> None:
    client.get("/cities/")
    for name in ("one", "two"):
        beat(app, name, Kind.WEB)
    clock.forward(minutes=11)

    Tasks(tools).tidy()
    Tasks(tools).tidy()

    told = metrics(client)
    assert told['gallery_requests_total{door="galleries",method="GET",status="200"}'] == 2
    assert told['gallery_processes{kind="web"}'] == 0


def test_a_made_up_method_makes_no_line_of_its_own(app: Flask, client: FlaskClient) -> None:
    client.open("/cities/", method="VERA")
    beat(app, "one", Kind.WEB)

    told = metrics(client)

    assert 'gallery_requests_total{door="none",method="other",status="405"}' in told


def test_no_label_tells_an_address_or_a_place(app: Flask, client: FlaskClient) -> None:
    photo = create_photo(stage=Stage.PUBLISHED)
    for path in (
        "/add/secretlink",
        "/files/secrettoken",
        f"/photos/{photo.public_id}",
        "/2010/lt/",
    ):
        client.get(path)
    beat(app, "one", Kind.WEB)

    told = client.get("/metrics", base_url="http://127.0.0.1:8000").text

    for word in ("secret", photo.public_id, "/", "lt", "vilnius"):
        assert not re.search(rf'="[^"]*{word}', told), word


@pytest.mark.parametrize(
    ("chosen", "asked"),
    [
        ({}, {"environ_overrides": STRANGER}),
        ({}, {"headers": {"X-Forwarded-For": "203.0.113.7"}}),
        ({}, {"headers": {"Forwarded": "for=203.0.113.7"}}),
        ({}, {"base_url": "http://gallery.example"}),
        ({"proxies": 1}, {}),
        ({"site_url": "https://gallery.example"}, {}),
        ({"host": "0.0.0.0"}, {}),
        ({"metrics_token": "secret-of-the-operator"}, {}),
        ({"metrics_token": "secret-of-the-operator"}, {"headers": {"Authorization": "Bearer x"}}),
    ],
)
def test_metrics_are_nowhere_for_whoever_may_not_read_them(
    app: Flask, client: FlaskClient, chosen: dict[str, object], asked: dict[str, object]
) -> None:
    set_settings(app, **chosen)

    answer = client.get("/metrics", **{"base_url": "http://127.0.0.1:8000", **asked})

    assert answer.status_code == 404


def test_metrics_are_told_to_who_has_the_token_from_anywhere(
    app: Flask, client: FlaskClient
) -> None:
    set_settings(app, metrics_token="secret-of-the-operator", proxies=1)

    answer = client.get("/metrics", headers=TOKEN, environ_overrides=STRANGER)

    assert answer.status_code == 200


def test_a_heart_beats_on_while_the_database_is_away(app: Flask, client: FlaskClient) -> None:
    Process.__table__.drop(db.engine)  # type: ignore[attr-defined]

    beat(app, "one", Kind.WEB)

    assert client.get("/healthz").status_code == 200
