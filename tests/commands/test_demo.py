"""The demonstration goes the way of every photo, on both set-ups, and leaves nothing behind."""

import io
from collections import Counter
from collections.abc import Callable, ItemsView, Iterator
from dataclasses import replace
from threading import Event, Thread

import pytest
from flask import Flask
from sqlalchemy import func, select

from config import Settings
from gallery.app import create_app
from gallery.campaigns import change_campaign, the_campaign
from gallery.commands.doctor import missing_files, wrong_city_tallies, wrong_tallies
from gallery.commands.init import prepare
from gallery.db import Model, db, unit_of_work
from gallery.demo import making
from gallery.demo.opening import MODERATOR_EMAIL
from gallery.demo.plan import Picture, Sending, choose_sendings
from gallery.demo.progress import Progress
from gallery.demo.removing import remove_demonstration
from gallery.errors import GalleryError
from gallery.journey.totals import count_all
from gallery.journey.visit import Scope
from gallery.models import ORGANISER, Account, Decision, Edition, Photo, Stage, Submission
from gallery.toolbox import Toolbox, utc_now
from gallery.web import sign_in
from tests.commands.conftest import Type
from tests.factories import create_account, create_edition, create_photo, create_submission
from tests.house import CAMPAIGN
from uploads_worker.tasks import Tasks

both = pytest.mark.parametrize(
    "setup", ["folders", pytest.param("servers", marks=pytest.mark.contract)]
)
PHOTOS = 9  # enough for every fate
#: What stays: the wording from before is the newest again, under a new number.
LEFT = {"campaign": 1, "role": 1, "wording": 2}


@pytest.fixture
def setup() -> str:
    """SQLite and folders, unless a test asks for both set-ups."""
    return "folders"


@pytest.fixture
def settings(settings: Settings) -> Settings:
    """A short time to undo, as nobody does."""
    return replace(settings, undo_seconds=1)


@pytest.fixture
def clock() -> Callable[..., object]:
    """The real time: the undo time must pass."""
    return utc_now


@pytest.fixture
def gallery(settings: Settings, tools: Toolbox) -> Iterator[Flask]:
    """An empty gallery as ``gallery init`` makes it, with the guards of the database."""
    app = create_app(settings, tools=tools)
    with app.app_context():
        prepare(app, tools=tools)
        with unit_of_work():
            change_campaign(CAMPAIGN)
        yield app
        db.session.remove()
        db.engine.dispose()


class Stopped(Progress):
    """Somebody presses Ctrl-C as soon as anything is done."""

    def say(self, what: str, done: int, total: int) -> None:
        """Stop."""
        raise KeyboardInterrupt


