"""A gallery reads the photos that it shows, and no other, whatever the archive's size."""

import re
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from sqlalchemy import event

from gallery.db import db
from gallery.journey.visit import find_gallery, find_neighbours, find_photos, find_same_statue
from gallery.models import Photo, Statue
from tests.factories import create_city, create_edition, create_published, saved

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
    assert [plan for plan in plans if plan.startswith(("SCAN", "USE TEMP"))] == []


def test_neither_neighbours_nor_the_same_statue_are_sought_among_all() -> None:
    march_2010()
    photo = create_published(statue=saved(Statue(city_id=create_city().id, name="The general")))

    plans = plans_of(lambda: (find_neighbours(photo), find_same_statue(photo)))

    assert any("INDEX ix_photo_edition " in plan for plan in plans)
    assert any("INDEX ix_photo_statue " in plan for plan in plans)
    assert [plan for plan in plans if "ix_photo_latest" in plan or "SCAN" in plan] == []
