"""A gallery reads the photos that it shows, and no other, whatever the archive's size. So does the
desk of the moderators: to look and to decide costs the same beside 100 and beside 50,000 photos.
"""

import re
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from sqlalchemy import event

from gallery.db import db
from gallery.journey import leases, review_queue
from gallery.journey.alike import find_decided, find_group
from gallery.journey.lanes import Lane
from gallery.journey.presence import list_holders
from gallery.journey.review_queue import count_reviewable
from gallery.journey.visit import find_gallery, find_neighbours, find_photos, find_same_statue
from gallery.models import Photo, Stage, Statue
from gallery.models.photo import LIKENESS_PARTS
from gallery.toolbox import Toolbox
from tests.factories import (
    create_account,
    create_city,
    create_edition,
    create_photo,
    create_published,
    create_submission,
    saved,
)

pytestmark = pytest.mark.usefixtures("app")

#: How a gallery is asked for, and the index in whose order its photos lie.
GALLERIES: list[tuple[dict[str, Any], str]] = [
    ({}, "ix_photo_latest"),
    ({"country": "lt"}, "ix_photo_country"),
    ({"country": "lt", "slug": "vilnius"}, "ix_photo_city"),
    ({"year": 2010}, "ix_photo_edition"),
    ({"year": 2010, "month": 12}, "ix_photo_edition"),
    ({"year": 2010, "country": "lt"}, "ix_photo_edition_country"),
    ({"year": 2010, "country": "lt", "slug": "vilnius"}, "ix_photo_gallery"),
]


def march_2010() -> Photo:
    """A published photo of the other edition of 2010."""
    edition = create_edition(month=3, name="March 2010", day=date(2010, 3, 16))
    return create_published(edition=edition)


def plans_of(act: Callable[[], object]) -> list[str]:
    """Return how SQLite finds the photos that are asked for meanwhile."""
    asked: list[tuple[str, object]] = []

    def note(_connection, _cursor, statement, values, *_) -> None:  # type: ignore[no-untyped-def]
        asked.append((statement, values))

    event.listen(db.engine, "before_cursor_execute", note)
    act()
    event.remove(db.engine, "before_cursor_execute", note)
    with db.engine.connect() as connection:
        return [
            str(row[3])
            for statement, values in asked
            if "FROM photo" in statement
            for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", values)
        ]


@pytest.mark.parametrize("page", [1, 2])
@pytest.mark.parametrize(("asked", "index"), GALLERIES)
def test_no_gallery_reads_or_sorts_more_than_it_shows(
    asked: dict[str, Any], index: str, page: int
) -> None:
    march_2010()
    last = create_published()
    scope = find_gallery(**asked)

    plans = plans_of(lambda: find_photos(scope, after=last.public_id if page > 1 else None))

    assert set(re.findall(r"ix_photo\w+", " ".join(plans))) == {index}
    # What is counted before a page is counted so far and no further.
    assert [plan for plan in plans if plan.startswith(("SCAN p", "USE TEMP"))] == []


def test_neither_neighbours_nor_the_same_statue_are_sought_among_all() -> None:
    march_2010()
    photo = create_published(statue=saved(Statue(city_id=create_city().id, name="The general")))

    plans = plans_of(lambda: (find_neighbours(photo), find_same_statue(photo)))

    assert any("INDEX ix_photo_edition " in plan for plan in plans)
    assert any("INDEX ix_photo_statue " in plan for plan in plans)
    assert [plan for plan in plans if "ix_photo_latest" in plan or "SCAN" in plan] == []


def test_neither_the_same_picture_nor_a_burst_is_sought_among_all_of_a_city() -> None:
    photo, me = create_photo(), create_account()

    plans = plans_of(lambda: (find_decided(photo), find_group(photo, by=me)))

    used = set(re.findall(r"INDEX (ix_photo\w+ \(.+\))", "\n".join(plans)))
    assert used == {
        "ix_photo_submission_id (submission_id=?)",
        *(f"ix_photo_alike_{first} (city_id=? AND <expr>=?)" for first, _ in LIKENESS_PARTS),
        "ix_photo_burst (city_id=? AND stage=? AND id<?)",
        "ix_photo_burst (city_id=? AND stage=? AND id>?)",
    }
    assert [plan for plan in plans if "SCAN photo" in plan] == []


def test_who_is_where_is_told_without_going_through_all_that_waits(tools: Toolbox) -> None:
    me = create_account()
    create_photo()
    leases.take(me, Lane(), tools=tools)

    plans = plans_of(lambda: list_holders(me, stage=Stage.WAITING, tools=tools))

    assert any("SEARCH photo USING INTEGER PRIMARY KEY" in plan for plan in plans)
    assert [plan for plan in plans if "ix_photo" in plan or "SCAN photo" in plan] == []


def test_what_waits_is_counted_no_further_than_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(review_queue, "MOST_COUNTED", 2)
    me, submission = create_account(), create_submission()

    counts = [
        (create_photo(submission=submission), count_reviewable(me)[Stage.WAITING])[1]
        for _ in range(4)
    ]

    assert counts == [1, 2, 3, 3]