@pytest.fixture(autouse=True)
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pictures a fourth as wide and high: drawing them takes most of the time."""
    monkeypatch.setattr(making, "choose_sendings", choose_small)


def choose_small(photos: int) -> list[Sending]:
    """Return what is sent, of small pictures."""
    return [
        replace(each, pictures=tuple(map(smaller, each.pictures)))
        for each in choose_sendings(photos)
    ]


def smaller(picture: Picture) -> Picture:
    """Return the same picture, smaller."""
    width, height = picture.file.size
    return replace(picture, file=replace(picture.file, size=(width // 4, height // 4)))


def make(app: Flask, tools: Toolbox, *, photos: int, progress: Progress | None = None) -> None:
    """Make a demonstration of so many photos."""
    progress = progress or Progress(io.StringIO())
    making.make_demonstration(tools, app.app_context, progress=progress, photos=photos)
    db.session.rollback()


def remove(app: Flask, tools: Toolbox) -> None:
    """Remove it."""
    remove_demonstration(tools, app.app_context, progress=Progress(io.StringIO()))
    db.session.rollback()


def stages() -> dict[Stage, int]:
    """Return how many photos are in each stage."""
    return dict(Counter(db.session.scalars(select(Photo.stage))))


def acts() -> ItemsView[str, int]:
    """Return what was decided, and how often."""
    return Counter(db.session.scalars(select(Decision.act))).items()


def stored(tools: Toolbox) -> list[str]:
    """Return every key in both stores."""
    return [found.key for store in (tools.private, tools.public) for found in store.list()]


def rows() -> dict[str, int]:
    """Return the tables that have rows, and how many."""
    counts = {
        table.name: db.session.scalar(select(func.count()).select_from(table)) or 0
        for table in Model.metadata.sorted_tables
    }
    return {name: count for name, count in counts.items() if count}


@both
def test_a_demonstration_goes_the_way_of_every_photo_and_away_again(
    gallery: Flask, tools: Toolbox
) -> None:
    make(gallery, tools, photos=PHOTOS)

    assert stages() == {
        Stage.PUBLISHED: 4, Stage.WAITING: 2, Stage.HELD: 1, Stage.REJECTED: 1, Stage.ERASED: 1,
    }  # fmt: skip
    assert acts() > {"approve": 5, "hold": 1, "reject": 1, "withdraw": 1}.items()
    assert all(row.is_sent and row.is_permitted for row in db.session.scalars(select(Submission)))
    assert [*wrong_tallies(), *wrong_city_tallies(), *missing_files(tools)] == []
    counts = count_all(Scope(year=2009))
    assert counts.announced > counts.took_part > counts.with_photos == 3

    remove(gallery, tools)

    assert stored(tools) == []
    assert rows() == LEFT
    campaign = the_campaign()
    assert {name: getattr(campaign, name) for name in CAMPAIGN} == CAMPAIGN
    assert not campaign.is_demonstration
    assert [*wrong_tallies(), *wrong_city_tallies(), *missing_files(tools)] == []


def test_whoever_asked_for_hidden_faces_is_waited_for(gallery: Flask, tools: Toolbox) -> None:
    make(gallery, tools, photos=PHOTOS)

    asked = [photo for photo in db.session.scalars(select(Photo)) if photo.wants_faces_hidden]
    assert Counter(photo.stage for photo in asked) == {Stage.WAITING: 2, Stage.PUBLISHED: 2}
    for photo in asked:
        assert photo.may_be_shown == (photo.stage is Stage.PUBLISHED)
    assert [len(photo.covers) for photo in asked if photo.covers] == [4]
    assert len([photo for photo in asked if photo.crop]) == 1


def test_stopped_it_goes_on_where_it_was(gallery: Flask, tools: Toolbox) -> None:
    with pytest.raises(KeyboardInterrupt):
        make(gallery, tools, photos=4, progress=Stopped(io.StringIO()))
    assert [*wrong_tallies(), *wrong_city_tallies(), *missing_files(tools)] == []

    make(gallery, tools, photos=4)

    assert stages() == {Stage.PUBLISHED: 2, Stage.REJECTED: 1, Stage.ERASED: 1}


def test_a_stopped_one_can_be_removed(gallery: Flask, tools: Toolbox) -> None:
    with pytest.raises(KeyboardInterrupt):
        make(gallery, tools, photos=4, progress=Stopped(io.StringIO()))

    remove(gallery, tools)

    assert stored(tools) == []
    assert rows() == LEFT


def test_made_twice_there_is_still_one(gallery: Flask, tools: Toolbox) -> None:
    make(gallery, tools, photos=2)
    once = rows()

    make(gallery, tools, photos=2)

    assert rows() == once


def test_another_worker_may_be_quicker(gallery: Flask, tools: Toolbox) -> None:
    worker = Thread(target=work_until_told, args=(gallery, tools, over := Event()))
    worker.start()

    make(gallery, tools, photos=2)

    over.set()
    worker.join()
    assert stages() == {Stage.PUBLISHED: 2}
    assert [*wrong_tallies(), *wrong_city_tallies(), *missing_files(tools)] == []


def work_until_told(app: Flask, tools: Toolbox, over: Event) -> None:
    """Do whatever any photo is owed, as a worker of ``gallery serve`` might."""
    tasks = Tasks(tools)
    while not over.wait(0.01):
        with app.app_context():
            for photo_id in db.session.scalars(select(Photo.id)).all():
                tasks.run("examine", photo_id)
                tasks.run("publish", photo_id)


def test_a_gallery_with_editions_of_its_own_is_not_touched(gallery: Flask, tools: Toolbox) -> None:
    create_edition()

    with pytest.raises(GalleryError, match="editions of its own"):
        make(gallery, tools, photos=0)

    assert not the_campaign().is_demonstration


def test_a_gallery_with_photos_of_its_own_is_not_touched(gallery: Flask, tools: Toolbox) -> None:
    create_submission()

    with pytest.raises(GalleryError, match="photos of its own"):
        make(gallery, tools, photos=0)

    assert not the_campaign().is_demonstration


def test_where_there_is_none_nothing_is_removed(gallery: Flask, tools: Toolbox) -> None:
    with pytest.raises(GalleryError, match="no demonstration here"):
        remove(gallery, tools)


def test_what_is_the_gallerys_own_stays(gallery: Flask, tools: Toolbox) -> None:
    make(gallery, tools, photos=2)
    own = create_photo(edition=create_edition(year=2013, month=3), stage=Stage.REJECTED)
    organiser = create_account(ORGANISER)
    kept, account_id = own.id, organiser.id

    remove(gallery, tools)

    assert db.session.scalars(select(Photo.id)).all() == [kept]
    assert db.session.scalars(select(Edition.year)).all() == [2013]
    assert db.session.scalars(select(Account.id)).all() == [account_id]


def test_what_visitors_tried_out_goes_with_it(gallery: Flask, tools: Toolbox) -> None:
    make(gallery, tools, photos=0)
    edition = db.session.scalars(select(Edition).where(Edition.year == 2012)).one()
    create_photo(edition=edition, submission=create_submission(edition=edition))

    remove(gallery, tools)

    assert rows() == LEFT


def test_nobody_can_sign_in_as_its_moderator(gallery: Flask, tools: Toolbox) -> None:
    make(gallery, tools, photos=0)

    for password in ("", "!", "demonstration"):
        assert sign_in.find_account(MODERATOR_EMAIL, password) is None


def test_the_command_says_what_became_of_the_photos(
    type_in: Type, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GALLERY_UNDO_SECONDS", "0")

    code, said = type_in("demo", "--photos", "2")

    assert code == 0
    assert ": 2 published." in said
    assert type_in("demo", "--remove")[0] == 0
    assert type_in("demo", "--remove") == (2, "gallery: there is no demonstration here\n")


def test_the_command_refuses_in_one_sentence(type_in: Type) -> None:
    type_in("edition", "add", "--day", "2026-11-01")

    code, said = type_in("demo")

    assert (code, said.count("\n")) == (2, 1)
    assert said.startswith("gallery: this gallery has editions of its own")
