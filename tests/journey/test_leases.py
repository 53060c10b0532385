"""Who has which photos, for how long, and that nobody is given those of others."""

from datetime import timedelta
from functools import partial

import pytest
from flask import Flask

from gallery.db import db, unit_of_work
from gallery.journey import leases
from gallery.journey.lanes import Lane, find_lane
from gallery.journey.leases import SIZE
from gallery.journey.presence import list_holders
from gallery.models import MODERATOR, Account, Lease, Photo, Stage
from gallery.toolbox import Toolbox
from tests.factories import NOON, create_account, create_photo, create_submission, create_turin
from tests.house import Clock
from tests.journey.test_review_queue import race
from uploads_worker.tasks import Tasks

ALL = Lane()
VILNIUS, TURIN = (find_lane(f"waiting/2010-12/{place}") for place in ("lt/vilnius", "it/turin"))


@pytest.fixture
def mira(app: Flask) -> Account:
    """A moderator."""
    return create_account(MODERATOR, name="Mira")


@pytest.fixture
def jonas(app: Flask) -> Account:
    """Another one."""
    return create_account(MODERATOR, name="Jonas")


def create_photos(number: int, **said: object) -> list[Photo]:
    """Photos that wait, the oldest first."""
    sent = create_submission()
    return [create_photo(submission=sent, **said) for _ in range(number)]


def seen_by(tools: Toolbox) -> list[tuple[str, int, int]]:
    """Who is looking at which photos."""
    found = list_holders(create_account(), stage=Stage.WAITING, tools=tools)
    return [(each.name, each.first, each.last) for each in found]


def test_a_moderator_is_given_the_sixteen_oldest(mira: Account, tools: Toolbox) -> None:
    later = create_photo()
    first = create_photo(submission=create_submission(sent_at=NOON - timedelta(hours=1)))
    photos = create_photos(SIZE)

    taken = leases.take(mira, ALL, tools=tools)

    assert taken == [first, later, *photos[: SIZE - 2]]


def test_nobody_is_given_what_another_has(mira: Account, jonas: Account, tools: Toolbox) -> None:
    photos = create_photos(SIZE + 3)

    leases.take(mira, ALL, tools=tools)

    assert leases.take(jonas, ALL, tools=tools) == photos[SIZE:]
    assert leases.take(jonas, ALL, tools=tools) == []


def test_a_lane_of_one_city_holds_its_photos_alone(mira: Account, tools: Toolbox) -> None:
    here, there = create_photos(2), create_photos(2, city=create_turin(), country="it")
    country, nowhere = create_photo(city=None, country="lt"), create_photo(city=None)
    unfiled = create_photo(edition=None)

    found = {
        name: leases.list_free(mira, find_lane(f"waiting/{name}"), limit=9, tools=tools)
        for name in (
            "2010-12/lt/vilnius",
            "2010-12/it/turin",
            "2010-12/lt",
            "2010-12/-",
            "-/lt/vilnius",
        )
    }

    assert list(found.values()) == [here, there, [country], [nowhere], [unfiled]]


def test_who_goes_away_loses_their_photos_by_waiting(
    mira: Account, jonas: Account, tools: Toolbox, clock: Clock
) -> None:
    photos = create_photos(2)
    leases.take(mira, ALL, tools=tools)

    clock.forward(seconds=120)
    early = leases.take(jonas, ALL, tools=tools)
    clock.forward(seconds=1)

    assert early == []
    assert leases.take(jonas, ALL, tools=tools) == photos
    assert leases.find_other(photos[0], mira, tools=tools) is jonas


def test_who_goes_on_keeps_them(
    mira: Account, jonas: Account, tools: Toolbox, clock: Clock
) -> None:
    (photo,) = create_photos(1)
    leases.take(mira, ALL, tools=tools)

    for _ in range(5):
        clock.forward(seconds=100)
        leases.renew(mira, tools=tools)

    assert leases.find_other(photo, jonas, tools=tools) is mira
    assert leases.take(jonas, ALL, tools=tools) == []


def test_a_fresh_lease_is_not_written_again_with_every_page(
    mira: Account, tools: Toolbox, clock: Clock
) -> None:
    create_photos(1)
    leases.take(mira, ALL, tools=tools)

    clock.forward(seconds=29)
    early = leases.is_to_renew(mira, tools=tools)
    clock.forward(seconds=2)

    assert not early
    assert leases.is_to_renew(mira, tools=tools)


def test_what_a_colleague_took_meanwhile_is_not_renewed(
    mira: Account, jonas: Account, tools: Toolbox, clock: Clock
) -> None:
    (photo,) = create_photos(1)
    leases.take(mira, ALL, tools=tools)
    clock.forward(seconds=121)
    leases.take(jonas, ALL, tools=tools)

    leases.renew(mira, tools=tools)

    assert leases.find_other(photo, mira, tools=tools) is jonas


def test_one_photo_can_be_taken_over_and_the_others_stay(
    mira: Account, jonas: Account, tools: Toolbox
) -> None:
    photos = create_photos(3)
    leases.take(mira, ALL, tools=tools)

    quietly = leases.take_photo(photos[1], jonas, tools=tools)
    leases.take_over(photos[1], jonas, tools=tools)

    assert not quietly
    assert leases.list_photos(jonas, stage=Stage.WAITING) == [photos[1]]
    assert leases.list_photos(mira, stage=Stage.WAITING) == [photos[0], photos[2]]


def test_what_is_let_go_can_be_had_by_others(mira: Account, jonas: Account, tools: Toolbox) -> None:
    photos = create_photos(2)
    leases.take(mira, ALL, tools=tools)

    leases.let_go(mira)

    assert leases.take(jonas, ALL, tools=tools) == photos


def test_everybody_is_seen_at_the_photos_they_have(
    mira: Account, jonas: Account, tools: Toolbox, clock: Clock
) -> None:
    create_photos(SIZE + 2, city=create_turin(), country="it")
    create_photos(3)
    leases.take(mira, ALL, tools=tools)
    leases.take(jonas, VILNIUS, tools=tools)

    seen = seen_by(tools)
    clock.forward(seconds=121)

    assert seen == [("Jonas", 1, 3), ("Mira", 1, SIZE)]
    assert seen_by(tools) == []


def test_nothing_is_left_of_who_looked_at_what(mira: Account, tools: Toolbox, clock: Clock) -> None:
    create_photos(1)
    leases.take(mira, ALL, tools=tools)
    db.session.commit()

    clock.forward(minutes=5)
    Tasks(tools).sweep()

    assert db.session.query(Lease).count() == 0


class TestTakingAtOnce:
    """Moderators who begin at the same moment, real threads and real databases."""

    @pytest.fixture(params=["folders", pytest.param("servers", marks=pytest.mark.contract)])
    def setup(self, request: pytest.FixtureRequest) -> str:
        return str(request.param)

    def test_no_photo_is_given_to_two(self, app: Flask, tools: Toolbox) -> None:
        photos = {photo.id for photo in create_photos(3 * SIZE)}
        people = [create_account(MODERATOR).id for _ in range(3)]
        db.session.rollback()

        taken = race(app, [partial(take_at_once, by, tools=tools) for by in people])

        given = [int(number) for each in taken for number in each.split()]
        assert sorted(given) == sorted(photos)


def take_at_once(by: int, *, tools: Toolbox) -> str:
    """Take photos in a unit of one's own; say which."""
    with unit_of_work():
        taken = leases.take(db.session.get_one(Account, by), ALL, tools=tools)
        return " ".join(str(photo.id) for photo in taken)
