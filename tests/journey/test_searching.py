"""What visitors look for comes first, in any script and on either database."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from config import Settings
from gallery.db import unit_of_work
from gallery.errors import BadInput, NotHere
from gallery.journey import matching, searching
from gallery.journey.searching import Asked, Found, Sort, search
from gallery.journey.visit import PHOTOS_A_PAGE
from gallery.journey.withdraw import withdraw_photo
from gallery.models import Photo
from gallery.toolbox import Toolbox
from gallery.web.present.spoken import spoken_names
from tests.exhibition import QUESTIONS, hang_exhibition
from tests.factories import create_city, create_published, create_submission, create_turin

SPOKEN = spoken_names(Settings().spoken)


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.contract)])
def settings(request: pytest.FixtureRequest, tmp_path: Path) -> Settings:
    """The settings of either database."""
    is_small = request.param == "sqlite"
    url = "" if is_small else request.getfixturevalue("postgres_url")
    stores = {"storage_url": "memory:", "public_storage_url": "memory:"}
    return Settings(data_dir=tmp_path, database_url=url, **stores)


@pytest.fixture
def hung(app: Flask, tools: Toolbox) -> dict[str, Photo]:
    """The exhibition."""
    return hang_exhibition(tools)


def find(text: str, tools: Toolbox, *, after: str | None = None, **said: object) -> Found:
    """Search."""
    return search(Asked(text, **said), spoken=SPOKEN, tools=tools, after=after)  # type: ignore[arg-type]


def first(found: Found, names: dict[int, str]) -> str:
    """Say what comes first on the page: a city, a country, a year, else a photo."""
    if found.cities:
        return found.cities[0].path
    if found.countries or found.years:
        return str((*found.countries, *found.years)[0])
    return names[found.photos[0].id] if found.photos else ""


def test_forty_questions_in_eight_scripts_find_what_is_meant(
    hung: dict[str, Photo], tools: Toolbox
) -> None:
    names = {photo.id: name for name, photo in hung.items()}

    found = {text: first(find(text, tools), names) for text in QUESTIONS}

    assert found == QUESTIONS
    assert len(QUESTIONS) >= 40


def test_photos_of_a_place_come_before_those_that_only_mention_it(
    app: Flask, tools: Toolbox
) -> None:
    there = create_published()
    mentions = create_published(city=create_turin(), caption="A greeting to Vilnius")
    begins = create_published(city=create_turin(), caption="Vilniusaites")
    by = create_published(city=create_turin(), submission=create_submission(credit="Vilnius"))

    found = find("Вильнюс", tools).photos, find("vilnius", tools).photos

    assert found == ((there,), (there, mentions, by, begins))


def test_every_word_has_to_be_there_and_filters_too(hung: dict[str, Photo], tools: Toolbox) -> None:
    both = find("vilnius cloth", tools).photos
    filtered = find("vilnius", tools, year=2009, month=12).photos
    elsewhere = find("vilnius", tools, country="pl").photos
    all_of_a_country = find("", tools, country="pl", sort=Sort.OLDEST).photos

    assert both == (hung["frank"],)
    assert filtered == (hung["zemaite"],)
    assert elsewhere == ()
    assert all_of_a_country == (hung["mermaid"], hung["chopin"], hung["tuwim"])


def test_the_newest_and_the_oldest_come_first_where_that_is_asked(
    hung: dict[str, Photo], tools: Toolbox
) -> None:
    newest = find("vilnius", tools, sort=Sort.NEWEST).photos
    oldest = find("vilnius", tools, sort=Sort.OLDEST).photos

    assert newest == (hung["snow"], hung["frank"], hung["zemaite"])
    assert oldest == newest[::-1]


@pytest.fixture
def many(monkeypatch: pytest.MonkeyPatch) -> None:
    """A gallery in which a handful of photos are already very many."""
    monkeypatch.setattr(searching, "MOST_COUNTED", 2)
    monkeypatch.setattr(searching, "RARE", 1)
    monkeypatch.setattr(matching, "FEW", 1)
    monkeypatch.setattr(matching, "FAR", 3)


def test_very_many_photos_are_found_in_the_same_order_as_few(
    hung: dict[str, Photo], tools: Toolbox, request: pytest.FixtureRequest
) -> None:
    filters: tuple[dict[str, Any], ...] = ({}, {"year": 2009, "month": 12})
    texts = (*list(QUESTIONS)[::8], "", "2009", "s", "vilnius s", "2010 s")
    asked = [(text, sort, more) for text in texts for sort in Sort for more in filters]
    few = [find(text, tools, sort=sort, **more).photos for text, sort, more in asked]
    request.getfixturevalue("many")

    found = [find(text, tools, sort=sort, **more) for text, sort, more in asked]

    assert [each.photos for each in found] == few
    assert [each.count for each in found] == [min(3, len(photos)) for photos in few]
    assert max(map(len, few)) > 3


@pytest.mark.usefixtures("many")
@pytest.mark.parametrize("sort", list(Sort))
def test_pages_of_very_many_follow_each_other_without_a_gap(
    app: Flask, tools: Toolbox, sort: Sort
) -> None:
    expected = hang_many()

    seen = [photo.id for photo in leaf_through(tools, sort)]

    assert len(seen) == len(set(seen))
    assert set(seen) == expected


@pytest.mark.parametrize("sort", list(Sort))
def test_pages_follow_each_other_without_a_gap_through_all_that_is_found(
    app: Flask, tools: Toolbox, sort: Sort
) -> None:
    expected = hang_many()

    seen = [photo.id for photo in leaf_through(tools, sort)]

    assert len(seen) == len(set(seen))
    assert set(seen) == expected
    assert find("vilnius", tools, sort=sort).count == len(seen)


def test_a_page_goes_on_where_it_stood_although_its_last_photo_was_withdrawn(
    app: Flask, tools: Toolbox
) -> None:
    for _ in range(PHOTOS_A_PAGE + 2):
        create_published()
    page = find("vilnius", tools)
    with unit_of_work() as unit:
        withdraw_photo(page.photos[-1], tools=tools, unit=unit)

    assert len(find("vilnius", tools, after=page.following).photos) == 2


def test_a_withdrawn_photo_is_found_by_none_of_its_words(
    hung: dict[str, Photo], tools: Toolbox
) -> None:
    with unit_of_work() as unit:
        withdraw_photo(hung["frank"], tools=tools, unit=unit)

    for text in ("zappa", "frank", "cloth", "simkute", "ruta", "vilnius 2010", "za"):
        assert hung["frank"] not in find(text, tools).photos


NASTY = (
    '"', "*", "a*b", "AND", "NOT zappa", "zappa OR 1", "tokens:zappa", "NEAR(a b)", "^zappa",
    "'; DROP TABLE photo; --", "zappa & !x", "zappa:*", "\\", "%", "_", "()", "w1", "c1 y2010",
    "\U0010ffff", "😀", "-", "{a b}: c", "a" * 200, "ﷺ",
)  # fmt: skip


def test_no_text_is_taken_for_a_command(hung: dict[str, Photo], tools: Toolbox) -> None:
    for text in NASTY:
        found = find(text, tools).photos
        assert all("zappa" in text.lower() or photo is not hung["frank"] for photo in found), text
    assert find("c1 y2010", tools).count == 0


@pytest.mark.parametrize("text", ["a b c d e f g h i j k", "a" * 201])
def test_too_many_words_are_refused(app: Flask, tools: Toolbox, text: str) -> None:
    with pytest.raises(BadInput, match="too-many-words"):
        find(text, tools)


@pytest.mark.parametrize("after", ["0-nobody", "x", "9-p1", "--", "0-"])
def test_a_cursor_of_nobody_is_refused(app: Flask, tools: Toolbox, after: str) -> None:
    with pytest.raises(NotHere):
        find("vilnius", tools, after=after)


def hang_many() -> set[int]:
    """Publish more than a page of photos of a city, and a page of those that mention it."""
    city, turin = create_city(), create_turin()
    places = {create_published(city=city).id for _ in range(PHOTOS_A_PAGE + 3)}
    return places | {
        create_published(city=turin, caption="Vilnius").id for _ in range(PHOTOS_A_PAGE)
    }


def leaf_through(tools: Toolbox, sort: Sort) -> Iterator[Photo]:
    """Yield all that is found, page by page."""
    found = find("vilnius", tools, sort=sort)
    yield from found.photos
    while found.following:
        found = find("vilnius", tools, sort=sort, after=found.following)
        yield from found.photos
