"""Too much at once is refused before any of it is read, with the time to come again."""

from dataclasses import replace
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from config import read_settings
from gallery.errors import BadSetting, StoreUnavailable, TooOften, Unavailable
from gallery.heartbeat import feel_pressure
from gallery.journey.probing import Prober
from gallery.models import Stage
from gallery.storage import MemoryStore
from gallery.web import admission, limits
from gallery.web.admission import Pace, Slot, Slots
from tests.factories import create_link, create_photo
from tests.sending import ALL, SentForm
from tests.web.test_uploads import BODY, TUS, create, draft_header

FORM = {"Content-Type": "multipart/form-data; boundary=x"}


class Unread:
    """A body that must not be read."""

    def read(self, _size: int = -1) -> bytes:
        raise AssertionError("the body was read")

    def close(self) -> None:
        """Nothing is open."""


class Line:
    """A socket that remembers being shut."""

    is_shut = False

    def shutdown(self, _how: int) -> None:
        self.is_shut = True


@pytest.fixture
def draft(app: Flask) -> dict[str, str]:
    """The metadata of one draft."""
    return draft_header(app)


@pytest.fixture
def hours_of_two(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let each limit be two in an hour."""
    for name in ("PER_DRAFT", "PER_LINK", "PER_ADDRESS", "DRAFTS"):
        monkeypatch.setattr(limits, name, limits.RateLimitItemPerHour(2))


def send_unread(client: FlaskClient, address: str, **headers: str) -> Any:
    environ: dict[str, Any] = {"wsgi.input": Unread(), "CONTENT_LENGTH": "70000"}
    return client.post(address, headers=headers, environ_overrides=environ)


@pytest.fixture
def gate(app: Flask) -> admission.Admission:
    """What stands before the application."""
    inner: Any = app.wsgi_app
    while not isinstance(inner, admission.Admission):
        inner = inner.application if hasattr(inner, "application") else inner.app
    return inner


@pytest.fixture
def full_disk(gate: admission.Admission) -> None:
    """A disk with less room than the operator wants."""
    gate.watermark.settings = replace(gate.watermark.settings, min_free_mb=1 << 40)


@pytest.mark.usefixtures("full_disk")
def test_a_disk_that_fills_takes_no_photos_and_reads_nothing(client: FlaskClient) -> None:
    by_tus = send_unread(client, "/files/", **BODY)
    by_form = send_unread(client, "/add/", **FORM)

    assert (by_tus.status_code, by_form.status_code) == (507, 507)
    assert int(by_tus.headers["Retry-After"]) > 0 < int(by_form.headers["Retry-After"])
    assert "full" in by_form.text
    assert client.get("/add/").status_code == 200


def test_as_many_photos_as_may_wait_let_no_more_begin(
    app: Flask, client: FlaskClient, draft: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    tools = app.extensions["toolbox"]
    few = replace(tools, settings=replace(tools.settings, max_backlog=1))
    monkeypatch.setitem(app.extensions, "toolbox", few)
    begun = create(client, draft, length=10).headers["Location"]
    create_photo(stage=Stage.RECEIVED)
    feel_pressure(app, Prober())

    refused = send_unread(client, "/files/", **BODY)

    assert (refused.status_code, int(refused.headers["Retry-After"]) >= 60) == (503, True)
    assert "in a minute" in send_unread(client, "/add/", **FORM).text
    assert client.head(begun, headers=TUS).status_code == 200  # what began goes on


def test_a_store_that_is_away_lets_no_photo_begin_and_is_tried_again(
    app: Flask, client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_self: MemoryStore, _prefix: str = "") -> Any:
        raise StoreUnavailable

    monkeypatch.setattr(MemoryStore, "list", fail)
    feel_pressure(app, Prober())
    refused = send_unread(client, "/files/", **BODY)
    monkeypatch.undo()
    feel_pressure(app, Prober())

    assert refused.status_code == 503
    assert client.post("/files/", headers=BODY, data=b"x").status_code != 503


def test_photos_begin_at_a_steady_pace(
    client: FlaskClient, draft: dict[str, str], gate: admission.Admission
) -> None:
    gate.pace.room, gate.pace.per_second = 1.0, 0

    answers = [create(client, draft, length=10) for _ in range(3)]

    assert [answer.status_code for answer in answers] == [201, 429, 429]
    assert all(5 <= int(answer.headers["Retry-After"]) <= 15 for answer in answers[1:])


def test_the_pace_comes_back_with_time(monkeypatch: pytest.MonkeyPatch) -> None:
    now = 1000.0
    monkeypatch.setattr("time.monotonic", lambda: now)
    pace = Pace(2)
    for _ in range(10):
        pace.require()
    with pytest.raises(TooOften):
        pace.require()

    now += 0.5

    pace.require()


def test_without_a_slot_a_large_body_is_not_read(
    client: FlaskClient, gate: admission.Admission
) -> None:
    gate.slots.taken = {Slot(None, None) for _ in range(gate.slots.count)}

    by_tus = send_unread(client, "/files/", **BODY)
    by_form = send_unread(client, "/add/", **FORM)

    assert (by_tus.status_code, by_form.status_code) == (503, 503)
    assert client.post("/add/", data={"draft": "x"}).status_code != 503  # mere words get in


def test_a_body_that_hardly_moves_makes_room_for_others(monkeypatch: pytest.MonkeyPatch) -> None:
    lines = [Line(), Line(), Line()]
    slots = Slots(3)
    now = 1000.0
    monkeypatch.setattr("time.monotonic", lambda: now)
    for line, came in zip(lines, (0, 500, 100_000), strict=True):
        slots.taken.add(Slot(None, line, begun=now - 60, came=came))  # type: ignore[arg-type]

    with pytest.raises(Unavailable), slots.slot_for({"wsgi.input": None}):
        pass

    assert [line.is_shut for line in lines] == [True, False, False]


def test_a_slot_is_free_again_whatever_happens() -> None:
    slots = Slots(1)

    for _ in range(2):
        with pytest.raises(ValueError, match="broken"), slots.slot_for({"wsgi.input": None}):
            raise ValueError("broken")

    assert slots.taken == set()


@pytest.mark.usefixtures("hours_of_two")
def test_a_link_and_a_submission_are_counted_and_not_the_address(
    app: Flask, client: FlaskClient
) -> None:
    one = create_link()
    other = create_link(action=one.action)
    drafts = [draft_header(app, one.token) for _ in range(3)]

    of_one = [create(client, each, length=10).status_code for each in drafts]
    of_other = [create(client, draft_header(app, other.token), length=10) for _ in range(2)]

    assert of_one == [201, 201, 429]
    assert [answer.status_code for answer in of_other] == [201, 201]


@pytest.mark.usefixtures("hours_of_two")
def test_without_a_link_an_address_is_counted(app: Flask, client: FlaskClient) -> None:
    there = {"REMOTE_ADDR": "198.51.100.7"}

    here = [create(client, draft_header(app), length=10) for _ in range(3)]
    elsewhere = client.post(
        "/files/",
        headers={**TUS, **draft_header(app), "Upload-Length": "10"},
        environ_base=there,
    )

    assert [answer.status_code for answer in here] == [201, 201, 429]
    assert int(here[-1].headers["Retry-After"]) == limits.SECONDS_LATER
    assert elsewhere.status_code == 201


def test_of_a_long_address_the_household_counts(app: Flask) -> None:
    addresses = ["2001:db8:1:2::1", "2001:db8:1:2:ffff::9", "2001:db8:1:3::1", "192.0.2.1"]

    hashes = []
    for address in addresses:
        with app.test_request_context(environ_base={"REMOTE_ADDR": address}):
            hashes.append(limits.who_asks())

    assert hashes[0] == hashes[1]
    assert len(set(hashes)) == 3


@pytest.mark.usefixtures("hours_of_two")
def test_forms_with_photos_are_counted_and_a_link_that_is_none_helps_nobody(
    client: FlaskClient,
) -> None:
    photo = bytes(70_000)

    statuses = [
        SentForm(client).send(photo + str(each).encode(), **ALL).status_code for each in range(2)
    ]
    form = SentForm(client)
    form.address = "/add/nosuchlink"

    assert 429 not in statuses
    assert form.send(photo, **ALL).status_code == 429


def test_a_setting_that_admits_nobody_is_refused() -> None:
    with pytest.raises(BadSetting):
        read_settings({"GALLERY_UPLOADS_PER_SECOND": "0"})
