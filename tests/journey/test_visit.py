"""What visitors find: known galleries, published photos, every one once."""

from collections.abc import Sequence
from datetime import date, timedelta

import pytest

from gallery.db import db, unit_of_work
from gallery.errors import Gone, NotHere
from gallery.journey import visit
from gallery.journey.publish import take_down
from gallery.journey.strands import PublicPhoto
from gallery.journey.visit import (
    Scope,
    find_gallery,
    find_photo,
    find_photos,
)
from gallery.journey.withdraw import withdraw_photo
from gallery.models import ActionStage, Photo, Stage, Statue
from gallery.toolbox import Toolbox
from tests.factories import (
    NOON,
    create_action,
    create_city,
    create_edition,
    create_photo,
    create_published,
    create_turin,
    saved,
)
from uploads_worker.tasks import Tasks

pytestmark = pytest.mark.usefixtures("app")

OTHER_STAGES = [stage for stage in Stage if stage is not Stage.PUBLISHED]
LOOKS_UNKNOWN = [stage for stage in OTHER_STAGES if stage is not Stage.WITHDRAWN]


def march_2010(**said: object) -> Photo:
    """A published photo of the other edition of 2010."""
    edition = create_edition(month=3, name="March 2010", day=date(2010, 3, 16))
    return create_published(edition=edition, **said)


def ids(photos: Sequence[PublicPhoto]) -> list[str]:
    return [photo.public_id for photo in photos]


