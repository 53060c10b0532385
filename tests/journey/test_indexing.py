"""What visitors find is what photos show: it comes with publishing and goes with taking down."""

from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import delete, select, text, update

from config import Settings
from gallery.commands.search import mend_search
from gallery.db import db, forget_journal, unit_of_work
from gallery.journey import amend, reindexing
from gallery.journey.indexing import drop_photo
from gallery.journey.listing import list_country
from gallery.journey.publish import renew, take_down
from gallery.journey.spelling import indexed_words, pieces_of, split_words
from gallery.journey.withdraw import withdraw_photo
from gallery.models import Photo, SearchEntry, SearchWord, Stage, Statue
from gallery.toolbox import Toolbox
from tests.factories import create_city, create_published, create_submission, saved


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.contract)])
def settings(request: pytest.FixtureRequest, tmp_path: Path) -> Settings:
    """The settings of either database."""
    is_small = request.param == "sqlite"
    url = "" if is_small else request.getfixturevalue("postgres_url")
    stores = {"storage_url": "memory:", "public_storage_url": "memory:"}
    return Settings(data_dir=tmp_path, database_url=url, **stores)


@pytest.fixture
def photo(app: Flask) -> Photo:
    """A published photo with words everywhere, some of them its own and one another's too."""
    create_published(caption="A quiet morning")
    statue = saved(Statue(city=create_city(), name="Zhemaitė in bronze"))
    return create_published(
        caption="Quiet zebra",
        description="Ten yards of ribbon",
        statue=statue,
        submission=create_submission(credit="Ingrida Vaškelytė"),
    )


OWN = {"zebra", "ten", "yards", "of", "ribbon", "zhemaite", "in", "bronze", "ingrida", "vaskelyte"}


def words() -> dict[str, int]:
    """Return all words that can be found, and of how many photos."""
    return dict(db.session.execute(select(SearchWord.word, SearchWord.photos)).all())


def test_a_published_photo_brings_its_words(photo: Photo) -> None:
    assert words() == dict.fromkeys(OWN | {"a", "morning"}, 1) | {"quiet": 2}
    assert list(reindexing.compare()) == []


def _withdraw(photo: Photo, tools: Toolbox, afterwards: Callable[[], object] = int) -> None:
    with unit_of_work() as unit:
        withdraw_photo(db.session.get_one(Photo, photo.id), tools=tools, unit=unit)
        afterwards()


def _hide(photo: Photo, tools: Toolbox) -> None:
    with unit_of_work() as unit:
        here = db.session.get_one(Photo, photo.id)
        take_down(here, stage=Stage.HIDDEN, tools=tools, unit=unit)


def _renew(photo: Photo, tools: Toolbox) -> None:
    with unit_of_work() as unit:
        renew(db.session.get_one(Photo, photo.id), tools=tools, unit=unit)


def _take_name_away(photo: Photo, tools: Toolbox) -> None:
    with unit_of_work() as unit:
        here = db.session.get_one(Photo, photo.id)
        amend.change_name([here], "", tools=tools, unit=unit)


@pytest.mark.parametrize("leave", [_withdraw, _hide, _renew, _take_name_away])
def test_a_photo_that_is_taken_down_leaves_no_word(
    photo: Photo, tools: Toolbox, leave: Callable[[Photo, Toolbox], None]
) -> None:
    leave(photo, tools)

    assert words() == {"a": 1, "quiet": 1, "morning": 1}
    assert photo.id not in db.session.scalars(select(SearchEntry.photo_id)).all()
    assert list(reindexing.compare()) == []


def test_not_even_the_files_of_the_database_keep_a_withdrawn_word(
    photo: Photo, tools: Toolbox, tmp_path: Path
) -> None:
    if db.engine.dialect.name != "sqlite":
        pytest.skip("PostgreSQL's files are vacuumed by itself")
    assert b"zhemaite" in all_bytes(tmp_path)

    _withdraw(photo, tools)
    db.session.remove()
    forget_journal()

    assert b"zhemaite" not in all_bytes(tmp_path)


def all_bytes(folder: Path) -> bytes:
    """Return what lies in the files of the database."""
    return b"".join(path.read_bytes() for path in folder.glob("*.sqlite*"))


def test_a_rollback_leaves_what_is_found_as_it_was(photo: Photo, tools: Toolbox) -> None:
    before = words()

    with pytest.raises(ZeroDivisionError):
        _withdraw(photo, tools, afterwards=lambda: 1 / 0)

    assert words() == before
    assert list(reindexing.compare()) == []


def test_a_listed_country_takes_its_cities_and_statues_out(photo: Photo, tools: Toolbox) -> None:
    with unit_of_work() as unit:
        list_country("lt", tools=tools, unit=unit)

    tokens = db.session.scalars(select(SearchEntry.tokens)).all()
    assert not any(f"c{photo.city_id}" in each.split() for each in tokens)
    assert "zhemaite" not in words()


FAULTS = {
    "gone": delete(SearchEntry),
    "stale": update(Photo).values(caption="Something else"),
    "hidden": update(Photo).values(stage=Stage.HIDDEN),
    "counted": update(SearchWord).values(photos=7),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_what_differs_is_seen_and_mended(photo: Photo, fault: str) -> None:
    with unit_of_work():
        db.session.execute(FAULTS[fault], execution_options={"synchronize_session": False})
    assert list(reindexing.compare()) != []

    mend_search()

    assert list(reindexing.compare()) == []


def test_an_index_that_forgot_an_entry_is_seen_and_mended(photo: Photo) -> None:
    if db.engine.dialect.name != "sqlite":
        pytest.skip("PostgreSQL keeps its index in step by itself")
    with unit_of_work():
        db.session.execute(text("INSERT INTO search_index (search_index) VALUES ('delete-all')"))
    assert "full text" in "".join(reindexing.compare())

    mend_search()

    assert list(reindexing.compare()) == []


def test_a_gallery_from_before_the_search_is_behind_until_it_is_mended(photo: Photo) -> None:
    with unit_of_work():
        for photo_id in db.session.scalars(select(Photo.id)):
            drop_photo(photo_id)
    assert (words(), reindexing.is_behind()) == ({}, True)

    mended = mend_search()

    assert (mended, reindexing.is_behind()) == (2, False)
    assert words()["quiet"] == 2


def test_words_are_folded_in_any_script() -> None:
    assert split_words("Łódź, O’Brien's ЁЖ—2010") == ["lodz", "obriens", "еж", "2010"]
    assert split_words("წერეთელი 维尔纽斯2010") == ["წერეთელი", "维尔纽斯", "2010"]


def test_what_has_no_spaces_is_found_by_its_pairs() -> None:
    assert pieces_of("维尔纽斯") == ["维尔", "尔纽", "纽斯"]
    assert indexed_words("在维尔纽斯") == {"在维", "维尔", "尔纽", "纽斯", "斯"}
