"""A rehearsal is like an evening after an action, with people who can sign in, and goes again."""

import io
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from itertools import groupby

import pytest
from flask import Flask
from sqlalchemy import select

from gallery import accounts
from gallery.db import db, unit_of_work
from gallery.demo import making
from gallery.demo.people import PEOPLE, email_of, invite_people
from gallery.demo.plan import Picture, Sending
from gallery.demo.progress import Progress
from gallery.demo.rehearsal import BURST, choose_rehearsal, find_night
from gallery.errors import GalleryError
from gallery.journey import logbook
from gallery.journey.alike import find_group
from gallery.journey.board import list_piles
from gallery.journey.doubts import find_doubts
from gallery.journey.inquiries import count_to_read
from gallery.journey.reports import count_reported
from gallery.models import MODERATOR, ORGANISER, TRAINEE, FaceWish, How, Photo, Source, Stage
from gallery.toolbox import Toolbox
from gallery.web.sign_in import keeping
from tests.demo.doing import LEFT, remove, rows, smaller, stages, stored
from tests.factories import create_account, create_edition

NIGHT = choose_rehearsal(300, edition="2026-11")
PICTURES = [(sending, picture) for sending in NIGHT for picture in sending.pictures]
SMALLEST = 9  # one of each kind


@pytest.fixture(autouse=True)
def smaller_rehearsal(monkeypatch: pytest.MonkeyPatch) -> None:
    """Small pictures: drawing them takes most of the time."""

    def choose(photos: int, *, edition: str) -> list[Sending]:
        found = choose_rehearsal(photos, edition=edition)
        return [replace(each, pictures=tuple(map(smaller, each.pictures))) for each in found]

    monkeypatch.setattr(making, "choose_rehearsal", choose)


def rehearse(app: Flask, tools: Toolbox, *, photos: int = SMALLEST) -> None:
    """Make a rehearsal."""
    progress = Progress(io.StringIO())
    making.make_rehearsal(tools, app.app_context, progress=progress, photos=photos)
    db.session.rollback()


def share(is_so: Callable[[tuple[Sending, Picture]], object]) -> float:
    """Return which share of the pictures of a night is so."""
    return sum(bool(is_so(each)) for each in PICTURES) / len(PICTURES)


def test_three_hundred_photos_are_like_those_of_an_evening() -> None:
    assert len(PICTURES) == 300
    assert 0.6 < share(lambda each: each[0].faces is FaceWish.HIDE) < 0.85
    assert 0.2 < share(lambda each: each[0].unlisted or each[0].how is How.AT_RISK) < 0.4
    assert 0.05 < share(lambda each: each[0].how is How.AT_RISK) < 0.15
    assert 0.2 < share(lambda each: each[0].place_by is Source.LINK) < 0.6
    assert 0.4 < share(lambda each: each[1].frame > 0) < 0.7
    assert max(each.hours_ago for each in NIGHT) > 10
    assert len({each.name for each in NIGHT}) == len(NIGHT)


def test_more_photos_begin_with_the_same_ones() -> None:
    more = choose_rehearsal(310, edition="2026-11")

    assert more[: len(NIGHT) - 1] == NIGHT[:-1]


def test_it_has_one_of_each_kind_goes_on_twice_and_goes_away(
    gallery: Flask, tools: Toolbox
) -> None:
    rehearse(gallery, tools, photos=SMALLEST + BURST)

    anyone = create_account(ORGANISER, active=False)
    assert stages() == {Stage.WAITING: 10, Stage.PUBLISHED: 2, Stage.HIDDEN: 1}
    assert (count_reported(anyone), count_to_read(anyone)) == (2, 1)
    assert sum(pile.sensitive for pile in list_piles(anyone)) == 2
    waiting = list(db.session.scalars(select(Photo).where(Photo.stage == Stage.WAITING)))
    doubts = {doubt.key for photo in waiting for doubt in find_doubts(photo)}
    assert doubts >= {
        "same-file", "at-risk", "listed-country", "outside-window", "camera-elsewhere",
    }  # fmt: skip
    burst = sorted(waiting, key=lambda photo: photo.id)[-BURST:]
    assert [len(find_group(each, by=anyone)) for each in burst] == [BURST] * BURST
    assert len({each.file_hash for each in burst}) == BURST
    with unit_of_work():
        invite_people(tools=tools)
    once = rows()

    rehearse(gallery, tools, photos=SMALLEST + BURST)

    assert rows() == once

    remove(gallery, tools)

    assert stored(tools) == []
    assert rows() == {**LEFT, "role": 3, "account": 1, "account_role": 1}


def test_its_people_can_sign_in_and_nobody_can_before(gallery: Flask, tools: Toolbox) -> None:
    rehearse(gallery, tools, photos=0)

    with unit_of_work():
        people = invite_people(tools=tools)
    before = keeping.find_account(email_of("Olga"), "four words nobody joins")
    for each in people:
        token = each.link.rpartition("/")[2]
        hashed = keeping.hash_password("four words nobody joins")
        with unit_of_work():
            accounts.use_way_back(token, hashed, tools=tools)

    assert Counter(each.role for each in people) == {MODERATOR: 2, TRAINEE: 1, ORGANISER: 1}
    assert before is None
    for name, role in PEOPLE.items():
        account = keeping.find_account(email_of(name), "four words nobody joins")
        assert account is not None
        assert (account.role, account.wants_digest) == (role, False)


def test_who_downloaded_the_log_goes_as_well(gallery: Flask, tools: Toolbox) -> None:
    rehearse(gallery, tools, photos=0)
    with unit_of_work():
        invite_people(tools=tools)
    with unit_of_work():
        olga = accounts.find_account(email_of("Olga"), tools=tools)
        assert olga is not None
        logbook.note_download(logbook.Wanted(), by=olga, tools=tools)

    remove(gallery, tools)

    assert "account" not in rows()


def test_no_people_are_invented_where_somebody_works(gallery: Flask, tools: Toolbox) -> None:
    create_account(ORGANISER)

    with unit_of_work():
        people = invite_people(tools=tools)

    assert people == []
    assert rows()["account"] == 1


def test_a_gallery_of_its_own_is_not_touched(gallery: Flask, tools: Toolbox) -> None:
    create_edition()

    with pytest.raises(GalleryError, match="editions of its own"):
        rehearse(gallery, tools)


def test_a_day_later_it_is_still_the_same_night(gallery: Flask, tools: Toolbox) -> None:
    rehearse(gallery, tools, photos=0)
    first = find_night(tools=tools).day
    later = replace(tools, now=lambda: tools.now().replace(year=tools.now().year + 1))

    assert find_night(tools=later).day == first


def test_a_picture_of_a_burst_has_a_moment_of_its_own() -> None:
    bursts = [
        list(frames) for _, frames in groupby((picture for _, picture in PICTURES), key=seed_of)
    ]

    assert max(map(len, bursts)) == 4
    assert all(len({each.frame for each in burst}) == len(burst) for burst in bursts[10:])


def seed_of(picture: Picture) -> int:
    """Which scene a picture shows."""
    return picture.seed