def publish_many(count: int) -> list[str]:
    """Publish photos, two at a time in the same second; return them, newest first."""
    photos = [
        create_published(published_at=NOON + timedelta(seconds=number // 2))
        for number in range(count)
    ]
    return [photo.public_id for photo in reversed(photos)]


def read_all(scope: Scope) -> list[str]:
    """Turn all pages of a gallery, as a visitor does."""
    found: list[str] = []
    after = None
    while True:
        page = find_photos(scope, after=after)
        assert page.before == len(found)
        found += ids(page.photos)
        after = page.following
        if after is None:
            return found


@pytest.mark.parametrize("stage", OTHER_STAGES)
def test_no_other_stage_is_in_a_gallery(stage: Stage) -> None:
    shown = create_published()
    create_photo(stage=stage, published_at=NOON)

    found = find_photos(Scope(year=2010)).photos

    assert ids(found) == [shown.public_id]


@pytest.mark.parametrize("stage", LOOKS_UNKNOWN)
def test_a_photo_that_is_not_public_looks_unknown(stage: Stage) -> None:
    photo = create_photo(stage=stage)

    with pytest.raises(NotHere) as here:
        find_photo(photo.public_id)
    with pytest.raises(NotHere) as nowhere:
        find_photo("p000000000000000")

    assert type(here.value) is type(nowhere.value) is NotHere
    assert here.value.key == nowhere.value.key


def test_a_withdrawn_photo_is_gone_and_stays_gone_when_it_is_erased(tools: Toolbox) -> None:
    photo = create_published()
    with unit_of_work() as unit:
        withdraw_photo(photo, tools=tools, unit=unit)
    with pytest.raises(Gone):
        find_photo(photo.public_id)

    Tasks(tools).erase(photo.id)

    db.session.expire_all()
    assert photo.stage is Stage.ERASED
    with pytest.raises(Gone):
        find_photo(photo.public_id)


def test_a_city_is_unknown_before_its_first_public_action_or_photo() -> None:
    create_edition()
    create_photo(city=create_turin(), stage=Stage.WAITING)

    with pytest.raises(NotHere):
        find_gallery(country="it", slug="turin")
    with pytest.raises(NotHere):
        find_gallery(year=2010, country="it")


def test_a_hidden_action_makes_no_city_known() -> None:
    create_action(stage=ActionStage.HIDDEN)

    with pytest.raises(NotHere):
        find_gallery(country="lt", slug="vilnius")


def test_an_announced_action_makes_a_city_known() -> None:
    create_action(stage=ActionStage.ANNOUNCED)

    scope = find_gallery(year=2010, country="lt", slug="vilnius")

    assert scope.city is not None
    assert scope.city.name == "Vilnius"


@pytest.mark.parametrize(
    "address",
    [
        {"year": 1999},
        {"year": 2010, "month": 4},
        {"year": 2010, "country": "zz"},
        {"year": 2010, "country": "LT"},
        {"country": "lt", "slug": "kaunas"},
        {"country": "pl", "slug": "vilnius"},
    ],
)
def test_an_address_of_nothing_is_not_here(address: dict[str, object]) -> None:
    create_published()

    with pytest.raises(NotHere):
        find_gallery(**address)  # type: ignore[arg-type]


def test_a_city_whose_last_photo_was_withdrawn_is_unknown_again(tools: Toolbox) -> None:
    photo = create_published()
    with unit_of_work() as unit:
        withdraw_photo(photo, tools=tools, unit=unit)

    with pytest.raises(NotHere):
        find_gallery(year=2010, country="lt", slug="vilnius")


def test_a_year_shows_both_its_editions_and_an_edition_its_own() -> None:
    march, december = march_2010(), create_published()

    year = find_photos(find_gallery(year=2010)).photos
    edition = find_photos(find_gallery(year=2010, month=12)).photos

    assert set(ids(year)) == {march.public_id, december.public_id}
    assert ids(edition) == [december.public_id]


def test_a_photo_of_a_country_alone_is_shown_there_and_above_only() -> None:
    somewhere = create_published(city=None, country="lt")
    vilnius = create_published()

    country = find_photos(Scope(year=2010, country="lt")).photos
    city = find_photos(Scope(year=2010, country="lt", city=create_city())).photos

    assert set(ids(country)) == {somewhere.public_id, vilnius.public_id}
    assert ids(city) == [vilnius.public_id]


def test_every_photo_is_on_one_page_even_when_many_came_in_the_same_second() -> None:
    newest_first = publish_many(53)

    assert read_all(Scope(year=2010)) == newest_first


def test_a_new_photo_neither_repeats_nor_hides_one_on_later_pages() -> None:
    newest_first = publish_many(30)
    first = find_photos(Scope(year=2010))
    create_published(published_at=NOON + timedelta(days=1))

    second = find_photos(Scope(year=2010), after=first.following)

    assert ids(first.photos) + ids(second.photos) == newest_first
    assert second.before == 25


def test_far_behind_nobody_counts_and_every_photo_is_still_on_one_page(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(visit, "MOST_COUNTED", 24)
    newest_first = publish_many(53)

    near = find_photos(Scope(year=2010), after=newest_first[23])
    far = find_photos(Scope(year=2010), after=near.following)

    assert (near.before, near.ahead, near.following) == (24, None, newest_first[47])
    assert (far.before, far.following) == (None, None)
    assert ids(near.photos) + ids(far.photos) == newest_first[24:]


def test_far_behind_is_known_how_many_the_next_page_has(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(visit, "MOST_COUNTED", 2)
    newest_first = publish_many(30)

    page = find_photos(Scope(year=2010), after=newest_first[3], limit=20)

    assert (page.before, len(page.photos), page.ahead) == (None, 20, 6)


def test_a_page_goes_on_after_a_photo_that_was_taken_down_meanwhile(tools: Toolbox) -> None:
    newest_first = publish_many(30)
    first = find_photos(Scope(year=2010))
    last = db.session.query(Photo).filter_by(public_id=first.following).one()
    with unit_of_work() as unit:
        take_down(last, stage=Stage.HIDDEN, tools=tools, unit=unit)

    second = find_photos(Scope(year=2010), after=first.following)

    assert ids(second.photos) == newest_first[24:]


def test_a_page_after_an_unknown_or_never_published_photo_is_not_here() -> None:
    waiting = create_photo()

    for cursor in (waiting.public_id, "nobody"):
        with pytest.raises(NotHere):
            find_photos(Scope(), after=cursor)


def test_neighbours_are_those_of_the_same_year() -> None:
    create_published(edition=create_edition(year=2009, month=3), published_at=NOON)
    older, photo, newer = (
        create_published(published_at=NOON + timedelta(seconds=second)) for second in (1, 2, 3)
    )

    assert visit.find_neighbours(photo) == (newer.public_id, older.public_id)
    assert visit.find_neighbours(newer) == (None, photo.public_id)
    assert visit.find_neighbours(older) == (photo.public_id, None)


def test_the_same_statue_is_shown_once_for_each_other_year() -> None:
    statue = saved(Statue(city_id=create_city().id, name="The general"))
    for year in (2012, 2009):
        edition = create_edition(year=year, month=3)
        shown = [create_published(edition=edition, statue=statue) for _ in range(2)]
    create_photo(edition=edition, statue=statue, stage=Stage.WAITING)
    photo = create_published(statue=statue)

    found = visit.find_same_statue(photo)

    assert [each.edition.year for each in found if each.edition] == [2009, 2012]
    assert shown[-1] in found


def test_without_a_statue_there_is_no_same_one() -> None:
    assert visit.find_same_statue(create_published()) == []
