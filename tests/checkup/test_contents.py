"""The doctor finds what was tallied wrong, which files are gone, and which are nobody's."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import update

from gallery.checkup.course import examine
from gallery.checkup.files import check_files
from gallery.checkup.finding import Level
from gallery.checkup.promises import check_queue, mend_tallies
from gallery.db import db, unit_of_work
from gallery.journey.counting import count_photo
from gallery.models import CityTally, Photo, Stage, Tally
from gallery.storage.memory import MemoryStore
from gallery.toolbox import Toolbox, utc_now
from tests.checkups import case_of, troubles
from tests.factories import NOON, create_photo
from tests.house import Clock


@pytest.fixture
def published(app: Flask, tools: Toolbox) -> Photo:
    """A published photo, counted, with all its files."""
    photo = create_photo(stage=Stage.PUBLISHED)
    with unit_of_work():
        count_photo(db.session.get_one(Photo, photo.id), by=+1)
    tools.private.put(photo.original_key or "", b"an original")
    tools.private.put(f"{photo.preview_key}/640.jpg", b"a preview")
    for name in photo.media_names:
        tools.public.put(f"media/{photo.public_id}/{name}", b"a rendition")
    return photo


def test_a_healthy_gallery_has_nothing(published: Photo, tools: Toolbox) -> None:
    assert troubles(tools) == []


@pytest.mark.parametrize("scope", ["all", "2010", "2010-12", "2010/lt", "2010-12/lt"])
@pytest.mark.parametrize("counts", [{"photos": 2}, {"cities": 3}, {"photos": 0}])
def test_a_wrong_tally_is_found(
    published: Photo, tools: Toolbox, scope: str, counts: dict[str, int]
) -> None:
    with unit_of_work():
        db.session.execute(update(Tally).where(Tally.scope == scope).values(counts))

    assert [line.split(":")[0] for line in troubles(tools)] == [f"tally {scope}"]


@pytest.mark.parametrize("photos", [0, 7])
def test_a_wrong_tally_of_a_city_is_found(published: Photo, tools: Toolbox, photos: int) -> None:
    with unit_of_work():
        this_year = update(CityTally).where(CityTally.scope == "2010")
        db.session.execute(this_year.values(photos=photos))

    assert troubles(tools) == [f"tally 2010 of lt/vilnius: kept {photos}, counted 1"]


def test_a_tally_without_photos_is_found(published: Photo, tools: Toolbox) -> None:
    with unit_of_work():
        db.session.add(Tally(scope="2009", photos=4, cities=1))

    assert troubles(tools) == ["tally 2009: kept (4, 1), counted None"]


def test_tallies_are_mended_whatever_is_wrong_with_them(published: Photo, tools: Toolbox) -> None:
    with unit_of_work():
        db.session.execute(update(Tally).values(photos=9))
        db.session.add(Tally(scope="2009", photos=4, cities=1))
        db.session.execute(update(CityTally).values(photos=9))

    with unit_of_work():
        mend_tallies()

    assert troubles(tools) == []


def test_missing_files_are_found(published: Photo, tools: Toolbox) -> None:
    name = published.media_names[0]
    tools.private.delete(published.original_key or "")
    tools.private.delete(f"{published.preview_key}/640.jpg")
    tools.public.delete(f"media/{published.public_id}/{name}")

    assert troubles(tools) == [
        f"photo {published.id}: its original is missing",
        f"photo {published.id}: its preview 640.jpg is missing",
        f"photo {published.id}: {name} is missing",
    ]


def test_what_was_taken_back_while_we_looked_is_not_missing(
    published: Photo, tools: Toolbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    tools.private.delete(published.original_key or "")
    stat = MemoryStore.stat

    def take_back(store: MemoryStore, key: str) -> object:
        with unit_of_work():
            db.session.execute(update(Photo).values(original_key=None))
        return stat(store, key)

    monkeypatch.setattr(MemoryStore, "stat", take_back)

    assert troubles(tools) == []


@pytest.mark.parametrize(
    ("key", "hours"),
    [("originals/p1/x", 1), ("previews/p1/x/640.jpg", 1), ("parts/1/0-x", 24), ("probes/x", 1)],
)
def test_a_file_of_nobody_is_erased_once_nobody_can_be_writing_it(
    published: Photo, tools: Toolbox, clock: Clock, key: str, hours: int
) -> None:
    tools.private.put(key, b"of nobody")
    clock.moment = utc_now() + timedelta(hours=hours, minutes=-1)
    young = list(check_files(case_of(tools)))
    clock.forward(minutes=2)

    old = [each for each in check_files(case_of(tools)) if each.level is Level.WRONG]

    assert all(each.level is Level.FINE for each in young)
    assert [each.what for each in old] == ["1 files (0.0 MB) belong to no row"]
    assert old[0].mend is not None
    assert old[0].mend() == "1 files were erased"
    assert key not in [each.key for each in tools.private.list()]
    assert len(list(tools.private.list())) == 2


def test_what_lies_beside_previews_stays(published: Photo, tools: Toolbox, clock: Clock) -> None:
    tools.private.put(f"{published.preview_key}/small.avif", b"for a bad line")
    clock.moment = utc_now() + timedelta(days=30)

    assert troubles(tools) == []


def test_what_is_no_file_of_ours_stays(published: Photo, tools: Toolbox, clock: Clock) -> None:
    tools.private.put("holiday/beach.jpg", b"somebody else's")
    clock.moment = utc_now() + timedelta(days=30)

    assert troubles(tools) == []


def test_another_gallerys_files_are_never_erased(
    published: Photo, tools: Toolbox, clock: Clock
) -> None:
    for number in range(21):
        tools.private.put(f"originals/other{number}/x", b"of another database")
    clock.moment = utc_now() + timedelta(days=30)

    found = [each for each in check_files(case_of(tools)) if each.level is Level.NOTE]

    assert [(each.mend, "is this the database" in each.todo) for each in found] == [(None, True)]


def test_a_photo_that_waits_for_a_worker_is_found_and_sent_again(
    app: Flask, tools: Toolbox, clock: Clock
) -> None:
    photo = create_photo(stage=Stage.RECEIVED, stage_since=NOON)
    clock.forward(minutes=4)
    soon = [each.level for each in check_queue(case_of(tools))]
    clock.forward(minutes=2)

    late = list(check_queue(case_of(tools)))

    assert soon == [Level.FINE]
    assert [each.level for each in late] == [Level.WRONG]
    assert late[0].mend is not None
    assert late[0].mend() == "1 tasks were sent again"
    assert tools.queue.sent == [("examine", photo.id)]  # type: ignore[attr-defined]


def test_what_is_mended_is_well_afterwards(published: Photo, tools: Toolbox) -> None:
    with unit_of_work():
        db.session.execute(update(Tally).values(photos=9))

    levels = {each.check: each.level for each in examine(case_of(tools), repairs=True)}

    assert levels["tallies"] is Level.MENDED
    assert troubles(tools) == []
