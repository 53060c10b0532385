"""What is taken from the public is on no path at once; ``python -m tests.bars.gone`` times it."""

from collections.abc import Callable, Iterator

import pytest
from flask.testing import FlaskClient

from gallery.db import UnitOfWork, db, unit_of_work
from gallery.journey import apart, reporting, reports
from gallery.journey.reporting import Said
from gallery.journey.review import Act
from gallery.journey.withdraw import withdraw_photo
from gallery.models import MODERATOR, Account, Photo, ReportKind
from gallery.toolbox import Toolbox
from tests.bars.gone import LISTS
from tests.factories import create_account, create_edition, create_published

Verb = Callable[[Photo, Account, Toolbox, UnitOfWork], None]


def is_in_it(photo: Photo, _by: Account, tools: Toolbox, unit: UnitOfWork) -> None:
    """Somebody says that they are in it."""
    reporting.report_photo(photo, Said(ReportKind.IN_IT), tools=tools, unit=unit)


def hides(photo: Photo, by: Account, tools: Toolbox, unit: UnitOfWork) -> None:
    """A moderator hides it after a report."""
    reporting.report_photo(photo, Said(ReportKind.DANGER), tools=tools, unit=unit)
    reports.hide(photo, Act(by, photo.version), tools=tools, unit=unit)


def takes_back(photo: Photo, _by: Account, tools: Toolbox, unit: UnitOfWork) -> None:
    """Its sender takes it back."""
    withdraw_photo(photo, tools=tools, unit=unit)


def sounds_alarm(photo: Photo, by: Account, tools: Toolbox, unit: UnitOfWork) -> None:
    """A moderator takes it out of sight."""
    apart.sound_alarm(photo, by=by, tools=tools, unit=unit)


@pytest.fixture
def photo(tools: Toolbox) -> Photo:
    """A published photo of an action day that the lists of the bar show."""
    found = create_published(edition=create_edition(year=2012, month=3))
    for name in found.media_names:
        tools.public.put(f"media/{found.public_id}/{name}", b"\xff\xd8pixels")
    return found


@pytest.mark.parametrize("verb", [is_in_it, hides, takes_back, sounds_alarm])
def test_it_is_on_no_path(client: FlaskClient, photo: Photo, tools: Toolbox, verb: Verb) -> None:
    number, by, alone = photo.id, create_account(MODERATOR).id, list(paths_of(photo))
    shown_before = shown(client, alone, photo.public_id)

    with unit_of_work() as unit:
        now = db.session.get_one(Photo, number)
        verb(now, db.session.get_one(Account, by), tools, unit)

    assert len(shown_before) > len(alone) + len(LISTS["feeds"])
    assert shown_before >= set(alone)
    assert shown(client, alone, photo.public_id) == set()


def paths_of(photo: Photo) -> Iterator[str]:
    """Yield where a photo stands alone."""
    page = f"/photos/{photo.public_id}"
    yield from (page, f"{page}/download", f"/embed{page}", f"/oembed?url=http://localhost{page}")
    yield from (f"/media/{photo.public_id}/{name}" for name in photo.media_names)


def shown(client: FlaskClient, alone: list[str], name: str) -> set[str]:
    """Return the paths on which it is."""
    lists = (path for paths in LISTS.values() for path in paths)
    found = {path for path in alone if client.get(path).status_code == 200}
    return found | {path for path in lists if name in client.get(path).text}
