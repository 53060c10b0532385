"""No photo is published under an action day that is still to come."""

from datetime import UTC, date, datetime

import pytest
from flask import Flask

from gallery.db import unit_of_work
from gallery.errors import Incomplete
from gallery.journey import review
from gallery.journey.review import Act
from gallery.models import MODERATOR, Photo, Stage
from gallery.toolbox import Toolbox
from tests.factories import create_account, create_edition, create_photo
from tests.house import Clock


@pytest.fixture
def photo(app: Flask) -> Photo:
    """A photo filed under Christmas, five days before it."""
    christmas = create_edition(day=date(2010, 12, 25), first_day=date(2010, 12, 25))
    return create_photo(edition=christmas)


def approve(photo: Photo, *, tools: Toolbox) -> None:
    act = Act(create_account(MODERATOR), photo.version)
    with unit_of_work() as unit:
        review.approve(photo, act, tools=tools, unit=unit)


def test_a_photo_of_a_day_to_come_cannot_be_approved(photo: Photo, tools: Toolbox) -> None:
    with pytest.raises(Incomplete) as early:
        approve(photo, tools=tools)

    assert early.value.key == "edition-to-come"


def test_it_can_as_soon_as_the_day_has_begun_somewhere(
    photo: Photo, tools: Toolbox, clock: Clock
) -> None:
    clock.moment = datetime(2010, 12, 24, 10, 0, tzinfo=UTC)

    approve(photo, tools=tools)

    assert photo.stage is Stage.APPROVED
