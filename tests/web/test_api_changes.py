"""Who follows the changes has, at every moment, what is published: no more and no less."""

from datetime import timedelta
from xml.etree import ElementTree as Xml

import pytest
from flask.testing import FlaskClient

from gallery.db import db, unit_of_work
from gallery.journey import changes
from gallery.journey.publish import renew, take_down
from gallery.journey.withdraw import withdraw_photo
from gallery.models import Change, Photo, Stage
from gallery.toolbox import Toolbox
from tests.factories import NOON, create_published
from tests.house import Clock

CHANGES = "/api/v1/changes"
TOMBSTONE = "{http://purl.org/atompub/tombstones/1.0}deleted-entry"
TODAY = NOON.date()


class Follower:
    """A partner's program: it keeps what it was told, and where to go on."""

    def __init__(self, client: FlaskClient) -> None:
        self.client, self.known, self.address = client, set[str](), f"{CHANGES}?limit=2"

    def look(self) -> None:
        """Go on until nothing more is told."""
        while said := self.ask()["items"]:
            for each in said:
                known = self.known.add if each["photo"] else self.known.discard
                known(each["id"])

    def ask(self) -> dict[str, list[dict[str, str]]]:
        """Ask for some changes."""
        answer = self.client.get(self.address)
        assert answer.json is not None
        self.address = answer.json["next"] or self.address
        return dict(answer.json)


def take_away(photo: Photo, *, tools: Toolbox, stage: Stage = Stage.HIDDEN) -> None:
    """Take a photo from the public."""
    with unit_of_work() as unit:
        take_down(photo, stage=stage, tools=tools, unit=unit)


def test_whoever_follows_has_what_is_published(client: FlaskClient, tools: Toolbox) -> None:
    follower = Follower(client)
    first, *others = [create_published() for _ in range(5)]
    follower.look()
    assert len(follower.known) == 5

    take_away(others[-1], tools=tools)  # the last thing that was told, and now the last again
    follower.look()
    assert others[-1].public_id not in follower.known

    take_away(first, tools=tools, stage=Stage.WITHDRAWN)
    late = create_published()
    follower.look()

    assert follower.known == {each.public_id for each in (*others[:-1], late)}


def test_a_photo_that_is_changed_is_told_again(client: FlaskClient, tools: Toolbox) -> None:
    photo, follower = create_published(), Follower(client)
    follower.look()

    with unit_of_work() as unit:
        renew(photo, tools=tools, unit=unit)
    follower.look()

    assert follower.known == set()


def test_of_a_removed_photo_nothing_is_told_but_its_id_and_the_day(
    client: FlaskClient, tools: Toolbox
) -> None:
    photo = create_published(caption="Somebody's words")

    with unit_of_work() as unit:
        withdraw_photo(photo, tools=tools, unit=unit)
    said = Follower(client).ask()["items"]
    tombstone = Xml.fromstring(client.get(f"{CHANGES}.atom").text).find(TOMBSTONE)

    day = "2010-12-20T00:00:00Z"
    assert said == [{"id": photo.public_id, "event": "removed", "at": day, "photo": None}]
    assert tombstone is not None
    assert tombstone.attrib == {"ref": f"http://localhost/photos/{photo.public_id}", "when": day}
    assert list(tombstone) == []


def test_of_its_time_the_database_keeps_the_day_alone(app: object, clock: Clock) -> None:
    create_published()
    with unit_of_work():
        changes.date_changes(TODAY)

    assert [row.day for row in db.session.query(Change)] == [TODAY]


def test_after_a_month_it_is_forgotten_and_who_comes_later_is_told_so(
    client: FlaskClient, tools: Toolbox, clock: Clock
) -> None:
    early, late = Follower(client), Follower(client)
    photos = [create_published() for _ in range(3)]
    with unit_of_work():
        changes.date_changes(TODAY)
    early.ask()
    late.look()
    clock.forward(days=31)
    take_away(photos[0], tools=tools)

    with unit_of_work():
        forgotten = changes.forget_old_changes(tools.now().date())

    assert forgotten == 1
    assert db.session.query(Change).count() == 2
    late.look()
    assert late.known == {each.public_id for each in photos[1:]}
    answer = client.get(early.address)
    assert (answer.status_code, answer.content_type) == (410, "application/problem+json")


def test_young_changes_are_not_forgotten(app: object) -> None:
    create_published()
    with unit_of_work():
        changes.date_changes(TODAY)

    with unit_of_work():
        assert changes.forget_old_changes(TODAY + timedelta(days=30)) == 0


@pytest.mark.parametrize(
    "cursor", ["nothing", "MQ", "YU", "ZmZmZmZmZmZmZmZmZmZm", "MSBhYWFhYWFhYWFhYWE"]
)
def test_a_place_that_we_never_gave_is_no_place(client: FlaskClient, cursor: str) -> None:
    create_published()

    assert client.get(f"{CHANGES}?after={cursor}").status_code == 404


def test_nobody_can_count_by_where_to_go_on(client: FlaskClient) -> None:
    create_published()

    address = Follower(client).ask()["next"]

    assert "MQ" not in str(address)
